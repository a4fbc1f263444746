//! 撤销: a matter that should never have been opened ends; its code stays taken.

use super::house::{Books, House};
use super::redate::Mover;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::notice::{Notice, NoticeState};
use crate::store::{Act, Planning, Work};
use crate::text::MovedWhy;
use anyhow::Result;

/// The form in which a withdrawn matter is told, and its step code.
pub const WITHDRAWN: &str = "withdrawn";

/// Withdraws a locked matter. Notices of it that have not left are withdrawn when they are claimed; who was told
/// of it is told that it is over. The finding of a measure takes the day of those that are left.
///
/// # Errors
/// When the database refuses it.
pub async fn withdraw(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    matter: &Matter,
) -> Result<()> {
    let after = Matter {
        state: MatterState::Withdrawn,
        ended_on: Some(books.today()),
        ..matter.clone()
    };
    work.update(&act.doing("matter.withdrawn"), matter, &after)
        .await?;
    let planning = work.planning(matter.id).await?;
    let notices = work.list_notices_of(matter.id).await?;
    let is_known = notices.iter().any(knows_of);
    let news = is_known.then(|| WITHDRAWN.to_owned());
    let next_step_at = is_known.then_some(books.now);
    work.set_planning(
        matter.id,
        &Planning {
            next_step_at,
            news,
            ..planning
        },
    )
    .await?;
    if let Some(above) = matter.parent_id {
        let mut mover = Mover::new(house, books, act, MovedWhy::Event);
        mover.follow_measures(work, above).await?;
    }
    Ok(())
}

/// Whether the person of a notice has heard of its matter by it, or may: its message is under way.
pub fn knows_of(notice: &Notice) -> bool {
    notice.form != WITHDRAWN && (notice.state.is_told() || notice.state == NoticeState::Bundled)
}
