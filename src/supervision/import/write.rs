//! Opening findings and measures.

use super::Import;
use super::desired::state_of;
use super::ledger::Ready;
use super::report::ImportReport;
use super::standing::Register;
use crate::domain::finding::{Finding, Measure};
use crate::domain::ids::{FindingId, MatterId, MeasureId};
use crate::domain::matter::{Matter, MatterState};
use crate::domain::mode::DueMode;
use crate::domain::rulebook::Rule;
use crate::intake::{MeasureRow, written};
use crate::store::{Act, Work};
use crate::supervision::due::{DueFound, count_rule};
use crate::supervision::open::{Opening, next_code, open};
use anyhow::Result;

impl Import<'_> {
    /// Opens a finding and its measures.
    pub(super) async fn open_finding(
        &self,
        work: &mut Work,
        act: &Act,
        rows: &[&Ready<'_>],
        register: &mut Register,
        report: &mut ImportReport,
    ) -> Result<()> {
        let rule = self.books.rule(&self.books.rulebook.measures.finding)?;
        let first = rows[0];
        let inspection = first.place.inspection.id;
        let code = match &first.row.code {
            Some(code) => code.clone(),
            None => next_code(work, rule, Some(inspection), self.books.today()).await?,
        };
        let opening = Opening {
            origin: format!("finding:{inspection}:{code}"),
            code,
            title: first.row.finding.clone(),
            due: DueFound::latest(rows.iter().map(|ready| ready.due.clone())),
            state: state_of_all(rows),
            claimed_on: rows
                .iter()
                .all(|ready| ready.row.is_claimed())
                .then(|| self.books.today()),
            ..self.opening(first, register)
        };
        let matter = open(work, self.house, self.books, act, rule, opening).await?;
        let finding = Finding {
            id: FindingId(0),
            matter_id: matter.id,
            inspection_id: inspection,
            number: i64::from(first.row.problem),
            given_code: first.row.code.clone(),
            category: first.row.category.clone(),
            is_focus: rows.iter().any(|ready| ready.row.focus),
        };
        let finding = match work.find_finding_of(matter.id).await? {
            Some(before) => {
                let finding = Finding {
                    id: before.id,
                    ..finding
                };
                work.update(&act.doing("finding.changed"), &before, &finding)
                    .await?;
                finding
            }
            None => work.insert(&act.doing("finding.added"), finding).await?,
        };
        for ready in rows {
            self.open_measure(work, act, &finding, &matter, ready, register, report)
                .await?;
        }
        Ok(())
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a measure, its finding, and where both are written"
    )]
    pub(super) async fn open_measure(
        &self,
        work: &mut Work,
        act: &Act,
        finding: &Finding,
        above: &Matter,
        ready: &Ready<'_>,
        register: &Register,
        report: &mut ImportReport,
    ) -> Result<()> {
        let rule = self.books.rule(&self.books.rulebook.measures.item)?;
        let row = ready.row;
        let opening = Opening {
            parent_id: Some(above.id),
            origin: format!("measure:{}:{}", finding.id, row.position),
            code: format!("{}-{}", above.code, row.position),
            title: title_of(row).to_owned(),
            due: ready.due.clone(),
            people: ready.people.named.clone(),
            ..self.opening(ready, register)
        };
        let matter = open(work, self.house, self.books, act, rule, opening).await?;
        let measure = measure_of(row, finding.id, matter.id);
        match work.find_measure_of(matter.id).await? {
            Some(before) => {
                let measure = Measure {
                    id: before.id,
                    ..measure
                };
                work.update(&act.doing("measure.changed"), &before, &measure)
                    .await?;
            }
            None => {
                work.insert(&act.doing("measure.added"), measure).await?;
            }
        }
        if matter.mode == DueMode::Standing && !row.is_claimed() {
            self.open_standing_check(work, act, &matter, ready).await?;
        }
        if let Some(line) = report.measures.iter_mut().find(|line| line.row == row.row) {
            line.code = Some(matter.code);
            line.is_new = true;
        }
        report.created += 1;
        Ok(())
    }

    /// What a finding and its measures have in common.
    fn opening(&self, ready: &Ready<'_>, register: &Register) -> Opening {
        let place = ready.place;
        Opening {
            unit_id: place.unit.id,
            inspection_id: Some(place.inspection.id),
            parent_id: None,
            event_id: None,
            origin: String::new(),
            code: String::new(),
            title: String::new(),
            started_on: place.feedback_on.unwrap_or(self.books.today()),
            due: DueFound::standing(),
            state: state_of(ready.row.status.word),
            claimed_on: ready.row.is_claimed().then(|| self.books.today()),
            taken_over: register.is_first(place.inspection.id),
            people: Vec::new(),
        }
    }

    /// 长期坚持 has no due day; its periodic check has.
    async fn open_standing_check(
        &self,
        work: &mut Work,
        act: &Act,
        standing: &Matter,
        ready: &Ready<'_>,
    ) -> Result<()> {
        let rule: &Rule = self.books.rule(&self.books.rulebook.measures.standing)?;
        let today = self.books.today();
        let from_start = count_rule(&self.books.rulebook, rule, standing.started_on, self.books)?;
        let (started_on, due) = match from_start.due_on {
            Some(due) if due < today => (today, count_rule(&self.books.rulebook, rule, today, self.books)?),
            _ => (standing.started_on, from_start),
        };
        let opening = Opening {
            unit_id: standing.unit_id,
            inspection_id: standing.inspection_id,
            parent_id: Some(standing.id),
            event_id: None,
            origin: format!("standing:{}", standing.id),
            code: format!("{}-J", standing.code),
            title: standing.title.clone(),
            started_on,
            due,
            state: standing.state,
            claimed_on: None,
            taken_over: standing.taken_over,
            people: ready.people.named.clone(),
        };
        open(work, self.house, self.books, act, rule, opening).await?;
        Ok(())
    }
}

/// What a row asks to be done: its measure, or the finding itself while it has none.
pub(super) fn title_of(row: &MeasureRow) -> &str {
    row.measure.as_deref().unwrap_or(&row.finding)
}

/// Where a finding stands: where all its measures stand, else in between.
fn state_of_all(rows: &[&Ready<'_>]) -> MatterState {
    let mut states = rows.iter().map(|ready| state_of(ready.row.status.word));
    let first = states.next().unwrap_or(MatterState::NotStarted);
    if states.all(|state| state == first) {
        first
    } else {
        MatterState::InProgress
    }
}

/// A row as the register keeps it.
pub(super) fn measure_of(row: &MeasureRow, finding_id: FindingId, matter_id: MatterId) -> Measure {
    Measure {
        id: MeasureId(0),
        matter_id,
        finding_id,
        position: i64::from(row.position),
        kind: row.measure_kind.clone(),
        department: row.department.clone(),
        phrase: row.due_raw.clone(),
        then_standing: row.due.is_some_and(|due| due.then_standing),
        status: row.status_raw.clone(),
        leaders: written(&row.leaders),
        responsible: written(&row.responsible),
        confirmed_on: None,
    }
}
