//! Mending a recorded event: another day moves what hangs from it, and one that never was takes back what it opened.

use super::clue::move_clue;
use super::event::{NewEvent, check};
use super::house::{Books, House};
use super::redate::Mover;
use super::refused::{refuse, refuse_secrets};
use super::withdraw::withdraw;
use crate::domain::clue::TRANSFER;
use crate::domain::ids::EventId;
use crate::domain::inspection::Event;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::store::{Act, MatterFilter, Work};
use crate::text::MovedWhy;
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// What a correction moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Corrected {
    /// Codes of the matters whose due day changed.
    pub moved: Vec<String>,
}

/// Moves an event to another day, and with it every open matter that hangs from it.
///
/// # Errors
/// Refused when the event is unknown or withdrawn, or the day lies in the future.
pub async fn correct_event(
    house: &House,
    actor: Actor,
    id: EventId,
    happened_on: NaiveDate,
    reason: &str,
) -> Result<Corrected> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let corrected = correct_event_in(&mut work, house, &books, actor, id, happened_on, reason).await?;
    work.commit().await?;
    Ok(corrected)
}

/// The same within a unit of work.
///
/// # Errors
/// As [`correct_event`]; nothing has been written when it refuses.
pub async fn correct_event_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: EventId,
    happened_on: NaiveDate,
    reason: &str,
) -> Result<Corrected> {
    let event = standing_event(work, id).await?;
    check(
        books,
        &NewEvent {
            kind: event.kind.clone(),
            happened_on,
            proof: String::new(),
        },
    )?;
    refuse_secrets("the reason", reason)?;
    let act = Act::new(actor, books.now, "event.corrected").because(reason);
    let after = Event {
        happened_on,
        ..event.clone()
    };
    work.update(&act, &event, &after).await?;
    move_clue(work, &act, &event, happened_on).await?;
    let moved = count_again(work, house, books, &act, &after).await?;
    Ok(Corrected { moved })
}

/// Counts again what may hang from an event's day, and gives the codes of what moved: the open matters of its
/// inspection, or else those that it opened.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn count_again(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    event: &Event,
) -> Result<Vec<String>> {
    let filter = MatterFilter {
        inspection: event.inspection_id,
        event: event.inspection_id.is_none().then_some(event.id),
        open_only: true,
        ..MatterFilter::default()
    };
    let mut ids: Vec<_> = work
        .list_matters(&filter)
        .await?
        .iter()
        .map(|matter| matter.id)
        .collect();
    ids.sort_unstable();
    let mut mover = Mover::new(house, books, act, MovedWhy::Event);
    for id in ids {
        mover.recount(work, id).await?;
    }
    Ok(mover.moved.into_iter().map(|moved| moved.code).collect())
}

/// The open matters that an event opened, in lock order.
async fn opened_by(work: &mut Work, event: &Event) -> Result<Vec<Matter>> {
    let filter = MatterFilter {
        event: Some(event.id),
        open_only: true,
        ..MatterFilter::default()
    };
    let mut matters = work.list_matters(&filter).await?;
    matters.sort_by_key(|matter| matter.id);
    Ok(matters)
}

/// Takes an event back, and withdraws every open matter that it opened. What counted from its day otherwise
/// keeps its own, until the event is recorded anew; what it capped is counted again.
///
/// # Errors
/// Refused when the event is unknown or already withdrawn.
pub async fn withdraw_event(house: &House, actor: Actor, id: EventId, reason: &str) -> Result<Vec<String>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let withdrawn = withdraw_event_in(&mut work, house, &books, actor, id, reason).await?;
    work.commit().await?;
    Ok(withdrawn)
}

/// The same within a unit of work.
///
/// # Errors
/// As [`withdraw_event`]; nothing has been written when it refuses.
pub async fn withdraw_event_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: EventId,
    reason: &str,
) -> Result<Vec<String>> {
    let event = standing_event(work, id).await?;
    if event.clue_id.is_some() && event.kind == TRANSFER {
        refuse!("a clue that went to the wrong organ is passed on with `huiyin clue transfer`");
    }
    refuse_secrets("the reason", reason)?;
    let act = Act::new(actor, books.now, "event.withdrawn").because(reason);
    let after = Event {
        withdrawn: true,
        ..event.clone()
    };
    work.update(&act, &event, &after).await?;
    let mut withdrawn = Vec::new();
    for matter in opened_by(work, &event).await? {
        if let Some(matter) = work.lock_matter(matter.id).await?.filter(Matter::is_open) {
            withdraw(work, house, books, &act, &matter).await?;
            withdrawn.push(matter.code);
        }
    }
    count_again(work, house, books, &act, &after).await?;
    Ok(withdrawn)
}

async fn standing_event(work: &mut Work, id: EventId) -> Result<Event> {
    match work.find::<Event>(id).await? {
        Some(event) if !event.withdrawn => Ok(event),
        Some(_) => refuse!("event {id} has been withdrawn"),
        None => refuse!("no event {id}; `huiyin event list` shows them"),
    }
}
