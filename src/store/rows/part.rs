//! Parts of report packages.

use crate::domain::ids::MatterId;
use crate::domain::part::Part;
use crate::store::work::on;
use crate::store::{Result, Work};

mod row {
    use crate::domain::part::Part;
    use crate::store::table::table;
    use chrono::{DateTime, NaiveDate, Utc};

    table! {
        Part as "matter_part", story |part| Some(part.matter_id.0),
        columns |part| {
            matter_id: i64 = part.matter_id.0,
            cycle: i64 = part.cycle,
            name: String = part.name.as_str(),
            received_on: Option<NaiveDate> = part.received_on,
            reason: Option<String> = part.reason.as_deref(),
            recorded_by: Option<i64> = part.recorded_by.map(i64::from),
            recorded_at: DateTime<Utc> = part.recorded_at,
        }
        read |row| Ok(Part {
            id: row.id.into(),
            matter_id: row.matter_id.into(),
            cycle: row.cycle,
            name: row.name,
            received_on: row.received_on,
            reason: row.reason,
            recorded_by: row.recorded_by.map(Into::into),
            recorded_at: row.recorded_at,
        })
    }
}

impl Work {
    /// The parts of a matter that were ticked off, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_parts(&mut self, matter: MatterId) -> Result<Vec<Part>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM matter_part WHERE matter_id = $1 ORDER BY id")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }
}
