//! The outbox: enqueued with what caused it, claimed under a lease on the address, settled with its token.

use crate::domain::ids::{MatterId, MessageId, OfficeId, PersonId};
use crate::store::work::{Tx, on};
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};

/// A part of a message to be enqueued.
#[derive(Debug, Clone)]
pub struct NewPart<'a> {
    /// Message.
    pub message: MessageId,
    /// Channel kind: `telegram`, `console`.
    pub channel: &'a str,
    /// Where to.
    pub address: &'a str,
    /// From 1.
    pub ordinal: i64,
    /// How many parts the message has.
    pub parts: i64,
    /// What to send, as JSON; none: rendered from its notices when it is claimed.
    pub payload: Option<&'a str>,
    /// Business instant.
    pub at: DateTime<Utc>,
}

/// A part that this process may send while its lease lasts.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Claimed {
    /// Outbox row.
    pub id: i64,
    /// Message.
    pub message_id: i64,
    /// What the message is: `notices`, `answer` ...
    pub kind: String,
    /// To; none for a group.
    pub person_id: Option<i64>,
    /// Address row.
    pub address_id: i64,
    /// Channel kind.
    pub channel: String,
    /// Where to.
    pub address: String,
    /// From 1.
    pub ordinal: i64,
    /// How many parts.
    pub parts: i64,
    /// What to send; none: render from the notices.
    pub payload: Option<String>,
    /// How often it was tried before.
    pub attempts: i64,
    /// Business instant of the slot.
    pub slot_at: DateTime<Utc>,
}

/// A number on a card and the matter that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Numbered {
    /// Message that lists it.
    pub message_id: i64,
    /// As shown; 0 where the message is about one matter and shows no number.
    pub number: i64,
    /// Matter.
    pub matter_id: i64,
}

const PART: &str = "SELECT o.id, o.message_id, m.kind, m.person_id, o.address_id, a.channel, a.address, \
    o.ordinal, o.parts, o.payload, o.attempts, m.slot_at FROM outbox o JOIN message m ON m.id = o.message_id \
    JOIN address a ON a.id = o.address_id WHERE o.address_id = $1 AND o.state = 'pending' ORDER BY o.message_id, o.ordinal LIMIT 1";

const CLAIM_SQLITE: &str = "UPDATE address SET lease_token = $1, lease_until_at = $2 WHERE id IN \
    (SELECT a.id FROM address a WHERE a.channel = $4 AND (a.lease_until_at IS NULL OR a.lease_until_at <= $3) \
    AND (a.not_before_at IS NULL OR a.not_before_at <= $3) AND EXISTS \
    (SELECT 1 FROM outbox o WHERE o.address_id = a.id AND o.state = 'pending') \
    ORDER BY a.not_before_at IS NOT NULL, a.not_before_at, a.id LIMIT $5) RETURNING id";

const CLAIM_POSTGRES: &str = "UPDATE address SET lease_token = $1, lease_until_at = $2 WHERE id IN \
    (SELECT a.id FROM address a WHERE a.channel = $4 AND (a.lease_until_at IS NULL OR a.lease_until_at <= $3) \
    AND (a.not_before_at IS NULL OR a.not_before_at <= $3) AND EXISTS \
    (SELECT 1 FROM outbox o WHERE o.address_id = a.id AND o.state = 'pending') \
    ORDER BY a.not_before_at IS NOT NULL, a.not_before_at, a.id LIMIT $5 FOR UPDATE SKIP LOCKED) RETURNING id";

