//! Where applications stand in their chains.

use super::step::origin;
use super::{finding_over, last_application, measures_of};
use crate::domain::closeout::Application;
use crate::domain::ids::{MatterId, PersonId};
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::MoveKind;
use crate::store::{MatterFilter, Work};
use crate::supervision::board::{Names, get_matter};
use crate::supervision::house::House;
use crate::supervision::schedule::Track;
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// An application on which somebody has yet to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApplicationLine {
    /// Of the matter.
    pub code: String,
    /// Its unit.
    pub unit: String,
    /// As it was made.
    #[serde(flatten)]
    pub sheet: ApplicationSheet,
}

/// An application with the decisions on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApplicationSheet {
    /// 循环审批次数.
    pub ordinal: i64,
    /// The matter's cycle.
    pub cycle: i64,
    /// Who applied; none where it came of itself.
    pub applicant: Option<String>,
    /// The day that counts.
    pub applied_on: NaiveDate,
    /// How it came.
    pub via: &'static str,
    /// Pieces of 佐证材料.
    pub evidence: i64,
    /// What was done, as it was written.
    pub done: Option<String>,
    /// How it stands.
    pub state: &'static str,
    /// The day of the last decision.
    pub ended_on: Option<NaiveDate>,
    /// The decisions on it, in their order.
    pub steps: Vec<DecisionLine>,
}

/// A decision on an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionLine {
    /// Code of its matter.
    pub code: String,
    /// Its rule.
    pub rule: String,
    /// Until when it is to be taken.
    pub due_on: Option<NaiveDate>,
    /// What was decided: `passed`, `returned`; none yet.
    pub decided: Option<&'static str>,
    /// When.
    pub decided_on: Option<NaiveDate>,
    /// By whom.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// What waits for a decision, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_applications(house: &House) -> Result<Vec<ApplicationLine>> {
    let mut work = house.store.read().await?;
    let mut names = Names::default();
    let mut lines = Vec::new();
    for application in work.list_pending_applications().await? {
        let matter: Matter = work.get(application.matter_id).await?;
        lines.push(ApplicationLine {
            unit: names.of_unit(&mut work, matter.unit_id).await?,
            code: matter.code,
            sheet: sheet_of(&mut work, &mut names, &application).await?,
        });
    }
    Ok(lines)
}

/// The applications of the matter of a code, oldest first.
///
/// # Errors
/// Refused when there is no such matter.
pub async fn show_applications(house: &House, code: &str) -> Result<Vec<ApplicationSheet>> {
    let mut work = house.store.read().await?;
    let matter = get_matter(&mut work, house, code).await?;
    applications_of(&mut work, matter.id).await
}

/// What an application for the matter of a code would be made for: its own code, or those of a finding's measures that
/// nobody has applied for yet; none where close-out is not what it ends with.
///
/// # Errors
/// Refused when there is no such matter.
pub async fn to_apply_for(house: &House, code: &str) -> Result<Vec<String>> {
    let mut work = house.store.read().await?;
    let matter = get_matter(&mut work, house, code).await?;
    let Some(finding) = finding_over(&mut work, &matter).await? else {
        return Ok(Vec::new());
    };
    let is_own = finding.matter_id != matter.id;
    let measures = if is_own {
        Vec::new()
    } else {
        measures_of(&mut work, finding.id).await?
    };
    let mut matters: Vec<Matter> = measures.into_iter().map(|(_, matter)| matter).collect();
    if matters.is_empty() {
        matters.push(matter);
    }
    matters.retain(|matter| matter.is_open() && matter.state != MatterState::UnderReview);
    Ok(matters.into_iter().map(|matter| matter.code).collect())
}

/// The applications of a matter, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn applications_of(work: &mut Work, matter: MatterId) -> Result<Vec<ApplicationSheet>> {
    let mut names = Names::default();
    let mut sheets = Vec::new();
    for application in work.list_applications(matter).await? {
        sheets.push(sheet_of(work, &mut names, &application).await?);
    }
    Ok(sheets)
}

async fn sheet_of(work: &mut Work, names: &mut Names, application: &Application) -> Result<ApplicationSheet> {
    let mut steps = Vec::new();
    for step in steps_of(work, application).await? {
        steps.push(line_of(work, names, step).await?);
    }
    Ok(ApplicationSheet {
        ordinal: application.ordinal,
        cycle: application.cycle,
        applicant: names.of_maybe(work, application.applicant_id).await?,
        applied_on: application.applied_on,
        via: application.via.key(),
        evidence: application.evidence,
        done: application.done.clone(),
        state: application.state.key(),
        ended_on: application.ended_on,
        steps,
    })
}

/// The matters of the decisions on an application, in their order.
pub(super) async fn steps_of(work: &mut Work, application: &Application) -> Result<Vec<Matter>> {
    let under = MatterFilter {
        parent: Some(application.matter_id),
        ..MatterFilter::default()
    };
    let mut steps = work.list_matters(&under).await?;
    steps.retain(|step| step.origin == origin(application.id, &step.rule));
    steps.sort_by_key(|step| step.id);
    Ok(steps)
}

/// Who decided a step and how; none yet.
pub(super) async fn decision_of(
    work: &mut Work,
    step: &Matter,
) -> Result<Option<(MoveKind, NaiveDate, Option<PersonId>, Option<String>)>> {
    let moves = work.list_moves(step.id).await?;
    let decides = |kind| matches!(kind, MoveKind::Passed | MoveKind::Returned);
    let last = moves.into_iter().rfind(|made| decides(made.kind));
    Ok(last.map(|made| {
        let by = made.giver_id.or(made.recorded_by);
        (made.kind, made.moved_on, by, made.reason)
    }))
}

async fn line_of(work: &mut Work, names: &mut Names, step: Matter) -> Result<DecisionLine> {
    let decision = decision_of(work, &step).await?;
    let by = decision.as_ref().and_then(|(_, _, by, _)| *by);
    Ok(DecisionLine {
        by: names.of_maybe(work, by).await?,
        decided: decision.as_ref().map(|(kind, ..)| kind.key()),
        decided_on: decision.as_ref().map(|(_, on, ..)| *on),
        reason: decision.and_then(|(.., reason)| reason),
        code: step.code,
        rule: step.rule.0,
        due_on: step.due_on,
    })
}

/// Where the application for a matter, or that for its finding, lies: its day, how often it was made, who decides
/// and until when; none where none is pending.
///
/// # Errors
/// When the database cannot be read.
pub async fn under_review(work: &mut Work, house: &House, matter: &Matter) -> Result<Option<UnderReview>> {
    let mut own = None;
    for id in [Some(matter.id), matter.parent_id].into_iter().flatten() {
        let about: Matter = work.get(id).await?;
        let Some(last) = last_application(work, &about).await? else {
            continue;
        };
        let (applied_on, ordinal) = *own.get_or_insert((last.applied_on, last.ordinal));
        let Some(step) = steps_of(work, &last).await?.into_iter().rfind(Matter::is_open) else {
            continue;
        };
        let rulebook = house.rulebook(work, &step.rulebook).await?;
        let decides = Track::of(&step, &rulebook)?.rule.to.first();
        return Ok(decides.map(|role| UnderReview {
            applied_on,
            ordinal,
            role: role.key(),
            due_on: step.due_on,
        }));
    }
    Ok(None)
}

/// Where an application lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnderReview {
    /// The day of the application.
    pub applied_on: NaiveDate,
    /// 循环审批次数.
    pub ordinal: i64,
    /// Key of the role that decides now.
    pub role: &'static str,
    /// Until when.
    pub due_on: Option<NaiveDate>,
}
