//! What has left: the parts that a channel took, and the matters that they told of.

use crate::domain::ids::{MessageId, PersonId};
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::NaiveDate;

/// A part of a message that a channel took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentPart {
    /// Outbox row.
    pub id: i64,
    /// Its message.
    pub message: MessageId,
    /// Its place in the message, from 1.
    pub ordinal: i64,
    /// What the message is: `notices`, `attention`, `group`, `answer`.
    pub kind: String,
    /// To; none for a group.
    pub person: Option<PersonId>,
}

/// A matter that a part told of, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ToldOf {
    /// Code of the matter.
    pub code: String,
    /// Code of its rule.
    pub rule: String,
    /// Its due day.
    pub due_on: Option<NaiveDate>,
    /// Code of the step that it was told at.
    pub step: String,
    /// Form in which it was told.
    pub form: String,
}

impl Work {
    /// The part that became the message with this id in its chat.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_sent(
        &mut self,
        channel: &str,
        address: &str,
        remote_id: &str,
    ) -> Result<Option<SentPart>> {
        let row: Option<(i64, i64, i64, String, Option<i64>)> = on!(self, |conn| {
            sqlx::query_as(
                "SELECT o.id, o.message_id, o.ordinal, m.kind, m.person_id FROM outbox o JOIN message m ON m.id = o.message_id \
                 JOIN address a ON a.id = o.address_id \
                 WHERE a.channel = $1 AND a.address = $2 AND o.remote_id = $3 AND o.state = 'sent'",
            )
            .bind(channel)
            .bind(address)
            .bind(remote_id)
            .fetch_optional(conn)
            .await?
        });
        Ok(row.map(|(id, message, ordinal, kind, person)| SentPart {
            id,
            message: MessageId(message),
            ordinal,
            kind,
            person: person.map(PersonId),
        }))
    }

    /// The matters that a part told of, in the order of their numbers on it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_told_in(&mut self, outbox: i64) -> Result<Vec<ToldOf>> {
        Ok(on!(self, |conn| {
            sqlx::query_as(
                "SELECT m.code, m.rule, m.due_on, n.step, n.form FROM notice n \
                 JOIN matter m ON m.id = n.matter_id \
                 LEFT JOIN listing l ON l.outbox_id = n.outbox_id AND l.matter_id = n.matter_id \
                 WHERE n.outbox_id = $1 AND n.state = 'told' ORDER BY COALESCE(l.number, 0), n.id",
            )
            .bind(outbox)
            .fetch_all(conn)
            .await?
        }))
    }
}
