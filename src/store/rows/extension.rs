//! Requests for more time.

use crate::domain::extension::{Extension, ExtensionState};
use crate::domain::ids::MatterId;
use crate::store::work::on;
use crate::store::{Result, Work};

mod row {
    use crate::domain::extension::{Extension, ExtensionState};
    use crate::domain::moves::Via;
    use crate::store::table::{table, word};
    use chrono::{DateTime, NaiveDate, Utc};

    table! {
        Extension as "extension", story |asked| Some(asked.matter_id.0),
        columns |asked| {
            matter_id: i64 = asked.matter_id.0,
            cycle: i64 = asked.cycle,
            cause: String = asked.cause.as_str(),
            due_on: NaiveDate = asked.due_on,
            wanted_on: NaiveDate = asked.wanted_on,
            note: Option<String> = asked.note.as_deref(),
            giver_id: i64 = asked.giver_id.0,
            via: String = asked.via.key(),
            document: Option<String> = asked.document.as_deref(),
            recorded_by: Option<i64> = asked.recorded_by.map(i64::from),
            asked_on: NaiveDate = asked.asked_on,
            asked_at: DateTime<Utc> = asked.asked_at,
            state: String = asked.state.key(),
            decided_on: Option<NaiveDate> = asked.decided_on,
        }
        read |row| Ok(Extension {
            via: word(Via::from_key, &row.via, "extension", "via", row.id)?,
            state: word(ExtensionState::from_key, &row.state, "extension", "state", row.id)?,
            id: row.id.into(),
            matter_id: row.matter_id.into(),
            cycle: row.cycle,
            cause: row.cause,
            due_on: row.due_on,
            wanted_on: row.wanted_on,
            note: row.note,
            giver_id: row.giver_id.into(),
            document: row.document,
            recorded_by: row.recorded_by.map(Into::into),
            asked_on: row.asked_on,
            asked_at: row.asked_at,
            decided_on: row.decided_on,
        })
    }
}

impl Work {
    /// The requests for more time for a matter, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_extensions(&mut self, matter: MatterId) -> Result<Vec<Extension>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM extension WHERE matter_id = $1 ORDER BY id")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The requests that wait for their decision, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_waiting_extensions(&mut self) -> Result<Vec<Extension>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM extension WHERE state = $1 ORDER BY id")
                .bind(ExtensionState::Asked.key())
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }
}
