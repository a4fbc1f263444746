//! One-time codes that bind a chat account; only their hashes are kept.

use crate::domain::ids::PersonId;
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};

/// A code that was given out.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Invite {
    /// Row.
    pub id: i64,
    /// For whom.
    pub person_id: i64,
    /// Business instant after which it is worth nothing.
    pub expires_at: DateTime<Utc>,
    /// Business instant of its only use.
    pub used_at: Option<DateTime<Utc>>,
}

impl Work {
    /// Gives out a code; the person's unused ones are worth nothing from now on.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn new_invite(
        &mut self,
        person: PersonId,
        code_hash: &str,
        now: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE invite SET expires_at = $2 WHERE person_id = $1 AND used_at IS NULL AND expires_at > $2")
                .bind(person.0)
                .bind(now)
                .execute(conn)
                .await?;
        });
        on!(self, |conn| {
            sqlx::query(
                "INSERT INTO invite (person_id, code_hash, issued_at, expires_at) VALUES ($1, $2, $3, $4)",
            )
            .bind(person.0)
            .bind(code_hash)
            .bind(now)
            .bind(expires_at)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    /// The code of a hash.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_invite(&mut self, code_hash: &str) -> Result<Option<Invite>> {
        Ok(on!(self, |conn| {
            sqlx::query_as("SELECT id, person_id, expires_at, used_at FROM invite WHERE code_hash = $1")
                .bind(code_hash)
                .fetch_optional(conn)
                .await?
        }))
    }

    /// Uses a code up; `false` when it was used before or has run out.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn use_invite(&mut self, id: i64, at: DateTime<Utc>) -> Result<bool> {
        let touched = on!(self, |conn| {
            sqlx::query(
                "UPDATE invite SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
            )
            .bind(id)
            .bind(at)
            .execute(conn)
            .await?
            .rows_affected()
        });
        Ok(touched == 1)
    }

    /// How often a chat has tried wrong codes, and when last, if that is after a business instant.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn wrong_codes(
        &mut self,
        channel: &str,
        address: &str,
        since: DateTime<Utc>,
    ) -> Result<(i64, Option<DateTime<Utc>>)> {
        let failures: Option<(i64, DateTime<Utc>)> = on!(self, |conn| {
            sqlx::query_as(
                "SELECT failures, last_at FROM bind_attempt WHERE channel = $1 AND address = $2 AND last_at > $3",
            )
            .bind(channel)
            .bind(address)
            .bind(since)
            .fetch_optional(conn)
            .await?
        });
        Ok(failures.map_or((0, None), |(failures, at)| (failures, Some(at))))
    }

    /// Sets how often a chat has tried wrong codes.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn set_wrong_codes(
        &mut self,
        channel: &str,
        address: &str,
        failures: i64,
        at: DateTime<Utc>,
    ) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "INSERT INTO bind_attempt (channel, address, failures, last_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (channel, address) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at",
            )
            .bind(channel)
            .bind(address)
            .bind(failures)
            .bind(at)
            .execute(conn)
            .await?;
        });
        Ok(())
    }
}
