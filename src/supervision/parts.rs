//! The parts of a report package: ticked off one by one or all at once. The package is received when none is missing.

use super::board::get_matter;
use super::house::{Books, House};
use super::recorder::may_record;
use super::refused::{refuse, refuse_secrets};
use super::schedule::Track;
use crate::domain::ids::{MatterId, PartId};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::part::{Part, missing};
use crate::domain::refusal::Refusal;
use crate::store::{Act, Work};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// Which parts are ticked off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ticked {
    /// This one has arrived on a day of the office's zone.
    One(String, NaiveDate),
    /// All that were missing have arrived on a day of the office's zone.
    All(NaiveDate),
    /// All that were missing are not wanted, for a reason.
    NotWanted(String),
}

/// A part as the sheet of its matter shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartLine {
    /// Its name.
    pub name: String,
    /// The day on which it arrived.
    pub received_on: Option<NaiveDate>,
    /// Why it is not wanted.
    pub not_wanted: Option<String>,
}

/// What was ticked off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TickedOff {
    /// Code of the matter.
    pub code: String,
    /// Names of the parts.
    pub parts: Vec<String>,
    /// Names of those that are still missing.
    pub missing: Vec<String>,
}

/// Ticks parts of a matter off.
///
/// # Errors
/// Refused when there is no such matter or part, or the matter wants none.
pub async fn tick_parts(
    house: &House,
    actor: Actor,
    code: &str,
    which: &Ticked,
) -> Result<Result<TickedOff, Refusal>> {
    house
        .alone(async |work, books| {
            let matter = get_matter(work, house, code).await?;
            tick_parts_in(work, house, books, actor, matter.id, which).await
        })
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// As [`tick_parts`]; nothing has been written when it refuses.
pub async fn tick_parts_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: MatterId,
    which: &Ticked,
) -> Result<Result<TickedOff, Refusal>> {
    let Some(matter) = work.lock_matter(id).await? else {
        return Ok(Err(Refusal::ButtonGone));
    };
    if let Err(refusal) = may_record(work, house, books, actor, &matter).await? {
        return Ok(Err(refusal));
    }
    let code = matter.code.clone();
    if !matter.is_open() {
        let state = matter.state.key().to_owned();
        return Ok(Err(Refusal::MatterClosed { code, state }));
    }
    let open = missing_parts(work, house, &matter).await?;
    let (names, received_on, reason) = match which {
        Ticked::One(name, on) if open.contains(name) => (vec![name.clone()], Some(*on), None),
        Ticked::One(name, _) => refuse!("{code} has no part `{name}` that is missing"),
        Ticked::All(on) => (open.clone(), Some(*on), None),
        Ticked::NotWanted(reason) => (open.clone(), None, Some(reason.trim().to_owned())),
    };
    if names.is_empty() {
        refuse!("{code} has no part that is missing");
    }
    if let Some(day) = received_on.filter(|day| *day > books.today()) {
        return Ok(Err(Refusal::DayAhead { code, day }));
    }
    match &reason {
        Some(reason) if reason.is_empty() => return Ok(Err(Refusal::ReasonMissing { code })),
        Some(reason) => refuse_secrets("the reason", reason)?,
        None => {}
    }
    let act = Act::new(actor, books.now, "matter.part_ticked").because(reason.clone().unwrap_or_default());
    for name in &names {
        let part = Part {
            id: PartId(0),
            matter_id: matter.id,
            cycle: matter.cycle,
            name: name.clone(),
            received_on,
            reason: reason.clone(),
            recorded_by: actor.person(),
            recorded_at: books.now,
        };
        work.insert(&act, part).await?;
    }
    let missing = open.into_iter().filter(|name| !names.contains(name)).collect();
    Ok(Ok(TickedOff {
        code,
        parts: names,
        missing,
    }))
}

/// Names of the parts that a matter still wants.
///
/// # Errors
/// When the database cannot be read.
pub async fn missing_parts(work: &mut Work, house: &House, matter: &Matter) -> Result<Vec<String>> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let wanted = &Track::of(matter, &rulebook)?.rule.parts;
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    Ok(missing(wanted, &work.list_parts(matter.id).await?, matter.cycle))
}

/// All parts of a matter in its present cycle, ticked off or not.
///
/// # Errors
/// When the database cannot be read.
pub async fn parts_of(work: &mut Work, house: &House, matter: &Matter) -> Result<Vec<PartLine>> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let wanted = &Track::of(matter, &rulebook)?.rule.parts;
    let ticked = work.list_parts(matter.id).await?;
    let line = |name: &String| {
        let part = ticked
            .iter()
            .find(|part| part.cycle == matter.cycle && part.name == *name);
        PartLine {
            name: name.clone(),
            received_on: part.and_then(|part| part.received_on),
            not_wanted: part.and_then(|part| part.reason.clone()),
        }
    };
    Ok(wanted.iter().map(line).collect())
}
