//! Matters and the persons named on them; the planner's bookkeeping.

use crate::domain::ids::{EventId, InspectionId, MatterId, OfficeId, PersonId, UnitId};
use crate::domain::matter::{Assignment, Matter, MatterState};
use crate::domain::rulebook::RuleCode;
use crate::store::table::{table, word};
use crate::store::work::{Tx, on};
use crate::store::{Result, Work};
use chrono::{DateTime, NaiveDate, Utc};

table! {
    Matter as "matter", story |matter| Some(matter.id.0),
    columns |matter| {
        office_id: i64 = matter.office_id.0,
        code: String = matter.code.as_str(),
        rule: String = matter.rule.0.as_str(),
        rulebook: String = matter.rulebook.as_str(),
        unit_id: i64 = matter.unit_id.0,
        inspection_id: Option<i64> = matter.inspection_id.map(i64::from),
        parent_id: Option<i64> = matter.parent_id.map(i64::from),
        event_id: Option<i64> = matter.event_id.map(i64::from),
        origin: String = matter.origin.as_str(),
        title: String = matter.title.as_str(),
        started_on: NaiveDate = matter.started_on,
        opened_at: DateTime<Utc> = matter.opened_at,
        mode: String = matter.mode.to_string(),
        due_on: Option<NaiveDate> = matter.due_on,
        original_due_on: Option<NaiveDate> = matter.original_due_on,
        provisional: bool = matter.provisional,
        counts_from_on: Option<NaiveDate> = matter.counts_from_on,
        due_revision: i64 = matter.due_revision,
        cycle: i64 = matter.cycle,
        state: String = matter.state.key(),
        percent: Option<i64> = matter.percent,
        claimed_on: Option<NaiveDate> = matter.claimed_on,
        taken_over: bool = matter.taken_over,
        silenced: bool = matter.silenced,
        received_on: Option<NaiveDate> = matter.received_on,
        ended_on: Option<NaiveDate> = matter.ended_on,
        merged_into: Option<i64> = matter.merged_into.map(i64::from),
    }
    read |row| Ok(Matter {
        id: row.id.into(),
        office_id: row.office_id.into(),
        code: row.code,
        rule: RuleCode(row.rule),
        rulebook: row.rulebook,
        unit_id: row.unit_id.into(),
        inspection_id: row.inspection_id.map(Into::into),
        parent_id: row.parent_id.map(Into::into),
        event_id: row.event_id.map(Into::into),
        origin: row.origin,
        title: row.title,
        started_on: row.started_on,
        opened_at: row.opened_at,
        mode: word(|text| text.parse().ok(), &row.mode, "matter", "mode", row.id)?,
        due_on: row.due_on,
        original_due_on: row.original_due_on,
        provisional: row.provisional,
        counts_from_on: row.counts_from_on,
        due_revision: row.due_revision,
        cycle: row.cycle,
        state: word(MatterState::from_key, &row.state, "matter", "state", row.id)?,
        percent: row.percent,
        claimed_on: row.claimed_on,
        taken_over: row.taken_over,
        silenced: row.silenced,
        received_on: row.received_on,
        ended_on: row.ended_on,
        merged_into: row.merged_into.map(Into::into),
    })
}

mod assigned {
    use crate::domain::matter::Assignment;
    use crate::domain::role::Role;
    use crate::store::table::{table, word};
    use chrono::NaiveDate;

    table! {
        Assignment as "assignment", story |assignment| Some(assignment.matter_id.0),
        columns |assignment| {
            matter_id: i64 = assignment.matter_id.0,
            person_id: i64 = assignment.person_id.0,
            role: String = assignment.role.key(),
            is_lead: bool = assignment.is_lead,
            ended_on: Option<NaiveDate> = assignment.ended_on,
        }
        read |row| Ok(Assignment {
            id: row.id,
            matter_id: row.matter_id.into(),
            person_id: row.person_id.into(),
            role: word(Role::from_key, &row.role, "assignment", "role", row.id)?,
            is_lead: row.is_lead,
            ended_on: row.ended_on,
        })
    }
}

const LOCK_DUE_SQLITE: &str = "UPDATE matter SET version = version + 1 WHERE id IN \
    (SELECT id FROM matter WHERE next_step_at <= $1 ORDER BY id LIMIT $2) RETURNING id";

/// A second planner waits for the first one's rows, finds them planned, and takes the next ones.
const LOCK_DUE_POSTGRES: &str = "UPDATE matter SET version = version + 1 WHERE id IN \
    (SELECT id FROM matter WHERE next_step_at <= $1 ORDER BY id LIMIT $2 FOR UPDATE) RETURNING id";

