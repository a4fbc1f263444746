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

    /// Everything that is open, oldest first; only what nobody was told of, if asked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_attention(&mut self, untold_only: bool) -> Result<Vec<Attention>> {
        Ok(on!(self, |conn| {
            sqlx::query_as(
                "SELECT id, kind, subject, detail, raised_at, told_at FROM attention \
                 WHERE settled_at IS NULL AND (NOT $1 OR told_at IS NULL) ORDER BY id",
            )
            .bind(untold_only)
            .fetch_all(conn)
            .await?
        }))
    }

    /// Marks as told.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn tell_attention(&mut self, id: i64, at: DateTime<Utc>) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE attention SET told_at = $2 WHERE id = $1")
                .bind(id)
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
}
