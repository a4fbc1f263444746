//! What the leading group decides by the buttons of its card: shown once more, confirmed, recorded.

use crate::bot::press::{Awaiting, CardPress, Held, Press};
use crate::bot::visit::Visit;
use crate::domain::contact::Unit;
use crate::domain::ids::MatterId;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::message::{Button, Markup};
use crate::domain::moves::Via;
use crate::domain::refusal::Refusal;
use crate::domain::reply::read_day_ahead;
use crate::domain::resolution::{ResolutionKind, ResolutionState};
use crate::supervision::{CardAction, NewResolution, limit_day, resolve_in, unit_detail};
use crate::text::{Label, ResolveAsk, ResolveDone};
use anyhow::Result;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a button of a decision on a unit means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "resolve", rename_all = "snake_case")]
pub enum ResolvePress {
    /// 限期: by that day.
    Until {
        /// The matters of the unit.
        matters: Vec<MatterId>,
        /// The new last day.
        day: NaiveDate,
    },
    /// 确认.
    Confirm {
        /// The matters of the unit.
        matters: Vec<MatterId>,
        /// Which.
        kind: ResolutionKind,
        /// The new last day of 限期.
        due_on: Option<NaiveDate>,
    },
    /// 取消.
    Cancel,
}

/// A button of the leading group's card; none where it is about something else.
pub async fn card(visit: &mut Visit<'_>, card: &CardPress) -> Result<Option<bool>> {
    match card.action {
        CardAction::Detail => detail(visit, &card.matters).await?,
        CardAction::Resolve(kind) => {
            let matters = still_open(visit, &card.matters).await?;
            match kind {
                _ if matters.is_empty() => visit.refuse(Refusal::ButtonGone)?,
                ResolutionKind::Limit => ask_day(visit, matters, false).await?,
                kind => confirm(visit, kind, matters, None).await?,
            }
        }
        _ => return Ok(None),
    }
    Ok(Some(false))
}

/// A button of a decision; whether it is used up.
pub async fn press(visit: &mut Visit<'_>, press: ResolvePress) -> Result<bool> {
    match press {
        ResolvePress::Until { matters, day } => {
            confirm(visit, ResolutionKind::Limit, matters, Some(day)).await?;
            Ok(false)
        }
        ResolvePress::Confirm {
            matters,
            kind,
            due_on,
        } => resolve(visit, kind, matters, due_on).await,
        ResolvePress::Cancel => {
            visit.end_conversation().await?;
            visit.say(&ResolveDone::Cancelled)?;
            Ok(true)
        }
    }
}

/// The day that is written for a 限期.
pub async fn write_day(visit: &mut Visit<'_>, matters: Vec<MatterId>, text: &str) -> Result<&'static str> {
    let day = read_day_ahead(text, visit.books.today()).filter(|day| *day > visit.books.today());
    match day {
        Some(day) => confirm(visit, ResolutionKind::Limit, matters, Some(day)).await?,
        None => ask_day(visit, matters, true).await?,
    }
    Ok("resolve")
}

async fn detail(visit: &mut Visit<'_>, held: &[Held]) -> Result<()> {
    let matters: Vec<MatterId> = held.iter().map(|held| held.id).collect();
    let Some(seer) = visit.seer.clone() else {
        return Ok(());
    };
    match unit_detail(visit.work, visit.house, visit.books, &seer, &matters).await? {
        Some(detail) => visit.say(&detail),
        None => visit.refuse(Refusal::ButtonGone),
    }
}

/// Asks for the new last day: the rulebook's by a button, any other in words.
async fn ask_day(visit: &mut Visit<'_>, matters: Vec<MatterId>, unclear: bool) -> Result<()> {
    visit
        .await_answer(&Awaiting::Limit {
            matters: matters.clone(),
        })
        .await?;
    let mut row = Vec::new();
    if let Some(day) = limit_day(visit.books)? {
        let shown = day.to_string();
        let press = ResolvePress::Until {
            matters: matters.clone(),
            day,
        };
        row.push(button(visit, shown, press).await?);
    }
    let label = visit.house.texts.label(Label::Cancel).to_owned();
    row.push(button(visit, label, ResolvePress::Cancel).await?);
    let question = question(visit, ResolutionKind::Limit, &matters, None, unclear).await?;
    visit.ask(&question, Markup::Buttons(vec![row]))
}

async fn confirm(
    visit: &mut Visit<'_>,
    kind: ResolutionKind,
    matters: Vec<MatterId>,
    due_on: Option<NaiveDate>,
) -> Result<()> {
    visit.end_conversation().await?;
    let question = question(visit, kind, &matters, due_on, false).await?;
    let press = ResolvePress::Confirm {
        matters,
        kind,
        due_on,
    };
    let yes = visit.house.texts.label(Label::Confirm).to_owned();
    let yes = button(visit, yes, press).await?;
    let no = visit.house.texts.label(Label::Cancel).to_owned();
    let no = button(visit, no, ResolvePress::Cancel).await?;
    visit.ask(&question, Markup::Buttons(vec![vec![yes, no]]))
}

async fn question(
    visit: &mut Visit<'_>,
    kind: ResolutionKind,
    matters: &[MatterId],
    due_on: Option<NaiveDate>,
    unclear: bool,
) -> Result<ResolveAsk> {
    let mut codes = Vec::with_capacity(matters.len());
    for id in matters {
        codes.push(visit.work.get::<Matter>(*id).await?.code);
    }
    Ok(ResolveAsk {
        on: visit.books.today(),
        kind: kind.key(),
        unit: unit_of(visit, matters).await?,
        codes,
        due_on,
        unclear,
    })
}

async fn unit_of(visit: &mut Visit<'_>, matters: &[MatterId]) -> Result<String> {
    let Some(first) = matters.first() else {
        return Ok(String::new());
    };
    let first: Matter = visit.work.get(*first).await?;
    let unit: Unit = visit.work.get(first.unit_id).await?;
    Ok(unit.outward_name().to_owned())
}

async fn resolve(
    visit: &mut Visit<'_>,
    kind: ResolutionKind,
    matters: Vec<MatterId>,
    due_on: Option<NaiveDate>,
) -> Result<bool> {
    let Some(by) = visit.person().map(|person| person.id) else {
        return Ok(false);
    };
    let unit = unit_of(visit, &matters).await?;
    let new = NewResolution {
        about: matters,
        kind,
        by,
        via: Via::Chat,
        document: None,
        on: visit.books.today(),
        due_on,
    };
    let actor = Actor::Person(by);
    match resolve_in(visit.work, visit.house, visit.books, actor, &new).await? {
        Ok(resolved) => {
            visit.say(&ResolveDone::Resolved {
                kind: kind.key(),
                unit,
                proposed: resolved.resolution.state == ResolutionState::Proposed,
                opened: resolved.opened,
                registered: resolved.registered,
            })?;
            Ok(true)
        }
        Err(refusal) => {
            visit.refuse(refusal)?;
            Ok(false)
        }
    }
}

async fn still_open(visit: &mut Visit<'_>, held: &[Held]) -> Result<Vec<MatterId>> {
    let mut open = Vec::new();
    for held in held {
        let matter = visit.still(*held).await?.filter(Matter::is_open);
        open.extend(matter.map(|matter| matter.id));
    }
    Ok(open)
}

async fn button(visit: &mut Visit<'_>, label: String, press: ResolvePress) -> Result<Button> {
    let person = visit.presser();
    visit.labelled(label, person, &Press::Resolve(press)).await
}
