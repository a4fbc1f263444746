//! What the leading group decides on a unit: proposed by one of its members, approved where the rulebook says so, and
//! then a matter of its own.

mod approve;

pub use approve::{END_OF, ORIGIN, decided, facts, proposers};

use approve::{approve, open_one};

use crate::domain::contact::{Person, Unit};
use crate::domain::ids::{MatterId, PersonId, ResolutionId};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::Via;
use crate::domain::refusal::Refusal;
use crate::domain::resolution::{Resolution, ResolutionKind, ResolutionState};
use crate::domain::rulebook::{Rule, Start};
use crate::store::{Act, Work};
use crate::supervision::due::count_rule;
use crate::supervision::house::{Books, House};
use crate::supervision::outward::{Disclosed, Seer};
use crate::supervision::recorder::may_record;
use crate::supervision::refused::{refuse, refuse_secrets};
use anyhow::Result;
use chrono::NaiveDate;

/// What somebody of the leading group decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResolution {
    /// On the unit of these matters.
    pub about: Vec<MatterId>,
    /// Which.
    pub kind: ResolutionKind,
    /// Who.
    pub by: PersonId,
    /// How it reached the office.
    pub via: Via,
    /// Number of the document.
    pub document: Option<String>,
    /// The day on which it was decided, in the office's zone.
    pub on: NaiveDate,
    /// 限期: the new last day; none leaves it to the rulebook.
    pub due_on: Option<NaiveDate>,
}

/// What a decision has become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// As kept.
    pub resolution: Resolution,
    /// Codes of the matters that it opened.
    pub opened: Vec<String>,
    /// Numbers under which matters were registered.
    pub registered: Vec<String>,
}

/// Whether somebody belongs to the leading group today.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_of_leading_group(work: &mut Work, books: &Books, person: &Person) -> Result<bool> {
    let seer = Seer::of(work, books, person.clone()).await?;
    Ok(person.left_on.is_none() && seer.roles.iter().any(|role| role.is_leading_group()))
}

/// Records a decision of the leading group, in a unit of work of its own.
///
/// # Errors
/// As [`resolve_in`].
pub async fn resolve(house: &House, actor: Actor, new: &NewResolution) -> Result<Result<Resolved, Refusal>> {
    house
        .alone(async |work, books| resolve_in(work, house, books, actor, new).await)
        .await
}

