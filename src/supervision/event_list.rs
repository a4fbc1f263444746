//! The events on record, for whoever sits in the office.

use super::board::Names;
use super::house::House;
use super::person::get_unit;
use crate::domain::ids::EventId;
use crate::domain::inspection::{Event, Inspection, Round};
use crate::store::Work;
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// An event in a list; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventRow {
    /// Row; `event correct` and `event withdraw` take it.
    pub id: EventId,
    /// Key of its kind.
    pub kind: String,
    /// Name of its kind.
    pub name: String,
    /// The unit that it happened to.
    pub unit: String,
    /// The round that it belongs to.
    pub round: Option<String>,
    /// The day, in the rulebook's zone.
    pub happened_on: NaiveDate,
    /// Where the proof is.
    pub proof: String,
    /// Taken back.
    pub withdrawn: bool,
}

/// Lists events, oldest day first; of one unit, and those taken back, if asked.
///
/// # Errors
/// Refused when the unit is unknown.
pub async fn list_events(house: &House, unit: Option<&str>, withdrawn_too: bool) -> Result<Vec<EventRow>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let unit = match unit {
        Some(name) => Some(get_unit(&mut work, house, name).await?.id),
        None => None,
    };
    let mut events: Vec<Event> = work.all().await?;
    events
        .retain(|event| unit.is_none_or(|unit| event.unit_id == unit) && (withdrawn_too || !event.withdrawn));
    events.sort_by_key(|event| (event.happened_on, event.id));
    let mut names = Names::default();
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        rows.push(EventRow {
            id: event.id,
            name: books.rulebook.event_name(&event.kind).to_owned(),
            unit: names.of_unit(&mut work, event.unit_id).await?,
            round: round_of(&mut work, &event).await?,
            kind: event.kind,
            happened_on: event.happened_on,
            proof: event.proof,
            withdrawn: event.withdrawn,
        });
    }
    Ok(rows)
}

async fn round_of(work: &mut Work, event: &Event) -> Result<Option<String>> {
    let round = match event.inspection_id {
        Some(id) => Some(work.get::<Inspection>(id).await?.round_id),
        None => event.round_id,
    };
    match round {
        Some(id) => Ok(Some(work.get::<Round>(id).await?.name)),
        None => Ok(None),
    }
}
