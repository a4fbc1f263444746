//! What a 抽查 or 复核 found.

use super::false_report::{follow_false, signer_of};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::{MoveKind, Via};
use crate::domain::refusal::Refusal;
use crate::domain::spot_check::{SpotCheck, SpotResult};
use crate::store::{Act, Work};
use crate::supervision::board::get_matter;
use crate::supervision::follow_up::{find_reopenable, reopened_until};
use crate::supervision::house::{Books, House};
use crate::supervision::moves::{NewMove, make_move};
use crate::supervision::refused::{refuse, refuse_secrets};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpotFinding {
    /// Code of the check.
    pub code: String,
    /// What.
    pub result: SpotResult,
    /// The day, in the office's zone.
    pub on: NaiveDate,
    /// In a few words, without the content of any finding; needed for 失实.
    pub reason: String,
}

/// A check that ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpotEnded {
    /// Code of the check.
    pub code: String,
    /// Code of the finding.
    pub finding: String,
    /// Key of what was found.
    pub result: &'static str,
    /// Codes of what is open again.
    pub reopened: Vec<String>,
    /// The last day of what is open again.
    pub until: Option<NaiveDate>,
    /// Codes of the 复核 that it opened.
    pub rechecks: Vec<String>,
}

/// Ends a check with what was found.
///
/// # Errors
/// Refused when there is no such check, it has ended, or 失实 has no reason.
pub async fn end_spot_check(
    house: &House,
    actor: Actor,
    found: &SpotFinding,
) -> Result<Result<SpotEnded, Refusal>> {
    house
        .alone(async |work, books| end_spot_check_in(work, house, books, actor, found).await)
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// As [`end_spot_check`]; nothing has been written when it refuses.
pub async fn end_spot_check_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    found: &SpotFinding,
) -> Result<Result<SpotEnded, Refusal>> {
    refuse_secrets("the reason", &found.reason)?;
    let check = get_matter(work, house, &found.code).await?;
    let Some(row) = work.find_spot_check_of(check.id).await? else {
        refuse!(
            "{} is no spot check; `huiyin spotcheck list` shows them",
            check.code
        );
    };
    if let Some((result, day)) = row.result.zip(row.ended_on) {
        return Ok(Err(Refusal::SpotResultStands {
            code: check.code,
            result: result.key().to_owned(),
            day,
        }));
    }
    let is_false = found.result == SpotResult::False;
    if is_false && found.reason.trim().is_empty() {
        return Ok(Err(Refusal::FalseReasonMissing { code: check.code }));
    }
    let finding: Matter = work.get(row.finding_id).await?;
    let until = reopened_until(books, books.today())?;
    let pairs = match find_reopenable(work, &finding, until).await? {
        Ok(pairs) if is_false => pairs,
        _ => Vec::new(),
    };
    let signer = signer_of(work, house, &finding, row.cycle).await?;
    let held = held_on(found);
    let check = match make_move(work, house, books, actor, check.id, &held).await? {
        Ok(moved) => moved.matter,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let act = Act::new(actor, books.now, "spot_check.ended").because(found.reason.clone());
    let after = SpotCheck {
        result: Some(found.result),
        ended_on: Some(found.on),
        ..row.clone()
    };
    work.update(&act, &row, &after).await?;
    let mut ended = SpotEnded {
        code: check.code,
        finding: finding.code.clone(),
        result: found.result.key(),
        reopened: Vec::new(),
        until: (!pairs.is_empty()).then_some(until),
        rechecks: Vec::new(),
    };
    if is_false {
        follow_false(work, house, books, &act, (&finding, signer), &pairs, &mut ended).await?;
    }
    Ok(Ok(ended))
}

fn held_on(found: &SpotFinding) -> NewMove {
    NewMove {
        kind: MoveKind::Held,
        on: found.on,
        giver: None,
        via: Via::Desk,
        document: None,
        reason: Some(found.reason.clone()).filter(|reason| !reason.trim().is_empty()),
        fix_by: None,
        pledge: None,
    }
}
