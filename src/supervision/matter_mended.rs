//! 更正 of a matter: its due day, its text, who is named on it; with a reason, and the first day stays in sight.

use super::annul::lock_open;
use super::answer::secret_in;
use super::board::get_matter;
use super::due::DueFound;
use super::house::{Books, House};
use super::person::find_person;
use super::redate::{MovedDay, Mover};
use super::refused::refuse;
use crate::domain::contact::Person;
use crate::domain::ids::{MatterId, PersonId};
use crate::domain::ledger::Actor;
use crate::domain::matter::{Assignment, Matter};
use crate::domain::refusal::Refusal;
use crate::domain::role::{Role, RoleScope};
use crate::store::{Act, MatterFilter, Work};
use crate::text::MovedWhy;
use anyhow::Result;
use chrono::{Months, NaiveDate};
use serde::Serialize;

/// What a matter is to be; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatterFacts {
    /// The last day, in the office's zone.
    pub due_on: Option<NaiveDate>,
    /// What is to be done.
    pub title: Option<String>,
    /// Who stands for a role.
    pub named: Option<Naming>,
}

/// Somebody who takes the place of whoever is named on a matter for a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Naming {
    /// Who.
    pub person: PersonId,
    /// For which role.
    pub role: Role,
    /// 牵头.
    pub is_lead: bool,
}

/// What a correction changed; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatterMended {
    /// Code of the matter.
    pub code: String,
    /// Its day, and days that hang from it.
    pub moved: Vec<MovedDay>,
    /// What is to be done, where that is new.
    pub title: Option<String>,
    /// Who is named, where that is new.
    pub named: Option<String>,
    /// Who was named for the role before.
    pub instead_of: Vec<String>,
}

