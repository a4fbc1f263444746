//! Clues.

use crate::domain::clue::Clue;
use crate::domain::ids::{ClueId, MatterId, OfficeId, PersonId, UnitId};
use crate::domain::inspection::Event;
use crate::domain::matter::Matter;
use crate::store::work::on;
use crate::store::{Result, Work};

mod kept {
    use crate::domain::clue::Clue;
    use crate::store::table::{table, word};
    use chrono::NaiveDate;
    use serde::{Serialize, de::DeserializeOwned};

    fn json<T: Serialize>(value: &T) -> String {
        serde_json::to_string(value).expect("a map with string keys has a JSON form")
    }

    fn read<T: DeserializeOwned>(text: &str, column: &'static str, row: i64) -> crate::store::Result<T> {
        word(|text| serde_json::from_str(text).ok(), text, "clue", column, row)
    }

    table! {
        Clue as "clue", story |_| None,
        columns |clue| {
            office_id: i64 = clue.office_id.0,
            code: String = clue.code.as_str(),
            inspection_id: Option<i64> = clue.inspection_id.map(i64::from),
            category: Option<String> = clue.category.as_deref(),
            organ_id: i64 = clue.organ_id.0,
            transferred_on: NaiveDate = clue.transferred_on,
            feedback_on: Option<NaiveDate> = clue.feedback_on,
            custodian_id: Option<i64> = clue.custodian_id.map(i64::from),
            is_priority: bool = clue.is_priority,
            way: Option<String> = clue.way.as_deref(),
            form: Option<String> = clue.form.as_deref(),
            counts: String = json(&clue.counts),
            concluded_on: Option<NaiveDate> = clue.concluded_on,
            listed: Option<String> = clue.listed.as_ref().map(json),
        }
        read |row| Ok(Clue {
            id: row.id.into(),
            office_id: row.office_id.into(),
            code: row.code,
            inspection_id: row.inspection_id.map(Into::into),
            category: row.category,
            organ_id: row.organ_id.into(),
            transferred_on: row.transferred_on,
            feedback_on: row.feedback_on,
            custodian_id: row.custodian_id.map(Into::into),
            is_priority: row.is_priority,
            way: row.way,
            form: row.form,
            counts: read(&row.counts, "counts", row.id)?,
            concluded_on: row.concluded_on,
            listed: row.listed.map(|listed| read(&listed, "listed", row.id)).transpose()?,
        })
    }
}

impl Work {
    /// A clue by its code.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_clue(&mut self, office: OfficeId, code: &str) -> Result<Option<Clue>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM clue WHERE office_id = $1 AND code = $2")
                .bind(office.0)
                .bind(code)
                .fetch_optional(conn)
                .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// The open clues whose custodian somebody is by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_clues_kept_by(&mut self, custodian: PersonId) -> Result<Vec<Clue>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM clue WHERE custodian_id = $1 AND concluded_on IS NULL ORDER BY id",
            )
            .bind(custodian.0)
            .fetch_all(conn)
            .await?
        });
        self.get_each(ids).await
    }

    /// The standing events of a clue in an organ, by day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_clue_events(&mut self, clue: ClueId, organ: UnitId) -> Result<Vec<Event>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM event WHERE clue_id = $1 AND unit_id = $2 AND NOT withdrawn \
                 ORDER BY happened_on, id",
            )
            .bind(clue.0)
            .bind(organ.0)
            .fetch_all(conn)
            .await?
        });
        self.get_each(ids).await
    }

    /// All matters of a clue, in whichever organ, ended ones too, in lock order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_clue_matters(&mut self, clue: ClueId) -> Result<Vec<Matter>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT m.id FROM matter m JOIN event e ON e.id = m.event_id WHERE e.clue_id = $1 ORDER BY m.id",
            )
            .bind(clue.0)
            .fetch_all(conn)
            .await?
        });
        self.get_each(ids).await
    }

    /// The clue that a matter belongs to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn clue_of_matter(&mut self, matter: MatterId) -> Result<Option<Clue>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT e.clue_id FROM matter m JOIN event e ON e.id = m.event_id \
                 WHERE m.id = $1 AND e.clue_id IS NOT NULL",
            )
            .bind(matter.0)
            .fetch_optional(conn)
            .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }
}
