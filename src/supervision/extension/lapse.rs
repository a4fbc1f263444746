//! Requests whose matter has ended, or whose decision was withdrawn, lapse.

use super::decision_of;
use crate::domain::extension::{Extension, ExtensionState};
use crate::domain::matter::Matter;
use crate::store::{Act, Work};
use crate::supervision::house::{Books, House};
use crate::supervision::withdraw::withdraw;
use anyhow::Result;

/// Lets every request lapse that nobody can decide any more; their decisions are withdrawn.
///
/// # Errors
/// When the database refuses it.
pub async fn lapse_extensions(work: &mut Work, house: &House, books: &Books, act: &Act) -> Result<()> {
    for waiting in work.list_waiting_extensions().await? {
        let matter: Matter = work.get(waiting.matter_id).await?;
        let decision = decision_of(work, &waiting).await?;
        let is_over = !matter.is_open() || matter.cycle != waiting.cycle;
        if is_over || decision.is_none() {
            end(work, house, books, act, &waiting, ExtensionState::Lapsed).await?;
        }
    }
    Ok(())
}

/// Ends a request that nobody decides, and withdraws its decision.
pub(super) async fn end(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    waiting: &Extension,
    state: ExtensionState,
) -> Result<()> {
    if let Some(decision) = decision_of(work, waiting).await?
        && let Some(decision) = work.lock_matter(decision.id).await?
    {
        withdraw(work, house, books, act, &decision).await?;
    }
    let after = Extension {
        state,
        decided_on: Some(books.today()),
        ..waiting.clone()
    };
    let action = match state {
        ExtensionState::Withdrawn => "extension.withdrawn",
        _ => "extension.lapsed",
    };
    Ok(work.update(&act.doing(action), waiting, &after).await?)
}
