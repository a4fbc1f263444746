//! Writing findings and measures: new ones are opened, known ones compared field by field.

use super::Import;
use super::desired::state_of;
use super::ledger::Ready;
use super::report::{Difference, ImportReport};
use super::standing::{Kept, Register};
use crate::domain::finding::{Finding, Measure};
use crate::domain::ids::{FindingId, MatterId, MeasureId};
use crate::domain::matter::{Assignment, Matter};
use crate::domain::mode::DueMode;
use crate::domain::rulebook::Rule;
use crate::intake::MeasureRow;
use crate::store::{Act, Work};
use crate::supervision::due::{DueFound, count_rule};
use crate::supervision::open::{Opening, arm, next_code, open};
use crate::supervision::redate::redate;
use crate::text::MovedWhy;
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
            due: latest(rows.iter().map(|ready| &ready.due)),
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
        let finding = work.insert(&act.doing("finding.added"), finding).await?;
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
    async fn open_measure(
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
            people: ready.people.clone(),
            ..self.opening(ready, register)
        };
        let matter = open(work, self.house, self.books, act, rule, opening).await?;
        let measure = self.measure_of(row, finding.id, matter.id);
        work.insert(&act.doing("measure.added"), measure).await?;
        if matter.mode == DueMode::Standing && !row.is_claimed() {
            self.open_standing_check(work, act, &matter, ready).await?;
        }
        if let Some(line) = report.measures.iter_mut().find(|line| line.row == row.row) {
            line.code = Some(matter.code);
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

    fn measure_of(&self, row: &MeasureRow, finding_id: FindingId, matter_id: MatterId) -> Measure {
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
            people: ready.people.clone(),
        };
        open(work, self.house, self.books, act, rule, opening).await?;
        Ok(())
    }

    /// Compares a known finding and its measures with the file; takes over what differs if that is allowed.
    pub(super) async fn compare_finding(
        &self,
        work: &mut Work,
        act: &Act,
        kept: Kept,
        rows: &[&Ready<'_>],
        register: &mut Register,
        report: &mut ImportReport,
    ) -> Result<()> {
        register.meet(&kept.matter);
        let first = rows[0].row;
        let mut differences = Vec::new();
        let code = &kept.matter.code;
        note(
            &mut differences,
            first,
            code,
            "finding",
            &kept.matter.title,
            &first.finding,
        );
        let category = |text: &Option<String>| text.clone().unwrap_or_default();
        note(
            &mut differences,
            first,
            code,
            "category",
            &category(&kept.finding.category),
            &category(&first.category),
        );
        if !differences.is_empty() {
            let matter = Matter {
                title: first.finding.clone(),
                ..kept.matter.clone()
            };
            work.update(&act.doing("matter.changed"), &kept.matter, &matter)
                .await?;
            let finding = Finding {
                category: first.category.clone(),
                ..kept.finding.clone()
            };
            work.update(&act.doing("finding.changed"), &kept.finding, &finding)
                .await?;
        }
        for ready in rows {
            let from = differences.len();
            match kept.measures.get(&i64::from(ready.row.position)) {
                Some((measure, matter)) => {
                    register.meet(matter);
                    self.compare_measure(work, act, measure, matter, ready, &mut differences)
                        .await?;
                    let is_first_of_changed = ready.row.row == first.row && from > 0;
                    if differences.len() > from || is_first_of_changed {
                        report.changed += 1;
                    } else {
                        report.unchanged += 1;
                    }
                    if let Some(line) = report.measures.iter_mut().find(|line| line.row == ready.row.row) {
                        line.code = Some(matter.code.clone());
                    }
                }
                None => {
                    self.open_measure(work, act, &kept.finding, &kept.matter, ready, register, report)
                        .await?;
                }
            }
        }
        report.differences.extend(differences);
        Ok(())
    }

    async fn compare_measure(
        &self,
        work: &mut Work,
        act: &Act,
        measure: &Measure,
        matter: &Matter,
        ready: &Ready<'_>,
        differences: &mut Vec<Difference>,
    ) -> Result<()> {
        let row = ready.row;
        let from = differences.len();
        note(
            differences,
            row,
            &matter.code,
            "measure",
            &matter.title,
            title_of(row),
        );
        note(
            differences,
            row,
            &matter.code,
            "due",
            &measure.phrase,
            &row.due_raw,
        );
        note(
            differences,
            row,
            &matter.code,
            "status",
            &measure.status,
            &row.status_raw,
        );
        let after = Measure {
            id: measure.id,
            ..self.measure_of(row, measure.finding_id, matter.id)
        };
        work.update(&act.doing("measure.changed"), measure, &after)
            .await?;
        self.compare_people(work, act, matter, ready, differences).await?;
        if differences.len() == from {
            return Ok(());
        }
        let Some(locked) = work.lock_matter(matter.id).await? else {
            return Ok(());
        };
        let mut changed = Matter {
            title: title_of(row).to_owned(),
            ..locked.clone()
        };
        if measure.status != row.status_raw {
            changed.state = state_of(row.status.word);
            changed.claimed_on = row.is_claimed().then(|| self.books.today());
            changed.silenced = row.is_claimed();
        }
        if measure.phrase == row.due_raw {
            work.update(&act.doing("matter.changed"), &locked, &changed)
                .await?;
            let planning = work.planning(locked.id).await?;
            arm(work, self.house, self.books, &changed, planning).await?;
        } else {
            redate(
                work,
                self.house,
                self.books,
                act,
                &locked,
                changed,
                ready.due.clone(),
                MovedWhy::Import,
            )
            .await?;
        }
        Ok(())
    }

    async fn compare_people(
        &self,
        work: &mut Work,
        act: &Act,
        matter: &Matter,
        ready: &Ready<'_>,
        differences: &mut Vec<Difference>,
    ) -> Result<()> {
        let standing = work.list_assignments(matter.id).await?;
        let is_named = |assignment: &Assignment| {
            ready
                .people
                .iter()
                .any(|(role, person, _)| *role == assignment.role && *person == assignment.person_id)
        };
        let is_standing = |role, person| {
            standing
                .iter()
                .any(|assignment| assignment.role == role && assignment.person_id == person)
        };
        for assignment in standing.iter().filter(|assignment| !is_named(assignment)) {
            let ended = Assignment {
                ended_on: Some(self.books.today()),
                ..assignment.clone()
            };
            work.update(&act.doing("matter.unassigned"), assignment, &ended)
                .await?;
            let before = assignment.person_id.to_string();
            note(
                differences,
                ready.row,
                &matter.code,
                assignment.role.key(),
                &before,
                "",
            );
        }
        for (role, person_id, is_lead) in ready.people.iter().copied() {
            if !is_standing(role, person_id) {
                let new = Assignment {
                    id: 0,
                    matter_id: matter.id,
                    person_id,
                    role,
                    is_lead,
                    ended_on: None,
                };
                work.insert(&act.doing("matter.assigned"), new).await?;
                note(
                    differences,
                    ready.row,
                    &matter.code,
                    role.key(),
                    "",
                    &person_id.to_string(),
                );
            }
        }
        Ok(())
    }
}

/// What a row asks to be done: its measure, or the finding itself while it has none.
fn title_of(row: &MeasureRow) -> &str {
    row.measure.as_deref().unwrap_or(&row.finding)
}

/// The latest of several days; none where no one has a day.
fn latest<'a>(found: impl Iterator<Item = &'a DueFound>) -> DueFound {
    let latest = found
        .filter(|found| found.due_on.is_some())
        .max_by_key(|found| found.due_on);
    latest.map_or_else(DueFound::standing, |found| DueFound {
        mode: DueMode::Fixed,
        ..found.clone()
    })
}

fn note(
    differences: &mut Vec<Difference>,
    row: &MeasureRow,
    code: &str,
    field: &'static str,
    before: &str,
    after: &str,
) {
    if before != after {
        differences.push(Difference {
            row: row.row,
            code: code.to_owned(),
            field,
            before: before.to_owned(),
            after: after.to_owned(),
        });
    }
}
