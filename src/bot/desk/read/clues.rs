//! Clues that a clerk may record something of, and who may keep one.

use crate::bot::desk::form::{Form, Given};
use crate::bot::desk::read::MOST;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::clue::{Clue, code_of};
use crate::domain::ids::ClueId;
use crate::domain::inspection::Event;
use crate::domain::ledger::Actor;
use crate::supervision::{may_record_clue, people_of_unit};
use anyhow::{Context, Result};

/// The open clues that the clerk may record something of; priority first.
pub async fn open(visit: &mut Visit<'_>) -> Result<Vec<Given>> {
    let mut clues: Vec<Clue> = visit.work.all().await?;
    clues.retain(Clue::is_open);
    clues.sort_by_key(|clue| (!clue.is_priority, clue.transferred_on, clue.id));
    let mut found = Vec::new();
    for clue in &clues {
        if found.len() < MOST && may_record_it(visit, clue).await? {
            found.push(given(clue));
        }
    }
    Ok(found)
}

/// The clue of a code, where the clerk may record something of it.
pub async fn named(visit: &mut Visit<'_>, text: &str) -> Result<Option<Given>> {
    let Some(code) = code_of(text.trim()) else {
        return Ok(None);
    };
    match visit.work.find_clue(visit.house.office.id, &code).await? {
        Some(clue) if may_record_it(visit, &clue).await? => Ok(Some(given(&clue))),
        _ => Ok(None),
    }
}

/// Those of the organ of the clue that is spoken of.
pub async fn custodians(visit: &mut Visit<'_>, form: &Form) -> Result<Vec<Given>> {
    let clue: Clue = visit.work.get(ClueId(form.row(Slot::Clue)?)).await?;
    let people = people_of_unit(visit.work, clue.organ_id).await?;
    let people = people.iter().take(MOST);
    Ok(people
        .map(|person| Given::new(Slot::Custodian, person.id, &person.name))
        .collect())
}

/// The code of the clue that an event happened to, empty where it is none's; none where the clerk may not know it.
pub async fn of_event(visit: &mut Visit<'_>, event: &Event) -> Result<Option<String>> {
    let Some(clue) = event.clue_id else {
        return Ok(Some(String::new()));
    };
    let clue: Clue = visit.work.get(clue).await?;
    Ok(may_record_it(visit, &clue).await?.then_some(clue.code))
}

fn given(clue: &Clue) -> Given {
    Given::new(Slot::Clue, clue.id, &clue.code)
}

async fn may_record_it(visit: &mut Visit<'_>, clue: &Clue) -> Result<bool> {
    let clerk = visit.person().context("a desk without a clerk")?.id;
    let allowed = may_record_clue(visit.work, visit.books, Actor::Person(clerk), clue).await?;
    Ok(allowed.is_ok())
}
