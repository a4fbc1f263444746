//! Runs of jobs by slot, and the storm guard's holds.

use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};

/// A run that the storm guard stopped.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StormHold {
    /// Row.
    pub id: i64,
    /// Business instant of the slot.
    pub slot_at: DateTime<Utc>,
    /// How many messages it would have sent.
    pub messages: i64,
    /// How many are let through without asking.
    pub usual: i64,
    /// Business instant at which the office let it go.
    pub released_at: Option<DateTime<Utc>>,
}

impl Work {
    /// Writes that a job ran for a slot; `false` when it had. Waits for another that is writing the same.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn write_run(
        &mut self,
        job: &str,
        slot_at: DateTime<Utc>,
        ran_at: DateTime<Utc>,
        messages: i64,
    ) -> Result<bool> {
        let touched = on!(self, |conn| {
            sqlx::query(
                "INSERT INTO job_run (job, slot_at, ran_at, messages) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT DO NOTHING",
            )
            .bind(job)
            .bind(slot_at)
            .bind(ran_at)
            .bind(messages)
            .execute(conn)
            .await?
            .rows_affected()
        });
        Ok(touched == 1)
    }

    /// Adds to the messages that a run has sent.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn count_run(&mut self, job: &str, slot_at: DateTime<Utc>, messages: i64) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE job_run SET messages = messages + $3 WHERE job = $1 AND slot_at = $2")
                .bind(job)
                .bind(slot_at)
                .bind(messages)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    /// Whether a job ran for a slot.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_run(&mut self, job: &str, slot_at: DateTime<Utc>) -> Result<bool> {
        let count: i64 = on!(self, |conn| {
            sqlx::query_scalar("SELECT COUNT(*) FROM job_run WHERE job = $1 AND slot_at = $2")
                .bind(job)
                .bind(slot_at)
                .fetch_one(conn)
                .await?
        });
        Ok(count > 0)
    }

    /// Whether a job ran for a slot between two: the first counts, the second does not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ran_between(
        &mut self,
        job: &str,
        from: DateTime<Utc>,
        before: DateTime<Utc>,
    ) -> Result<bool> {
        let count: i64 = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM job_run WHERE job = $1 AND slot_at >= $2 AND slot_at < $3",
            )
            .bind(job)
            .bind(from)
            .bind(before)
            .fetch_one(conn)
            .await?
        });
        Ok(count > 0)
    }

    /// Business instant of the last run of a job.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_run_at(&mut self, job: &str) -> Result<Option<DateTime<Utc>>> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar("SELECT ran_at FROM job_run WHERE job = $1 ORDER BY slot_at DESC LIMIT 1")
                .bind(job)
                .fetch_optional(conn)
                .await?
        }))
    }

    /// How many messages each of the last runs of a job that sent any has sent, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn run_history(&mut self, job: &str, limit: i64) -> Result<Vec<i64>> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT messages FROM job_run WHERE job = $1 AND messages > 0 ORDER BY slot_at DESC LIMIT $2",
            )
            .bind(job)
            .bind(limit)
            .fetch_all(conn)
            .await?
        }))
    }

    /// The hold that is neither spent nor replaced.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_hold(&mut self) -> Result<Option<StormHold>> {
        Ok(on!(self, |conn| {
            sqlx::query_as(
                "SELECT id, slot_at, messages, usual, released_at FROM storm_hold \
                 WHERE spent_at IS NULL ORDER BY id DESC LIMIT 1",
            )
            .fetch_optional(conn)
            .await?
        }))
    }

    /// Stops a run.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn hold_storm(
        &mut self,
        slot_at: DateTime<Utc>,
        messages: i64,
        usual: i64,
        at: DateTime<Utc>,
    ) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("INSERT INTO storm_hold (slot_at, messages, usual, held_at) VALUES ($1, $2, $3, $4)")
                .bind(slot_at)
                .bind(messages)
                .bind(usual)
                .bind(at)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    /// Lets the held run go.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn release_hold(&mut self, id: i64, at: DateTime<Utc>) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE storm_hold SET released_at = $2 WHERE id = $1 AND released_at IS NULL")
                .bind(id)
                .bind(at)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    /// The released run has gone out; the guard watches again.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn spend_hold(&mut self, id: i64, at: DateTime<Utc>) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE storm_hold SET spent_at = $2 WHERE id = $1")
                .bind(id)
                .bind(at)
                .execute(conn)
                .await?;
        });
        Ok(())
    }
}
