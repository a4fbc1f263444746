//! The inbox: what was heard is kept before it is confirmed, and erased when it is handled.

use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};

/// Something heard that waits to be handled.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Heard {
    /// Row.
    pub id: i64,
    /// Channel kind.
    pub channel: String,
    /// Where from.
    pub address: String,
    /// What, as JSON.
    pub content: Option<String>,
    /// Business instant.
    pub received_at: DateTime<Utc>,
    /// How often handling has failed.
    pub attempts: i64,
}

impl Work {
    /// Keeps an update; `false` when it is already here.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn hear(
        &mut self,
        channel: &str,
        bot_and_update: (i64, i64),
        address: &str,
        content: &str,
        at: DateTime<Utc>,
    ) -> Result<bool> {
        let touched = on!(self, |conn| {
            sqlx::query(
                "INSERT INTO inbox (channel, bot_id, update_id, address, content, received_at, attempts) \
                 VALUES ($1, $2, $3, $4, $5, $6, 0) ON CONFLICT DO NOTHING",
            )
            .bind(channel)
            .bind(bot_and_update.0)
            .bind(bot_and_update.1)
            .bind(address)
            .bind(content)
            .bind(at)
            .execute(conn)
            .await?
            .rows_affected()
        });
        Ok(touched == 1)
    }

    /// The last update that was kept of a bot. Not the highest: after a week without any, Telegram goes on with
    /// a random number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_update(&mut self, channel: &str, bot: i64) -> Result<Option<i64>> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT update_id FROM inbox WHERE channel = $1 AND bot_id = $2 ORDER BY id DESC LIMIT 1",
            )
            .bind(channel)
            .bind(bot)
            .fetch_optional(conn)
            .await?
        }))
    }

    /// Everything that waits, in order of arrival.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_waiting(&mut self) -> Result<Vec<Heard>> {
        Ok(on!(self, |conn| {
            sqlx::query_as(
                "SELECT id, channel, address, content, received_at, attempts FROM inbox \
                 WHERE handled_at IS NULL ORDER BY id",
            )
            .fetch_all(conn)
            .await?
        }))
    }

    /// Marks as handled and erases what was said; `false` when somebody else did it first.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn finish_heard(&mut self, id: i64, outcome: &str, at: DateTime<Utc>) -> Result<bool> {
        let touched = on!(self, |conn| {
            sqlx::query(
                "UPDATE inbox SET handled_at = $3, outcome = $2, content = NULL \
                 WHERE id = $1 AND handled_at IS NULL",
            )
            .bind(id)
            .bind(outcome)
            .bind(at)
            .execute(conn)
            .await?
            .rows_affected()
        });
        Ok(touched == 1)
    }

    /// Whether an update of a chat was handled with this outcome after a business instant.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_ended_so(
        &mut self,
        channel: &str,
        address: &str,
        outcome: &str,
        after: DateTime<Utc>,
    ) -> Result<bool> {
        let count: i64 = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM inbox WHERE channel = $1 AND address = $2 AND outcome = $3 \
                 AND handled_at > $4",
            )
            .bind(channel)
            .bind(address)
            .bind(outcome)
            .bind(after)
            .fetch_one(conn)
            .await?
        });
        Ok(count > 0)
    }

    /// Counts a failed handling.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn count_failure(&mut self, id: i64) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE inbox SET attempts = attempts + 1 WHERE id = $1")
                .bind(id)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    /// What a chat is being asked for, as JSON, while it has not timed out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn awaiting(
        &mut self,
        channel: &str,
        address: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<String>> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT awaiting FROM conversation WHERE channel = $1 AND address = $2 AND expires_at > $3",
            )
            .bind(channel)
            .bind(address)
            .bind(now)
            .fetch_optional(conn)
            .await?
        }))
    }

    /// Sets what a chat is being asked for, until a business instant.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn await_answer(
        &mut self,
        channel: &str,
        address: &str,
        awaiting: &str,
        until: DateTime<Utc>,
    ) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "INSERT INTO conversation (channel, address, awaiting, expires_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (channel, address) DO UPDATE SET awaiting = excluded.awaiting, \
                 expires_at = excluded.expires_at",
            )
            .bind(channel)
            .bind(address)
            .bind(awaiting)
            .bind(until)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    /// Ends what a chat is being asked for.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn end_conversation(&mut self, channel: &str, address: &str) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("DELETE FROM conversation WHERE channel = $1 AND address = $2")
                .bind(channel)
                .bind(address)
                .execute(conn)
                .await?;
        });
        Ok(())
    }
}
