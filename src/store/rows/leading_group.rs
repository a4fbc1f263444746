//! What the leading group has decided, and what is under 挂号督办.

use crate::domain::ids::MatterId;
use crate::domain::registration::Registration;
use crate::store::work::on;
use crate::store::{Result, Work};

mod resolution {
    use crate::domain::ids::MatterId;
    use crate::domain::moves::Via;
    use crate::domain::resolution::{Resolution, ResolutionKind, ResolutionState};
    use crate::store::table::{table, word};
    use chrono::{DateTime, NaiveDate, Utc};

    /// Matters as one column keeps them.
    fn written(matters: &[MatterId]) -> String {
        let ids: Vec<String> = matters.iter().map(ToString::to_string).collect();
        ids.join(" ")
    }

    fn read_matters(text: &str) -> Option<Vec<MatterId>> {
        let ids = text.split_whitespace().map(|id| id.parse().ok().map(MatterId));
        ids.collect()
    }

    table! {
        Resolution as "resolution", story |row| row.about.first().map(|matter| matter.0),
        columns |row| {
            office_id: i64 = row.office_id.0,
            unit_id: i64 = row.unit_id.0,
            inspection_id: Option<i64> = row.inspection_id.map(i64::from),
            kind: String = row.kind.key(),
            about: String = written(&row.about),
            due_on: Option<NaiveDate> = row.due_on,
            proposed_by: i64 = row.proposed_by.0,
            via: String = row.via.key(),
            document: Option<String> = row.document.as_deref(),
            recorded_by: Option<i64> = row.recorded_by.map(i64::from),
            given_on: NaiveDate = row.given_on,
            recorded_at: DateTime<Utc> = row.recorded_at,
            state: String = row.state.key(),
            decided_on: Option<NaiveDate> = row.decided_on,
        }
        read |row| Ok(Resolution {
            id: row.id.into(),
            office_id: row.office_id.into(),
            unit_id: row.unit_id.into(),
            inspection_id: row.inspection_id.map(Into::into),
            kind: word(ResolutionKind::from_key, &row.kind, "resolution", "kind", row.id)?,
            about: word(read_matters, &row.about, "resolution", "about", row.id)?,
            due_on: row.due_on,
            proposed_by: row.proposed_by.into(),
            via: word(Via::from_key, &row.via, "resolution", "via", row.id)?,
            document: row.document,
            recorded_by: row.recorded_by.map(Into::into),
            given_on: row.given_on,
            recorded_at: row.recorded_at,
            state: word(ResolutionState::from_key, &row.state, "resolution", "state", row.id)?,
            decided_on: row.decided_on,
        })
    }
}

mod registration {
    use crate::domain::registration::Registration;
    use crate::store::table::table;
    use chrono::NaiveDate;

    table! {
        Registration as "registration", story |row| Some(row.matter_id.0),
        columns |row| {
            office_id: i64 = row.office_id.0,
            matter_id: i64 = row.matter_id.0,
            number: String = row.number.as_str(),
            leader_id: Option<i64> = row.leader_id.map(i64::from),
            registered_on: NaiveDate = row.registered_on,
            lifted_on: Option<NaiveDate> = row.lifted_on,
            lifted_by: Option<i64> = row.lifted_by.map(i64::from),
            reason: Option<String> = row.reason.as_deref(),
        }
        read |row| Ok(Registration {
            id: row.id.into(),
            office_id: row.office_id.into(),
            matter_id: row.matter_id.into(),
            number: row.number,
            leader_id: row.leader_id.map(Into::into),
            registered_on: row.registered_on,
            lifted_on: row.lifted_on,
            lifted_by: row.lifted_by.map(Into::into),
            reason: row.reason,
        })
    }
}

impl Work {
    /// The registration of a matter that stands.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn standing_registration(&mut self, matter: MatterId) -> Result<Option<Registration>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM registration WHERE matter_id = $1 AND lifted_on IS NULL")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        Ok(self.get_each(ids).await?.pop())
    }

    /// All registrations of a matter, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_registrations_of(&mut self, matter: MatterId) -> Result<Vec<Registration>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM registration WHERE matter_id = $1 ORDER BY id")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }
}