/// A list of matters whose first condition an index answers: what it names is there.
macro_rules! list_where {
    ($first:literal) => {
        concat!(
            "SELECT * FROM matter WHERE ",
            $first,
            " AND ($1 IS NULL OR unit_id = $1) \
             AND ($2 IS NULL OR inspection_id = $2) AND ($3 IS NULL OR parent_id = $3) \
             AND ($4 IS NULL OR rule = $4) AND ($5 IS NULL OR event_id = $5) \
             AND ($6 IS NULL OR due_on < $6) \
             AND (NOT $7 OR state NOT IN ('completed', 'closed_out', 'standing', 'withdrawn')) \
             ORDER BY due_on IS NULL, due_on, code"
        )
    };
}

const LIST_UNDER: &str = list_where!("parent_id = $3");
const LIST_OPENED_BY: &str = list_where!("event_id = $5");
const LIST_OF_INSPECTION: &str = list_where!("inspection_id = $2");
const LIST_OF_UNIT: &str = list_where!("unit_id = $1");
const LIST_ALL: &str = list_where!("id IS NOT NULL");

/// The planner's bookkeeping of a matter; not in the ledger, because the notices say what was told.
#[derive(Debug, Clone, PartialEq, Eq, Default, sqlx::FromRow)]
pub struct Planning {
    /// Business instant of the last change of the due day (none: it still has its first one).
    pub armed_at: Option<DateTime<Utc>>,
    /// Steps up to this business instant have been planned (none: nothing yet).
    pub planned_to_at: Option<DateTime<Utc>>,
    /// Business instant of the slot of the next step.
    pub next_step_at: Option<DateTime<Utc>>,
    /// A form to be told in the next slot besides the timeline: `moved`, `taken_over`.
    pub news: Option<String>,
}

/// Conditions on a list of matters; an absent one fits all.
#[derive(Debug, Clone, Default)]
pub struct MatterFilter {
    /// Of this unit.
    pub unit: Option<UnitId>,
    /// Of this inspection.
    pub inspection: Option<InspectionId>,
    /// Under this matter.
    pub parent: Option<MatterId>,
    /// Opened by this rule.
    pub rule: Option<RuleCode>,
    /// Opened by this event.
    pub event: Option<EventId>,
    /// Due before this day.
    pub due_before: Option<NaiveDate>,
    /// Not ended.
    pub open_only: bool,
}

