//! The office's own copy of an inspection's ledger: findings and measures by code.

use crate::domain::contact::Unit;
use crate::domain::ids::InspectionId;
use crate::domain::inspection::Inspection;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::reconciliation::CopyRow;
use crate::intake::StatusWord;
use crate::store::{MatterFilter, Work};
use crate::supervision::house::House;
use crate::supervision::schedule::Track;
use anyhow::Result;

/// A row with its matter.
pub struct OwnRow {
    /// Whose it is.
    pub matter: Matter,
    /// The name that may leave.
    pub neutral: String,
    /// What the office says.
    pub says: CopyRow,
}

/// The findings and measures of an inspection, by code; what was withdrawn is not among them.
pub async fn own_rows(work: &mut Work, house: &House, inspection: InspectionId) -> Result<Vec<OwnRow>> {
    let all = MatterFilter {
        inspection: Some(inspection),
        ..MatterFilter::default()
    };
    let mut rows = Vec::new();
    for matter in work.list_matters(&all).await? {
        let rulebook = house.rulebook(work, &matter.rulebook).await?;
        let measures = &rulebook.measures;
        let is_kept = matter.rule == measures.finding || matter.rule == measures.item;
        if !is_kept || matter.state == MatterState::Withdrawn {
            continue;
        }
        let pieces = work.list_evidence(matter.id).await?.len();
        rows.push(OwnRow {
            neutral: Track::of(&matter, &rulebook)?.rule.neutral.clone(),
            says: CopyRow {
                code: matter.code.clone(),
                state: state_key(matter.state).to_owned(),
                due_on: matter.due_on,
                finished_on: matter.ended_on,
                evidence: u32::try_from(pieces)?,
            },
            matter,
        });
    }
    rows.sort_by(|one, next| one.says.code.cmp(&next.says.code));
    Ok(rows)
}

/// The word that a unit's ledger would have for a state.
fn state_key(state: MatterState) -> &'static str {
    match state {
        MatterState::NotStarted | MatterState::Acknowledged => StatusWord::Open.key(),
        MatterState::InProgress => StatusWord::InProgress.key(),
        MatterState::MostlyCompleted => StatusWord::MostlyCompleted.key(),
        MatterState::Standing => StatusWord::Standing.key(),
        MatterState::Completed | MatterState::ClosedOut => StatusWord::Completed.key(),
        MatterState::UnderReview | MatterState::Returned | MatterState::Withdrawn => state.key(),
    }
}

/// The unit that was inspected.
pub async fn unit_of(work: &mut Work, inspection: InspectionId) -> Result<Unit> {
    let inspection: Inspection = work.get(inspection).await?;
    Ok(work.get(inspection.unit_id).await?)
}
