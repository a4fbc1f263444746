//! The contacts: adding and changing people, roles, and leaving with a successor.

use super::attention::settle_vacancy;
use super::house::{Books, House};
use super::refused::refuse;
use crate::domain::contact::{Holding, Person, Unit};
use crate::domain::ids::{HoldingId, PersonId, UnitId};
use crate::domain::ledger::Actor;
use crate::domain::matter::Assignment;
use crate::domain::role::Role;
use crate::store::{Act, Work};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// What is known of a person; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct PersonFacts {
    /// 职务.
    pub post: Option<String>,
    /// Duty phone.
    pub phone: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Names of units they once belonged to.
    pub former_units: Option<Vec<String>>,
    /// A role to hold from now on.
    pub role: Option<Role>,
}

/// Finds the unit of a name or makes it.
///
/// # Errors
/// When the database refuses it.
pub async fn ensure_unit(
    work: &mut Work,
    house: &House,
    act: &Act,
    name: &str,
    category: Option<&str>,
) -> Result<Unit> {
    let Some(known) = work.find_unit(house.office.id, name).await? else {
        let unit = Unit {
            id: UnitId(0),
            office_id: house.office.id,
            name: name.to_owned(),
            alias: None,
            category: category.map(str::to_owned),
        };
        return Ok(work.insert(&act.doing("unit.added"), unit).await?);
    };
    let after = Unit {
        category: category.map(str::to_owned).or(known.category.clone()),
        ..known.clone()
    };
    work.update(&act.doing("unit.changed"), &known, &after).await?;
    Ok(after)
}

/// Adds a person to a unit or changes what is known of them; gives them back and whether anything changed.
///
/// # Errors
/// When the database refuses it.
pub async fn set_person(
    work: &mut Work,
    house: &House,
    act: &Act,
    unit: &Unit,
    name: &str,
    facts: &PersonFacts,
) -> Result<(Person, bool)> {
    let (person, mut has_changed) = match work.find_person(unit.id, name).await? {
        Some(known) => {
            let after = Person {
                post: facts.post.clone().or(known.post.clone()),
                phone: facts.phone.clone().or(known.phone.clone()),
                mail: facts.mail.clone().or(known.mail.clone()),
                former_units: facts
                    .former_units
                    .clone()
                    .unwrap_or_else(|| known.former_units.clone()),
                ..known.clone()
            };
            work.update(&act.doing("person.changed"), &known, &after).await?;
            let has_changed = after != known;
            (after, has_changed)
        }
        None => (add_person(work, house, act, unit, name, facts).await?, true),
    };
    if let Some(role) = facts.role {
        has_changed |= give_role(work, act, &person, unit.id, role, None).await?;
    }
    Ok((person, has_changed))
}

async fn add_person(
    work: &mut Work,
    house: &House,
    act: &Act,
    unit: &Unit,
    name: &str,
    facts: &PersonFacts,
) -> Result<Person> {
    let person = Person {
        id: PersonId(0),
        office_id: house.office.id,
        unit_id: unit.id,
        name: name.to_owned(),
        post: facts.post.clone(),
        phone: facts.phone.clone(),
        mail: facts.mail.clone(),
        former_units: facts.former_units.clone().unwrap_or_default(),
        left_on: None,
    };
    Ok(work.insert(&act.doing("person.added"), person).await?)
}

/// Gives a role from a day on (none: always held); `false` when it is held already.
async fn give_role(
    work: &mut Work,
    act: &Act,
    person: &Person,
    unit: UnitId,
    role: Role,
    from_on: Option<NaiveDate>,
) -> Result<bool> {
    let holdings = work.list_holdings(person.id).await?;
    if holdings
        .iter()
        .any(|holding| holding.role == role && holding.unit_id == unit && holding.until_on.is_none())
    {
        return Ok(false);
    }
    let holding = Holding {
        id: HoldingId(0),
        person_id: person.id,
        unit_id: unit,
        role,
        from_on,
        until_on: None,
    };
    work.insert(&act.doing("role.given"), holding).await?;
    settle_vacancy(work, role, unit, act.at).await?;
    Ok(true)
}

/// Finds one person by name, `UNIT/NAME` or id.
///
/// # Errors
/// Refused when nobody or several fit.
pub async fn find_person(work: &mut Work, house: &House, text: &str) -> Result<Person> {
    let (unit, name) = match text.split_once('/') {
        Some((unit, name)) => (Some(unit), name),
        None => (None, text),
    };
    if let Ok(id) = name.parse::<i64>()
        && let Some(person) = work.find::<Person>(PersonId(id)).await?
    {
        return Ok(person);
    }
    let mut people = work.list_persons_named(house.office.id, name).await?;
    if let Some(unit_name) = unit {
        let Some(unit) = work.find_unit(house.office.id, unit_name).await? else {
            refuse!("no unit named {unit_name}; `huiyin person list` shows all");
        };
        people.retain(|person| person.unit_id == unit.id);
    }
    match people.len() {
        1 => Ok(people.remove(0)),
        0 => refuse!("nobody named {text}; `huiyin person list` shows all"),
        several => refuse!("{several} persons are named {name}; write UNIT/{name}"),
    }
}

