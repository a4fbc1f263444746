//! 失实: the finding is open again, is registered (挂号督办), what the same principal signed goes to 复核, and 问责
//! is suggested to the leading group.

use super::list::{decision_of, steps_of};
use super::send_back::unconfirm;
use super::spot_check::{is_closed, open_check};
use super::spot_result::SpotEnded;
use crate::domain::closeout::Application;
use crate::domain::contact::Unit;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::matter::Matter;
use crate::domain::moves::MoveKind;
use crate::domain::rulebook::RuleCode;
use crate::domain::spot_check::SpotCheck;
use crate::store::{Act, MatterFilter, Work};
use crate::supervision::decision::About;
use crate::supervision::follow_up::reopen;
use crate::supervision::house::{Books, House};
use crate::supervision::registration::register_in;
use anyhow::Result;

/// Kind of the attention that a false close-out raises.
const FALSE_REPORT: &str = "false_report";

/// Everything that follows from a false close-out that somebody signed.
pub(super) async fn follow_false(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    (finding, signer): (&Matter, Option<PersonId>),
    pairs: &[(Matter, Matter)],
    ended: &mut SpotEnded,
) -> Result<()> {
    ended.reopened = reopen(work, house, books, act, pairs, books.today()).await?;
    for (matter, _) in pairs {
        if let Some(measure) = work.find_measure_of(matter.id).await? {
            unconfirm(work, act, &measure).await?;
        }
    }
    if let Some(signer) = signer {
        ended.rechecks = recheck(work, house, books, act, finding, signer).await?;
    }
    let now: Matter = work.get(finding.id).await?;
    register_in(work, house, books, act, &now, None).await?;
    let unit: Unit = work.get(finding.unit_id).await?;
    let detail = serde_json::json!({
        "code": finding.code,
        "unit": unit.name,
        "rechecks": ended.rechecks.len(),
    });
    let detail = detail.to_string();
    Ok(work
        .raise(house.office.id, FALSE_REPORT, &finding.code, &detail, books.now)
        .await?)
}

/// Who signed the close-out of a finding in a cycle.
pub(super) async fn signer_of(
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
            let Some(about) = About::read(&step.origin) else {
                continue;
            };
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