impl Work {
    /// Matters that fit, by due day and code.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_matters(&mut self, filter: &MatterFilter) -> Result<Vec<Matter>> {
        let sql = match filter {
            MatterFilter { parent: Some(_), .. } => LIST_UNDER,
            MatterFilter { event: Some(_), .. } => LIST_OPENED_BY,
            MatterFilter {
                inspection: Some(_), ..
            } => LIST_OF_INSPECTION,
            MatterFilter { unit: Some(_), .. } => LIST_OF_UNIT,
            _ => LIST_ALL,
        };
        let rows: Vec<Row> = on!(self, |conn| {
            sqlx::query_as(sql)
                .bind(filter.unit.map(i64::from))
                .bind(filter.inspection.map(i64::from))
                .bind(filter.parent.map(i64::from))
                .bind(filter.rule.as_ref().map(|rule| rule.0.as_str()))
                .bind(filter.event.map(i64::from))
                .bind(filter.due_before)
                .bind(filter.open_only)
                .fetch_all(conn)
                .await?
        });
        rows.into_iter().map(Row::read).collect()
    }

    /// A matter by its code.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_matter(&mut self, office: OfficeId, code: &str) -> Result<Option<Matter>> {
        let row: Option<Row> = on!(self, |conn| {
            sqlx::query_as("SELECT * FROM matter WHERE office_id = $1 AND code = $2")
                .bind(office.0)
                .bind(code)
                .fetch_optional(conn)
                .await?
        });
        row.map(Row::read).transpose()
    }

    /// Codes of the matters that were merged into one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_merged_into(&mut self, id: MatterId) -> Result<Vec<String>> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar("SELECT code FROM matter WHERE merged_into = $1 ORDER BY id")
                .bind(id.0)
                .fetch_all(conn)
                .await?
        }))
    }

    /// The oldest matter whose code is the given one but for capital and small letters.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_matter_in_any_case(&mut self, office: OfficeId, code: &str) -> Result<Option<Matter>> {
        let row: Option<Row> = on!(self, |conn| {
            sqlx::query_as(
                "SELECT * FROM matter WHERE office_id = $1 AND UPPER(code) = UPPER($2) ORDER BY id LIMIT 1",
            )
            .bind(office.0)
            .bind(code)
            .fetch_optional(conn)
            .await?
        });
        row.map(Row::read).transpose()
    }

    /// The matter that a rule opened for a unit from an origin.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_matter_of(
        &mut self,
        rule: &RuleCode,
        unit: UnitId,
        origin: &str,
    ) -> Result<Option<Matter>> {
        let row: Option<Row> = on!(self, |conn| {
            sqlx::query_as("SELECT * FROM matter WHERE rule = $1 AND unit_id = $2 AND origin = $3")
                .bind(rule.0.as_str())
                .bind(unit.0)
                .bind(origin)
                .fetch_optional(conn)
                .await?
        });
        row.map(Row::read).transpose()
    }

    /// Locks a matter until commit, so that what is decided on it still holds when it is written.
    ///
    /// # Errors
    /// When the database cannot lock it.
    pub async fn lock_matter(&mut self, id: MatterId) -> Result<Option<Matter>> {
        let row: Option<Row> = on!(self, |conn| {
            sqlx::query_as("UPDATE matter SET version = version + 1 WHERE id = $1 RETURNING *")
                .bind(id.0)
                .fetch_optional(conn)
                .await?
        });
        row.map(Row::read).transpose()
    }

    /// Locks at most `limit` matters whose next step has come, in order of id.
    ///
    /// # Errors
    /// When the database cannot lock them.
    pub async fn lock_due_matters(&mut self, now: DateTime<Utc>, limit: i64) -> Result<Vec<MatterId>> {
        let sql = match self.tx {
            Tx::Sqlite(_) => LOCK_DUE_SQLITE,
            Tx::Postgres(_) => LOCK_DUE_POSTGRES,
        };
        let mut ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(sql)
                .bind(now)
                .bind(limit)
                .fetch_all(conn)
                .await?
        });
        ids.sort_unstable();
        Ok(ids.into_iter().map(MatterId).collect())
    }

    /// Matters whose next step has come, without locking.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_due_matters(&mut self, now: DateTime<Utc>) -> Result<Vec<Matter>> {
        let rows: Vec<Row> = on!(self, |conn| {
            sqlx::query_as("SELECT * FROM matter WHERE next_step_at <= $1 ORDER BY id")
                .bind(now)
                .fetch_all(conn)
                .await?
        });
        rows.into_iter().map(Row::read).collect()
    }

    /// The earliest next step of all matters.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn earliest_step(&mut self) -> Result<Option<DateTime<Utc>>> {
        Ok(on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT next_step_at FROM matter WHERE next_step_at IS NOT NULL ORDER BY next_step_at LIMIT 1",
            )
            .fetch_optional(conn)
            .await?
        }))
    }

    /// The planner's bookkeeping of a matter.
    ///
    /// # Errors
    /// When the matter is not there.
    pub async fn planning(&mut self, id: MatterId) -> Result<Planning> {
        Ok(on!(self, |conn| {
            sqlx::query_as("SELECT armed_at, planned_to_at, next_step_at, news FROM matter WHERE id = $1")
                .bind(id.0)
                .fetch_one(conn)
                .await?
        }))
    }

    /// Writes the planner's bookkeeping of a matter.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn set_planning(&mut self, id: MatterId, planning: &Planning) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "UPDATE matter SET armed_at = $2, planned_to_at = $3, next_step_at = $4, news = $5 WHERE id = $1",
            )
                .bind(id.0)
                .bind(planning.armed_at)
                .bind(planning.planned_to_at)
                .bind(planning.next_step_at)
                .bind(planning.news.as_deref())
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    /// The standing assignments of a matter.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_assignments(&mut self, matter: MatterId) -> Result<Vec<Assignment>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM assignment WHERE matter_id = $1 AND ended_on IS NULL ORDER BY id",
            )
            .bind(matter.0)
            .fetch_all(conn)
            .await?
        });
        self.get_each(ids).await
    }

    /// The standing assignments of a person on open matters.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_assignments_of(&mut self, person: PersonId) -> Result<Vec<Assignment>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT a.id FROM assignment a JOIN matter m ON m.id = a.matter_id WHERE a.person_id = $1 \
                 AND a.ended_on IS NULL AND m.state NOT IN ('completed', 'closed_out', 'standing', 'withdrawn') ORDER BY a.id",
            )
            .bind(person.0)
            .fetch_all(conn)
            .await?
        });
        self.get_each(ids).await
    }
}
