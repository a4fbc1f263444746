//! Recording an event as the office names it: by unit, round and kind.

use super::due::FEEDBACK;
use super::event::{NewEvent, Recorded, record_event};
use super::house::{Books, House};
use super::inspection::{ensure_inspection, ensure_round, find_open_inspection};
use super::person::get_unit;
use super::refused::refuse;
use super::round::is_of_round;
use crate::domain::contact::Unit;
use crate::domain::inspection::Inspection;
use crate::domain::ledger::Actor;
use crate::domain::rulebook::{Register, Start};
use crate::store::{Act, Work};
use anyhow::Result;
use chrono::Datelike;

/// Records an event of a unit, in one unit of work. Without a round it belongs to the unit's open inspection;
/// a kind that no inspection needs may stand for the unit alone.
///
/// # Errors
/// Refused when the unit is unknown, the round is none or missing, or as [`record_event`] says.
pub async fn record(
    house: &House,
    actor: Actor,
    unit: &str,
    round: Option<&str>,
    new: &NewEvent,
) -> Result<Recorded> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let unit = get_unit(&mut work, house, unit).await?;
    let recorded = record_in(&mut work, house, &books, actor, &unit, round, new).await?;
    work.commit().await?;
    Ok(recorded)
}

/// The same for a unit that is known, within a unit of work.
///
/// # Errors
/// As [`record`].
pub async fn record_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    unit: &Unit,
    round: Option<&str>,
    new: &NewEvent,
) -> Result<Recorded> {
    if is_of_round(&books.rulebook, &new.kind) {
        refuse!(
            "{} happens to a whole round; leave --unit out and name it with --round",
            new.kind
        );
    }
    let inspection = match round {
        Some(round) => Some(inspection_in(work, house, books, actor, unit, round, new).await?),
        None => find_open_inspection(work, unit.id).await?,
    };
    if inspection.is_none() && needs_inspection(books, &new.kind) {
        refuse!(
            "{} has no single open inspection; name the round with --round",
            unit.name
        );
    }
    record_event(work, house, books, actor, unit, inspection.as_ref(), new).await
}

async fn inspection_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    unit: &Unit,
    round: &str,
    new: &NewEvent,
) -> Result<Inspection> {
    let act = Act::new(actor, books.now, "inspection.opened").because(new.proof.clone());
    let Some(round) = ensure_round(work, house, &act, round, new.happened_on.year()).await? else {
        refuse!("`{round}` is no round; write a number and its counter, as the workbook does");
    };
    ensure_inspection(work, house, &act, unit, &round, None).await
}

/// Whether what a kind of event opens belongs to an inspection.
fn needs_inspection(books: &Books, kind: &str) -> bool {
    let of_inspection = |register| {
        matches!(
            register,
            Register::Round | Register::Rectification | Register::Review
        )
    };
    let mut rules = books.rulebook.rules.iter();
    kind == FEEDBACK
        || rules.any(|rule| {
            matches!(&rule.start, Start::Event(start) if start == kind) && of_inspection(rule.register)
        })
}
