//! Who hears of what became of a request, and why it was refused.

use super::origin_of;
use crate::domain::contact::Person;
use crate::domain::extension::{Extension, ExtensionState};
use crate::domain::ids::PersonId;
use crate::domain::matter::Matter;
use crate::domain::moves::{Move, MoveKind};
use crate::store::{MatterFilter, Work};
use anyhow::Result;
use chrono::NaiveDate;

/// Who asked last for more time for a matter, if they are still there.
///
/// # Errors
/// When the database cannot be read.
pub async fn asker_of(work: &mut Work, matter: &Matter, today: NaiveDate) -> Result<Option<PersonId>> {
    let Some(last) = last_of(work, matter).await? else {
        return Ok(None);
    };
    let person: Person = work.get(last.giver_id).await?;
    Ok(person.is_here_on(today).then_some(person.id))
}

/// Why the last request for a matter was refused.
///
/// # Errors
/// When the database cannot be read.
pub async fn why_refused(work: &mut Work, matter: &Matter) -> Result<Option<String>> {
    let last = last_of(work, matter).await?;
    let Some(last) = last.filter(|last| last.state == ExtensionState::Refused) else {
        return Ok(None);
    };
    let moves = decision_moves(work, &last).await?;
    let refusal = moves.into_iter().find(|made| made.kind == MoveKind::Returned);
    Ok(refusal.and_then(|made| made.reason))
}

/// Who granted or refused a request.
///
/// # Errors
/// When the database cannot be read.
pub async fn decider_of(work: &mut Work, asked: &Extension) -> Result<Option<PersonId>> {
    let moves = decision_moves(work, asked).await?;
    let decides = |made: &Move| matches!(made.kind, MoveKind::Passed | MoveKind::Returned);
    let last = moves.into_iter().rfind(decides);
    Ok(last.and_then(|made| made.giver_id.or(made.recorded_by)))
}

/// What was recorded of the decision on a request.
async fn decision_moves(work: &mut Work, asked: &Extension) -> Result<Vec<Move>> {
    let under = MatterFilter {
        parent: Some(asked.matter_id),
        ..MatterFilter::default()
    };
    let origin = origin_of(asked);
    for decision in work.list_matters(&under).await? {
        if decision.origin == origin {
            return Ok(work.list_moves(decision.id).await?);
        }
    }
    Ok(Vec::new())
}

async fn last_of(work: &mut Work, matter: &Matter) -> Result<Option<Extension>> {
    Ok(work.list_extensions(matter.id).await?.pop())
}
