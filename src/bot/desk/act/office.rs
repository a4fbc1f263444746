//! What the office arranges for itself: events of a whole round, duties on and off, who stands in for whom.

use super::{Done, actor};
use crate::bot::desk::form::Form;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::Person;
use crate::domain::ids::PersonId;
use crate::supervision::{NewEvent, come_back_in, record_of_round_in, stand_in_in, switch_duty_in};
use crate::text::{DeskDone, OfficeDone};
use anyhow::Result;

/// An event of a whole round.
pub async fn record_of_round(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let new = NewEvent {
        kind: form.text(Slot::RoundEvent)?.to_owned(),
        happened_on: form.day(Slot::Day)?,
        proof: form.maybe(Slot::Document).unwrap_or_default(),
    };
    let (actor, round) = (actor(visit)?, form.text(Slot::Round)?);
    let recorded = record_of_round_in(visit.work, visit.house, visit.books, actor, round, &new).await?;
    visit.say(&DeskDone::Event {
        kind: visit.books.rulebook.event_name(&new.kind).to_owned(),
        unit: round.to_owned(),
        on: Some(new.happened_on),
        opened: recorded.opened,
        ended: recorded.ended,
        moved: Vec::new(),
        withdrawn: Vec::new(),
    })?;
    Ok(Ok(()))
}

/// A recurring duty is switched.
pub async fn switch(visit: &mut Visit<'_>, form: &Form, is_on: bool) -> Result<Done> {
    let slot = if is_on { Slot::DutyOff } else { Slot::DutyOn };
    let (actor, code) = (actor(visit)?, form.text(slot)?);
    let reason = form.text(Slot::Reason)?;
    let switched = switch_duty_in(visit.work, visit.house, visit.books, actor, code, is_on, reason).await?;
    visit.say(&OfficeDone::Switched {
        name: switched.name,
        is_on,
        withdrawn: switched.withdrawn,
        kept: switched.kept,
    })?;
    Ok(Ok(()))
}

/// 临时代理.
pub async fn stand_in(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let person: Person = visit.work.get(PersonId(form.row(Slot::Person)?)).await?;
    let substitute: Person = visit.work.get(PersonId(form.row(Slot::Substitute)?)).await?;
    let days = (form.day(Slot::FromDay)?, form.day(Slot::UntilDay)?);
    let actor = actor(visit)?;
    let line = stand_in_in(visit.work, visit.books, actor, &person, &substitute, days, "").await?;
    visit.say(&OfficeDone::StandsIn {
        person: line.person,
        substitute: line.substitute,
        from_on: line.from_on,
        until_on: line.until_on,
    })?;
    Ok(Ok(()))
}

/// Who was away is back.
pub async fn come_back(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let person: Person = visit.work.get(PersonId(form.row(Slot::Away)?)).await?;
    let actor = actor(visit)?;
    come_back_in(visit.work, visit.books, actor, &person).await?;
    visit.say(&OfficeDone::CameBack { person: person.name })?;
    Ok(Ok(()))
}