impl Work {
    /// A new message.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn new_message(
        &mut self,
        office: OfficeId,
        person: Option<PersonId>,
        kind: &str,
        slot_at: DateTime<Utc>,
    ) -> Result<MessageId> {
        let id: i64 = on!(self, |conn| {
            sqlx::query_scalar(
                "INSERT INTO message (office_id, person_id, kind, slot_at) VALUES ($1, $2, $3, $4) RETURNING id",
            )
            .bind(office.0)
            .bind(person.map(i64::from))
            .bind(kind)
            .bind(slot_at)
            .fetch_one(conn)
            .await?
        });
        Ok(MessageId(id))
    }

    /// Enqueues a part of a message.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn enqueue(&mut self, part: &NewPart<'_>) -> Result<i64> {
        let address = self.address_row(part.channel, part.address).await?;
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "INSERT INTO outbox (message_id, address_id, ordinal, parts, payload, state, attempts, enqueued_at) \
                 VALUES ($1, $2, $3, $4, $5, 'pending', 0, $6) RETURNING id",
            )
            .bind(part.message.0)
            .bind(address)
            .bind(part.ordinal)
            .bind(part.parts)
            .bind(part.payload)
            .bind(part.at)
            .fetch_one(conn)
            .await?
        }))
    }

    pub(super) async fn address_row(&mut self, channel: &str, address: &str) -> Result<i64> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "INSERT INTO address (channel, address) VALUES ($1, $2) \
                 ON CONFLICT (channel, address) DO UPDATE SET channel = excluded.channel RETURNING id",
            )
            .bind(channel)
            .bind(address)
            .fetch_one(conn)
            .await?
        }))
    }

    /// Leases at most `limit` addresses of a channel that have something to send, and gives the first part
    /// of each. `now` and `until` are real time.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn claim(
        &mut self,
        channel: &str,
        token: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<Claimed>> {
        let sql = match self.tx {
            Tx::Sqlite(_) => CLAIM_SQLITE,
            Tx::Postgres(_) => CLAIM_POSTGRES,
        };
        let addresses: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(sql)
                .bind(token)
                .bind(until)
                .bind(now)
                .bind(channel)
                .bind(limit)
                .fetch_all(conn)
                .await?
        });
        let mut claimed = Vec::with_capacity(addresses.len());
        for address in addresses {
            let part: Option<Claimed> = on!(self, |conn| {
                sqlx::query_as(PART).bind(address).fetch_optional(conn).await?
            });
            match part {
                Some(part) => claimed.push(part),
                None => self.give_back(address, token).await?,
            }
        }
        claimed.sort_by_key(|part| part.id);
        Ok(claimed)
    }

    /// Ends the lease of an address whose last part somebody else settled while it was being leased: on
    /// PostgreSQL the claim may see the part as it was and the address as it is.
    async fn give_back(&mut self, address: i64, token: &str) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "UPDATE address SET lease_token = NULL, lease_until_at = NULL \
                 WHERE id = $1 AND lease_token = $2",
            )
            .bind(address)
            .bind(token)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    /// Moves the parts of a message that stand behind one and wait by some places; all that wait learn that
    /// there are more.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn make_room(&mut self, message: i64, behind: i64, places: i64) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "UPDATE outbox SET parts = parts + $3, ordinal = ordinal + CASE WHEN ordinal > $2 THEN $3 ELSE 0 END \
                 WHERE message_id = $1 AND state = 'pending'",
            )
            .bind(message)
            .bind(behind)
            .bind(places)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    /// Keeps which matter each number of a part stands for. What an earlier try has shown stays: it may have
    /// arrived.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn number_matters(&mut self, outbox: i64, numbered: &[(i64, MatterId)]) -> Result<()> {
        for (number, matter) in numbered {
            on!(self, |conn| {
                sqlx::query(
                    "INSERT INTO listing (outbox_id, number, matter_id) VALUES ($1, $2, $3) \
                     ON CONFLICT (outbox_id, number) DO UPDATE SET matter_id = excluded.matter_id",
                )
                .bind(outbox)
                .bind(number)
                .bind(matter.0)
                .execute(conn)
                .await?;
            });
        }
        Ok(())
    }

    /// The matters that a message to an address lists, all parts of it, by the remote id of any part. None where
    /// the message lists none or is not ours.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn numbered_on_card(
        &mut self,
        channel: &str,
        address: &str,
        remote_id: &str,
    ) -> Result<Vec<Numbered>> {
        Ok(on!(self, |conn| {
            sqlx::query_as(
                "SELECT o.message_id, l.number, l.matter_id FROM listing l JOIN outbox o ON o.id = l.outbox_id \
                 WHERE o.message_id = (SELECT c.message_id FROM outbox c JOIN address a ON a.id = c.address_id \
                 WHERE a.channel = $1 AND a.address = $2 AND c.remote_id = $3 ORDER BY c.id DESC LIMIT 1) \
                 ORDER BY l.number",
            )
            .bind(channel)
            .bind(address)
            .bind(remote_id)
            .fetch_all(conn)
            .await?
        }))
    }

    /// The numbered matters that an address may see last: those of the last message with numbers that arrived,
    /// and of each behind it that may have, its answer being lost or still awaited.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn numbered_lately(&mut self, channel: &str, address: &str) -> Result<Vec<Numbered>> {
        Ok(on!(self, |conn| {
            sqlx::query_as(
                "WITH listed AS (SELECT o.message_id, o.state, l.number, l.matter_id FROM listing l \
                 JOIN outbox o ON o.id = l.outbox_id JOIN address a ON a.id = o.address_id \
                 WHERE a.channel = $1 AND a.address = $2 AND l.number > 0 AND o.state IN ('sent', 'pending')) \
                 SELECT message_id, number, matter_id FROM listed WHERE message_id >= \
                 (SELECT COALESCE(MAX(message_id), 0) FROM listed WHERE state = 'sent') \
                 ORDER BY message_id, number",
            )
            .bind(channel)
            .bind(address)
            .fetch_all(conn)
            .await?
        }))
    }

    /// How many parts wait in a channel.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_pending(&mut self, channel: &str) -> Result<i64> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM outbox o JOIN address a ON a.id = o.address_id \
                 WHERE a.channel = $1 AND o.state = 'pending'",
            )
            .bind(channel)
            .fetch_one(conn)
            .await?
        }))
    }
}
