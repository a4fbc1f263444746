//! 回头看结论: 到位, or 未到位 and 反弹, which reopen findings.

use super::reopen::{find_reopenable, reopen, reopened_until};
use super::row_of;
use crate::domain::follow_up::{FollowUp, FollowUpResult};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::{MoveKind, Via};
use crate::domain::refusal::Refusal;
use crate::store::{Act, MatterFilter, Work};
use crate::supervision::board::get_matter;
use crate::supervision::house::{Books, House};
use crate::supervision::moves::{NewMove, make_move};
use crate::supervision::refused::{refuse, refuse_secrets};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// What a review came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// Its number in the list.
    pub number: i64,
    /// What was found.
    pub result: FollowUpResult,
    /// Codes of the findings that are reopened.
    pub findings: Vec<String>,
    /// The day, in the office's zone.
    pub on: NaiveDate,
    /// In a few words, without the content of any finding.
    pub reason: String,
}

/// A review that ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Concluded {
    /// Its number in the list.
    pub number: i64,
    /// Code of the review.
    pub code: String,
    /// Key of what was found.
    pub result: &'static str,
    /// Codes of what is open again.
    pub reopened: Vec<String>,
    /// The last day of what is open again.
    pub until: Option<NaiveDate>,
}

/// Ends a review with what was found.
///
/// # Errors
/// Refused when it is not selected or has ended, a sub-task is open, or the findings do not fit the result.
pub async fn conclude(
    house: &House,
    actor: Actor,
    conclusion: &Conclusion,
) -> Result<Result<Concluded, Refusal>> {
    house
        .alone(async |work, books| conclude_in(work, house, books, actor, conclusion).await)
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// As [`conclude`]; nothing has been written when it refuses.
pub async fn conclude_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    conclusion: &Conclusion,
) -> Result<Result<Concluded, Refusal>> {
    let Conclusion {
        number, result, on, ..
    } = conclusion;
    refuse_secrets("the reason", &conclusion.reason)?;
    let row = row_of(work, *number).await?;
    let Some(review) = row.matter_id else {
        refuse!("number {number} is not selected");
    };
    refuse_open_tasks(work, review).await?;
    if result.reopens() == conclusion.findings.is_empty() {
        refuse!("`not_in_place` and `relapsed` name the findings that they reopen, `in_place` names none");
    }
    let until = reopened_until(books, *on)?;
    let mut pairs = Vec::new();
    for code in &conclusion.findings {
        let finding = finding_of(work, house, books, &row, code).await?;
        match find_reopenable(work, &finding, until).await? {
            Ok(found) => pairs.extend(found),
            // What was never finished is open as it is.
            Err(_) if finding.is_open() => {}
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    let held = NewMove {
        kind: MoveKind::Held,
        on: *on,
        giver: None,
        via: Via::Desk,
        document: None,
        reason: Some(conclusion.reason.clone()),
        fix_by: None,
        pledge: None,
    };
    let review = match make_move(work, house, books, actor, review, &held).await? {
        Ok(moved) => moved.matter,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let act = Act::new(actor, books.now, "follow_up.concluded").because(conclusion.reason.clone());
    let after = FollowUp {
        finding: Some(*result),
        ended_on: Some(*on),
        ..row.clone()
    };
    work.update(&act, &row, &after).await?;
    let reopened = reopen(work, house, books, &act, &pairs, *on).await?;
    Ok(Ok(Concluded {
        number: *number,
        code: review.code,
        result: result.key(),
        until: (!reopened.is_empty()).then_some(until),
        reopened,
    }))
}

/// 再了解 and 再发现 come first.
async fn refuse_open_tasks(work: &mut Work, review: crate::domain::ids::MatterId) -> Result<()> {
    let under = MatterFilter {
        parent: Some(review),
        open_only: true,
        ..MatterFilter::default()
    };
    let open: Vec<String> = work
        .list_matters(&under)
        .await?
        .into_iter()
        .map(|task| task.code)
        .collect();
    if !open.is_empty() {
        refuse!(
            "still open under it: {}; record them as held first",
            open.join(", ")
        );
    }
    Ok(())
}

/// A finding of the inspection that was followed up.
async fn finding_of(
    work: &mut Work,
    house: &House,
    books: &Books,
    row: &FollowUp,
    code: &str,
) -> Result<Matter> {
    let matter = get_matter(work, house, code).await?;
    if matter.rule != books.rulebook.measures.finding || matter.inspection_id != Some(row.inspection_id) {
        refuse!("{code} is no finding of the inspection that was followed up");
    }
    Ok(matter)
}
