//! 收件, 审核 and 代录.

use super::{Done, actor, said};
use crate::bot::desk::form::{ALL_PARTS, Form, NOT_WANTED};
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::Person;
use crate::domain::ids::{MatterId, PersonId};
use crate::domain::matter::Matter;
use crate::domain::moves::{MoveKind, Via};
use crate::domain::rulebook::Ends;
use crate::supervision::{NewMove, Proxy, Ticked, make_move, record_answer_in, tick_parts_in};
use crate::text::{DeskDone, OfficeDone};
use anyhow::{Context, Result};

/// 收件, or 已召开 where that is how it ends.
pub async fn receive(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let matter: Matter = visit.work.get(MatterId(form.row(Slot::Matter)?)).await?;
    let rulebook = visit.house.rulebook(visit.work, &matter.rulebook).await?;
    let is_held = rulebook
        .rule(&matter.rule)
        .is_some_and(|rule| rule.ends == Ends::Held);
    let kind = if is_held {
        MoveKind::Held
    } else {
        MoveKind::Received
    };
    let new = NewMove {
        kind,
        on: form.day(Slot::Day)?,
        giver: None,
        via: form.via()?,
        document: form.maybe(Slot::Document),
        reason: None,
        fix_by: None,
        pledge: None,
    };
    moved(visit, matter.id, &new).await
}

/// 通过 or 退回.
pub async fn review(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let passes = form.text(Slot::Verdict)? == MoveKind::Passed.key();
    let fix_by = form.maybe(Slot::FixBy).map(|day| day.parse()).transpose()?;
    let new = NewMove {
        kind: if passes {
            MoveKind::Passed
        } else {
            MoveKind::Returned
        },
        on: visit.books.today(),
        giver: None,
        via: Via::Desk,
        document: None,
        reason: form.maybe(Slot::Reason),
        fix_by,
        pledge: None,
    };
    moved(visit, MatterId(form.row(Slot::Reviewed)?), &new).await
}

async fn moved(visit: &mut Visit<'_>, matter: MatterId, new: &NewMove) -> Result<Done> {
    let actor = actor(visit)?;
    match make_move(visit.work, visit.house, visit.books, actor, matter, new).await? {
        Ok(moved) => {
            let done = DeskDone::Moved {
                on_time: moved.matter.was_on_time(visit.books.today()),
                state: moved.matter.state.key(),
                code: moved.matter.code,
                opened: moved.opened,
                ended: moved.ended,
            };
            said(visit, &done)
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// 代录 of an answer.
pub async fn proxy(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let giver: Person = visit.work.get(PersonId(form.row(Slot::Giver)?)).await?;
    let proxy = Proxy {
        recorder: actor(visit)?,
        via: form.via()?,
        given_on: form.day(Slot::Day)?,
        document: form.maybe(Slot::Document),
    };
    let (matter, text) = (MatterId(form.row(Slot::Matter)?), form.text(Slot::Words)?);
    let taken = record_answer_in(visit.work, visit.house, visit.books, matter, &giver, text, &proxy).await?;
    let taken = match taken {
        Ok(taken) => taken,
        Err(refusal) => return Ok(Err(refusal)),
    };
    for refusal in taken.iter().flat_map(|taken| taken.but.clone()) {
        visit.refuse(refusal)?;
    }
    let last = taken.last().context("an answer that says nothing")?;
    said(
        visit,
        &DeskDone::Answered {
            code: last.matter.code.clone(),
            giver: giver.name,
            said: last.said.to_string(),
            state: last.matter.state.key(),
        },
    )
}

/// 登记分件.
pub async fn tick_parts(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let which = match form.text(Slot::Part)? {
        NOT_WANTED => Ticked::NotWanted(form.text(Slot::Reason)?.to_owned()),
        ALL_PARTS => Ticked::All(form.day(Slot::Day)?),
        name => Ticked::One(name.to_owned(), form.day(Slot::Day)?),
    };
    let (actor, matter) = (actor(visit)?, MatterId(form.row(Slot::Packaged)?));
    match tick_parts_in(visit.work, visit.house, visit.books, actor, matter, &which).await? {
        Ok(ticked) => {
            visit.say(&OfficeDone::TickedOff {
                code: ticked.code,
                parts: ticked.parts,
                missing: ticked.missing,
            })?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}
