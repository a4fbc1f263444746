//! Who was sent which issue of the digest: once a person and issue, whatever crashes.

use crate::domain::ids::{DigestIssueId, MessageId, PersonId};
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};

impl Work {
    /// Takes a reader's turn for an issue; `false` when it was taken before. Waits for another that is taking it.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn take_digest_turn(
        &mut self,
        issue: DigestIssueId,
        person: PersonId,
        way: &str,
        at: DateTime<Utc>,
    ) -> Result<bool> {
        let touched = on!(self, |conn| {
            sqlx::query(
                "INSERT INTO digest_sent (issue_id, person_id, way, sent_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT DO NOTHING",
            )
            .bind(issue.0)
            .bind(person.0)
            .bind(way)
            .bind(at)
            .execute(conn)
            .await?
            .rows_affected()
        });
        Ok(touched == 1)
    }

    /// The message that a turn became.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn set_digest_message(
        &mut self,
        issue: DigestIssueId,
        person: PersonId,
        message: MessageId,
    ) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE digest_sent SET message_id = $3 WHERE issue_id = $1 AND person_id = $2")
                .bind(issue.0)
                .bind(person.0)
                .bind(message.0)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    /// Whose turns for an issue were taken, and by which way.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_digest_turns(&mut self, issue: DigestIssueId) -> Result<Vec<(PersonId, String)>> {
        let rows: Vec<(i64, String)> = on!(self, |conn| {
            sqlx::query_as("SELECT person_id, way FROM digest_sent WHERE issue_id = $1 ORDER BY person_id")
                .bind(issue.0)
                .fetch_all(conn)
                .await?
        });
        Ok(rows
            .into_iter()
            .map(|(person, way)| (person.into(), way))
            .collect())
    }

    /// Gives the turn back that became a message: it has not left, and the reader's turn comes again.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn give_back_digest_turn(&mut self, message: MessageId) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("DELETE FROM digest_sent WHERE message_id = $1")
                .bind(message.0)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    /// How many have an issue: what was sent of it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_digests_sent(&mut self, issue: DigestIssueId) -> Result<i64> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM digest_sent d JOIN outbox o ON o.message_id = d.message_id \
                 WHERE d.issue_id = $1 AND o.state = 'sent'",
            )
            .bind(issue.0)
            .fetch_one(conn)
            .await?
        }))
    }

    /// The issue that a message is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn issue_of_message(&mut self, message: MessageId) -> Result<Option<DigestIssueId>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT issue_id FROM digest_sent WHERE message_id = $1")
                .bind(message.0)
                .fetch_optional(conn)
                .await?
        });
        Ok(id.map(Into::into))
    }
}
