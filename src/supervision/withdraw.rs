//! 撤销: a matter that should never have been opened ends; its code stays taken.

use super::house::{Books, House};
use super::redate::Mover;
use super::submitted::SUBMITTED;
use crate::domain::ids::MatterId;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::any_stands;
use crate::domain::notice::{Notice, NoticeState};
use crate::store::{Act, Planning, Work};
use crate::text::MovedWhy;
use anyhow::Result;

/// The form in which a withdrawn matter is told, and its step code.
pub const WITHDRAWN: &str = "withdrawn";
/// The form in which a merged matter is told, and its step code.
pub const MERGED: &str = "merged";
/// Begins the origin of a matter whose opening was taken back.
const FREED: &str = "undone";

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
    let act = act.doing("matter.withdrawn");
    withdraw_as(work, house, books, &act, matter, matter.clone()).await
}

/// Withdraws a locked matter whose opening is taken back: its origin is free, so that the same may open anew, under
/// another code.
///
/// # Errors
/// As [`withdraw`].
pub async fn take_back_opening(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    matter: &Matter,
) -> Result<()> {
    let freed = Matter {
        origin: format!("{FREED}:{}:{}", matter.id, matter.origin),
        ..matter.clone()
    };
    let act = act.doing("matter.withdrawn");
    withdraw_as(work, house, books, &act, matter, freed).await
}

/// Withdraws a locked matter; `as_is` carries whatever else changes with it.
///
/// # Errors
/// As [`withdraw`].
pub async fn withdraw_as(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    matter: &Matter,
    as_is: Matter,
) -> Result<()> {
    let after = Matter {
        state: MatterState::Withdrawn,
        ended_on: Some(books.today()),
        ..as_is
    };
    work.update(act, matter, &after).await?;
    work.settle_attention_about(SUBMITTED, &matter.code, books.now)
        .await?;
    let planning = work.planning(matter.id).await?;
    let notices = work.list_notices_of(matter.id).await?;
    let is_known = notices.iter().any(knows_of);
    let form = after.merged_into.map_or(WITHDRAWN, |_| MERGED);
    let news = is_known.then(|| form.to_owned());
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
    !tells_of_withdrawal(notice) && (notice.state.is_told() || notice.state == NoticeState::Bundled)
}

/// Whether a notice says that its matter is withdrawn or has gone into another.
pub fn tells_of_withdrawal(notice: &Notice) -> bool {
    [WITHDRAWN, MERGED].contains(&notice.form.as_str())
}

/// Whether the opening of a matter was taken back, so that it may open again.
pub fn is_taken_back(matter: &Matter) -> bool {
    let origin = matter.origin.split(':').next();
    matter.state == MatterState::Withdrawn && origin == Some(FREED)
}

/// Whether anybody has said or handed in anything of a matter, or recorded a move of it.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_touched(work: &mut Work, matter: MatterId) -> Result<bool> {
    Ok(!work.list_replies(matter).await?.is_empty()
        || any_stands(&work.list_moves(matter).await?)
        || !work.list_evidence(matter).await?.is_empty())
}
