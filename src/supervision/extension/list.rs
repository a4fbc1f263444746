//! Requests as lists show them.

use super::decide::cause_of;
use super::decision_of;
use super::told::decider_of;
use crate::domain::contact::Unit;
use crate::domain::extension::{Extension, ExtensionState};
use crate::domain::ids::MatterId;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::refusal::Refusal;
use crate::store::Work;
use crate::supervision::board::Names;
use crate::supervision::house::{Books, House};
use crate::supervision::recorder::may_record;
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// A request; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExtensionLine {
    /// Code of the matter.
    pub code: String,
    /// The unit that must act.
    pub unit: String,
    /// Name of the reason's category.
    pub cause: String,
    /// The due day when it was asked.
    pub due_on: NaiveDate,
    /// The day asked for.
    pub wanted_on: NaiveDate,
    /// Who asked.
    pub asked_by: String,
    /// The day on which it was given.
    pub asked_on: NaiveDate,
    /// How it reached the office.
    pub via: &'static str,
    /// Where it stands.
    pub state: &'static str,
    /// Code of the matter in which it is decided, while that is open.
    pub decision: Option<String>,
    /// Until when it is to be decided.
    pub decide_by_on: Option<NaiveDate>,
    /// The day on which it was decided, lapsed or taken back.
    pub decided_on: Option<NaiveDate>,
    /// Who decided it.
    pub decided_by: Option<String>,
}

/// All requests, or those that wait, oldest first; nobody is shown those of a unit that they once served in (回避).
///
/// # Errors
/// When the database cannot be read.
pub async fn list_extensions(house: &House, actor: Actor, open_only: bool) -> Result<Vec<ExtensionLine>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let asked = if open_only {
        work.list_waiting_extensions().await?
    } else {
        work.all().await?
    };
    let mut lines = Vec::new();
    for one in asked {
        let matter: Matter = work.get(one.matter_id).await?;
        let may = may_record(&mut work, house, &books, actor, &matter).await?;
        if may != Err(Refusal::Avoidance) {
            lines.push(line_of(&mut work, &books, &matter, &one).await?);
        }
    }
    Ok(lines)
}

/// The requests for one matter, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn extensions_of(work: &mut Work, books: &Books, matter: &Matter) -> Result<Vec<ExtensionLine>> {
    let mut lines = Vec::new();
    for one in work.list_extensions(matter.id).await? {
        lines.push(line_of(work, books, matter, &one).await?);
    }
    Ok(lines)
}

/// The matters for which a request waits, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting_extensions(work: &mut Work) -> Result<Vec<MatterId>> {
    let waiting = work.list_waiting_extensions().await?;
    Ok(waiting.into_iter().map(|one| one.matter_id).collect())
}

async fn line_of(work: &mut Work, books: &Books, matter: &Matter, one: &Extension) -> Result<ExtensionLine> {
    let decision = match one.state {
        ExtensionState::Asked => decision_of(work, one).await?,
        _ => None,
    };
    let mut names = Names::default();
    let decider = decider_of(work, one).await?;
    Ok(ExtensionLine {
        decided_by: names.of_maybe(work, decider).await?,
        code: matter.code.clone(),
        unit: work.get::<Unit>(matter.unit_id).await?.name,
        cause: cause_of(books, one),
        due_on: one.due_on,
        wanted_on: one.wanted_on,
        asked_by: names.of(work, one.giver_id).await?,
        asked_on: one.asked_on,
        via: one.via.key(),
        state: one.state.key(),
        decide_by_on: decision.as_ref().and_then(|decision| decision.due_on),
        decision: decision.map(|decision| decision.code),
        decided_on: one.decided_on,
    })
}
