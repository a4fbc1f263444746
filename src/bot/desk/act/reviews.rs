//! 回头看 at the desk: in chat it goes by numbers of the printed list, so that no unit is named before it is told.

use super::{Done, actor, said};
use crate::bot::desk::form::Form;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::follow_up::FollowUpResult;
use crate::supervision::{Conclusion, conclude_in, draw_list_in, print_follow_ups, publish_in, select_in};
use crate::text::{Printed, ReviewDone};
use anyhow::{Context, Result};

/// The half-year's list, drawn where it was not, and printed.
pub async fn list(visit: &mut Visit<'_>) -> Result<Done> {
    let actor = actor(visit)?;
    let lines = draw_list_in(visit.work, visit.house, visit.books, actor, false).await?;
    let file = print_follow_ups(visit.house, visit.books, &lines)?;
    visit.say(&Printed {
        paper: "follow_up",
        file,
        people: None,
    })?;
    Ok(Ok(()))
}

/// A number of the list becomes a review.
pub async fn choose(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let (actor, number) = (actor(visit)?, form.row(Slot::Number)?);
    match select_in(visit.work, visit.house, visit.books, actor, number).await? {
        Ok(selected) => said(
            visit,
            &ReviewDone::Selected {
                number,
                code: selected.code,
                due_on: selected.due_on,
                opened: selected.opened,
            },
        ),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// The unit is told.
pub async fn publish(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let (actor, number) = (actor(visit)?, form.row(Slot::Number)?);
    let document = form.maybe(Slot::Document).unwrap_or_default();
    match publish_in(visit.work, visit.house, visit.books, actor, number, &document).await? {
        Ok(published) => said(
            visit,
            &ReviewDone::Published {
                number,
                code: published.code,
                opened: published.opened,
            },
        ),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// What was found.
pub async fn conclude(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let result = FollowUpResult::from_key(form.text(Slot::ReviewResult)?).context("an unknown result")?;
    let findings = form.maybe(Slot::Findings).unwrap_or_default();
    let conclusion = Conclusion {
        number: form.row(Slot::Number)?,
        result,
        findings: findings.split_whitespace().map(str::to_owned).collect(),
        on: form.day(Slot::Day)?,
        reason: form.text(Slot::Reason)?.to_owned(),
    };
    let actor = actor(visit)?;
    match conclude_in(visit.work, visit.house, visit.books, actor, &conclusion).await? {
        Ok(concluded) => said(
            visit,
            &ReviewDone::Concluded {
                number: concluded.number,
                code: concluded.code,
                result: concluded.result,
                reopened: concluded.reopened,
                until: concluded.until,
            },
        ),
        Err(refusal) => Ok(Err(refusal)),
    }
}
