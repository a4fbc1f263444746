//! 暂缓 and 放行: an issue that is held goes to nobody who has not had it yet.

use super::draft::week_before;
use crate::domain::circulation::DigestIssue;
use crate::domain::digest::{DigestPeriod, PeriodKind};
use crate::domain::ids::DigestIssueId;
use crate::domain::ledger::Actor;
use crate::domain::refusal::Refusal;
use crate::store::{Act, Work};
use crate::supervision::house::{Books, House};
use crate::supervision::recorder::is_of_office;
use crate::supervision::refused::refuse;
use anyhow::Result;

/// Holds the issue of a period.
///
/// # Errors
/// Refused when it was not drafted, is held already, or its week is over.
pub async fn hold_digest(house: &House, actor: Actor, period: &str) -> Result<Result<DigestIssue, Refusal>> {
    house
        .alone(async |work, books| {
            let issue = issue_of(work, house, period).await?;
            hold_digest_in(work, books, actor, issue).await
        })
        .await
}

/// Lets the issue of a period go.
///
/// # Errors
/// Refused when it was not drafted, is not held, or its week is over.
pub async fn release_digest(
    house: &House,
    actor: Actor,
    period: &str,
) -> Result<Result<DigestIssue, Refusal>> {
    house
        .alone(async |work, books| {
            let issue = issue_of(work, house, period).await?;
            release_digest_in(work, books, actor, issue).await
        })
        .await
}

async fn issue_of(work: &mut Work, house: &House, period: &str) -> Result<DigestIssueId> {
    if DigestPeriod::read(PeriodKind::Week, period).is_none() {
        refuse!("`{period}` is no week; write one like 2026-W37");
    }
    match work.find_issue(house.office.id, period).await? {
        Some(issue) => Ok(issue.id),
        None => refuse!(
            "the digest of {period} was not drafted: that is done shortly before it goes out, in the week after"
        ),
    }
}

/// Holds an issue within a unit of work.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn hold_digest_in(
    work: &mut Work,
    books: &Books,
    actor: Actor,
    issue: DigestIssueId,
) -> Result<Result<DigestIssue, Refusal>> {
    set(work, books, actor, issue, true).await
}

/// Lets an issue go within a unit of work.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn release_digest_in(
    work: &mut Work,
    books: &Books,
    actor: Actor,
    issue: DigestIssueId,
) -> Result<Result<DigestIssue, Refusal>> {
    set(work, books, actor, issue, false).await
}

async fn set(
    work: &mut Work,
    books: &Books,
    actor: Actor,
    id: DigestIssueId,
    hold: bool,
) -> Result<Result<DigestIssue, Refusal>> {
    if !is_of_office(work, books, actor).await? {
        return Ok(Err(Refusal::NotAtDesk));
    }
    let Some(issue) = work.lock_row::<DigestIssue>(id).await? else {
        return Ok(Err(Refusal::ButtonGone));
    };
    if issue.period != week_before(books.today())?.key() {
        return Ok(Err(Refusal::DigestNotNow));
    }
    if issue.held_at.is_some() == hold {
        return Ok(Err(Refusal::DigestSoAlready { held: hold }));
    }
    let after = DigestIssue {
        held_at: hold.then_some(books.now),
        ..issue.clone()
    };
    let action = if hold { "digest.held" } else { "digest.released" };
    work.update(&Act::new(actor, books.now, action), &issue, &after)
        .await?;
    Ok(Ok(after))
}
