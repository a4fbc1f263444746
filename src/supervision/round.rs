//! What happens to a round as a whole, such as its end: an event without an inspected unit.

use super::event::{NewEvent, Recorded, check, insert_event, recorded_before};
use super::house::{Books, House};
use super::inspection::ensure_round;
use super::refused::refuse;
use crate::domain::contact::Unit;
use crate::domain::ids::EventId;
use crate::domain::inspection::Event;
use crate::domain::ledger::Actor;
use crate::domain::role::Role;
use crate::domain::rulebook::{Each, Rulebook};
use crate::store::{Act, Work};
use anyhow::Result;
use chrono::Datelike;

/// Who may stand for the office where nobody holds the role that a rule names.
const OFFICE: [Role; 3] = [Role::OfficeLiaison, Role::OfficeClerk, Role::OfficeDirector];

/// Records an event of a whole round, in one unit of work; it belongs to the office's own unit.
///
/// # Errors
/// Refused when the kind happens to units, the round is none, nobody of the office is known, or as
/// [`record`](super::record) says.
pub async fn record_of_round(house: &House, actor: Actor, round: &str, new: &NewEvent) -> Result<Recorded> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let recorded = record_of_round_in(&mut work, house, &books, actor, round, new).await?;
    work.commit().await?;
    Ok(recorded)
}

/// The same within a unit of work.
///
/// # Errors
/// As [`record_of_round`].
pub async fn record_of_round_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    round: &str,
    new: &NewEvent,
) -> Result<Recorded> {
    check(books, new)?;
    if !is_of_round(&books.rulebook, &new.kind) {
        refuse!("{} happens to a unit; name it with --unit", new.kind);
    }
    let Some(unit) = office_unit(work, house, books, &OFFICE).await? else {
        refuse!("nobody of the office is known; give somebody its role with `huiyin person set`");
    };
    let act = Act::new(actor, books.now, "event.recorded").because(new.proof.clone());
    let Some(round) = ensure_round(work, house, &act, round, new.happened_on.year()).await? else {
        refuse!("`{round}` is no round; write a number and its counter, as the workbook does");
    };
    if let Some(event) = work.find_round_event(&new.kind, round.id).await? {
        return recorded_before(&event, new, &round.name);
    }
    let event = Event {
        id: EventId(0),
        office_id: house.office.id,
        kind: new.kind.clone(),
        unit_id: unit.id,
        inspection_id: None,
        round_id: Some(round.id),
        happened_on: new.happened_on,
        proof: new.proof.clone(),
        withdrawn: false,
    };
    insert_event(work, house, books, &act, event).await
}

/// Whether a kind of event happens to a round as a whole: a rule opens one matter for each round on it.
pub fn is_of_round(rulebook: &Rulebook, kind: &str) -> bool {
    let mut rules = rulebook.rules.iter();
    rules.any(|rule| rule.each == Each::Round && rule.opening_event() == Some(kind))
}

/// The unit of whoever holds the first of these roles that anybody holds in the office.
///
/// # Errors
/// When the database cannot be read.
pub async fn office_unit(
    work: &mut Work,
    house: &House,
    books: &Books,
    roles: &[Role],
) -> Result<Option<Unit>> {
    for role in roles {
        let holders = work
            .list_office_holders(*role, house.office.id, books.today())
            .await?;
        if let Some(holder) = holders.first() {
            return Ok(Some(work.get(holder.unit_id).await?));
        }
    }
    Ok(None)
}
