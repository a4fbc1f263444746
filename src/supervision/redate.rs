//! Moving a matter's due day: a new revision arms the steps still ahead, and the change is told.

use super::due::DueFound;
use super::house::{Books, House};
use super::open::arm;
use crate::domain::matter::Matter;
use crate::store::{Act, Planning, Work};
use anyhow::Result;

/// The form in which a moved date is told.
pub const MOVED: &str = "moved";

/// Gives a locked matter the due day that was found, with a ledger entry; `before` is the matter as locked,
/// `after` carries whatever else changes with it. People are told only when the day itself changed; then
/// `true`.
///
/// # Errors
/// When the database refuses it.
pub async fn redate(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    before: &Matter,
    mut after: Matter,
    found: DueFound,
) -> Result<bool> {
    let has_moved = found.due_on != before.due_on;
    after.due_on = found.due_on;
    after.provisional = found.provisional;
    after.mode = found.mode;
    if has_moved {
        after.due_revision += 1;
        let today = books.today();
        after.counts_from_on = after.due_on.filter(|due| *due < today).map(|_| today);
    }
    work.update(&act.doing("matter.redated"), before, &after).await?;
    let planning = work.planning(before.id).await?;
    let planning = if has_moved {
        Planning {
            armed_at: Some(books.now),
            planned_to_at: Some(books.now),
            next_step_at: None,
            news: (!after.is_silent()).then(|| MOVED.to_owned()),
        }
    } else {
        planning
    };
    arm(work, house, books, &after, planning).await?;
    Ok(has_moved)
}