/// Records a decision of the leading group: what it opens, or the decision that approves it.
///
/// # Errors
/// Refused without a matter, with a day that has passed or a secret word; nothing has been written when it refuses.
pub async fn resolve_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    new: &NewResolution,
) -> Result<Result<Resolved, Refusal>> {
    refuse_secrets("the document", new.document.as_deref().unwrap_or_default())?;
    let first = match lock_first(work, new).await? {
        Ok(first) => first,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Err(refusal) = admit(work, house, books, actor, &first, new).await? {
        return Ok(Err(refusal));
    }
    let resolution = Resolution {
        id: ResolutionId(0),
        office_id: house.office.id,
        unit_id: first.unit_id,
        inspection_id: first.inspection_id,
        kind: new.kind,
        about: new.about.clone(),
        due_on: new.due_on,
        proposed_by: new.by,
        via: new.via,
        document: new.document.clone(),
        recorded_by: actor.person().filter(|recorder| *recorder != new.by),
        given_on: new.on,
        recorded_at: books.now,
        state: ResolutionState::Proposed,
        decided_on: None,
    };
    let act = Act::new(actor, books.now, "resolution.made");
    let resolution = work.insert(&act, resolution).await?;
    let approvals = approvals(work, house, books, &resolution).await?;
    if approvals.is_empty() {
        return Ok(Ok(approve(work, house, books, &act, resolution).await?));
    }
    let mut opened = Vec::new();
    for rule in approvals {
        opened.push(open_one(work, house, books, &act, &rule, &resolution).await?);
    }
    Ok(Ok(Resolved {
        resolution,
        opened,
        registered: Vec::new(),
    }))
}

/// The new last day that the rulebook suggests for a 限期; none where it opens nothing.
///
/// # Errors
/// When it cannot be counted.
pub fn limit_day(books: &Books) -> Result<Option<NaiveDate>> {
    let Some(rule) = started_by(books, ResolutionKind::Limit.key()).next() else {
        return Ok(None);
    };
    Ok(count_rule(&books.rulebook, rule, books.today(), books)?.due_on)
}

/// Locks the matters of a decision; gives the first.
async fn lock_first(work: &mut Work, new: &NewResolution) -> Result<Result<Matter, Refusal>> {
    let mut ids = new.about.clone();
    ids.sort();
    for id in ids {
        work.lock_matter(id).await?;
    }
    let Some(first) = new.about.first() else {
        refuse!("name the matters that it is about");
    };
    let first: Matter = work.get(*first).await?;
    Ok(if first.is_open() {
        Ok(first)
    } else {
        Err(Refusal::MatterClosed {
            state: first.state.key().to_owned(),
            code: first.code,
        })
    })
}

/// The leading group's own people decide, and none of them on their former unit; the office records for them.
async fn admit(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    first: &Matter,
    new: &NewResolution,
) -> Result<Result<(), Refusal>> {
    let code = || first.code.clone();
    let by: Person = work.get(new.by).await?;
    if actor.person() != Some(new.by)
        && let Err(refusal) = may_record(work, house, books, actor, first).await?
    {
        return Ok(Err(refusal));
    }
    if !is_of_leading_group(work, books, &by).await? {
        return Ok(Err(Refusal::NotInRole { code: code() }));
    }
    let seer = Seer::of(work, books, by).await?;
    if Disclosed::of(work, house, books, first)
        .await?
        .is_avoided_by(&seer)?
    {
        return Ok(Err(Refusal::Avoidance));
    }
    if new.on > books.today() {
        return Ok(Err(Refusal::DayAhead {
            code: code(),
            day: new.on,
        }));
    }
    let behind = new.due_on.filter(|day| *day <= books.today());
    Ok(match behind {
        Some(day) => Err(Refusal::DayBeforeStart {
            code: code(),
            day,
            started_on: books.today(),
        }),
        None => Ok(()),
    })
}

/// The rules of the approvals that a decision still needs: none that only its proposer could give.
async fn approvals(
    work: &mut Work,
    house: &House,
    books: &Books,
    resolution: &Resolution,
) -> Result<Vec<Rule>> {
    let mut needed = Vec::new();
    for rule in started_by(books, resolution.kind.proposal_row()) {
        let mut holders = Vec::new();
        if let Some(role) = rule.to.first() {
            holders = work
                .list_office_holders(*role, house.office.id, books.today())
                .await?;
        }
        let is_own = holders.iter().any(|holder| holder.id == resolution.proposed_by);
        if !is_own {
            needed.push(rule.clone());
        }
    }
    Ok(needed)
}

fn started_by<'b>(books: &'b Books, row: &str) -> impl Iterator<Item = &'b Rule> {
    let row = row.to_owned();
    let starts = move |rule: &&Rule| rule.enabled && matches!(&rule.start, Start::Row(on) if *on == row);
    books.rulebook.rules.iter().filter(starts)
}

/// All decisions, the latest first, with the name of their unit and of whoever took them.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_resolutions(house: &House) -> Result<Vec<(Resolution, String, String)>> {
    let mut work = house.store.read().await?;
    let mut all: Vec<Resolution> = work.all().await?;
    all.sort_by_key(|row| std::cmp::Reverse(row.id));
    let mut lines = Vec::with_capacity(all.len());
    for row in all {
        let unit: Unit = work.get(row.unit_id).await?;
        let by: Person = work.get(row.proposed_by).await?;
        lines.push((row, unit.name, by.name));
    }
    Ok(lines)
}
