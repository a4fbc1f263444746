//! Units and people that a clerk names.

use crate::bot::desk::form::{Form, Given};
use crate::bot::desk::read::MOST;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::MatterId;
use crate::domain::matter::Matter;
use crate::supervision::{is_concerned, people_of_unit};
use anyhow::Result;

/// Units by name or part of it, without those that the clerk once served in.
pub async fn units(visit: &mut Visit<'_>, slot: Slot, text: &str) -> Result<Vec<Given>> {
    let all: Vec<Unit> = visit.work.all().await?;
    let former = visit
        .person()
        .map(|clerk| clerk.former_units.clone())
        .unwrap_or_default();
    let all = all.into_iter().filter(|unit| !former.contains(&unit.name));
    let named: Vec<Unit> = all
        .filter(|unit| !text.is_empty() && unit.name.contains(text))
        .collect();
    let exact = named.iter().find(|unit| unit.name == text);
    let found = exact.map_or(named.as_slice(), std::slice::from_ref);
    Ok(found
        .iter()
        .map(|unit| Given::new(slot, unit.id, &unit.name))
        .collect())
}

/// People by name, or unit/name.
pub async fn people(visit: &mut Visit<'_>, slot: Slot, text: &str) -> Result<Vec<Given>> {
    let (unit, name) = text
        .split_once('/')
        .map_or((None, text), |(unit, name)| (Some(unit), name));
    let office = visit.house.office.id;
    let mut found = Vec::new();
    for person in visit.work.list_persons_named(office, name).await? {
        let of: Unit = visit.work.get(person.unit_id).await?;
        if person.left_on.is_none() && unit.is_none_or(|unit| of.name.contains(unit)) {
            found.push(person_given(slot, &person, &of));
        }
    }
    Ok(found)
}

/// A person as the clerk reads them.
pub fn person_given(slot: Slot, person: &Person, unit: &Unit) -> Given {
    let shown = format!("{} {}", unit.name, person.name);
    Given::new(slot, person.id, &shown)
}

/// Those who have to do with the matter that is spoken of.
pub async fn givers(visit: &mut Visit<'_>, form: &Form) -> Result<Vec<Given>> {
    let matter: i64 = form.row(Slot::Matter)?;
    let matter: Matter = visit.work.get(MatterId(matter)).await?;
    let unit: Unit = visit.work.get(matter.unit_id).await?;
    let mut found = Vec::new();
    for person in people_of_unit(visit.work, unit.id).await? {
        let is_concerned = is_concerned(visit.work, visit.house, visit.books, &matter, person.id).await?;
        if is_concerned && found.len() < MOST {
            found.push(person_given(Slot::Giver, &person, &unit));
        }
    }
    Ok(found)
}

/// Those for whom somebody stands in today or later.
pub async fn away(visit: &mut Visit<'_>) -> Result<Vec<Given>> {
    let mut found: Vec<Given> = Vec::new();
    for acting in visit.work.list_acting(visit.books.today()).await? {
        let person: Person = visit.work.get(acting.person_id).await?;
        let unit: Unit = visit.work.get(person.unit_id).await?;
        let given = person_given(Slot::Away, &person, &unit);
        if !found.contains(&given) {
            found.push(given);
        }
    }
    Ok(found)
}
