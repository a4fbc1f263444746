//! Rendering, when a part is claimed: what is no longer true is withdrawn, what is left becomes a card.

use super::house::{Books, House};
use crate::domain::message::{Markup, Outgoing};
use crate::store::{Attention, Claimed};
use anyhow::{Context, Result};

/// A claimed part, ready.
#[derive(Debug)]
pub enum Prepared {
    /// To be sent.
    Send(Outgoing),
    /// Nothing is left of it.
    Nothing,
}

/// Prepares a claimed part.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn prepare(house: &House, part: &Claimed) -> Result<Prepared> {
    if let Some(payload) = &part.payload {
        let outgoing = serde_json::from_str(payload).context("the payload of an outbox row")?;
        return Ok(Prepared::Send(outgoing));
    }
    let mut work = house.store.begin().await?;
    let mut text = String::new();
    for notice in work.list_notices_in(part.id).await? {
        text.push_str(&format!("{} {}\n", notice.form, notice.matter_id));
    }
    work.commit().await?;
    Ok(Prepared::Send(Outgoing::Send {
        text: text.into(),
        markup: Markup::None,
        reply_to: None,
    }))
}

/// The card of what the office must look at.
///
/// # Errors
/// When its text cannot be made.
pub fn attention_card(_house: &House, items: &[Attention]) -> Result<Outgoing> {
    let text = items
        .iter()
        .map(|item| item.detail.clone())
        .collect::<Vec<_>>()
        .join("\n");
    Ok(Outgoing::Send {
        text: text.into(),
        markup: Markup::None,
        reply_to: None,
    })
}

/// The neutral line for a group.
///
/// # Errors
/// When its text cannot be made.
pub fn group_line(_house: &House, _books: &Books, matters: usize) -> Result<Outgoing> {
    Ok(Outgoing::Send {
        text: matters.to_string().into(),
        markup: Markup::None,
        reply_to: None,
    })
}
