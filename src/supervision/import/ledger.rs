//! 整改台账: everything is checked before anything is written.

use super::Import;
use super::desired::Undated;
use super::match_people::Matched;
use super::report::{ImportReport, MeasureLine};
use super::scene::{Place, Scenes};
use super::standing::Register;
use crate::domain::mode::DueMode;
use crate::intake::{
    DuePhrase, Layout, LedgerBook, LedgerColumn, MeasureRow, RowProblem, advice, merge_problems,
};
use crate::store::{Act, Work};
use crate::supervision::due::{DueFound, FEEDBACK};
use crate::supervision::event::{NewEvent, record_event};
use anyhow::Result;
use std::collections::BTreeMap;

/// A row with all that was found for it.
pub(super) struct Ready<'a> {
    pub row: &'a MeasureRow,
    pub place: &'a Place,
    pub due: DueFound,
    pub people: Matched,
}

impl Import<'_> {
    pub(super) async fn ledger(&self, work: &mut Work, mut book: LedgerBook) -> Result<ImportReport> {
        let mut report = ImportReport {
            kind: if book.layout == Layout::Unit {
                "unit_ledger"
            } else {
                "city_ledger"
            },
            sheet: book.sheet.clone(),
            unit: book.unit.clone(),
            round: book.round.clone(),
            feedback_on: book.feedback_on,
            warnings: std::mem::take(&mut book.warnings),
            ..ImportReport::default()
        };
        let mut scenes = self.set_scenes(work, &book, &mut report).await?;
        book.resolve_years(|row| scenes.of(row).and_then(|place| place.feedback_on));
        let mut register = Register::load(work, &scenes).await?;
        let (people, unknown) = self
            .match_people(work, &book, &scenes, &register, &mut report)
            .await?;
        let mut problems = scenes.take_problems();
        problems.extend(unknown);
        let (ready, undated) = self.get_ready(&book, &scenes, people)?;
        problems.extend(undated);
        problems.splice(0..0, book.problems.iter().cloned());
        report.errors = merge_problems(problems);
        report.measures = lines_of(&book, &ready);
        if report.is_refused() {
            return Ok(report);
        }
        self.record_feedback(work, &book, &scenes, &mut report).await?;
        self.write(work, &ready, &mut register, &mut report).await?;
        report.gone = register.gone();
        if report.changed > 0 {
            self.want_acceptance(&mut report);
        }
        Ok(report)
    }

    fn get_ready<'b>(
        &self,
        book: &'b LedgerBook,
        scenes: &'b Scenes,
        people: Vec<Matched>,
    ) -> Result<(Vec<Ready<'b>>, Vec<RowProblem>)> {
        let (mut ready, mut problems) = (Vec::new(), Vec::new());
        let has_problem = |row: &MeasureRow| book.problems.iter().any(|problem| problem.row == row.row);
        for (row, people) in book.rows.iter().zip(people) {
            let Some(place) = scenes.of(row) else { continue };
            if has_problem(row) {
                continue;
            }
            match self.due_of(row, place)? {
                Ok(due) => ready.push(Ready {
                    row,
                    place,
                    due,
                    people,
                }),
                Err(undated) => {
                    let why = match undated {
                        Undated::NeedsFeedback => advice::NEEDS_FEEDBACK,
                        Undated::UnknownHoliday => advice::UNKNOWN_HOLIDAY,
                    };
                    problems.push(book.problem(row, LedgerColumn::Due, &row.due_raw, why));
                }
            }
        }
        Ok((ready, problems))
    }

    /// Records the feedback that the file or the caller names, where it is not recorded yet.
    async fn record_feedback(
        &self,
        work: &mut Work,
        book: &LedgerBook,
        scenes: &Scenes,
        report: &mut ImportReport,
    ) -> Result<()> {
        let Some(happened_on) = book.feedback_on else {
            return Ok(());
        };
        let mut places: Vec<&Place> = scenes.all().collect();
        places.sort_by_key(|place| place.inspection.id);
        for place in places {
            let new = NewEvent {
                kind: FEEDBACK.to_owned(),
                happened_on,
                proof: self.file_name.to_owned(),
            };
            let (unit, inspection) = (&place.unit, Some(&place.inspection));
            let recorded =
                record_event(work, self.house, self.books, self.actor, unit, inspection, &new).await?;
            report.feedback_is_new |= recorded.is_new;
            report.opened.extend(recorded.opened);
            let new = recorded
                .warnings
                .into_iter()
                .filter(|warning| !report.warnings.contains(warning));
            let new: Vec<String> = new.collect();
            report.warnings.extend(new);
        }
        Ok(())
    }

    async fn write(
        &self,
        work: &mut Work,
        ready: &[Ready<'_>],
        register: &mut Register,
        report: &mut ImportReport,
    ) -> Result<()> {
        let act = Act::new(self.actor, self.books.now, "register.imported").because(self.file_name);
        let total = ready.len() as u64;
        let mut done = 0;
        for finding in by_finding(ready) {
            let first = finding[0];
            let inspection = first.place.inspection.id;
            report.takeover |= register.is_first(inspection);
            match register.find(inspection, first.row).cloned() {
                Some(kept) => {
                    self.compare_finding(work, &act, kept, &finding, register, report)
                        .await?;
                }
                None => self.open_finding(work, &act, &finding, register, report).await?,
            }
            done += finding.len() as u64;
            (self.progress)(done, total);
        }
        Ok(())
    }
}

/// The rows of each finding together, in the sheet's order.
fn by_finding<'a, 'b>(ready: &'a [Ready<'b>]) -> Vec<Vec<&'a Ready<'b>>> {
    let mut findings: Vec<Vec<&Ready<'_>>> = Vec::new();
    let mut index = BTreeMap::new();
    for row in ready {
        let key = (row.place.inspection.id, row.row.code.clone(), row.row.problem);
        let at = *index.entry(key).or_insert_with(|| {
            findings.push(Vec::new());
            findings.len() - 1
        });
        findings[at].push(row);
    }
    findings
}

fn lines_of(book: &LedgerBook, ready: &[Ready<'_>]) -> Vec<MeasureLine> {
    let found: BTreeMap<u32, &DueFound> = ready.iter().map(|ready| (ready.row.row, &ready.due)).collect();
    book.rows
        .iter()
        .map(|row| line_of(row, found.get(&row.row).copied()))
        .collect()
}

fn line_of(row: &MeasureRow, found: Option<&DueFound>) -> MeasureLine {
    let phrase = row.due.as_ref().map(|due| due.phrase);
    let own_day = match phrase {
        Some(DuePhrase::Fixed(day)) => Some(day),
        Some(DuePhrase::BeforeHoliday { .. }) => found.and_then(|found| found.due_on),
        _ => None,
    };
    let mode = phrase.map(|phrase| match phrase {
        DuePhrase::BeforeHoliday { .. } => DueMode::Fixed.to_string(),
        other => other.to_string(),
    });
    MeasureLine {
        row: row.row,
        unit: row.unit.clone(),
        given_code: row.code.clone(),
        problem: row.problem,
        position: row.position,
        category: row.category.clone(),
        finding: row.finding.clone(),
        measure: row.measure.clone(),
        due_on: own_day,
        matter_due_on: found.and_then(|found| found.due_on),
        provisional: found.is_some_and(|found| found.provisional),
        mode,
        status: row.status.word,
        leaders: row.leaders.iter().map(|named| named.name.clone()).collect(),
        responsible: row.responsible.iter().map(|named| named.name.clone()).collect(),
        raw: row.due_raw.clone(),
        is_new: false,
        code: None,
    }
}
