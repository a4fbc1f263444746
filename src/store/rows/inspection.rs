//! Rounds, inspections, events.

use crate::domain::ids::{InspectionId, OfficeId, RoundId, UnitId};
use crate::domain::inspection::{Event, Inspection, Round};
use crate::store::work::on;
use crate::store::{Result, Work};

mod round {
    use crate::domain::inspection::Round;
    use crate::store::table::table;

    table! {
        Round as "round", story |_| None,
        columns |round| {
            office_id: i64 = round.office_id.0,
            round_key: String = round.round_key.as_str(),
            name: String = round.name.as_str(),
            year: i64 = round.year,
            ordinal: i64 = round.ordinal,
        }
        read |row| Ok(Round {
            id: row.id.into(),
            office_id: row.office_id.into(),
            round_key: row.round_key,
            name: row.name,
            year: row.year,
            ordinal: row.ordinal,
        })
    }
}

mod inspected {
    use crate::domain::inspection::Inspection;
    use crate::store::table::table;

    table! {
        Inspection as "inspection", story |_| None,
        columns |inspection| {
            office_id: i64 = inspection.office_id.0,
            round_id: i64 = inspection.round_id.0,
            unit_id: i64 = inspection.unit_id.0,
            team: Option<String> = inspection.team.as_deref(),
            grade: Option<String> = inspection.grade.as_deref(),
        }
        read |row| Ok(Inspection {
            id: row.id.into(),
            office_id: row.office_id.into(),
            round_id: row.round_id.into(),
            unit_id: row.unit_id.into(),
            team: row.team,
            grade: row.grade,
        })
    }
}

mod event {
    use crate::domain::inspection::Event;
    use crate::store::table::table;
    use chrono::NaiveDate;

    table! {
        Event as "event", story |_| None,
        columns |event| {
            office_id: i64 = event.office_id.0,
            kind: String = event.kind.as_str(),
            unit_id: i64 = event.unit_id.0,
            inspection_id: Option<i64> = event.inspection_id.map(i64::from),
            round_id: Option<i64> = event.round_id.map(i64::from),
            happened_on: NaiveDate = event.happened_on,
            proof: String = event.proof.as_str(),
            withdrawn: bool = event.withdrawn,
        }
        read |row| Ok(Event {
            id: row.id.into(),
            office_id: row.office_id.into(),
            kind: row.kind,
            unit_id: row.unit_id.into(),
            inspection_id: row.inspection_id.map(Into::into),
            round_id: row.round_id.map(Into::into),
            happened_on: row.happened_on,
            proof: row.proof,
            withdrawn: row.withdrawn,
        })
    }
}

impl Work {
    /// A round by its key (see [`Round::round_key`]).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_round(&mut self, office: OfficeId, key: &str) -> Result<Option<Round>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM round WHERE office_id = $1 AND round_key = $2")
                .bind(office.0)
                .bind(key)
                .fetch_optional(conn)
                .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// All inspections of a unit, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_inspections(&mut self, unit: UnitId) -> Result<Vec<Inspection>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM inspection WHERE unit_id = $1 ORDER BY id")
                .bind(unit.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The standing event of a kind for an inspection.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_event(&mut self, kind: &str, inspection: InspectionId) -> Result<Option<Event>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM event WHERE kind = $1 AND inspection_id = $2 AND NOT withdrawn",
            )
            .bind(kind)
            .bind(inspection.0)
            .fetch_optional(conn)
            .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// The standing event of a kind for a whole round.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_round_event(&mut self, kind: &str, round: RoundId) -> Result<Option<Event>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM event WHERE kind = $1 AND round_id = $2 AND NOT withdrawn")
                .bind(kind)
                .bind(round.0)
                .fetch_optional(conn)
                .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// Standing events of a kind for a unit outside any inspection.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_unit_events(&mut self, kind: &str, unit: UnitId) -> Result<Vec<Event>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM event WHERE kind = $1 AND unit_id = $2 AND inspection_id IS NULL \
                 AND round_id IS NULL AND NOT withdrawn ORDER BY id",
            )
            .bind(kind)
            .bind(unit.0)
            .fetch_all(conn)
            .await?
        });
        self.get_each(ids).await
    }
}
