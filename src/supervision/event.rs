//! Dated facts: recording one opens what its rules say, correcting moves it, withdrawing takes it back.

use super::due::{FEEDBACK, count_again, find_due};
use super::house::{Books, House};
use super::open::{Opening, next_code, open};
use super::redate::{MovedTo, redate};
use super::refused::{refuse, refuse_secrets};
use super::withdraw::withdraw;
use crate::domain::contact::Unit;
use crate::domain::ids::EventId;
use crate::domain::inspection::{Event, Inspection};
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::rulebook::{Due, Rule, Start};
use crate::intake::advice;
use crate::store::{Act, MatterFilter, Work};
use crate::text::MovedWhy;
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
    let standing = match inspection {
        Some(inspection) => work.find_event(&new.kind, inspection.id).await?,
        None => work
            .list_unit_events(&new.kind, unit.id)
            .await?
            .into_iter()
            .find(|event| event.happened_on == new.happened_on),
    };
    if let Some(event) = standing {
        if event.happened_on != new.happened_on {
            refuse!(
                "{} of {} is recorded on {}; to change the day run `huiyin event correct {} --on {}`",
                new.kind,
                unit.name,
                event.happened_on,
                event.id,
                new.happened_on
            );
        }
        return Ok(Recorded {
            event_id: event.id,
            is_new: false,
            opened: Vec::new(),
            warnings: Vec::new(),
        });
    }
    let act = Act::new(actor, books.now, "event.recorded").because(new.proof.clone());
    let event = Event {
        id: EventId(0),
        office_id: house.office.id,
        kind: new.kind.clone(),
        unit_id: unit.id,
        inspection_id: inspection.map(|inspection| inspection.id),
        happened_on: new.happened_on,
        proof: new.proof.clone(),
        withdrawn: false,
    };
    let event = work.insert(&act, event).await?;
    let opened = open_started_by(work, house, books, &act, &event, unit).await?;
    Ok(Recorded {
        event_id: event.id,
        is_new: true,
        opened,
        warnings: age_warning(house, books, new.happened_on).into_iter().collect(),
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

fn check(books: &Books, new: &NewEvent) -> Result<()> {
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
    let mut opened = Vec::new();
    for rule in books
        .rulebook
        .rules
        .iter()
        .filter(|rule| starts_on(rule, &event.kind, unit))
    {
        let opening = Opening {
            unit_id: unit.id,
            inspection_id: event.inspection_id,
            parent_id: None,
            event_id: Some(event.id),
            origin: format!("event:{}", event.id),
            code: next_code(work, rule, event.inspection_id, books.today()).await?,
            title: rule.name.clone(),
            started_on: event.happened_on,
            due: find_due(work, books, rule, event.happened_on, event.inspection_id).await?,
            state: MatterState::NotStarted,
            claimed_on: None,
            taken_over: false,
            people: Vec::new(),
        };
        opened.push(open(work, house, books, act, rule, opening).await?.code);
    }
    Ok(opened)
}

/// Whether a rule opens a matter for a unit on an event of a kind.
fn starts_on(rule: &Rule, kind: &str, unit: &Unit) -> bool {
    let has_period = !matches!(rule.due, Due::Row(_) | Due::OnTheDay);
    matches!(&rule.start, Start::Event(start) if start == kind)
        && rule.enabled
        && has_period
        && applies_to(rule, unit)
}

/// Whether a rule applies to a unit's category.
pub fn applies_to(rule: &Rule, unit: &Unit) -> bool {
    rule.applies_to.is_empty()
        || unit
            .category
            .as_ref()
            .is_some_and(|category| rule.applies_to.contains(category))
}

/// What a correction moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Corrected {
    /// Codes of the matters whose due day changed.
    pub moved: Vec<String>,
}

/// Moves an event to another day, and with it every open matter that counts from it.
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
    let event = standing_event(&mut work, id).await?;
    check(
        &books,
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
    let mut moved = Vec::new();
    for matter in counted_from(&mut work, &event).await? {
        let Some(matter) = work.lock_matter(matter.id).await? else {
            continue;
        };
        if !matter.is_open() || matter.started_on != event.happened_on {
            continue;
        }
        let rulebook = house.rulebook(&mut work, &matter.rulebook).await?;
        let found = count_again(&mut work, &books, &matter, &rulebook, happened_on).await?;
        let restarted = Matter {
            started_on: happened_on,
            ..matter.clone()
        };
        if redate(
            &mut work,
            house,
            &books,
            &act,
            &matter,
            restarted,
            MovedTo {
                found,
                why: MovedWhy::Event,
            },
        )
        .await?
        {
            moved.push(matter.code);
        }
    }
    work.commit().await?;
    Ok(Corrected { moved })
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

/// The open matters that count from an event: what it opened and, for the feedback, the inspection's measures
/// whose phrases count from it. In lock order.
async fn counted_from(work: &mut Work, event: &Event) -> Result<Vec<Matter>> {
    let mut matters = opened_by(work, event).await?;
    if event.kind == FEEDBACK {
        let filter = MatterFilter {
            inspection: event.inspection_id,
            open_only: true,
            ..MatterFilter::default()
        };
        let rows = work.list_matters(&filter).await?;
        matters.extend(rows.into_iter().filter(|matter| {
            matter.event_id.is_none()
                && matter.started_on == event.happened_on
                && matter.mode.counting().is_some()
        }));
        matters.sort_by_key(|matter| matter.id);
    }
    Ok(matters)
}

/// Takes an event back, and withdraws every open matter that it opened.
///
/// # Errors
/// Refused when the event is unknown or already withdrawn.
pub async fn withdraw_event(house: &House, actor: Actor, id: EventId, reason: &str) -> Result<Vec<String>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let event = standing_event(&mut work, id).await?;
    refuse_secrets("the reason", reason)?;
    let act = Act::new(actor, books.now, "event.withdrawn").because(reason);
    let after = Event {
        withdrawn: true,
        ..event.clone()
    };
    work.update(&act, &event, &after).await?;
    let mut withdrawn = Vec::new();
    for matter in opened_by(&mut work, &event).await? {
        if let Some(matter) = work.lock_matter(matter.id).await?.filter(Matter::is_open) {
            withdraw(&mut work, &books, &act, &matter).await?;
            withdrawn.push(matter.code);
        }
    }
    work.commit().await?;
    Ok(withdrawn)
}

async fn standing_event(work: &mut Work, id: EventId) -> Result<Event> {
    match work.find::<Event>(id).await? {
        Some(event) if !event.withdrawn => Ok(event),
        Some(_) => refuse!("event {id} has been withdrawn"),
        None => refuse!("no event {id}; `huiyin event list` shows them"),
    }
}
