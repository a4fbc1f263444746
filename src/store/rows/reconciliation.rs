//! Copies of ledgers that were compared.

use crate::domain::ids::{InspectionId, MatterId, ReconciliationId};
use crate::domain::reconciliation::{Differs, Reconciled, Reconciliation};
use crate::store::work::on;
use crate::store::{Result, Work};

mod copy {
    use crate::domain::reconciliation::{Reconciliation, Side};
    use crate::store::table::{table, word};
    use chrono::{DateTime, NaiveDate, Utc};

    table! {
        Reconciliation as "reconciliation", story |_| None,
        columns |compared| {
            office_id: i64 = compared.office_id.0,
            inspection_id: i64 = compared.inspection_id.0,
            side: String = compared.side.key(),
            file_name: String = compared.file_name.as_str(),
            sha256: String = compared.sha256.as_str(),
            agreed: i64 = compared.agreed,
            different: i64 = compared.different,
            compared_on: NaiveDate = compared.compared_on,
            recorded_by: Option<i64> = compared.recorded_by.map(i64::from),
            recorded_at: DateTime<Utc> = compared.recorded_at,
        }
        read |row| Ok(Reconciliation {
            side: word(Side::from_key, &row.side, "reconciliation", "side", row.id)?,
            id: row.id.into(),
            office_id: row.office_id.into(),
            inspection_id: row.inspection_id.into(),
            file_name: row.file_name,
            sha256: row.sha256,
            agreed: row.agreed,
            different: row.different,
            compared_on: row.compared_on,
            recorded_by: row.recorded_by.map(Into::into),
            recorded_at: row.recorded_at,
        })
    }
}

mod row {
    use super::{differs_of, text_of};
    use crate::domain::reconciliation::Reconciled;
    use crate::store::table::{table, word};

    table! {
        Reconciled as "reconciled", story |row| row.matter_id.map(i64::from),
        columns |row| {
            reconciliation_id: i64 = row.reconciliation_id.0,
            matter_id: Option<i64> = row.matter_id.map(i64::from),
            code: String = row.code.as_str(),
            differs: String = text_of(&row.differs),
            opened_id: Option<i64> = row.opened_id.map(i64::from),
        }
        read |row| Ok(Reconciled {
            differs: word(differs_of, &row.differs, "reconciled", "differs", row.id)?,
            id: row.id.into(),
            reconciliation_id: row.reconciliation_id.into(),
            matter_id: row.matter_id.map(Into::into),
            code: row.code,
            opened_id: row.opened_id.map(Into::into),
        })
    }
}

/// Keys as one text: `due evidence`.
fn text_of(differs: &[Differs]) -> String {
    let words: Vec<&str> = differs.iter().map(|differs| differs.key()).collect();
    words.join(" ")
}

fn differs_of(text: &str) -> Option<Vec<Differs>> {
    text.split_whitespace().map(Differs::from_key).collect()
}

impl Work {
    /// The copies of an inspection's ledger that were compared, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_reconciliations(&mut self, inspection: InspectionId) -> Result<Vec<Reconciliation>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM reconciliation WHERE inspection_id = $1 ORDER BY id")
                .bind(inspection.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The rows of a compared copy, in its order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_reconciled(&mut self, reconciliation: ReconciliationId) -> Result<Vec<Reconciled>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM reconciled WHERE reconciliation_id = $1 ORDER BY id")
                .bind(reconciliation.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The matters that answer the difference of a code in an inspection, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_difference_matters(
        &mut self,
        inspection: InspectionId,
        code: &str,
    ) -> Result<Vec<MatterId>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT r.opened_id FROM reconciled r JOIN reconciliation c ON c.id = r.reconciliation_id \
                 WHERE c.inspection_id = $1 AND r.code = $2 AND r.opened_id IS NOT NULL ORDER BY r.id DESC",
            )
            .bind(inspection.0)
            .bind(code)
            .fetch_all(conn)
            .await?
        });
        Ok(ids.into_iter().map(MatterId).collect())
    }

    /// The stamps of a matter: rows that said the same, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_stamps(&mut self, matter: MatterId) -> Result<Vec<Reconciled>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM reconciled WHERE matter_id = $1 AND differs = '' ORDER BY id")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }
}
