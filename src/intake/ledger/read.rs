//! Reads a ledger row by row.

use super::finding::{Current, Key, Opening};
use super::line::{Line, classify};
use super::warnings::warnings;
use super::{Layout, LedgerBook, Limits, MeasureRow};
use crate::intake::header::Header;
use crate::intake::sheet::Sheet;
use crate::intake::table::Table;
use crate::intake::title::{Title, same_round};
use crate::intake::{Defaults, IntakeError, LedgerColumn, merge_problems, secret_problems};
use std::collections::HashMap;

/// Most memory of all rows together, in bytes: merged cells repeat their words in every row.
const SIZE_LIMIT: usize = 128 << 20;

/// A ledger while it is read.
pub(super) struct Reading<'a> {
    pub table: &'a Table<'a, LedgerColumn>,
    pub book: LedgerBook,
    /// The finding of the row above.
    pub current: Option<Current>,
    /// The heading over the rows.
    pub section: Option<String>,
    /// First row of every number and code.
    pub seen: HashMap<Key, u32>,
    /// Findings so far, by unit and round.
    pub counts: HashMap<(Option<String>, Option<String>), u32>,
    /// What the book's rows take, in bytes.
    size: usize,
}

pub(in crate::intake) fn read(
    sheet: &Sheet,
    header: Header<LedgerColumn>,
    defaults: &Defaults,
) -> Result<LedgerBook, IntakeError> {
    let title = Title::read(sheet, header.top);
    let table = Table::new(sheet, header);
    let mut reading = Reading::new(&table, title, defaults);
    let mut only_numbers = Vec::new();
    for cells in table.rows() {
        let row = cells[0].row;
        match classify(&table, cells) {
            Line::Data => reading.take(row)?,
            Line::NumberOnly => only_numbers.push(row + 1),
            Line::Section(words) => {
                reading.current = None;
                reading.section = Some(words);
            }
            Line::Other => {}
        }
    }
    let mut book = reading.book;
    let secrets = secret_problems(sheet, |at| table.place_at(at));
    book.problems = merge_problems(secrets.chain(std::mem::take(&mut book.problems)));
    if let Some(feedback_on) = book.feedback_on {
        book.resolve_years(|_| Some(feedback_on));
    }
    book.warnings = warnings(&book, &only_numbers);
    book.warnings.extend(table.header.unread(sheet));
    Ok(book)
}

impl<'a> Reading<'a> {
    fn new(table: &'a Table<'a, LedgerColumn>, title: Title, defaults: &Defaults) -> Self {
        let has_units = table.header.heading(LedgerColumn::Unit).is_some();
        let contradictions = contradictions(&title, &table.sheet.name, defaults);
        let book = LedgerBook {
            sheet: table.sheet.name.clone(),
            layout: if has_units { Layout::City } else { Layout::Unit },
            unit: title
                .unit
                .map(|told| told.value)
                .or_else(|| defaults.unit.clone()),
            round: title
                .round
                .map(|told| told.value)
                .or_else(|| defaults.round.clone()),
            feedback_on: title.feedback_on.map(|told| told.value).or(defaults.feedback_on),
            rows: Vec::new(),
            warnings: Vec::new(),
            problems: title.problems.into_iter().chain(contradictions).collect(),
            header: table.header.clone(),
            limits: Limits::new(defaults),
        };
        let (seen, counts) = (HashMap::new(), HashMap::new());
        Reading {
            table,
            book,
            current: None,
            section: None,
            seen,
            counts,
            size: 0,
        }
    }

    /// One row with data.
    fn take(&mut self, row: u32) -> Result<(), IntakeError> {
        use LedgerColumn::{Due, Finding, Measure, MeasureKind, Note, Round, Status, Unit};
        let opening = Opening {
            identity: self.identity(row),
            finding: self.text(row, Finding),
            unit: self.text(row, Unit),
            round: self.text(row, Round),
        };
        let is_numbered = self.is_numbered();
        let above = self
            .current
            .take()
            .filter(|above| opening.goes_on(above, is_numbered));
        let measure = self.text(row, Measure).words;
        let shared = self.shared(row, &opening, above.as_ref().map(|above| &above.shared));
        let current = match above {
            Some(above) => self.next_measure(row, above, &measure, shared),
            None => self.new_finding(row, opening, &measure, shared),
        };
        let status = self.status(row);
        let shared = current.shared.clone();
        let measure = MeasureRow {
            row: row + 1,
            code: current.code.clone(),
            unit: shared.unit,
            round: shared.round,
            team: shared.team,
            problem: current.number,
            position: current.position,
            category: shared.category,
            finding: current.finding.clone(),
            measure: (!measure.is_empty()).then_some(measure),
            measure_kind: self.text(row, MeasureKind).filled(),
            leaders: shared.leaders,
            department: shared.department,
            responsible: shared.responsible,
            due: self.due(row, status),
            due_raw: self.raw(row, Due),
            status,
            status_raw: self.raw(row, Status),
            focus: shared.focus,
            note: self.text(row, Note).filled(),
        };
        self.current = Some(current);
        self.keep(measure)
    }

    fn keep(&mut self, row: MeasureRow) -> Result<(), IntakeError> {
        self.size += size(&row);
        if self.size > SIZE_LIMIT {
            return Err(IntakeError::TooLarge(
                "its rows hold more than any ledger".to_owned(),
            ));
        }
        self.book.rows.push(row);
        Ok(())
    }
}

/// What a row takes in memory, in bytes.
fn size(row: &MeasureRow) -> usize {
    let MeasureRow {
        code,
        unit,
        round,
        team,
        category,
        measure,
        measure_kind,
        department,
        note,
        ..
    } = row;
    let optional = [
        code,
        unit,
        round,
        team,
        category,
        measure,
        measure_kind,
        department,
        note,
    ];
    let people = row
        .leaders
        .iter()
        .chain(&row.responsible)
        .map(|person| size_of_val(person) + person.name.len());
    let words = optional.into_iter().flatten().map(String::len);
    let written = [&row.finding, &row.due_raw, &row.status_raw].map(String::len);
    size_of_val(row) + people.chain(words).chain(written).sum::<usize>()
}

/// An option that says something else than the sheet is a problem that names both.
fn contradictions(title: &Title, sheet: &str, defaults: &Defaults) -> Vec<crate::intake::RowProblem> {
    let unit = title.unit.as_ref().zip(defaults.unit.as_ref());
    let round = title.round.as_ref().zip(defaults.round.as_ref());
    let feedback = title.feedback_on.as_ref().zip(defaults.feedback_on);
    [
        unit.filter(|(told, option)| told.value != **option)
            .map(|(told, option)| told.contradiction(sheet, "单位", option)),
        round
            .filter(|(told, option)| !same_round(&told.value, option))
            .map(|(told, option)| told.contradiction(sheet, "轮次", option)),
        feedback
            .filter(|(told, option)| told.value != *option)
            .map(|(told, option)| told.contradiction(sheet, "反馈时间", &option.to_string())),
    ]
    .into_iter()
    .flatten()
    .collect()
}
