//! 作废: a matter that should never have been kept ends, with what stands open under it; its number stays taken.

use super::answer::secret_in;
use super::board::get_matter;
use super::closeout::follow_withdrawal;
use super::house::{Books, House};
use super::moves::ground_of;
use super::recorder::may_record;
use super::schedule::Track;
use super::withdraw::withdraw;
use crate::domain::capacity::Capacity;
use crate::domain::ids::MatterId;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::{Ground, MoveKind, decide};
use crate::domain::refusal::Refusal;
use crate::store::{Act, MatterFilter, Work};
use anyhow::Result;

/// Withdraws the matter of a code; gives the codes of all that ended, its own first.
///
/// # Errors
/// Refused when there is no such matter; a fault when the database cannot be read or written.
pub async fn withdraw_matter(
    house: &House,
    actor: Actor,
    code: &str,
    reason: &str,
) -> Result<Result<Vec<String>, Refusal>> {
    house
        .alone(async |work, books| {
            let matter = get_matter(work, house, code).await?;
            withdraw_matter_in(work, house, books, actor, matter.id, reason).await
        })
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// When the database cannot be read or written; nothing has been written when it refuses.
pub async fn withdraw_matter_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: MatterId,
    reason: &str,
) -> Result<Result<Vec<String>, Refusal>> {
    if let Some(found) = secret_in(books, &[Some(reason)]) {
        return Ok(Err(Refusal::SecretContent { found }));
    }
    let matter = match lock_open(work, house, books, actor, id).await? {
        Ok(matter) => matter,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let ground = ground_of(Track::of(&matter, &rulebook)?.rule, books.today());
    let by = Capacity::Office;
    if let Err(refusal) = decide(
        &matter,
        Ground { by, ..ground },
        MoveKind::Withdrawn,
        books.today(),
    ) {
        return Ok(Err(refusal));
    }
    let act = Act::new(actor, books.now, "matter.withdrawn").because(reason);
    let mut codes = vec![matter.code.clone()];
    let mut ended = vec![matter.clone()];
    withdraw(work, house, books, &act, &matter).await?;
    let mut above = vec![matter.id];
    while let Some(parent) = above.pop() {
        for under in open_under(work, parent).await? {
            let Some(under) = work.lock_matter(under.id).await?.filter(Matter::is_open) else {
                continue;
            };
            withdraw(work, house, books, &act, &under).await?;
            above.push(under.id);
            codes.push(under.code.clone());
            ended.push(under);
        }
    }
    for matter in ended.iter().rev() {
        follow_withdrawal(work, house, books, &act, matter).await?;
    }
    Ok(Ok(codes))
}

/// What stands open under a matter, in lock order.
///
/// # Errors
/// When the database cannot be read.
pub async fn open_under(work: &mut Work, above: MatterId) -> Result<Vec<Matter>> {
    let under = MatterFilter {
        parent: Some(above),
        open_only: true,
        ..MatterFilter::default()
    };
    let mut matters = work.list_matters(&under).await?;
    matters.sort_by_key(|matter| matter.id);
    Ok(matters)
}

/// Locks an open matter that somebody may correct.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn lock_open(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: MatterId,
) -> Result<Result<Matter, Refusal>> {
    let Some(matter) = work.lock_matter(id).await? else {
        return Ok(Err(Refusal::ButtonGone));
    };
    if let Err(refusal) = may_record(work, house, books, actor, &matter).await? {
        return Ok(Err(refusal));
    }
    if !matter.is_open() {
        return Ok(Err(Refusal::MatterClosed {
            code: matter.code,
            state: matter.state.key().to_owned(),
        }));
    }
    Ok(Ok(matter))
}
