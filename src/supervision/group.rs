//! Groups that the office has registered.

use super::house::{Books, House};
use crate::domain::binding::ChatGroup;
use crate::domain::ledger::Actor;
use crate::store::{Act, Work};
use anyhow::Result;

/// Registers a group, or changes its purpose.
///
/// # Errors
/// When the database refuses it.
pub async fn register_group(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    address: &str,
    purpose: &str,
) -> Result<ChatGroup> {
    let act = Act::new(actor, books.now, "group.registered");
    if let Some(known) = work.find_group(house.chat, address).await? {
        let after = ChatGroup {
            purpose: purpose.to_owned(),
            ..known.clone()
        };
        work.update(&act, &known, &after).await?;
        return Ok(after);
    }
    let group = ChatGroup {
        id: 0,
        office_id: house.office.id,
        channel: house.chat.to_owned(),
        address: address.to_owned(),
        purpose: purpose.to_owned(),
        registered_at: books.now,
        ended_at: None,
    };
    Ok(work.insert(&act, group).await?)
}

/// The group became a supergroup: its registration goes with it, unless the new one was registered meanwhile.
///
/// # Errors
/// When the database refuses it.
pub async fn move_group(work: &mut Work, house: &House, act: &Act, address: &str, to: &str) -> Result<()> {
    if work.find_group(house.chat, to).await?.is_some() {
        end_group(work, house, &act.doing("group.ended"), address).await?;
        return Ok(());
    }
    if let Some(known) = work.find_group(house.chat, address).await? {
        let after = ChatGroup {
            address: to.to_owned(),
            ..known.clone()
        };
        work.update(act, &known, &after).await?;
    }
    Ok(())
}

/// A group's registration ends; `false` when there was none.
///
/// # Errors
/// When the database refuses it.
pub async fn end_group(work: &mut Work, house: &House, act: &Act, address: &str) -> Result<bool> {
    let Some(known) = work.find_group(house.chat, address).await? else {
        return Ok(false);
    };
    let after = ChatGroup {
        ended_at: Some(act.at),
        ..known.clone()
    };
    work.update(act, &known, &after).await?;
    Ok(true)
}