/// Corrects the matter of a code; the person by name, `UNIT/NAME` or number.
///
/// # Errors
/// Refused when there is no such matter or person; a fault when the database cannot be read or written.
pub async fn mend_matter(
    house: &House,
    actor: Actor,
    code: &str,
    facts: &MatterFacts,
    named: Option<(&str, Role, bool)>,
    reason: &str,
) -> Result<Result<MatterMended, Refusal>> {
    house
        .alone(async |work, books| {
            let matter = get_matter(work, house, code).await?;
            let mut facts = facts.clone();
            if let Some((name, role, is_lead)) = named {
                let person = find_person(work, house, name).await?.id;
                facts.named = Some(Naming {
                    person,
                    role,
                    is_lead,
                });
            }
            mend_matter_in(work, house, books, actor, matter.id, &facts, reason).await
        })
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// When the database cannot be read or written; nothing has been written when it refuses.
pub async fn mend_matter_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: MatterId,
    facts: &MatterFacts,
    reason: &str,
) -> Result<Result<MatterMended, Refusal>> {
    if let Some(found) = secret_in(books, &[Some(reason), facts.title.as_deref()]) {
        return Ok(Err(Refusal::SecretContent { found }));
    }
    let matter = match lock_open(work, house, books, actor, id).await? {
        Ok(matter) => matter,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let naming = match new_name(work, books, &matter, facts.named).await? {
        Ok(naming) => naming,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let due_on = facts.due_on.filter(|day| Some(*day) != matter.due_on);
    let title = facts.title.clone().filter(|title| *title != matter.title);
    if due_on.is_none() && title.is_none() && naming.is_none() {
        return Ok(Err(Refusal::NothingToChange { code: matter.code }));
    }
    refuse_far_day(house, books, due_on)?;
    if let Some(day) = due_on
        && let Some(refusal) = undatable(work, house, &matter, day).await?
    {
        return Ok(Err(refusal));
    }
    let act = Act::new(actor, books.now, "matter.corrected").because(reason);
    let mut mended = MatterMended {
        code: matter.code.clone(),
        moved: Vec::new(),
        title: title.clone(),
        named: None,
        instead_of: Vec::new(),
    };
    if let Some((person, naming)) = naming {
        mended.instead_of = name(work, books, &act, &matter, naming).await?;
        mended.named = Some(person.name);
    }
    let after = Matter {
        title: title.unwrap_or_else(|| matter.title.clone()),
        ..matter.clone()
    };
    match due_on {
        Some(day) => {
            let mut mover = Mover::new(house, books, &act, MovedWhy::Office);
            mover.move_to(work, &matter, after, DueFound::fixed(day)).await?;
            mended.moved = mover.moved;
        }
        None => work.update(&act, &matter, &after).await?,
    }
    Ok(Ok(mended))
}

/// A day further ahead than imports take is a slip of the hand.
fn refuse_far_day(house: &House, books: &Books, due_on: Option<NaiveDate>) -> Result<()> {
    let furthest = Months::new(12 * house.limits.furthest_years);
    match (due_on, books.today().checked_add_months(furthest)) {
        (Some(day), Some(end)) if day > end => refuse!("{day} lies far ahead; check the year"),
        _ => Ok(()),
    }
}

/// Who is to be named, unless they already are, alone.
async fn new_name(
    work: &mut Work,
    books: &Books,
    matter: &Matter,
    naming: Option<Naming>,
) -> Result<Result<Option<(Person, Naming)>, Refusal>> {
    let Some(naming) = naming else {
        return Ok(Ok(None));
    };
    let person: Person = work.get(naming.person).await?;
    let serves_here = naming.role.scope() != RoleScope::Unit || person.unit_id == matter.unit_id;
    if !serves_here || !person.is_here_on(books.today()) {
        return Ok(Err(Refusal::PersonElsewhere {
            code: matter.code.clone(),
            name: person.name,
            role: naming.role.key().to_owned(),
        }));
    }
    let standing = named_for(work, matter.id, naming.role).await?;
    let is_so = matches!(standing.as_slice(), [only] if only.person_id == person.id
        && (only.is_lead || !naming.is_lead));
    Ok(Ok((!is_so).then_some((person, naming))))
}

async fn named_for(work: &mut Work, matter: MatterId, role: Role) -> Result<Vec<Assignment>> {
    let mut standing = work.list_assignments(matter).await?;
    standing.retain(|assignment| assignment.role == role);
    Ok(standing)
}

/// Names somebody in place of all who are named for the role; gives their names. The lead passes on.
async fn name(
    work: &mut Work,
    books: &Books,
    act: &Act,
    matter: &Matter,
    naming: Naming,
) -> Result<Vec<String>> {
    let mut instead_of = Vec::new();
    let mut own = None;
    let mut is_lead = naming.is_lead;
    for assignment in named_for(work, matter.id, naming.role).await? {
        is_lead |= assignment.is_lead;
        if assignment.person_id == naming.person {
            own = Some(assignment);
            continue;
        }
        let ended = Assignment {
            ended_on: Some(books.today()),
            ..assignment.clone()
        };
        work.update(&act.doing("matter.unassigned"), &assignment, &ended)
            .await?;
        instead_of.push(work.get::<Person>(assignment.person_id).await?.name);
    }
    let act = act.doing("matter.assigned");
    match own {
        Some(own) => {
            let leading = Assignment {
                is_lead,
                ..own.clone()
            };
            work.update(&act, &own, &leading).await?;
        }
        None => {
            let new = Assignment {
                id: 0,
                matter_id: matter.id,
                person_id: naming.person,
                role: naming.role,
                is_lead,
                ended_on: None,
            };
            work.insert(&act, new).await?;
        }
    }
    Ok(instead_of)
}

/// Why a matter cannot be given a day.
async fn undatable(
    work: &mut Work,
    house: &House,
    matter: &Matter,
    day: NaiveDate,
) -> Result<Option<Refusal>> {
    if day < matter.started_on {
        return Ok(Some(Refusal::DayBeforeStart {
            code: matter.code.clone(),
            day,
            started_on: matter.started_on,
        }));
    }
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let under = MatterFilter {
        parent: Some(matter.id),
        ..MatterFilter::default()
    };
    let follows = matter.rule == rulebook.measures.finding && !work.list_matters(&under).await?.is_empty();
    Ok(follows.then(|| Refusal::DueOfMeasures {
        code: matter.code.clone(),
    }))
}
