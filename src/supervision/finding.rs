//! A finding is due with the latest of its measures, and moves with them.

use super::due::DueFound;
use super::house::{Books, House};
use super::redate::redate;
use crate::domain::ids::MatterId;
use crate::domain::matter::{Matter, MatterState};
use crate::store::{Act, MatterFilter, Work};
use anyhow::Result;
use std::collections::BTreeSet;

/// Gives every finding among these matters the latest due day of its measures; gives those that moved, as they
/// were. Their measures are locked.
///
/// # Errors
/// When the database refuses it.
pub async fn follow_measures(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    above: BTreeSet<MatterId>,
) -> Result<Vec<Matter>> {
    let mut moved = Vec::new();
    for id in above {
        let Some(finding) = work.lock_matter(id).await?.filter(Matter::is_open) else {
            continue;
        };
        let rulebook = house.rulebook(work, &finding.rulebook).await?;
        if finding.rule != rulebook.measures.finding {
            continue;
        }
        let under = MatterFilter {
            parent: Some(id),
            ..MatterFilter::default()
        };
        let mut measures = work.list_matters(&under).await?;
        measures.retain(|measure| measure.state != MatterState::Withdrawn);
        let found = DueFound::latest(measures.iter().map(DueFound::kept));
        if (found.due_on, found.provisional) != (finding.due_on, finding.provisional)
            && redate(work, house, books, act, &finding, finding.clone(), found).await?
        {
            moved.push(finding);
        }
    }
    Ok(moved)
}
