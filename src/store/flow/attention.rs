//! What the office must look at.

use crate::domain::ids::OfficeId;
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};

/// Something that the office must look at, until it is settled.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Attention {
    /// Row.
    pub id: i64,
    /// `nobody_in_role`, `nobody_reachable`, `address_gone`, `gave_up`, `storm`, `inbox_failed` ...
    pub kind: String,
    /// What it is about, unique among the open ones of its kind.
    pub subject: String,
    /// What its text needs, as JSON.
    pub detail: String,
    /// Business instant.
    pub raised_at: DateTime<Utc>,
    /// Business instant at which somebody of the office was told by chat.
    pub told_at: Option<DateTime<Utc>>,
}

impl Work {
    /// Raises something, once while it is open.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn raise(
        &mut self,
        office: OfficeId,
        kind: &str,
        subject: &str,
        detail: &str,
        at: DateTime<Utc>,
    ) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "INSERT INTO attention (office_id, kind, subject, detail, raised_at) \
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            )
            .bind(office.0)
            .bind(kind)
            .bind(subject)
            .bind(detail)
            .bind(at)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    /// Whether something was ever raised, settled or not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn was_raised(&mut self, office: OfficeId, kind: &str, subject: &str) -> Result<bool> {
        let raised: i64 = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM attention WHERE office_id = $1 AND kind = $2 AND subject = $3",
            )
            .bind(office.0)
            .bind(kind)
            .bind(subject)
            .fetch_one(conn)
            .await?
        });
        Ok(raised > 0)
    }

    /// Everything that is open, oldest first; if asked, only what nobody was told of and no message that is under
    /// way tells.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_attention(&mut self, untold_only: bool) -> Result<Vec<Attention>> {
        Ok(on!(self, |conn| {
            sqlx::query_as(
                "SELECT id, kind, subject, detail, raised_at, told_at FROM attention \
                 WHERE settled_at IS NULL AND (NOT $1 OR (told_at IS NULL AND NOT EXISTS \
                 (SELECT 1 FROM attention_part p JOIN outbox o ON o.id = p.outbox_id \
                 WHERE p.attention_id = attention.id AND o.state = 'pending'))) ORDER BY id",
            )
            .bind(untold_only)
            .fetch_all(conn)
            .await?
        }))
    }

    /// Puts one into a part of a message; it is told when that has arrived.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn carry_attention(&mut self, id: i64, outbox: i64) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("INSERT INTO attention_part (outbox_id, attention_id) VALUES ($1, $2)")
                .bind(outbox)
                .bind(id)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    /// What a part of a message tells and is still open, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_attention_in(&mut self, outbox: i64) -> Result<Vec<Attention>> {
        Ok(on!(self, |conn| {
            sqlx::query_as(
                "SELECT a.id, a.kind, a.subject, a.detail, a.raised_at, a.told_at FROM attention a \
                 JOIN attention_part p ON p.attention_id = a.id \
                 WHERE p.outbox_id = $1 AND a.settled_at IS NULL ORDER BY a.id",
            )
            .bind(outbox)
            .fetch_all(conn)
            .await?
        }))
    }

    /// A part of a message has arrived: what it carries was told.
    pub(super) async fn tell_attention(&mut self, outbox: i64, at: DateTime<Utc>) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "UPDATE attention SET told_at = $2 WHERE told_at IS NULL AND settled_at IS NULL \
                 AND id IN (SELECT attention_id FROM attention_part WHERE outbox_id = $1)",
            )
            .bind(outbox)
            .bind(at)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    /// Settles one; `false` when it was not open.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn settle_attention(&mut self, id: i64, at: DateTime<Utc>) -> Result<bool> {
        let touched = on!(self, |conn| {
            sqlx::query("UPDATE attention SET settled_at = $2 WHERE id = $1 AND settled_at IS NULL")
                .bind(id)
                .bind(at)
                .execute(conn)
                .await?
                .rows_affected()
        });
        Ok(touched == 1)
    }

    /// Settles what is about a subject.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn settle_attention_about(
        &mut self,
        kind: &str,
        subject: &str,
        at: DateTime<Utc>,
    ) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "UPDATE attention SET settled_at = $3 WHERE kind = $1 AND subject = $2 AND settled_at IS NULL",
            )
            .bind(kind)
            .bind(subject)
            .bind(at)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    /// Settles what is about any subject that begins so.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn settle_attention_under(
        &mut self,
        kind: &str,
        beginning: &str,
        at: DateTime<Utc>,
    ) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "UPDATE attention SET settled_at = $3 WHERE kind = $1 AND settled_at IS NULL \
                 AND substr(subject, 1, length($2)) = $2",
            )
            .bind(kind)
            .bind(beginning)
            .bind(at)
            .execute(conn)
            .await?;
        });
        Ok(())
    }
}
