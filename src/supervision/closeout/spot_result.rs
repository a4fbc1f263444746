//! What a 抽查 or 复核 found. 失实 reopens the finding, puts up for 复核 what the same principal signed, and
//! suggests 问责 to the leading group.

use super::list::{decision_of, steps_of};
use super::send_back::unconfirm;
use super::spot_check::{is_closed, open_check};
use crate::domain::closeout::Application;
use crate::domain::contact::Unit;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::{MoveKind, Via};
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::RuleCode;
use crate::domain::spot_check::{SpotCheck, SpotResult};
use crate::store::{Act, MatterFilter, Work};
use crate::supervision::board::get_matter;
use crate::supervision::decision::About;
use crate::supervision::follow_up::{find_reopenable, reopen, reopened_until};
use crate::supervision::house::{Books, House};
use crate::supervision::moves::{NewMove, make_move};
use crate::supervision::refused::{refuse, refuse_secrets};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// Kind of the attention that a false close-out raises.
const FALSE_REPORT: &str = "false_report";

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
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let ended = end_spot_check_in(&mut work, house, &books, actor, found).await?;
    if ended.is_ok() {
        work.commit().await?;
    }
    Ok(ended)
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
        refuse!("{} is no spot check; `huiyin spotcheck list` shows them", check.code);
    };
    let is_false = found.result == SpotResult::False;
    if is_false && found.reason.trim().is_empty() {
        return Ok(Err(Refusal::ReasonMissing { code: check.code }));
    }
    let finding: Matter = work.get(row.finding_id).await?;
    let until = reopened_until(books, books.today())?;
    let pairs = match find_reopenable(work, &finding, until).await? {
        Ok(pairs) if is_false => pairs,
        _ => Vec::new(),
    };
    let signer = signer_of(work, house, &finding, row.cycle).await?;
    let held = NewMove {
        kind: MoveKind::Held,
        on: found.on,
        giver: None,
        via: Via::Desk,
        document: None,
        reason: Some(found.reason.clone()).filter(|reason| !reason.trim().is_empty()),
        fix_by: None,
        pledge: None,
    };
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
        ended.reopened = reopen(work, house, books, &act, &pairs, books.today()).await?;
        for (matter, _) in &pairs {
            if let Some(measure) = work.find_measure_of(matter.id).await? {
                unconfirm(work, &act, &measure).await?;
            }
        }
        if let Some(signer) = signer {
            ended.rechecks = recheck(work, house, books, &act, &finding, signer).await?;
        }
        let unit: Unit = work.get(finding.unit_id).await?;
        let detail = serde_json::json!({
            "code": finding.code,
            "unit": unit.name,
            "rechecks": ended.rechecks.len(),
        });
        work.raise(house.office.id, FALSE_REPORT, &finding.code, &detail.to_string(), books.now)
            .await?;
    }
    Ok(Ok(ended))
}

/// Who signed the close-out of a finding in a cycle.
async fn signer_of(
    work: &mut Work,
    house: &House,
    finding: &Matter,
    cycle: i64,
) -> Result<Option<PersonId>> {
    let all = work.list_applications(finding.id).await?;
    let Some(last) = all.iter().rfind(|one| one.cycle == cycle) else {
        return Ok(None);
    };
    for step in steps_of(work, last).await? {
        if let Some(signer) = signature_of(work, house, &step).await? {
            return Ok(Some(signer));
        }
    }
    Ok(None)
}

/// Who signed with the pledge on a step.
async fn signature_of(work: &mut Work, house: &House, step: &Matter) -> Result<Option<PersonId>> {
    let rulebook = house.rulebook(work, &step.rulebook).await?;
    if !rulebook.rule(&step.rule).is_some_and(|rule| rule.pledge) {
        return Ok(None);
    }
    let decision = decision_of(work, step).await?;
    Ok(decision.and_then(|(kind, _, by, _)| by.filter(|_| kind == MoveKind::Passed)))
}

/// Puts up for 复核 whatever else is closed that somebody signed.
async fn recheck(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    finding: &Matter,
    signer: PersonId,
) -> Result<Vec<String>> {
    let act = act.doing("spot_check.raised");
    let chain = &books.rulebook.closeout;
    let mut codes: Vec<&RuleCode> = chain.finding.iter().chain(&chain.focus).collect();
    codes.sort_unstable();
    codes.dedup();
    let checks: Vec<SpotCheck> = work.all().await?;
    let mut opened = Vec::new();
    for code in codes {
        let signed = MatterFilter {
            rule: Some(code.clone()),
            ..MatterFilter::default()
        };
        let mut steps = work.list_matters(&signed).await?;
        steps.sort_by_key(|step| step.id);
        for step in steps {
            let Some(about) = About::read(&step.origin) else { continue };
            if signature_of(work, house, &step).await? != Some(signer) {
                continue;
            }
            let application: Application = work.get(ApplicationId(about.row)).await?;
            let other: Matter = work.get(application.matter_id).await?;
            let is_present = other.cycle == application.cycle && is_closed(&other);
            let is_looked_at = checks
                .iter()
                .any(|check| check.finding_id == other.id && check.result.is_none());
            if other.id == finding.id || !is_present || is_looked_at {
                continue;
            }
            let (_, check) = open_check(work, house, books, &act, &chain.recheck, &other, None).await?;
            opened.push(check.code);
        }
    }
    Ok(opened)
}
