//! Applications for 销号, and 抽查 of what was closed out.

use crate::domain::closeout::{Application, ApplicationState};
use crate::domain::ids::{InspectionId, MatterId};
use crate::domain::spot_check::{SpotCheck, SpotResult};
use crate::store::work::on;
use crate::store::{Result, Work};

mod applied {
    use crate::domain::closeout::{Application, ApplicationState};
    use crate::domain::moves::Via;
    use crate::store::table::{table, word};
    use chrono::{DateTime, NaiveDate, Utc};

    table! {
        Application as "application", story |row| Some(row.matter_id.0),
        columns |row| {
            matter_id: i64 = row.matter_id.0,
            cycle: i64 = row.cycle,
            ordinal: i64 = row.ordinal,
            applicant_id: Option<i64> = row.applicant_id.map(i64::from),
            done: Option<String> = row.done.as_deref(),
            evidence: i64 = row.evidence,
            applied_on: NaiveDate = row.applied_on,
            applied_at: DateTime<Utc> = row.applied_at,
            via: String = row.via.key(),
            document: Option<String> = row.document.as_deref(),
            recorded_by: Option<i64> = row.recorded_by.map(i64::from),
            state: String = row.state.key(),
            ended_on: Option<NaiveDate> = row.ended_on,
        }
        read |row| Ok(Application {
            id: row.id.into(),
            matter_id: row.matter_id.into(),
            cycle: row.cycle,
            ordinal: row.ordinal,
            applicant_id: row.applicant_id.map(Into::into),
            done: row.done,
            evidence: row.evidence,
            applied_on: row.applied_on,
            applied_at: row.applied_at,
            via: word(Via::from_key, &row.via, "application", "via", row.id)?,
            document: row.document,
            recorded_by: row.recorded_by.map(Into::into),
            state: word(ApplicationState::from_key, &row.state, "application", "state", row.id)?,
            ended_on: row.ended_on,
        })
    }
}

mod checked {
    use crate::domain::spot_check::{Lot, SpotCheck, SpotResult};
    use crate::store::table::{table, word};
    use chrono::NaiveDate;

    table! {
        SpotCheck as "spot_check", story |row| Some(row.finding_id.0),
        columns |row| {
            office_id: i64 = row.office_id.0,
            finding_id: i64 = row.finding_id.0,
            cycle: i64 = row.cycle,
            matter_id: i64 = row.matter_id.0,
            seed: Option<i64> = row.lot.as_ref().map(|lot| lot.seed),
            pool: Option<i64> = row.lot.as_ref().map(|lot| lot.pool),
            pool_hash: Option<String> = row.lot.as_ref().map(|lot| lot.pool_hash.as_str()),
            drawn_on: NaiveDate = row.drawn_on,
            result: Option<String> = row.result.map(SpotResult::key),
            ended_on: Option<NaiveDate> = row.ended_on,
        }
        read |row| Ok(SpotCheck {
            id: row.id.into(),
            office_id: row.office_id.into(),
            finding_id: row.finding_id.into(),
            cycle: row.cycle,
            matter_id: row.matter_id.into(),
            lot: match (row.seed, row.pool, row.pool_hash) {
                (Some(seed), Some(pool), Some(pool_hash)) => Some(Lot { seed, pool, pool_hash }),
                _ => None,
            },
            drawn_on: row.drawn_on,
            result: match &row.result {
                Some(key) => Some(word(SpotResult::from_key, key, "spot_check", "result", row.id)?),
                None => None,
            },
            ended_on: row.ended_on,
        })
    }
}

impl Work {
    /// The applications of a matter, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_applications(&mut self, matter: MatterId) -> Result<Vec<Application>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM application WHERE matter_id = $1 ORDER BY id")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// All applications on which somebody has yet to decide, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_pending_applications(&mut self) -> Result<Vec<Application>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM application WHERE state = $1 ORDER BY id")
                .bind(ApplicationState::Pending.key())
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The 抽查 whose matter this is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_spot_check_of(&mut self, matter: MatterId) -> Result<Option<SpotCheck>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM spot_check WHERE matter_id = $1")
                .bind(matter.0)
                .fetch_optional(conn)
                .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// How often a 抽查 found a close-out of an inspection to be false.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_false_reports(&mut self, inspection: InspectionId) -> Result<i64> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM spot_check s JOIN matter m ON m.id = s.finding_id \
                 WHERE m.inspection_id = $1 AND s.result = $2",
            )
            .bind(inspection.0)
            .bind(SpotResult::False.key())
            .fetch_one(conn)
            .await?
        }))
    }
}
