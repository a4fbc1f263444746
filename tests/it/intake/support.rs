//! Builds workbooks cell by cell, as clerks do.

use chrono::NaiveDate;
use huiyin::intake::{ContactsBook, Defaults, IntakeError, LedgerBook, RowProblem, Workbook, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Worksheet};

/// A cell to write.
#[derive(Debug, Clone, Copy)]
pub enum Put<'a> {
    Text(&'a str),
    Number(f64),
    Date(i32, u8, u8),
    Formula(&'a str),
    Truth(bool),
    Blank,
}

impl<'a> From<&'a str> for Put<'a> {
    fn from(text: &'a str) -> Self {
        if text.is_empty() {
            Put::Blank
        } else {
            Put::Text(text)
        }
    }
}

impl From<f64> for Put<'_> {
    fn from(number: f64) -> Self {
        Put::Number(number)
    }
}

/// A workbook with one sheet under construction.
pub struct Book {
    workbook: rust_xlsxwriter::Workbook,
}

impl Book {
    /// A workbook whose first sheet has these rows, from A1 on.
    pub fn of<'a, P: Into<Put<'a>> + Copy>(rows: &[&[P]]) -> Book {
        let mut book = Book {
            workbook: rust_xlsxwriter::Workbook::new(),
        };
        book.workbook.add_worksheet().set_name("整改台账").unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                book.put(row as u32, column as u16, (*cell).into());
            }
        }
        book
    }

    /// Writes one cell; row and column from 0.
    pub fn put(&mut self, row: u32, column: u16, cell: Put<'_>) -> &mut Self {
        let sheet = self.sheet();
        match cell {
            Put::Text(text) => sheet.write_string(row, column, text).unwrap(),
            Put::Number(number) => sheet.write_number(row, column, number).unwrap(),
            Put::Date(year, month, day) => {
                let date = ExcelDateTime::from_ymd(year as u16, month, day).unwrap();
                sheet
                    .write_datetime_with_format(row, column, date, &date_format())
                    .unwrap()
            }
            Put::Formula(text) => sheet.write_formula(row, column, Formula::new(text)).unwrap(),
            Put::Truth(truth) => sheet.write_boolean(row, column, truth).unwrap(),
            Put::Blank => sheet,
        };
        self
    }

    /// Merges an area, ends included, and keeps what is in its first cell.
    pub fn merge(&mut self, top: u32, left: u16, bottom: u32, right: u16, text: &str) -> &mut Self {
        self.sheet()
            .merge_range(top, left, bottom, right, text, &Format::new())
            .unwrap();
        self
    }

    pub fn sheet(&mut self) -> &mut Worksheet {
        self.workbook.worksheet_from_index(0).unwrap()
    }

    pub fn bytes(&mut self) -> Vec<u8> {
        self.workbook.save_to_buffer().unwrap()
    }

    pub fn ledger(&mut self) -> LedgerBook {
        ledger(&self.bytes(), &defaults())
    }

    /// Read with that feedback day as an option.
    pub fn ledger_of(&mut self, feedback_on: Option<&str>) -> LedgerBook {
        ledger(
            &self.bytes(),
            &Defaults {
                feedback_on: feedback_on.map(day),
                ..defaults()
            },
        )
    }
}

fn date_format() -> Format {
    Format::new().set_num_format("yyyy-mm-dd")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The autumn of 2026, and nothing known of the ledger.
pub fn defaults() -> Defaults {
    Defaults {
        today: day("2026-09-01"),
        years_back: 3,
        years_ahead: 10,
        unit: None,
        round: None,
        feedback_on: None,
    }
}

pub fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

pub fn ledger(bytes: &[u8], defaults: &Defaults) -> LedgerBook {
    match read(bytes, defaults).unwrap() {
        Workbook::Ledger(book) => book,
        other => panic!("read as {other:?}"),
    }
}

pub fn contacts(bytes: &[u8]) -> ContactsBook {
    match read(bytes, &defaults()).unwrap() {
        Workbook::Contacts(book) => book,
        other => panic!("read as {other:?}"),
    }
}

pub fn refusal(bytes: &[u8]) -> IntakeError {
    read(bytes, &defaults()).unwrap_err()
}

/// The rows with problems, with the column of each.
pub fn places(problems: &[RowProblem]) -> Vec<(u32, &str)> {
    problems
        .iter()
        .map(|problem| (problem.row, problem.column.as_str()))
        .collect()
}

/// The plain header of a unit's ledger.
pub const HEADER: &[&str] = &["序号", "反馈问题", "整改措施", "责任人", "整改时限", "完成情况"];

/// A row of it.
pub fn row<'a>(number: &'a str, finding: &'a str, measure: &'a str, due: &'a str) -> Vec<&'a str> {
    vec![number, finding, measure, "甲一", due, "整改中"]
}

/// A unit's ledger of these rows under the plain header.
pub fn plain(rows: &[Vec<&str>]) -> Book {
    let mut all: Vec<&[&str]> = vec![HEADER];
    all.extend(rows.iter().map(Vec::as_slice));
    Book::of(&all)
}

/// Row, number and position of each measure.
pub fn numbers(book: &LedgerBook) -> Vec<(u32, u32, u32)> {
    book.rows
        .iter()
        .map(|row| (row.row, row.problem, row.position))
        .collect()
}
