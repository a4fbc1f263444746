//! Listening by long polling.

use super::{CallError, Telegram, hear::hear};
use crate::domain::message::Incoming;
use serde::Serialize;
use serde_json::Value;
use std::time::Duration;
use teloxide::requests::{JsonRequest, Payload};

/// The kinds of updates that we read; the server sends no others.
const KINDS: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];

/// `getUpdates` with its updates as they came. teloxide's own types would refuse a whole update for one field
/// of a newer Bot API; [`hear`] reads the few fields that matter.
#[derive(Serialize)]
struct GetUpdates {
    offset: i64,
    timeout: u64,
    allowed_updates: [&'static str; 4],
}

impl Payload for GetUpdates {
    type Output = Vec<Value>;
    const NAME: &'static str = "GetUpdates";
}

impl Telegram {
    /// What happened since, in order. Waits up to `wait` for something to happen; that must be clearly less than
    /// the request timeout. Every update before `offset` is confirmed, which means forgotten by the server: pass
    /// the last stored update id plus one, or 0 when nothing was stored yet.
    ///
    /// # Errors
    /// Nothing is lost by any: ask again with the same offset.
    pub async fn poll(&self, offset: i64, wait: Duration) -> Result<Vec<Incoming>, CallError> {
        let request = GetUpdates {
            offset,
            timeout: wait.as_secs(),
            allowed_updates: KINDS,
        };
        let updates = self.call(JsonRequest::new(self.bot.clone(), request)).await?;
        Ok(updates
            .into_iter()
            .filter_map(|update| hear(self.bot_id, update))
            .collect())
    }
}
