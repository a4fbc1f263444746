//! A message that is written out at once, put into the outbox in the unit of work that caused it.

use super::house::{Books, House};
use crate::domain::ids::PersonId;
use crate::domain::message::{Markup, Outgoing};
use crate::store::{NewPart, Work};
use anyhow::Result;
use chrono::{DateTime, Utc};

/// To whom a message goes, of which kind it is, and the slot that it belongs to.
pub struct Posting<'a> {
    /// Whose it is; none for a group and for chats that are nobody's.
    pub person: Option<PersonId>,
    /// The chat.
    pub address: &'a str,
    /// Kind of the message, as `message.kind` keeps it.
    pub kind: &'a str,
    /// Its slot; now for what goes at once.
    pub slot_at: DateTime<Utc>,
}

/// Puts a message of ready parts into the outbox; gives the outbox row of its last part.
///
/// # Errors
/// When the database refuses it.
pub async fn post(
    work: &mut Work,
    house: &House,
    books: &Books,
    posting: Posting<'_>,
    parts: &[Outgoing],
) -> Result<Option<i64>> {
    let message = work
        .new_message(house.office.id, posting.person, posting.kind, posting.slot_at)
        .await?;
    let count = i64::try_from(parts.len())?;
    let mut last = None;
    for (ordinal, outgoing) in (1..).zip(parts) {
        let part = NewPart {
            message,
            channel: house.chat,
            address: posting.address,
            ordinal,
            parts: count,
            payload: Some(&serde_json::to_string(outgoing)?),
            at: books.now,
        };
        last = Some(work.enqueue(&part).await?);
    }
    Ok(last)
}

/// A text without buttons that answers nothing.
pub fn plain(text: String) -> Outgoing {
    Outgoing::Send {
        text: text.into(),
        markup: Markup::None,
        reply_to: None,
    }
}
