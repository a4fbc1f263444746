//! 登记事件, and the 更正 and 撤销 of what was recorded.

use super::{Done, actor, said};
use crate::bot::desk::form::Form;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::Unit;
use crate::domain::ids::{EventId, UnitId};
use crate::domain::inspection::Event;
use crate::supervision::{NewEvent, correct_event_in, record_in, withdraw_event_in};
use crate::text::DeskDone;
use anyhow::Result;
use chrono::NaiveDate;

/// 登记事件.
pub async fn record_event(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let unit: Unit = visit.work.get(UnitId(form.row(Slot::Unit)?)).await?;
    let new = NewEvent {
        kind: form.text(Slot::EventKind)?.to_owned(),
        happened_on: form.day(Slot::Day)?,
        proof: form.maybe(Slot::Document).unwrap_or_default(),
    };
    let actor = actor(visit)?;
    let recorded = record_in(visit.work, visit.house, visit.books, actor, &unit, None, &new).await?;
    said(
        visit,
        &DeskDone::Event {
            kind: visit.books.rulebook.event_name(&new.kind).to_owned(),
            unit: unit.name,
            on: Some(new.happened_on),
            opened: recorded.opened,
            ended: recorded.ended,
            moved: Vec::new(),
            withdrawn: Vec::new(),
        },
    )
}

/// Moves an event to another day.
pub async fn correct(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let event: Event = visit.work.get(EventId(form.row(Slot::Event)?)).await?;
    let on = form.day(Slot::Day)?;
    let (actor, reason) = (actor(visit)?, form.text(Slot::Reason)?);
    let corrected =
        correct_event_in(visit.work, visit.house, visit.books, actor, event.id, on, reason).await?;
    event_done(visit, event, Some(on), corrected.moved, Vec::new()).await
}

/// Takes an event back.
pub async fn withdraw(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let event: Event = visit.work.get(EventId(form.row(Slot::Event)?)).await?;
    let (actor, reason) = (actor(visit)?, form.text(Slot::Reason)?);
    let withdrawn = withdraw_event_in(visit.work, visit.house, visit.books, actor, event.id, reason).await?;
    event_done(visit, event, None, Vec::new(), withdrawn).await
}

async fn event_done(
    visit: &mut Visit<'_>,
    event: Event,
    on: Option<NaiveDate>,
    moved: Vec<String>,
    withdrawn: Vec<String>,
) -> Result<Done> {
    let unit: Unit = visit.work.get(event.unit_id).await?;
    said(
        visit,
        &DeskDone::Event {
            kind: visit.books.rulebook.event_name(&event.kind).to_owned(),
            unit: unit.name,
            on,
            opened: Vec::new(),
            ended: Vec::new(),
            moved,
            withdrawn,
        },
    )
}
