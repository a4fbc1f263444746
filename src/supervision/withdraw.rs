//! 撤销: a matter that should never have been opened ends; its code stays taken.

use super::house::Books;
use crate::domain::matter::{Matter, MatterState};
use crate::store::{Act, Planning, Work};
use anyhow::Result;

/// Withdraws a locked matter. Notices of it that have not left are withdrawn when they are claimed.
///
/// # Errors
/// When the database refuses it.
pub async fn withdraw(work: &mut Work, books: &Books, act: &Act, matter: &Matter) -> Result<()> {
    let after = Matter {
        state: MatterState::Withdrawn,
        ended_on: Some(books.today()),
        ..matter.clone()
    };
    work.update(&act.doing("matter.withdrawn"), matter, &after)
        .await?;
    let planning = work.planning(matter.id).await?;
    work.set_planning(
        matter.id,
        &Planning {
            next_step_at: None,
            news: None,
            ..planning
        },
    )
    .await?;
    Ok(())
}
