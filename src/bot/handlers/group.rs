//! Groups: registered by a clerk with a purpose, told neutral lines only, never bound.

use crate::bot::command::Slash;
use crate::bot::visit::Visit;
use crate::domain::ledger::Actor;
use crate::domain::message::{Heard, Incoming};
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::supervision::{Act, end_group, move_group, register_group};
use anyhow::Result;

/// Whatever is heard in a group. Talk among people is none of ours.
pub async fn hear(visit: &mut Visit<'_>, incoming: &Incoming) -> Result<&'static str> {
    match &incoming.what {
        Heard::Text {
            text, edited: false, ..
        } => match Slash::read(text) {
            Some(Slash::Group(purpose)) => register(visit, &purpose).await,
            Some(_) => {
                visit.refuse(Refusal::PrivateChatOnly)?;
                Ok("private_only")
            }
            None => Ok("ignored"),
        },
        Heard::Moved { to } => {
            let act = Act::new(Actor::System, visit.books.now, "group.moved");
            move_group(visit.work, visit.house, &act, visit.address, to).await?;
            Ok("moved")
        }
        Heard::Left => left(visit).await,
        Heard::Joined => {
            if visit
                .work
                .find_group(visit.house.chat, visit.address)
                .await?
                .is_none()
            {
                visit.refuse(Refusal::GroupNotRegistered)?;
            }
            Ok("joined")
        }
        Heard::Text { .. } | Heard::Press { .. } | Heard::File { .. } | Heard::Unreadable => Ok("ignored"),
    }
}

/// The bot was put out: nothing goes there any more, and the office is told.
async fn left(visit: &mut Visit<'_>) -> Result<&'static str> {
    let now = visit.books.now;
    let act = Act::new(Actor::System, now, "group.ended");
    if end_group(visit.work, visit.house, &act, visit.address).await? {
        let detail = serde_json::json!({ "person": null, "unit": null }).to_string();
        let office = visit.house.office.id;
        visit
            .work
            .raise(office, "address_gone", visit.address, &detail, now)
            .await?;
    }
    Ok("left")
}

async fn register(visit: &mut Visit<'_>, purpose: &str) -> Result<&'static str> {
    let clerk = visit
        .seer
        .as_ref()
        .filter(|seer| seer.roles.contains(&Role::OfficeClerk));
    let Some(clerk) = clerk.map(|seer| seer.person.id) else {
        visit.refuse(Refusal::GroupNotRegistered)?;
        return Ok("refused");
    };
    register_group(
        visit.work,
        visit.house,
        visit.books,
        Actor::Person(clerk),
        visit.address,
        purpose,
    )
    .await?;
    Ok("registered")
}

/// `/group` in a private chat.
pub fn not_here(visit: &mut Visit<'_>) -> Result<&'static str> {
    visit.refuse(Refusal::GroupNotRegistered)?;
    Ok("refused")
}
