//! 代录申请销号, and 抽查.

use super::{Done, actor};
use crate::bot::desk::form::Form;
use crate::bot::desk::slot::Slot;
use crate::bot::handlers::closeout;
use crate::bot::visit::Visit;
use crate::domain::contact::Person;
use crate::domain::ids::{MatterId, PersonId};
use crate::domain::matter::Matter;
use crate::domain::moves::Via;
use crate::domain::spot_check::SpotResult;
use crate::supervision::{Applying, Proxy, SpotFinding, apply_in, draw_spot_checks_in, end_spot_check_in};
use crate::text::{CloseOutDone, DrawnCheck};
use anyhow::{Context, Result};

/// 代录 of an application.
pub async fn apply(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let giver: Person = visit.work.get(PersonId(form.row(Slot::Giver)?)).await?;
    let proxy = Proxy {
        recorder: actor(visit)?,
        via: Via::from_key(form.text(Slot::Via)?).context("an unknown way")?,
        given_on: form.day(Slot::Day)?,
        document: form.maybe(Slot::Document),
    };
    let done = form.maybe(Slot::Done);
    let asked = Applying {
        done: done.as_deref(),
        proxy: Some(&proxy),
    };
    let matter = MatterId(form.row(Slot::Matter)?);
    match apply_in(visit.work, visit.house, visit.books, &giver, matter, asked).await? {
        Ok(applied) => {
            visit.say(&closeout::said(applied, Some(giver.name)))?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// A lot over what is closed.
pub async fn draw(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let (count, seed) = (form.row(Slot::Count)?, form.row(Slot::Seed)?);
    let (actor, count) = (actor(visit)?, usize::try_from(count)?);
    let drawn = draw_spot_checks_in(visit.work, visit.house, visit.books, actor, count, seed).await?;
    let checks = drawn.checks.into_iter().map(|check| DrawnCheck {
        code: check.code,
        finding: check.finding,
    });
    visit.say(&CloseOutDone::Drawn {
        seed: drawn.lot.seed,
        pool: drawn.lot.pool,
        checks: checks.collect(),
    })?;
    Ok(Ok(()))
}

/// What a check found.
pub async fn end(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let check: Matter = visit.work.get(MatterId(form.row(Slot::Checked)?)).await?;
    let found = SpotFinding {
        code: check.code,
        result: SpotResult::from_key(form.text(Slot::SpotResult)?).context("an unknown result")?,
        on: form.day(Slot::Day)?,
        reason: form.maybe(Slot::Reason).unwrap_or_default(),
    };
    let actor = actor(visit)?;
    match end_spot_check_in(visit.work, visit.house, visit.books, actor, &found).await? {
        Ok(ended) => {
            visit.say(&CloseOutDone::Checked {
                code: ended.code,
                finding: ended.finding,
                result: ended.result,
                reopened: ended.reopened,
                until: ended.until,
                rechecks: ended.rechecks,
            })?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}
