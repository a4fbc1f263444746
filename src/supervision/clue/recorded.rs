//! What happens to a clue: its 移交, and the facts that its organ's deadlines start on.

use super::sight::may_record_clue;
use super::tie::get_clue;
use crate::domain::clue::Clue;
use crate::domain::ids::EventId;
use crate::domain::inspection::Event;
use crate::domain::ledger::Actor;
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::{Register, Rulebook};
use crate::store::{Act, Work};
use crate::supervision::end_by_event::end_by_event;
use crate::supervision::event::{NewEvent, Recorded, check, insert_event, recorded_before};
use crate::supervision::house::{Books, House};
use crate::supervision::refused::refuse;
use anyhow::Result;

/// Records an event of the clue of a code, in the organ that has it.
///
/// # Errors
/// Refused when there is no such clue, it is concluded, the kind is none of a clue's, or the event stands with
/// another day.
pub async fn record_clue_event(
    house: &House,
    actor: Actor,
    code: &str,
    new: &NewEvent,
) -> Result<Result<Recorded, Refusal>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let clue = get_clue(&mut work, house, code).await?;
    if let Err(refusal) = may_record_clue(&mut work, &books, actor, &clue).await? {
        return Ok(Err(refusal));
    }
    check(&books, new)?;
    if !happens_to_clues(&books.rulebook, &new.kind) {
        refuse!("{} does not happen to clues", new.kind);
    }
    if !clue.is_open() {
        refuse!("{} is concluded", clue.code);
    }
    if new.happened_on < clue.transferred_on {
        refuse!("{} was handed over on {}", clue.code, clue.transferred_on);
    }
    let act = Act::new(actor, books.now, "event.recorded").because(new.proof.clone());
    let recorded = record_clue_event_in(&mut work, house, &books, &act, &clue, new).await?;
    work.commit().await?;
    Ok(Ok(recorded))
}

/// Whether a rule of the clue register starts on a kind of event.
fn happens_to_clues(rulebook: &Rulebook, kind: &str) -> bool {
    rulebook
        .rules
        .iter()
        .any(|rule| rule.register == Register::Clue && rule.opening_event() == Some(kind))
}

/// Records the event that the end of a clue's matter is; one that stands, on whichever day, is enough.
///
/// # Errors
/// When the database refuses it.
pub async fn record_clue_end(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    clue: &Clue,
    new: &NewEvent,
) -> Result<Recorded> {
    let event = match standing(work, clue, &new.kind).await? {
        Some(event) => {
            let same = NewEvent {
                happened_on: event.happened_on,
                ..new.clone()
            };
            return recorded_before(&event, &same, &clue.code);
        }
        None => event_of(house, clue, new),
    };
    insert_event(work, house, books, act, event).await
}

/// The event of a kind that stands since a clue came to its organ.
async fn standing(work: &mut Work, clue: &Clue, kind: &str) -> Result<Option<Event>> {
    let events = work.list_clue_events(clue.id, clue.organ_id).await?;
    let is_same = |event: &Event| event.kind == kind && event.happened_on >= clue.transferred_on;
    Ok(events.into_iter().find(is_same))
}

/// Writes an event of a clue in its organ, opens and ends what its rules say. One that stands since the clue came to
/// the organ changes nothing.
///
/// # Errors
/// Refused when it stands with another day.
pub async fn record_clue_event_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    clue: &Clue,
    new: &NewEvent,
) -> Result<Recorded> {
    if let Some(event) = standing(work, clue, &new.kind).await? {
        return recorded_before(&event, new, &clue.code);
    }
    let event = event_of(house, clue, new);
    let mut recorded = insert_event(work, house, books, act, event.clone()).await?;
    let event = Event {
        id: recorded.event_id,
        ..event
    };
    let (ended, followed) = end_by_event(work, house, books, act, &event).await?;
    recorded.ended = ended;
    recorded.opened.extend(followed);
    Ok(recorded)
}

/// An event of a clue in its organ, before it has a row.
pub fn event_of(house: &House, clue: &Clue, new: &NewEvent) -> Event {
    Event {
        id: EventId(0),
        office_id: house.office.id,
        kind: new.kind.clone(),
        unit_id: clue.organ_id,
        inspection_id: None,
        round_id: None,
        clue_id: Some(clue.id),
        happened_on: new.happened_on,
        proof: new.proof.clone(),
        withdrawn: false,
    }
}
