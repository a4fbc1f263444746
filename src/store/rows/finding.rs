//! Findings and measures.

use crate::domain::finding::{Finding, Measure};
use crate::domain::ids::{FindingId, InspectionId, MatterId};
use crate::store::work::on;
use crate::store::{Result, Work};

mod found {
    use crate::domain::finding::Finding;
    use crate::store::table::table;

    table! {
        Finding as "finding", story |finding| Some(finding.matter_id.0),
        columns |finding| {
            matter_id: i64 = finding.matter_id.0,
            inspection_id: i64 = finding.inspection_id.0,
            number: i64 = finding.number,
            given_code: Option<String> = finding.given_code.as_deref(),
            category: Option<String> = finding.category.as_deref(),
            is_focus: bool = finding.is_focus,
        }
        read |row| Ok(Finding {
            id: row.id.into(),
            matter_id: row.matter_id.into(),
            inspection_id: row.inspection_id.into(),
            number: row.number,
            given_code: row.given_code,
            category: row.category,
            is_focus: row.is_focus,
        })
    }
}

mod measured {
    use crate::domain::finding::Measure;
    use crate::store::table::table;
    use chrono::NaiveDate;

    table! {
        Measure as "measure", story |measure| Some(measure.matter_id.0),
        columns |measure| {
            matter_id: i64 = measure.matter_id.0,
            finding_id: i64 = measure.finding_id.0,
            position: i64 = measure.position,
            kind: Option<String> = measure.kind.as_deref(),
            department: Option<String> = measure.department.as_deref(),
            phrase: String = measure.phrase.as_str(),
            then_standing: bool = measure.then_standing,
            status: String = measure.status.as_str(),
            leaders: String = measure.leaders.as_str(),
            responsible: String = measure.responsible.as_str(),
            confirmed_on: Option<NaiveDate> = measure.confirmed_on,
        }
        read |row| Ok(Measure {
            id: row.id.into(),
            matter_id: row.matter_id.into(),
            finding_id: row.finding_id.into(),
            position: row.position,
            kind: row.kind,
            department: row.department,
            phrase: row.phrase,
            then_standing: row.then_standing,
            status: row.status,
            leaders: row.leaders,
            responsible: row.responsible,
            confirmed_on: row.confirmed_on,
        })
    }
}

impl Work {
    /// The findings of an inspection.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_findings(&mut self, inspection: InspectionId) -> Result<Vec<Finding>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM finding WHERE inspection_id = $1 ORDER BY id")
                .bind(inspection.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The finding whose matter this is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_finding_of(&mut self, matter: MatterId) -> Result<Option<Finding>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM finding WHERE matter_id = $1")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        Ok(self.get_each(ids).await?.pop())
    }

    /// The measure whose matter this is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_measure_of(&mut self, matter: MatterId) -> Result<Option<Measure>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM measure WHERE matter_id = $1")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        Ok(self.get_each(ids).await?.pop())
    }

    /// The measures of a finding by position.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_measures(&mut self, finding: FindingId) -> Result<Vec<Measure>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM measure WHERE finding_id = $1 ORDER BY position")
                .bind(finding.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }
}
