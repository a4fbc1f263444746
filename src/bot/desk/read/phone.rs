//! Those who stand on the 电话清单.

use crate::bot::desk::form::Given;
use crate::bot::desk::read::MOST;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::ledger::Actor;
use crate::supervision::{ToCall, to_call};
use anyhow::{Context, Result};

/// Before the row of a unit; a person's row stands alone.
pub const UNIT: &str = "unit:";

/// The people who are to be called.
pub async fn people(visit: &mut Visit<'_>) -> Result<Vec<Given>> {
    let list = list(visit).await?;
    Ok(list.iter().take(MOST).map(person).collect())
}

/// A person or a whole unit of the list, by name; a unit also by part of it.
pub async fn named(visit: &mut Visit<'_>, text: &str) -> Result<Vec<Given>> {
    let list = list(visit).await?;
    let name = |call: &&ToCall| {
        let full = format!("{} {}", call.unit.name, call.person.name);
        call.person.name == text || full.replace(' ', "/") == text || full == text
    };
    let mut found: Vec<Given> = list.iter().filter(name).map(person).collect();
    for call in list.iter().filter(|call| call.unit.name.contains(text)) {
        let unit = Given::new(Slot::Called, format!("{UNIT}{}", call.unit.id), &call.unit.name);
        if !text.is_empty() && !found.contains(&unit) {
            found.push(unit);
        }
    }
    Ok(found)
}

fn person(call: &ToCall) -> Given {
    let shown = format!("{} {}", call.unit.name, call.person.name);
    Given::new(Slot::Called, call.person.id, &shown)
}

async fn list(visit: &mut Visit<'_>) -> Result<Vec<ToCall>> {
    let clerk = visit.person().context("a desk without a clerk")?.id;
    let today = visit.books.today();
    to_call(visit.work, visit.house, visit.books, Actor::Person(clerk), today).await
}
