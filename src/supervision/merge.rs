//! 合并: what stands twice stands once; the code of the one that ends points to the one that stays.

use super::annul::{lock_open, open_under};
use super::answer::secret_in;
use super::board::get_matter;
use super::house::{Books, House};
use super::withdraw::withdraw_as;
use crate::domain::ids::MatterId;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::refusal::Refusal;
use crate::store::{Act, Work};
use anyhow::Result;
use serde::Serialize;

/// Two matters that are one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// Code of the matter that ended.
    pub code: String,
    /// Code of the one that stays.
    pub into: String,
}

/// Merges the matter of a code into another.
///
/// # Errors
/// Refused when there is no such matter; a fault when the database cannot be read or written.
pub async fn merge_matter(
    house: &House,
    actor: Actor,
    code: &str,
    into: &str,
    reason: &str,
) -> Result<Result<Merged, Refusal>> {
    house
        .alone(async |work, books| {
            let matter = get_matter(work, house, code).await?;
            let into = get_matter(work, house, into).await?;
            merge_matter_in(work, house, books, actor, (matter.id, into.id), reason).await
        })
        .await
}

/// The same within a unit of work: the first matter ends, the second one stays.
///
/// Only open matters of one unit and one rule are the same matter. What stands open under the first is not carried
/// over: a measure has its place, its people and its evidence under its own finding, so the clerk merges or withdraws
/// each of them by itself.
///
/// # Errors
/// When the database cannot be read or written; nothing has been written when it refuses.
pub async fn merge_matter_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    (id, into): (MatterId, MatterId),
    reason: &str,
) -> Result<Result<Merged, Refusal>> {
    if let Some(found) = secret_in(books, &[Some(reason)]) {
        return Ok(Err(Refusal::SecretContent { found }));
    }
    let (first, second) = (id.min(into), id.max(into));
    let mut locked = Vec::new();
    for id in [first, second] {
        match lock_open(work, house, books, actor, id).await? {
            Ok(matter) => locked.push(matter),
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    if id != first {
        locked.reverse();
    }
    let (matter, into) = (&locked[0], &locked[1]);
    if let Some(refusal) = unlike(work, matter, into).await? {
        return Ok(Err(refusal));
    }
    let act = Act::new(actor, books.now, "matter.merged").because(reason);
    let pointing = Matter {
        merged_into: Some(into.id),
        ..matter.clone()
    };
    withdraw_as(work, house, books, &act, matter, pointing).await?;
    Ok(Ok(Merged {
        code: matter.code.clone(),
        into: into.code.clone(),
    }))
}

/// Why two matters cannot be one.
async fn unlike(work: &mut Work, matter: &Matter, into: &Matter) -> Result<Option<Refusal>> {
    if matter.id == into.id || matter.unit_id != into.unit_id || matter.rule != into.rule {
        return Ok(Some(Refusal::MergeUnlike {
            code: matter.code.clone(),
            into: into.code.clone(),
        }));
    }
    let open = open_under(work, matter.id).await?.len();
    Ok((open > 0).then(|| Refusal::MergeOpenUnder {
        code: matter.code.clone(),
        open,
    }))
}
