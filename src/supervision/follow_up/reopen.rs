//! 重启 of a finding: it and its measures that had ended, or were claimed, are open again with a new last day.

use super::row_of;
use crate::domain::deadline::{Roll, count};
use crate::domain::ids::MoveId;
use crate::domain::matter::Matter;
use crate::domain::moves::{Move, MoveKind, Via};
use crate::domain::refusal::Refusal;
use crate::domain::reopening::reopened;
use crate::domain::rulebook::RuleCode;
use crate::store::{Act, MatterFilter, Planning, Work};
use crate::supervision::house::{Books, House};
use crate::supervision::open::arm;
use crate::supervision::refused::refuse;
use anyhow::Result;
use chrono::NaiveDate;

/// The policy that gives what is reopened its time.
const REOPENED_WITHIN: &str = "B-REOPEN";
/// The form in which a reopened matter is told, and its step code.
pub const REOPENED: &str = "reopened";

/// The last day of what is reopened on a day.
///
/// # Errors
/// Refused when the rulebook gives no time.
pub fn reopened_until(books: &Books, on: NaiveDate) -> Result<NaiveDate> {
    let policy = books.rulebook.policy(&RuleCode(REOPENED_WITHIN.to_owned()));
    let Some(period) = policy.and_then(|policy| policy.at_most) else {
        refuse!("the rulebook has no policy {REOPENED_WITHIN} with `at_most`, the time for what is reopened");
    };
    Ok(count(on, period, Roll::Next, &books.calendar)?.due_on)
}

/// A finding, and those of its measures that can be reopened, locked; refused when it cannot be.
///
/// # Errors
/// When the database cannot be read.
pub async fn find_reopenable(
    work: &mut Work,
    finding: &Matter,
    until: NaiveDate,
) -> Result<Result<Vec<(Matter, Matter)>, Refusal>> {
    let mut pairs = Vec::new();
    let mut ids = vec![finding.id];
    if let Some(register) = work.find_finding_of(finding.id).await? {
        let measures = work.list_measures(register.id).await?;
        ids.extend(measures.iter().map(|measure| measure.matter_id));
    }
    ids.sort_unstable();
    for id in ids {
        if let Some(matter) = work.lock_matter(id).await?
            && let Ok(after) = reopened(&matter, until)
        {
            pairs.push((matter, after));
        }
    }
    if pairs.iter().any(|(before, _)| before.id == finding.id) {
        return Ok(Ok(pairs));
    }
    // A finding speaks through its measures: with one of them done it can be reopened as well.
    Ok(match reopened(finding, until) {
        Err(_) if !pairs.is_empty() => Ok(pairs),
        Err(refusal) => Err(refusal),
        Ok(_) => Ok(pairs),
    })
}

/// The findings that the review of a number may reopen.
///
/// # Errors
/// Refused when there is no such number; a fault when the database cannot be read.
pub async fn list_reopenable(work: &mut Work, books: &Books, number: i64) -> Result<Vec<Matter>> {
    let row = row_of(work, number).await?;
    let filter = MatterFilter {
        inspection: Some(row.inspection_id),
        rule: Some(books.rulebook.measures.finding.clone()),
        ..MatterFilter::default()
    };
    let mut found = Vec::new();
    for finding in work.list_matters(&filter).await? {
        if find_reopenable(work, &finding, books.today()).await?.is_ok() {
            found.push(finding);
        }
    }
    Ok(found)
}

/// Writes what was found; whoever is responsible is told.
///
/// # Errors
/// When the database refuses it.
pub async fn reopen(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    pairs: &[(Matter, Matter)],
    on: NaiveDate,
) -> Result<Vec<String>> {
    let act = act.doing("matter.reopened");
    let mut codes = Vec::new();
    for (before, after) in pairs {
        let made = Move {
            id: MoveId(0),
            matter_id: before.id,
            cycle: after.cycle,
            kind: MoveKind::Reopened,
            moved_on: on,
            giver_id: None,
            via: Via::Desk,
            document: None,
            reason: Some(act.reason.clone()),
            undoes: None,
            pledge: None,
            recorded_by: act.actor.person(),
            recorded_at: books.now,
        };
        work.insert(&act, made).await?;
        work.update(&act, before, after).await?;
        let planning = Planning {
            armed_at: Some(books.now),
            planned_to_at: Some(books.now),
            next_step_at: None,
            news: Some(REOPENED.to_owned()),
        };
        arm(work, house, books, after, planning).await?;
        codes.push(after.code.clone());
    }
    Ok(codes)
}
