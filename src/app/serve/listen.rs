//! Listening: poll, store, and only then poll again with the offset that confirms what was stored. Whenever the
//! process dies, what it had not stored is heard again.

use super::patience::{Patience, asked};
use crate::bot::{keep, last_update};
use crate::channel::telegram::Telegram;
use crate::domain::message::Incoming;
use crate::jobs::{Bell, Stop};
use crate::supervision::House;
use anyhow::{Context, Result};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

/// Listens to one bot.
pub struct Listener {
    /// The house.
    pub house: Arc<House>,
    /// The bot.
    pub telegram: Arc<Telegram>,
    /// How long a poll waits.
    pub poll_wait: Duration,
    /// Rung when something was stored.
    pub heard: Bell,
}

impl Listener {
    /// Listens until the end is asked for. No failure ends it: each is logged once while it lasts, and tried again
    /// after growing waits.
    pub async fn run(self, stop: Stop) {
        let mut patience = Patience::new();
        let mut offset = None;
        let mut known = None;
        while !stop.is_asked() {
            let outcome = tokio::select! {
                () = stop.asked() => return,
                outcome = self.listen(&mut offset) => outcome,
            };
            match outcome {
                Ok(()) => {
                    if known.take().is_some() {
                        tracing::info!("the chat is heard again");
                    }
                    patience = Patience::new();
                }
                Err(error) => {
                    let words = format!("{error:#}");
                    if known.as_ref() != Some(&words) {
                        tracing::error!(error = words, "the chat is not heard; trying again");
                    }
                    known = Some(words);
                    let wait = error.downcast_ref().and_then(asked);
                    patience.wait(wait, &stop).await;
                }
            }
        }
    }

    /// One poll. `offset` moves on behind every update that was stored, whatever happens to the next.
    async fn listen(&self, offset: &mut Option<i64>) -> Result<()> {
        let from = match *offset {
            Some(offset) => offset,
            None => self.first_offset().await?,
        };
        *offset = Some(from);
        for incoming in self.telegram.poll(from, self.poll_wait).await? {
            let update = incoming.update_id;
            self.keep(incoming).await?;
            *offset = Some(update + 1);
            self.heard.ring();
        }
        Ok(())
    }

    async fn first_offset(&self) -> Result<i64> {
        let last = last_update(&self.house, self.telegram.bot_id()).await?;
        Ok(last.map_or(0, |last| last + 1))
    }

    /// Stores an update. A panic is a failure like any other.
    async fn keep(&self, incoming: Incoming) -> Result<()> {
        let update = incoming.update_id;
        let kept = AssertUnwindSafe(keep(&self.house, incoming))
            .catch_unwind()
            .await
            .unwrap_or_else(|_| Err(anyhow::anyhow!("panicked")));
        kept.with_context(|| format!("storing update {update}"))?;
        Ok(())
    }
}
