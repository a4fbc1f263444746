//! Messages as the office sees them afterwards, and taking back what has not left.

use crate::domain::ids::{MatterId, MessageId, PersonId};
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};

/// A message and how far its parts have come.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MessageRow {
    /// Row.
    pub id: i64,
    /// `notices`, `attention`, `group` ...
    pub kind: String,
    /// To; none for a group.
    pub person_id: Option<i64>,
    /// Business instant of its slot.
    pub slot_at: DateTime<Utc>,
    /// Its parts.
    pub parts: i64,
    /// Those that a channel took.
    pub sent: i64,
    /// Those that wait.
    pub pending: i64,
}

const LIST: &str = "SELECT m.id, m.kind, m.person_id, m.slot_at, COUNT(*) AS parts, \
    COUNT(*) FILTER (WHERE o.state = 'sent') AS sent, COUNT(*) FILTER (WHERE o.state = 'pending') AS pending \
    FROM message m JOIN outbox o ON o.message_id = m.id WHERE m.kind <> 'answer' AND ($1 IS NULL OR m.person_id = $1) \
    AND ($2 IS NULL OR m.id = $2) GROUP BY m.id, m.kind, m.person_id, m.slot_at ORDER BY m.id DESC LIMIT $3";

/// Nobody may lease one of the addresses while its parts are taken back.
const HOLD: &str = "UPDATE address SET lease_token = lease_token WHERE id IN \
    (SELECT address_id FROM outbox WHERE message_id = $1 AND state = 'pending')";

impl Work {
    /// The latest messages but answers, the last one first; to one person, or to all.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_latest_messages(
        &mut self,
        person: Option<PersonId>,
        limit: i64,
    ) -> Result<Vec<MessageRow>> {
        Ok(on!(self, |conn| {
            sqlx::query_as(LIST)
                .bind(person.map(i64::from))
                .bind(None::<i64>)
                .bind(limit)
                .fetch_all(conn)
                .await?
        }))
    }

    /// A message that is no answer.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_message(&mut self, id: MessageId) -> Result<Option<MessageRow>> {
        Ok(on!(self, |conn| {
            sqlx::query_as(LIST)
                .bind(None::<i64>)
                .bind(Some(id.0))
                .bind(1_i64)
                .fetch_optional(conn)
                .await?
        }))
    }

    /// Holds the addresses that wait for parts of a message; whether one of them is being sent to, at a real
    /// instant.
    ///
    /// # Errors
    /// When the database cannot hold them.
    pub async fn is_being_sent(&mut self, id: MessageId, now: DateTime<Utc>) -> Result<bool> {
        on!(self, |conn| {
            sqlx::query(HOLD).bind(id.0).execute(conn).await?;
        });
        let leased: i64 = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM address a JOIN outbox o ON o.address_id = a.id \
                 WHERE o.message_id = $1 AND o.state = 'pending' AND a.lease_until_at > $2",
            )
            .bind(id.0)
            .bind(now)
            .fetch_one(conn)
            .await?
        });
        Ok(leased > 0)
    }

    /// Ends the parts of a message that wait, with the notices that they carry; gives how many.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn withdraw_parts(&mut self, id: MessageId, why: &str, at: DateTime<Utc>) -> Result<i64> {
        on!(self, |conn| {
            sqlx::query(
                "UPDATE notice SET state = 'withdrawn' WHERE state = 'bundled' AND outbox_id IN \
                 (SELECT id FROM outbox WHERE message_id = $1 AND state = 'pending')",
            )
            .bind(id.0)
            .execute(conn)
            .await?;
        });
        let touched = on!(self, |conn| {
            sqlx::query(
                "UPDATE outbox SET state = 'withdrawn', why = $2, settled_at = $3 \
                 WHERE message_id = $1 AND state = 'pending'",
            )
            .bind(id.0)
            .bind(why)
            .bind(at)
            .execute(conn)
            .await?
            .rows_affected()
        });
        Ok(i64::try_from(touched).unwrap_or(i64::MAX))
    }

    /// The matters that the parts of a message that have left told of or listed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_matters_sent_in(&mut self, id: MessageId) -> Result<Vec<MatterId>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT n.matter_id FROM notice n JOIN outbox o ON o.id = n.outbox_id \
                 WHERE o.message_id = $1 AND o.state = 'sent' AND n.state = 'told' UNION \
                 SELECT l.matter_id FROM listing l JOIN outbox o ON o.id = l.outbox_id \
                 WHERE o.message_id = $1 AND o.state = 'sent' ORDER BY 1",
            )
            .bind(id.0)
            .fetch_all(conn)
            .await?
        });
        Ok(ids.into_iter().map(MatterId).collect())
    }

    /// Gives a part what it is to send.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn set_payload(&mut self, outbox: i64, payload: &str) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE outbox SET payload = $2 WHERE id = $1")
                .bind(outbox)
                .bind(payload)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    /// The address that the parts of a message went to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn address_of_message(&mut self, id: MessageId) -> Result<Option<String>> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT a.address FROM address a JOIN outbox o ON o.address_id = a.id \
                 WHERE o.message_id = $1 ORDER BY o.id DESC LIMIT 1",
            )
            .bind(id.0)
            .fetch_optional(conn)
            .await?
        }))
    }
}
