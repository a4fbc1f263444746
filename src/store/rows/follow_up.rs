//! Lists of inspections that may be followed up (回头看).

use crate::domain::follow_up::FollowUp;
use crate::domain::ids::InspectionId;
use crate::domain::moves::MoveKind;
use crate::store::work::on;
use crate::store::{Result, Work};

mod row {
    use crate::domain::follow_up::{FollowUp, FollowUpResult};
    use crate::store::table::{table, word};
    use chrono::NaiveDate;

    table! {
        FollowUp as "follow_up", story |row| row.matter_id.map(i64::from),
        columns |row| {
            office_id: i64 = row.office_id.0,
            list_key: String = row.list_key.as_str(),
            number: i64 = row.number,
            inspection_id: i64 = row.inspection_id.0,
            criteria: String = serde_json::to_string(&row.criteria).unwrap_or_default(),
            score: i64 = row.score,
            matter_id: Option<i64> = row.matter_id.map(i64::from),
            selected_on: Option<NaiveDate> = row.selected_on,
            published_on: Option<NaiveDate> = row.published_on,
            finding: Option<String> = row.finding.map(FollowUpResult::key),
            ended_on: Option<NaiveDate> = row.ended_on,
        }
        read |row| Ok(FollowUp {
            id: row.id.into(),
            office_id: row.office_id.into(),
            list_key: row.list_key,
            number: row.number,
            inspection_id: row.inspection_id.into(),
            criteria: word(|text| serde_json::from_str(text).ok(), &row.criteria, "follow_up", "criteria", row.id)?,
            score: row.score,
            matter_id: row.matter_id.map(Into::into),
            selected_on: row.selected_on,
            published_on: row.published_on,
            finding: match &row.finding {
                Some(key) => Some(word(FollowUpResult::from_key, key, "follow_up", "finding", row.id)?),
                None => None,
            },
            ended_on: row.ended_on,
        })
    }
}

impl Work {
    /// The list that was drawn last, in its order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn latest_follow_ups(&mut self) -> Result<Vec<FollowUp>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM follow_up WHERE list_key = \
                 (SELECT list_key FROM follow_up ORDER BY id DESC LIMIT 1) ORDER BY number",
            )
            .fetch_all(conn)
            .await?
        });
        self.get_each(ids).await
    }

    /// Whether an inspection was selected before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn was_followed_up(&mut self, inspection: InspectionId) -> Result<bool> {
        let count: i64 = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM follow_up WHERE inspection_id = $1 AND selected_on IS NOT NULL",
            )
            .bind(inspection.0)
            .fetch_one(conn)
            .await?
        });
        Ok(count > 0)
    }

    /// How often something of an inspection was sent back.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_returned(&mut self, inspection: InspectionId) -> Result<i64> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM matter_move m JOIN matter t ON t.id = m.matter_id \
                 WHERE t.inspection_id = $1 AND m.kind = $2 \
                 AND NOT EXISTS (SELECT 1 FROM matter_move u WHERE u.undoes = m.id)",
            )
            .bind(inspection.0)
            .bind(MoveKind::Returned.key())
            .fetch_one(conn)
            .await?
        }))
    }
}
