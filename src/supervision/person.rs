//! The contacts: adding and changing units, people and roles.

use super::attention::settle_vacancy;
use super::house::{Books, House};
use super::mail_gone::forget_mail_gone;
use super::refused::refuse;
use crate::domain::contact::{Holding, Listed, Person, Unit};
use crate::domain::half_width::fold;
use crate::domain::ids::{HoldingId, PersonId, UnitId};
use crate::domain::role::Role;
use crate::store::{Act, Work};
use anyhow::Result;
use chrono::NaiveDate;

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
    /// They had left and are back.
    pub is_back: bool,
    /// What a 通讯录 says of them.
    pub listed: Option<Listed>,
}

/// Finds a unit by its name; blanks and full-width forms make no difference.
///
/// # Errors
/// When the database cannot be read.
pub async fn find_unit(work: &mut Work, house: &House, name: &str) -> Result<Option<Unit>> {
    if let Some(unit) = work.find_unit(house.office.id, name).await? {
        return Ok(Some(unit));
    }
    let wanted = fold(name);
    let mut units: Vec<Unit> = work.all().await?;
    units.retain(|unit| unit.office_id == house.office.id && fold(&unit.name) == wanted);
    Ok(units.pop())
}

/// A unit by name.
///
/// # Errors
/// Refused when there is none.
pub async fn get_unit(work: &mut Work, house: &House, name: &str) -> Result<Unit> {
    match find_unit(work, house, name).await? {
        Some(unit) => Ok(unit),
        None => refuse!("no unit named {name}; `huiyin person list` shows all units"),
    }
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
    let Some(known) = find_unit(work, house, name).await? else {
        let unit = Unit {
            id: UnitId(0),
            office_id: house.office.id,
            name: name.trim().to_owned(),
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
/// Refused when they have left and are not said to be back.
pub async fn set_person(
    work: &mut Work,
    house: &House,
    act: &Act,
    unit: &Unit,
    name: &str,
    facts: &PersonFacts,
) -> Result<(Person, bool)> {
    let name = fold(name);
    let (person, mut has_changed) = match work.find_person(unit.id, &name).await? {
        Some(known) => {
            let after = changed(&known, unit, facts)?;
            work.update(&act.doing("person.changed"), &known, &after).await?;
            let has_changed = after != known;
            if after.mail != known.mail {
                forget_mail_gone(work, &after, act.at).await?;
            }
            (after, has_changed)
        }
        None => (add_person(work, house, act, unit, &name, facts).await?, true),
    };
    if let Some(role) = facts.role {
        has_changed |= give_role(work, act, &person, unit.id, role, None).await?;
    }
    Ok((person, has_changed))
}

fn changed(known: &Person, unit: &Unit, facts: &PersonFacts) -> Result<Person> {
    if let Some(left_on) = known.left_on.filter(|_| !facts.is_back) {
        refuse!(
            "{} left {} on {left_on} and is kept as they were; if they have come back say so with --back, and call \
             another person of that name by one that tells them apart",
            known.name,
            unit.name
        );
    }
    Ok(Person {
        post: facts.post.clone().or(known.post.clone()),
        phone: facts.phone.clone().or(known.phone.clone()),
        mail: facts.mail.clone().or(known.mail.clone()),
        former_units: facts
            .former_units
            .clone()
            .unwrap_or_else(|| known.former_units.clone()),
        left_on: None,
        listed: facts.listed.clone().or(known.listed.clone()),
        ..known.clone()
    })
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
        listed: facts.listed.clone(),
    };
    Ok(work.insert(&act.doing("person.added"), person).await?)
}

/// Gives a role from a day on (none: always held); `false` when it is held already.
///
/// # Errors
/// When the database refuses it.
pub async fn give_role(
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

/// Ends a role; `false` when it is not held.
///
/// # Errors
/// When the database refuses it.
pub async fn end_role(
    work: &mut Work,
    books: &Books,
    act: &Act,
    person: &Person,
    unit: UnitId,
    role: Role,
) -> Result<bool> {
    let mut held = work.list_holdings(person.id).await?;
    held.retain(|holding| {
        holding.role == role && holding.unit_id == unit && holding.is_held_on(books.today())
    });
    for holding in &held {
        end_holding(work, books, act, holding).await?;
    }
    Ok(!held.is_empty())
}

/// From today on the role is not held any more.
///
/// # Errors
/// When the database refuses it.
pub async fn end_holding(work: &mut Work, books: &Books, act: &Act, holding: &Holding) -> Result<()> {
    let after = Holding {
        until_on: books.today().pred_opt(),
        ..holding.clone()
    };
    Ok(work.update(&act.doing("role.ended"), holding, &after).await?)
}

/// Finds one person by name, `UNIT/NAME` or id.
///
/// # Errors
/// Refused when nobody or several fit.
pub async fn find_person(work: &mut Work, house: &House, text: &str) -> Result<Person> {
    let text = fold(text);
    let (unit, name) = match text.split_once('/') {
        Some((unit, name)) => (Some(unit), name),
        None => (None, text.as_str()),
    };
    if let Ok(id) = name.parse::<i64>()
        && let Some(person) = work.find::<Person>(PersonId(id)).await?
    {
        return Ok(person);
    }
    let mut people = work.list_persons_named(house.office.id, name).await?;
    if let Some(unit_name) = unit {
        let Some(unit) = find_unit(work, house, unit_name).await? else {
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
