//! Bindings of chat accounts, registered groups.

use crate::domain::binding::{Binding, ChatGroup};
use crate::domain::ids::PersonId;
use crate::store::work::on;
use crate::store::{Result, Work};

mod bound {
    use crate::domain::binding::Binding;
    use crate::store::table::table;
    use chrono::{DateTime, Utc};

    table! {
        Binding as "binding", story |_| None,
        columns |binding| {
            person_id: i64 = binding.person_id.0,
            channel: String = binding.channel.as_str(),
            address: String = binding.address.as_str(),
            bound_at: DateTime<Utc> = binding.bound_at,
            ended_at: Option<DateTime<Utc>> = binding.ended_at,
        }
        read |row| Ok(Binding {
            id: row.id.into(),
            person_id: row.person_id.into(),
            channel: row.channel,
            address: row.address,
            bound_at: row.bound_at,
            ended_at: row.ended_at,
        })
    }
}

mod group {
    use crate::domain::binding::ChatGroup;
    use crate::store::table::table;
    use chrono::{DateTime, Utc};

    table! {
        ChatGroup as "chat_group", story |_| None,
        columns |group| {
            office_id: i64 = group.office_id.0,
            channel: String = group.channel.as_str(),
            address: String = group.address.as_str(),
            purpose: String = group.purpose.as_str(),
            registered_at: DateTime<Utc> = group.registered_at,
            ended_at: Option<DateTime<Utc>> = group.ended_at,
        }
        read |row| Ok(ChatGroup {
            id: row.id,
            office_id: row.office_id.into(),
            channel: row.channel,
            address: row.address,
            purpose: row.purpose,
            registered_at: row.registered_at,
            ended_at: row.ended_at,
        })
    }
}

impl Work {
    /// The open binding of an account.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_binding_of_address(&mut self, channel: &str, address: &str) -> Result<Option<Binding>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM binding WHERE channel = $1 AND address = $2 AND ended_at IS NULL",
            )
            .bind(channel)
            .bind(address)
            .fetch_optional(conn)
            .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// The open binding of a person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_binding(&mut self, channel: &str, person: PersonId) -> Result<Option<Binding>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM binding WHERE channel = $1 AND person_id = $2 AND ended_at IS NULL",
            )
            .bind(channel)
            .bind(person.0)
            .fetch_optional(conn)
            .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// All open bindings of a person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_bindings(&mut self, person: PersonId) -> Result<Vec<Binding>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM binding WHERE person_id = $1 AND ended_at IS NULL ORDER BY id")
                .bind(person.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The registered group of an address.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_group(&mut self, channel: &str, address: &str) -> Result<Option<ChatGroup>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM chat_group WHERE channel = $1 AND address = $2 AND ended_at IS NULL",
            )
            .bind(channel)
            .bind(address)
            .fetch_optional(conn)
            .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }
}
