//! 撤销 of what was applied for: its application ends, and its finding may be ready without it.

use super::grant::apply_for_finding;
use super::{end_application, last_application};
use crate::domain::closeout::ApplicationState;
use crate::domain::finding::Finding;
use crate::domain::matter::Matter;
use crate::store::{Act, Work};
use crate::supervision::house::{Books, House};
use anyhow::Result;

/// What the withdrawal of a matter sets off.
///
/// # Errors
/// When the database refuses it.
pub async fn follow_withdrawal(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    matter: &Matter,
) -> Result<()> {
    let last = last_application(work, matter).await?;
    let stands = |state| matches!(state, ApplicationState::Pending | ApplicationState::Agreed);
    if let Some(last) = last.filter(|last| stands(last.state)) {
        end_application(work, act, &last, ApplicationState::Withdrawn, books.today()).await?;
    }
    if let Some(measure) = work.find_measure_of(matter.id).await? {
        let finding: Finding = work.get(measure.finding_id).await?;
        apply_for_finding(work, house, books, act, &finding).await?;
    }
    Ok(())
}
