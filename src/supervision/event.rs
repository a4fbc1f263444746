//! Dated facts: recording one opens what its rules say, and ends what it is the end of.

use super::clue::{Tie, tie_of};
use super::due::find_due;
use super::end_by_event::end_by_event;
use super::event_mended::count_again;
use super::house::{Books, House};
use super::open::{Opening, next_code, open};
use super::refused::{refuse, refuse_secrets};
use super::round::office_unit;
use crate::domain::contact::Unit;
use crate::domain::ids::{EventId, InspectionId, UnitId};
use crate::domain::inspection::{Event, Inspection, Round};
use crate::domain::ledger::Actor;
use crate::domain::matter::MatterState;
use crate::domain::rulebook::{Due, Rule};
use crate::intake::advice;
use crate::store::{Act, Work};
use anyhow::Result;
use chrono::{Months, NaiveDate};
use serde::Serialize;

/// A dated fact to be recorded.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Key of the event kind.
    pub kind: String,
    /// The day, in the rulebook's zone.
    pub happened_on: NaiveDate,
    /// Where the proof is.
    pub proof: String,
}

/// What recording did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recorded {
    /// The event.
    pub event_id: EventId,
    /// `false` when it was recorded before.
    pub is_new: bool,
    /// Codes of the matters that it opened.
    pub opened: Vec<String>,
    /// Codes of matters from before whose due day it moved.
    pub moved: Vec<String>,
    /// Codes of the matters whose end it is.
    pub ended: Vec<String>,
    /// What the office should look at again.
    pub warnings: Vec<String>,
}

/// Records an event for an inspection, or for a unit alone, in a unit of work. The same event on the same day
/// changes nothing.
///
/// # Errors
/// Refused when the kind is unknown, the day lies in the future, or the event stands with another day.
pub async fn record_event(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    unit: &Unit,
    inspection: Option<&Inspection>,
    new: &NewEvent,
) -> Result<Recorded> {
    check(books, new)?;
    let of_inspection = inspection.map(|inspection| inspection.id);
    let standing = standing_event_of(work, &new.kind, unit.id, of_inspection, new.happened_on).await?;
    if let Some(event) = standing {
        return recorded_before(&event, new, &unit.name);
    }
    let act = Act::new(actor, books.now, "event.recorded").because(new.proof.clone());
    let event = Event {
        id: EventId(0),
        office_id: house.office.id,
        kind: new.kind.clone(),
        unit_id: unit.id,
        inspection_id: of_inspection,
        round_id: None,
        clue_id: None,
        happened_on: new.happened_on,
        proof: new.proof.clone(),
        withdrawn: false,
    };
    let mut recorded = insert_event(work, house, books, &act, event.clone()).await?;
    let event = Event {
        id: recorded.event_id,
        ..event
    };
    let (ended, followed) = end_by_event(work, house, books, &act, &event).await?;
    recorded.ended = ended;
    recorded.opened.extend(followed);
    Ok(recorded)
}

/// What recording an event that stands comes to.
///
/// # Errors
/// Refused when it stands with another day.
pub fn recorded_before(event: &Event, new: &NewEvent, of: &str) -> Result<Recorded> {
    if event.happened_on != new.happened_on {
        refuse!(
            "{} of {of} is recorded on {}; to change the day run `huiyin event correct {} --on {}`",
            new.kind,
            event.happened_on,
            event.id,
            new.happened_on
        );
    }
    Ok(Recorded {
        event_id: event.id,
        is_new: false,
        opened: Vec::new(),
        moved: Vec::new(),
        ended: Vec::new(),
        warnings: Vec::new(),
    })
}

/// Writes an event, opens what its rules say, and counts again what hangs from it.
///
/// # Errors
/// When the database refuses it.
pub async fn insert_event(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    event: Event,
) -> Result<Recorded> {
    let unit: Unit = work.get(event.unit_id).await?;
    let event = work.insert(&act.doing("event.recorded"), event).await?;
    let opened = open_started_by(work, house, books, act, &event, &unit).await?;
    let moved = count_again(work, house, books, act, &event).await?;
    Ok(Recorded {
        event_id: event.id,
        is_new: true,
        opened,
        moved,
        ended: Vec::new(),
        warnings: age_warning(house, books, event.happened_on).into_iter().collect(),
    })
}

