//! Notices.

use crate::domain::ids::{MatterId, NoticeId, PersonId};
use crate::domain::matter::Matter;
use crate::domain::notice::{Notice, NoticeState};
use crate::store::table::word;
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, NaiveDate, Utc};

/// A notice to be planned.
#[derive(Debug, Clone)]
pub struct NewNotice<'a> {
    /// Code of the step.
    pub step: &'a str,
    /// The step's nominal day.
    pub occurrence_on: NaiveDate,
    /// To.
    pub person: PersonId,
    /// Kind of channel.
    pub channel: &'a str,
    /// Form.
    pub form: &'a str,
    /// Business instant.
    pub at: DateTime<Utc>,
    /// `Planned`, or `Unreachable` where there is nowhere to send it.
    pub state: NoticeState,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    matter_id: i64,
    cycle: i64,
    due_revision: i64,
    step: String,
    occurrence_on: NaiveDate,
    person_id: i64,
    channel: String,
    form: String,
    state: String,
    number: Option<i64>,
    planned_at: DateTime<Utc>,
    told_at: Option<DateTime<Utc>>,
}

impl Row {
    fn read(self) -> Result<Notice> {
        Ok(Notice {
            state: word(NoticeState::from_key, &self.state, "notice", "state", self.id)?,
            id: NoticeId(self.id),
            matter_id: MatterId(self.matter_id),
            cycle: self.cycle,
            due_revision: self.due_revision,
            step: self.step,
            occurrence_on: self.occurrence_on,
            person_id: PersonId(self.person_id),
            channel: self.channel,
            form: self.form,
            number: self.number,
            planned_at: self.planned_at,
            told_at: self.told_at,
        })
    }
}

impl Work {
    /// Plans a notice; `false` when the same was planned before.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn plan_notice(&mut self, matter: &Matter, new: &NewNotice<'_>) -> Result<bool> {
        let touched = on!(self, |conn| {
            sqlx::query(
                "INSERT INTO notice (matter_id, cycle, due_revision, step, occurrence_on, person_id, channel, \
                 form, state, planned_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
            )
            .bind(matter.id.0)
            .bind(matter.cycle)
            .bind(matter.due_revision)
            .bind(new.step)
            .bind(new.occurrence_on)
            .bind(new.person.0)
            .bind(new.channel)
            .bind(new.form)
            .bind(new.state.key())
            .bind(new.at)
            .execute(conn)
            .await?
            .rows_affected()
        });
        Ok(touched == 1)
    }

    /// Notices that no message carries yet, by person and channel, in order of planning.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_unbundled(&mut self) -> Result<Vec<Notice>> {
        let rows: Vec<Row> = on!(self, |conn| {
            sqlx::query_as("SELECT * FROM notice WHERE state = 'planned' ORDER BY person_id, channel, id")
                .fetch_all(conn)
                .await?
        });
        rows.into_iter().map(Row::read).collect()
    }

    /// Notices that reached nobody, of what is still as it was when they were planned, by person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_unreachable(&mut self) -> Result<Vec<Notice>> {
        let rows: Vec<Row> = on!(self, |conn| {
            sqlx::query_as(
                "SELECT n.* FROM notice n JOIN matter m ON m.id = n.matter_id WHERE n.state = 'unreachable' \
                 AND n.cycle = m.cycle AND n.due_revision = m.due_revision ORDER BY n.person_id, n.id",
            )
            .fetch_all(conn)
            .await?
        });
        rows.into_iter().map(Row::read).collect()
    }

    /// A notice that reached nobody was told by telephone.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn mark_called(&mut self, notice: NoticeId, at: DateTime<Utc>) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE notice SET state = 'called', told_at = $2 WHERE id = $1")
                .bind(notice.0)
                .bind(at)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    /// Puts a notice into a part of a message, under a number or only counted there.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn bundle_notice(&mut self, notice: NoticeId, outbox: i64, number: Option<i64>) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE notice SET state = 'bundled', outbox_id = $2, number = $3 WHERE id = $1")
                .bind(notice.0)
                .bind(outbox)
                .bind(number)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    /// How many matters the parts of a message list, those that were told and those that wait.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_numbered(&mut self, message: i64) -> Result<i64> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT COUNT(*) FROM notice n JOIN outbox o ON o.id = n.outbox_id WHERE o.message_id = $1 \
                 AND n.number IS NOT NULL AND n.state IN ('bundled', 'told')",
            )
            .bind(message)
            .fetch_one(conn)
            .await?
        }))
    }

    /// The notices that a part of a message carries, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_notices_in(&mut self, outbox: i64) -> Result<Vec<Notice>> {
        let rows: Vec<Row> = on!(self, |conn| {
            sqlx::query_as("SELECT * FROM notice WHERE outbox_id = $1 AND state = 'bundled' ORDER BY id")
                .bind(outbox)
                .fetch_all(conn)
                .await?
        });
        rows.into_iter().map(Row::read).collect()
    }

    /// Marks a notice as withdrawn or unreachable.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn mark_notice(&mut self, notice: NoticeId, state: NoticeState) -> Result<()> {
        on!(self, |conn| {
            sqlx::query("UPDATE notice SET state = $2 WHERE id = $1")
                .bind(notice.0)
                .bind(state.key())
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    /// All notices about a matter, in order of planning.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_notices_of(&mut self, matter: MatterId) -> Result<Vec<Notice>> {
        let rows: Vec<Row> = on!(self, |conn| {
            sqlx::query_as("SELECT * FROM notice WHERE matter_id = $1 ORDER BY id")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        rows.into_iter().map(Row::read).collect()
    }
}
