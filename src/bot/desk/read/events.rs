//! Kinds of events, and events that stand.

use crate::bot::desk::form::{Form, Given};
use crate::bot::desk::read::MOST;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::inspection::{Event, Round};
use crate::domain::rulebook::EventKind;
use crate::supervision::{is_of_round, list_duties_in};
use anyhow::Result;

/// The kinds of events that a unit may have, or a whole round.
pub fn kinds(visit: &Visit<'_>, slot: Slot) -> Vec<Given> {
    let rulebook = &visit.books.rulebook;
    let fits = |kind: &&EventKind| is_of_round(rulebook, &kind.code) == (slot == Slot::RoundEvent);
    let kinds = rulebook.events.iter().filter(fits);
    kinds
        .map(|kind| Given::new(slot, &kind.code, &kind.name))
        .collect()
}

/// The rounds, the latest first.
pub async fn rounds(visit: &mut Visit<'_>, slot: Slot) -> Result<Vec<Given>> {
    let mut rounds: Vec<Round> = visit.work.all().await?;
    rounds.sort_by_key(|round| std::cmp::Reverse((round.year, round.ordinal)));
    Ok(rounds
        .iter()
        .map(|round| Given::new(slot, &round.name, &round.name))
        .collect())
}

/// Recurring duties that are on, or off.
pub async fn duties(visit: &mut Visit<'_>, slot: Slot) -> Result<Vec<Given>> {
    let mut duties = list_duties_in(visit.work, visit.books).await?;
    duties.retain(|duty| duty.is_on == (slot == Slot::DutyOn));
    Ok(duties
        .iter()
        .map(|duty| Given::new(slot, &duty.code, &duty.name))
        .collect())
}

/// The standing events of the unit, the latest first.
pub async fn events(visit: &mut Visit<'_>, form: &Form) -> Result<Vec<Given>> {
    let unit: i64 = form.row(Slot::Unit)?;
    let mut events: Vec<Event> = visit.work.all().await?;
    events.retain(|event| event.unit_id.0 == unit && !event.withdrawn);
    events.sort_by_key(|event| std::cmp::Reverse((event.happened_on, event.id)));
    let rulebook = &visit.books.rulebook;
    let shown = |event: &Event| format!("{} {}", event.happened_on, rulebook.event_name(&event.kind));
    let latest = events.iter().take(MOST);
    Ok(latest
        .map(|event| Given::new(Slot::Event, event.id, &shown(event)))
        .collect())
}
