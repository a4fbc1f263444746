//! Addresses that take nothing any more, and what had been sent there.

use crate::domain::contact::Person;
use crate::domain::ids::OfficeId;
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// An address that takes nothing any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct ClosedAddress {
    /// Where.
    pub address: String,
    /// Business instant at which it was closed.
    pub closed_at: DateTime<Utc>,
    /// For operators.
    pub closed_why: String,
}

impl Work {
    /// Closes an address; `false` when it was closed before.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn close_address(
        &mut self,
        channel: &str,
        address: &str,
        why: &str,
        at: DateTime<Utc>,
    ) -> Result<bool> {
        let id = self.address_row(channel, address).await?;
        let touched = on!(self, |conn| {
            sqlx::query(
                "UPDATE address SET closed_at = $2, closed_why = $3 WHERE id = $1 AND closed_at IS NULL",
            )
            .bind(id)
            .bind(at)
            .bind(why)
            .execute(conn)
            .await?
            .rows_affected()
        });
        Ok(touched == 1)
    }

    /// Opens an address again; `false` when it was not closed.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn open_address(&mut self, channel: &str, address: &str) -> Result<bool> {
        let touched = on!(self, |conn| {
            sqlx::query(
                "UPDATE address SET closed_at = NULL, closed_why = NULL \
                 WHERE channel = $1 AND LOWER(address) = LOWER($2) AND closed_at IS NOT NULL",
            )
            .bind(channel)
            .bind(address)
            .execute(conn)
            .await?
            .rows_affected()
        });
        Ok(touched > 0)
    }

    /// Whether an address takes nothing any more.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_address_closed(&mut self, channel: &str, address: &str) -> Result<bool> {
        let closed: i64 = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM address WHERE channel = $1 AND LOWER(address) = LOWER($2) \
                 AND closed_at IS NOT NULL",
            )
            .bind(channel)
            .bind(address)
            .fetch_one(conn)
            .await?
        });
        Ok(closed > 0)
    }

    /// The closed addresses of a channel, the last one first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_closed_addresses(&mut self, channel: &str) -> Result<Vec<ClosedAddress>> {
        Ok(on!(self, |conn| {
            sqlx::query_as(
                "SELECT address, closed_at, closed_why FROM address WHERE channel = $1 AND closed_at IS NOT NULL \
                 ORDER BY closed_at DESC, id DESC",
            )
            .bind(channel)
            .fetch_all(conn)
            .await?
        }))
    }

    /// Who is still there and has this mail address, in order of entry.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_persons_with_mail(&mut self, office: OfficeId, mail: &str) -> Result<Vec<Person>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM person WHERE office_id = $1 AND LOWER(mail) = LOWER($2) AND left_on IS NULL \
                 ORDER BY id",
            )
            .bind(office.0)
            .bind(mail)
            .fetch_all(conn)
            .await?
        });
        self.get_each(ids).await
    }

    /// The part of a message that was sent under this id to this address, in whatever case it is written.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_sent_mail(
        &mut self,
        channel: &str,
        address: &str,
        remote_id: &str,
    ) -> Result<Option<i64>> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT o.id FROM outbox o JOIN address a ON a.id = o.address_id WHERE a.channel = $1 \
                 AND LOWER(a.address) = LOWER($2) AND o.remote_id = $3 AND o.state = 'sent'",
            )
            .bind(channel)
            .bind(address)
            .bind(remote_id)
            .fetch_optional(conn)
            .await?
        }))
    }

    /// What a part told has reached nobody after all; `false` where it was known before.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn take_back_sent(&mut self, outbox: i64, why: &str) -> Result<bool> {
        let touched = on!(self, |conn| {
            sqlx::query("UPDATE outbox SET state = 'bounced', why = $2 WHERE id = $1 AND state = 'sent'")
                .bind(outbox)
                .bind(why)
                .execute(conn)
                .await?
                .rows_affected()
        });
        on!(self, |conn| {
            sqlx::query(
                "UPDATE notice SET state = 'unreachable', told_at = NULL WHERE outbox_id = $1 AND state = 'told'",
            )
            .bind(outbox)
            .execute(conn)
            .await?;
        });
        Ok(touched == 1)
    }
}
