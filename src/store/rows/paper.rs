//! Papers, and the matters on them.

use crate::domain::ids::{MatterId, PaperId, UnitId};
use crate::domain::supervision_paper::{Paper, PaperItem, PaperState};
use crate::store::work::on;
use crate::store::{Result, Work};
use chrono::{DateTime, Utc};

mod paper_row {
    use crate::domain::supervision_paper::{Paper, PaperState};
    use crate::store::table::{table, word};
    use chrono::{DateTime, NaiveDate, Utc};

    table! {
        Paper as "paper", story |_paper| None,
        columns |paper| {
            office_id: i64 = paper.office_id.0,
            unit_id: i64 = paper.unit_id.0,
            form: String = paper.form.as_str(),
            rulebook: String = paper.rulebook.as_str(),
            state: String = paper.state.key(),
            drafted_on: NaiveDate = paper.drafted_on,
            drafted_at: DateTime<Utc> = paper.drafted_at,
            year: Option<i64> = paper.year,
            number: Option<i64> = paper.number,
            due_on: Option<NaiveDate> = paper.due_on,
            issued_on: Option<NaiveDate> = paper.issued_on,
            issued_by: Option<i64> = paper.issued_by.map(i64::from),
            reason: Option<String> = paper.reason.as_deref(),
        }
        read |row| Ok(Paper {
            state: word(PaperState::from_key, &row.state, "paper", "state", row.id)?,
            id: row.id.into(),
            office_id: row.office_id.into(),
            unit_id: row.unit_id.into(),
            form: row.form,
            rulebook: row.rulebook,
            drafted_on: row.drafted_on,
            drafted_at: row.drafted_at,
            year: row.year,
            number: row.number,
            due_on: row.due_on,
            issued_on: row.issued_on,
            issued_by: row.issued_by.map(Into::into),
            reason: row.reason,
        })
    }
}

mod item_row {
    use crate::domain::supervision_paper::PaperItem;
    use crate::store::table::table;
    use chrono::NaiveDate;

    table! {
        PaperItem as "paper_item", story |item| Some(item.matter_id.0),
        columns |item| {
            paper_id: i64 = item.paper_id.0,
            matter_id: i64 = item.matter_id.0,
            cycle: i64 = item.cycle,
            due_revision: i64 = item.due_revision,
            step: String = item.step.as_str(),
            occurrence_on: NaiveDate = item.occurrence_on,
            due_on: Option<NaiveDate> = item.due_on,
        }
        read |row| Ok(PaperItem {
            id: row.id.into(),
            paper_id: row.paper_id.into(),
            matter_id: row.matter_id.into(),
            cycle: row.cycle,
            due_revision: row.due_revision,
            step: row.step,
            occurrence_on: row.occurrence_on,
            due_on: row.due_on,
        })
    }
}

impl Work {
    /// A unit's paper of a form that was drafted in a slot.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_paper(
        &mut self,
        unit: UnitId,
        form: &str,
        drafted_at: DateTime<Utc>,
        state: PaperState,
    ) -> Result<Option<Paper>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar(
                "SELECT id FROM paper WHERE unit_id = $1 AND form = $2 AND drafted_at = $3 AND state = $4 \
                 ORDER BY id DESC LIMIT 1",
            )
            .bind(unit.0)
            .bind(form)
            .bind(drafted_at)
            .bind(state.key())
            .fetch_optional(conn)
            .await?
        });
        Ok(match id {
            Some(id) => Some(self.get(PaperId(id)).await?),
            None => None,
        })
    }

    /// The papers, latest first; of one state where that is asked for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_papers(&mut self, state: Option<PaperState>) -> Result<Vec<Paper>> {
        let mut papers: Vec<Paper> = self.all().await?;
        papers.retain(|paper| state.is_none_or(|state| paper.state == state));
        papers.reverse();
        Ok(papers)
    }

    /// The matters on a paper, in the order in which they came.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_paper_items(&mut self, paper: PaperId) -> Result<Vec<PaperItem>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM paper_item WHERE paper_id = $1 ORDER BY id")
                .bind(paper.0)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The papers on which a matter stands, in the order in which they came.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_papers_of(&mut self, matter: MatterId) -> Result<Vec<(PaperItem, Paper)>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM paper_item WHERE matter_id = $1 ORDER BY id")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        let mut papers = Vec::new();
        for item in self.get_each::<PaperItem>(ids).await? {
            let paper = self.get(item.paper_id).await?;
            papers.push((item, paper));
        }
        Ok(papers)
    }
}
