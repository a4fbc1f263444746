//! The groups that the office has registered; each gets neutral lines only.

use super::house::House;
use super::refused::refuse;
use crate::domain::binding::ChatGroup;
use crate::domain::ledger::Actor;
use crate::store::Act;
use anyhow::Result;

/// Registers a group, or gives a registered one another purpose.
///
/// # Errors
/// When the database refuses it.
pub async fn register_group(house: &House, actor: Actor, address: &str, purpose: &str) -> Result<ChatGroup> {
    let mut work = house.store.begin().await?;
    let now = house.clock.now();
    let act = Act::new(actor, now, "group.registered");
    let group = match work.find_group(house.chat, address).await? {
        Some(known) => {
            let after = ChatGroup {
                purpose: purpose.to_owned(),
                ..known.clone()
            };
            work.update(&act.doing("group.changed"), &known, &after).await?;
            after
        }
        None => {
            let group = ChatGroup {
                id: 0,
                office_id: house.office.id,
                channel: house.chat.to_owned(),
                address: address.to_owned(),
                purpose: purpose.to_owned(),
                registered_at: now,
                ended_at: None,
            };
            work.insert(&act, group).await?
        }
    };
    work.commit().await?;
    Ok(group)
}

/// The registered groups, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_groups(house: &House) -> Result<Vec<ChatGroup>> {
    let mut work = house.store.read().await?;
    let mut groups: Vec<ChatGroup> = work.all().await?;
    groups.retain(|group| group.ended_at.is_none());
    Ok(groups)
}

/// Ends a registration.
///
/// # Errors
/// Refused when no group is registered there.
pub async fn end_group(house: &House, actor: Actor, address: &str) -> Result<ChatGroup> {
    let mut work = house.store.begin().await?;
    let Some(group) = work.find_group(house.chat, address).await? else {
        refuse!("no group {address} is registered; `huiyin group list` shows all");
    };
    let act = Act::new(actor, house.clock.now(), "group.ended");
    let ended = ChatGroup {
        ended_at: Some(act.at),
        ..group.clone()
    };
    work.update(&act, &group, &ended).await?;
    work.commit().await?;
    Ok(ended)
}