/// What a leave passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    /// Who left.
    pub person: String,
    /// Who follows.
    pub successor: Option<String>,
    /// How many roles ended.
    pub roles: usize,
    /// How many open matters passed on.
    pub matters: usize,
}

/// Somebody leaves today: their roles end, their open matters pass to the successor, their account is unbound.
///
/// # Errors
/// Refused when they have left, or the successor is the same person or works elsewhere.
pub async fn leave(house: &House, actor: Actor, who: &str, successor: Option<&str>) -> Result<Left> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let person = find_person(&mut work, house, who).await?;
    let heir = match successor {
        Some(text) => Some(find_person(&mut work, house, text).await?),
        None => None,
    };
    let left = leave_in(&mut work, &books, actor, &person, heir.as_ref()).await?;
    work.commit().await?;
    Ok(left)
}

/// The same for people who are known, within a unit of work.
///
/// # Errors
/// Refused, before anything is written, when they have left, or the successor is the same person or works elsewhere.
pub async fn leave_in(
    work: &mut Work,
    books: &Books,
    actor: Actor,
    person: &Person,
    heir: Option<&Person>,
) -> Result<Left> {
    if person.left_on.is_some() {
        refuse!("{} has left already", person.name);
    }
    if let Some(heir) = heir {
        check_heir(person, heir)?;
    }
    let act = Act::new(actor, books.now, "person.left");
    let roles = pass_roles(work, books, &act, person, heir).await?;
    let matters = pass_matters(work, books, &act, person, heir).await?;
    let after = Person {
        left_on: Some(books.today()),
        ..person.clone()
    };
    work.update(&act, person, &after).await?;
    super::bind::end_bindings(work, &act.doing("binding.ended"), person.id).await?;
    Ok(Left {
        person: person.name.clone(),
        successor: heir.map(|heir| heir.name.clone()),
        roles,
        matters,
    })
}

fn check_heir(person: &Person, heir: &Person) -> Result<()> {
    if heir.id == person.id {
        refuse!("{} cannot be their own successor", person.name);
    }
    if heir.unit_id != person.unit_id {
        refuse!(
            "{} works in another unit; a successor takes over duties of the same unit: add them there first",
            heir.name
        );
    }
    if heir.left_on.is_some() {
        refuse!("{} has left", heir.name);
    }
    Ok(())
}

async fn pass_roles(
    work: &mut Work,
    books: &Books,
    act: &Act,
    person: &Person,
    heir: Option<&Person>,
) -> Result<usize> {
    let held: Vec<Holding> = work
        .list_holdings(person.id)
        .await?
        .into_iter()
        .filter(|holding| holding.is_held_on(books.today()))
        .collect();
    for holding in &held {
        let after = Holding {
            until_on: books.today().pred_opt(),
            ..holding.clone()
        };
        work.update(&act.doing("role.ended"), holding, &after).await?;
        if let Some(heir) = heir {
            give_role(
                work,
                act,
                heir,
                holding.unit_id,
                holding.role,
                Some(books.today()),
            )
            .await?;
        }
    }
    Ok(held.len())
}

async fn pass_matters(
    work: &mut Work,
    books: &Books,
    act: &Act,
    person: &Person,
    heir: Option<&Person>,
) -> Result<usize> {
    let mut assignments = work.list_assignments_of(person.id).await?;
    assignments.sort_by_key(|assignment| assignment.matter_id);
    for assignment in &assignments {
        work.lock_matter(assignment.matter_id).await?;
        let after = Assignment {
            ended_on: Some(books.today()),
            ..assignment.clone()
        };
        work.update(&act.doing("matter.passed_on"), assignment, &after)
            .await?;
        if let Some(heir) = heir {
            take_on(work, act, heir, assignment).await?;
        }
    }
    Ok(assignments.len())
}

/// The heir stands where the assignment stood, once: whoever was named already only takes the lead over.
async fn take_on(work: &mut Work, act: &Act, heir: &Person, passed: &Assignment) -> Result<()> {
    let act = act.doing("matter.taken_on");
    let standing = work.list_assignments(passed.matter_id).await?;
    let own = standing
        .iter()
        .find(|own| own.person_id == heir.id && own.role == passed.role);
    let next = Assignment {
        person_id: heir.id,
        ended_on: None,
        is_lead: passed.is_lead || own.is_some_and(|own| own.is_lead),
        id: own.map_or(0, |own| own.id),
        ..passed.clone()
    };
    match own {
        Some(own) => work.update(&act, own, &next).await?,
        None => {
            work.insert(&act, next).await?;
        }
    }
    Ok(())
}