/// What is so old that its year may be a slip of the pen.
fn age_warning(house: &House, books: &Books, happened_on: NaiveDate) -> Option<String> {
    let years = house.limits.old_event_years;
    let bound = books
        .today()
        .checked_sub_months(Months::new(years.saturating_mul(12)))?;
    (happened_on < bound).then(|| advice::long_ago(happened_on, years))
}

/// The event of a kind that stands: of an inspection the only one, of a unit alone the one of that day.
///
/// # Errors
/// When the database cannot be read.
pub async fn standing_event_of(
    work: &mut Work,
    kind: &str,
    unit: UnitId,
    inspection: Option<InspectionId>,
    on: NaiveDate,
) -> Result<Option<Event>> {
    Ok(match inspection {
        Some(inspection) => work.find_event(kind, inspection).await?,
        None => work
            .list_unit_events(kind, unit)
            .await?
            .into_iter()
            .find(|event| event.happened_on == on),
    })
}

/// Whether an event may be recorded at all.
///
/// # Errors
/// Refused when its kind is unknown, its day lies in the future, or its proof holds what may not come in.
pub fn check(books: &Books, new: &NewEvent) -> Result<()> {
    refuse_secrets("the proof", &new.proof)?;
    let known = &books.rulebook.events;
    if !known.iter().any(|kind| kind.code == new.kind) {
        let kinds: Vec<&str> = known.iter().map(|kind| kind.code.as_str()).collect();
        refuse!(
            "no event kind `{}`; the rulebook knows {}",
            new.kind,
            kinds.join(", ")
        );
    }
    if new.happened_on > books.today() {
        refuse!(
            "{} lies in the future (today is {}); record what has happened",
            new.happened_on,
            books.today()
        );
    }
    Ok(())
}

async fn open_started_by(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    event: &Event,
    unit: &Unit,
) -> Result<Vec<String>> {
    let tie = tie_of(work, Some(event.id)).await?;
    let mut opened = Vec::new();
    for rule in books
        .rulebook
        .rules
        .iter()
        .filter(|rule| starts_on(rule, &event.kind, unit))
    {
        let (unit_id, title) = whose(work, house, books, rule, event).await?;
        let code = match &tie {
            Some(tie) => tie.next_code(work).await?,
            None => next_code(work, rule, event.inspection_id, books.today()).await?,
        };
        let due = match tie.as_ref().and_then(|tie| tie.due(rule)) {
            Some(due) => due,
            None => find_due(work, books, rule, event.happened_on, event.inspection_id).await?,
        };
        let opening = Opening {
            unit_id,
            inspection_id: event.inspection_id,
            parent_id: None,
            event_id: Some(event.id),
            origin: format!("event:{}", event.id),
            code,
            title,
            started_on: event.happened_on,
            due,
            state: MatterState::NotStarted,
            claimed_on: None,
            taken_over: false,
            people: tie.as_ref().map(Tie::people).unwrap_or_default(),
        };
        opened.push(open(work, house, books, act, rule, opening).await?.code);
    }
    Ok(opened)
}

/// The unit whose matter a rule opens on an event, and the matter's title: after a round it is its unit whose
/// people the rule names, and the round is named.
async fn whose(
    work: &mut Work,
    house: &House,
    books: &Books,
    rule: &Rule,
    event: &Event,
) -> Result<(UnitId, String)> {
    let Some(round) = event.round_id else {
        return Ok((event.unit_id, rule.name.clone()));
    };
    let unit = office_unit(work, house, books, &rule.to).await?;
    let round: Round = work.get(round).await?;
    let title = format!("{} {}", rule.name, round.name);
    Ok((unit.map_or(event.unit_id, |unit| unit.id), title))
}

/// Whether a rule opens a matter for a unit on an event of a kind.
fn starts_on(rule: &Rule, kind: &str, unit: &Unit) -> bool {
    let has_period = !matches!(rule.due, Due::Row(_) | Due::OnTheDay) || rule.after_round().is_some();
    rule.opening_event() == Some(kind) && rule.enabled && has_period && applies_to(rule, unit)
}

/// Whether a rule applies to a unit's category.
pub fn applies_to(rule: &Rule, unit: &Unit) -> bool {
    rule.applies_to.is_empty()
        || unit
            .category
            .as_ref()
            .is_some_and(|category| rule.applies_to.contains(category))
}
