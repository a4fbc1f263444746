//! Taking a request back, before it is decided: by whoever asked, or by the office.

use super::lapse::end;
use crate::domain::extension::{Extension, ExtensionState};
use crate::domain::ids::MatterId;
use crate::domain::ledger::Actor;
use crate::domain::refusal::Refusal;
use crate::store::{Act, Work};
use crate::supervision::answer::secret_in;
use crate::supervision::board::get_matter;
use crate::supervision::house::{Books, House};
use crate::supervision::recorder::may_record;
use anyhow::Result;

/// Takes back the request that waits for the matter of a code.
///
/// # Errors
/// Refused when there is no such matter; a fault when the database fails.
pub async fn take_back_extension(
    house: &House,
    actor: Actor,
    code: &str,
    reason: &str,
) -> Result<Result<Extension, Refusal>> {
    house
        .alone(async |work, books| {
            let matter = get_matter(work, house, code).await?;
            take_back_extension_in(work, house, books, actor, matter.id, reason).await
        })
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// As there; nothing has been written when it refuses.
pub async fn take_back_extension_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: MatterId,
    reason: &str,
) -> Result<Result<Extension, Refusal>> {
    if let Some(found) = secret_in(books, &[Some(reason)]) {
        return Ok(Err(Refusal::SecretContent { found }));
    }
    let Some(matter) = work.lock_matter(id).await? else {
        return Ok(Err(Refusal::ButtonGone));
    };
    let waiting = work.list_extensions(matter.id).await?;
    let waiting = waiting.into_iter().find(|one| one.state == ExtensionState::Asked);
    let Some(waiting) = waiting else {
        return Ok(Err(Refusal::ExtensionGone { code: matter.code }));
    };
    if actor.person() != Some(waiting.giver_id)
        && let Err(refusal) = may_record(work, house, books, actor, &matter).await?
    {
        return Ok(Err(refusal));
    }
    let act = Act::new(actor, books.now, "extension.withdrawn").because(reason);
    end(work, house, books, &act, &waiting, ExtensionState::Withdrawn).await?;
    Ok(Ok(waiting))
}
