//! Switches of an office's duties.

use crate::domain::ids::OfficeId;
use crate::domain::switch::Switch;
use crate::store::work::on;
use crate::store::{Result, Work};

mod row {
    use crate::domain::rulebook::RuleCode;
    use crate::domain::switch::Switch;
    use crate::store::table::table;

    table! {
        Switch as "duty_switch", story |_| None,
        columns |switch| {
            office_id: i64 = switch.office_id.0,
            rule: String = switch.rule.0.as_str(),
            is_on: bool = switch.is_on,
        }
        read |row| Ok(Switch {
            id: row.id.into(),
            office_id: row.office_id.into(),
            rule: RuleCode(row.rule),
            is_on: row.is_on,
        })
    }
}

impl Work {
    /// The switches of an office.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_switches(&mut self, office: OfficeId) -> Result<Vec<Switch>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM duty_switch WHERE office_id = $1 ORDER BY id")
                .bind(office.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }
}
