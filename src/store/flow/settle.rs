//! What became of a claimed part. Every outcome presents the lease's token: who lost the lease says nothing.

use super::outbox::Claimed;
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};

/// What became of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// The channel took it.
    Sent(Option<String>),
    /// To be tried again, not before that real instant.
    Later(DateTime<Utc>, String),
    /// Not tried: the pace allows it from that real instant on.
    PutOff(DateTime<Utc>),
    /// Ended without being sent: `withdrawn`, `rejected`, `gave_up`, `dropped`. Notices that it still carried
    /// reached nobody.
    Ended(&'static str, String),
    /// The address is closed for good; everything that waits for it ends too.
    Gone(String),
    /// The address has a new name; to be tried again there.
    Moved(String),
}

impl Work {
    /// Settles a claimed part at a business instant; `false` when the lease was lost meanwhile.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn settle(
        &mut self,
        part: &Claimed,
        token: &str,
        settled: &Settled,
        at: DateTime<Utc>,
    ) -> Result<bool> {
        let not_before = match settled {
            Settled::Later(not_before, _) | Settled::PutOff(not_before) => Some(*not_before),
            _ => None,
        };
        if !self.end_lease(part.address_id, token, not_before).await? {
            return Ok(false);
        }
        match settled {
            Settled::Sent(remote_id) => {
                self.end_part(part.id, "sent", remote_id.as_deref(), None, at)
                    .await?;
                self.tell_notices(part.id, at).await?;
                self.tell_attention(part.id, at).await?;
            }
            Settled::Later(_, why) => self.count_attempt(part.id, why).await?,
            Settled::PutOff(_) => {}
            Settled::Ended(state, why) => {
                self.end_part(part.id, state, None, Some(why), at).await?;
                self.strand_notices(part.id).await?;
            }
            Settled::Gone(why) => self.end_address(part.address_id, why, at).await?,
            Settled::Moved(to) => self.move_address(part, to).await?,
        }
        Ok(true)
    }

    async fn end_lease(
        &mut self,
        address: i64,
        token: &str,
        not_before: Option<DateTime<Utc>>,
    ) -> Result<bool> {
        let touched = on!(self, |conn| {
            sqlx::query(
                "UPDATE address SET lease_token = NULL, lease_until_at = NULL, not_before_at = $3 \
                 WHERE id = $1 AND lease_token = $2",
            )
            .bind(address)
            .bind(token)
            .bind(not_before)
            .execute(conn)
            .await?
            .rows_affected()
        });
        Ok(touched == 1)
    }

    async fn end_part(
        &mut self,
        id: i64,
        state: &str,
        remote_id: Option<&str>,
        why: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "UPDATE outbox SET state = $2, remote_id = $3, why = $4, settled_at = $5, \
                 attempts = attempts + 1 WHERE id = $1",
            )
            .bind(id)
            .bind(state)
            .bind(remote_id)
            .bind(why)
            .bind(at)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    async fn tell_notices(&mut self, outbox: i64, at: DateTime<Utc>) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "UPDATE notice SET state = 'told', told_at = $2 WHERE outbox_id = $1 AND state = 'bundled'",
            )
            .bind(outbox)
            .bind(at)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    async fn strand_notices(&mut self, outbox: i64) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE notice SET state = 'unreachable' WHERE outbox_id = $1 AND state = 'bundled'")
                .bind(outbox)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    async fn count_attempt(&mut self, id: i64, why: &str) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE outbox SET attempts = attempts + 1, why = $2 WHERE id = $1")
                .bind(id)
                .bind(why)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    async fn end_address(&mut self, address: i64, why: &str, at: DateTime<Utc>) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "UPDATE notice SET state = 'unreachable' WHERE state = 'bundled' AND outbox_id IN \
                 (SELECT id FROM outbox WHERE address_id = $1 AND state = 'pending')",
            )
            .bind(address)
            .execute(conn)
            .await?;
        });
        on!(self, |conn| {
            sqlx::query(
                "UPDATE outbox SET state = 'gone', why = $2, settled_at = $3 \
                 WHERE address_id = $1 AND state = 'pending'",
            )
            .bind(address)
            .bind(why)
            .bind(at)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    async fn move_address(&mut self, part: &Claimed, to: &str) -> Result<()> {
        let new = self.address_row(&part.channel, to).await?;
        on!(self, |conn| {
            sqlx::query("UPDATE outbox SET address_id = $2 WHERE address_id = $1 AND state = 'pending'")
                .bind(part.address_id)
                .bind(new)
                .execute(conn)
                .await?;
        });
        Ok(())
    }
}
