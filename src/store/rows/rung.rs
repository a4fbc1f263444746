//! Rungs that matters have climbed.

use crate::domain::matter::Matter;
use crate::domain::rung::Rung;
use crate::store::work::on;
use crate::store::{Result, Work};

mod row {
    use crate::domain::rung::{Cause, Rung};
    use crate::store::table::{table, word};
    use chrono::{DateTime, NaiveDate, Utc};

    table! {
        Rung as "rung", story |rung| Some(rung.matter_id.0),
        columns |rung| {
            matter_id: i64 = rung.matter_id.0,
            cycle: i64 = rung.cycle,
            due_revision: i64 = rung.due_revision,
            step: String = rung.step.as_str(),
            position: i64 = rung.position,
            fired_on: NaiveDate = rung.fired_on,
            fired_at: DateTime<Utc> = rung.fired_at,
            cause: String = rung.cause.key(),
            promised_on: Option<NaiveDate> = rung.promised_on,
        }
        read |row| Ok(Rung {
            cause: word(Cause::from_key, &row.cause, "rung", "cause", row.id)?,
            id: row.id.into(),
            matter_id: row.matter_id.into(),
            cycle: row.cycle,
            due_revision: row.due_revision,
            step: row.step,
            position: row.position,
            fired_on: row.fired_on,
            fired_at: row.fired_at,
            promised_on: row.promised_on,
        })
    }
}

impl Work {
    /// The rungs that a matter has climbed for its present date, from below.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_rungs(&mut self, matter: &Matter) -> Result<Vec<Rung>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM rung WHERE matter_id = $1 AND cycle = $2 AND due_revision = $3 ORDER BY id",
            )
            .bind(matter.id.0)
            .bind(matter.cycle)
            .bind(matter.due_revision)
            .fetch_all(conn)
            .await?
        });
        self.get_each(ids).await
    }
}
