//! A unit's or a team's copy of the 整改台账, for 对账: which says of each code its state, its days and how many pieces
//! of evidence there are.

use super::columns::CopyColumn;
use super::due::{Due, DuePhrase};
use super::error::IntakeError;
use super::fold::{half_width, squeeze};
use super::header::{Header, likeliest_row};
use super::problem::{Place, RowProblem, merge_problems};
use super::sheet::{self, Sheet};
use super::status::Status;
use super::table::Table;
use super::value::Value;
use super::{parcel, secret, secret_problems};
use crate::domain::reconciliation::CopyRow;
use chrono::NaiveDate;
use std::collections::HashMap;

/// States of the office's own that units' ledgers have no word for, and their keys.
const OFFICE_STATES: [(&str, &str); 2] = [("待审核", "under_review"), ("已退回", "returned")];
/// What the copy must have, for an error that says what is wanted.
const WANTED: &str =
    "编号, 状态, 整改时限, 完成日期, 佐证材料件数; `huiyin reconcile export` writes such a workbook";

/// A copy as read.
#[derive(Debug)]
pub struct CopyBook {
    /// Name of the sheet.
    pub sheet: String,
    /// In order, each with its row of the sheet, from 1.
    pub rows: Vec<(u32, CopyRow)>,
    /// At most one for each row of the sheet; with any, nothing may be compared.
    pub problems: Vec<RowProblem>,
    header: Header<CopyColumn>,
}

impl CopyBook {
    /// A problem that the importer found with the code of a row.
    pub fn problem(&self, (row, copy): &(u32, CopyRow), why: &str) -> RowProblem {
        let place = self.header.place(CopyColumn::Code);
        RowProblem::new(&self.sheet, row - 1, place, &copy.code, why)
    }
}

/// Reads a copy. The first visible sheet with its headers counts, but what may not come in is looked for everywhere.
///
/// # Errors
/// When the file is no readable xlsx workbook, no sheet has the headers, or a secrecy mark or a person's number stands
/// outside its cells.
pub fn read_copy(bytes: &[u8]) -> Result<CopyBook, IntakeError> {
    parcel::weigh(bytes)?;
    let sheets = sheet::open(bytes)?;
    secret::check_names(&sheets)?;
    let visible = || sheets.iter().filter(|sheet| sheet.is_visible);
    let known = visible().find_map(|sheet| Some((sheet, Header::find(sheet)?)));
    let Some((sheet, header)) = known else {
        return Err(IntakeError::UnknownHeaders {
            seen: visible().filter_map(likeliest_row).collect(),
            wanted: WANTED.to_owned(),
        });
    };
    let mut book = read(sheet, header);
    let unread = sheets.iter().filter(|other| other.name != sheet.name);
    let strays = unread.flat_map(|sheet| secret_problems(sheet, |at| Place::new(at, "")));
    book.problems.extend(merge_problems(strays));
    Ok(book)
}

fn read(sheet: &Sheet, header: Header<CopyColumn>) -> CopyBook {
    let table = Table::new(sheet, header);
    let mut reading = Reading {
        table: &table,
        rows: Vec::new(),
        problems: Vec::new(),
        seen: HashMap::new(),
    };
    for cells in table.rows() {
        if !table.repeats_header(cells) {
            reading.take(cells[0].row);
        }
    }
    let secrets = secret_problems(sheet, |at| table.place_at(at));
    let problems = merge_problems(secrets.chain(reading.problems));
    let rows = reading.rows;
    CopyBook {
        sheet: sheet.name.clone(),
        rows,
        problems,
        header: table.header,
    }
}

struct Reading<'a> {
    table: &'a Table<'a, CopyColumn>,
    rows: Vec<(u32, CopyRow)>,
    problems: Vec<RowProblem>,
    seen: HashMap<String, u32>,
}

impl Reading<'_> {
    fn take(&mut self, row: u32) {
        let told = self.problems.len();
        let copy = CopyRow {
            code: self.code(row),
            state: self.state(row),
            due_on: self.day(row, CopyColumn::Due),
            finished_on: self.day(row, CopyColumn::Finished),
            evidence: self.count(row),
        };
        if self.problems.len() > told {
            return;
        }
        match self.seen.insert(copy.code.clone(), row) {
            Some(first) => {
                let why = format!("与第 {} 行的编号相同;请删去一行", first + 1);
                self.wrong(row, CopyColumn::Code, &copy.code, &why);
            }
            None => self.rows.push((row + 1, copy)),
        }
    }

    fn code(&mut self, row: u32) -> String {
        let code = squeeze(&self.text(row, CopyColumn::Code)).to_uppercase();
        let fits = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
        if code.is_empty() || !code.chars().all(fits) {
            let why = "没有写编号,或编号不对;请照巡察办的台账填写,如 ZG-2026-03-0031-2";
            self.wrong(row, CopyColumn::Code, &code, why);
        }
        code
    }

    fn state(&mut self, row: u32) -> String {
        let text = squeeze(&self.text(row, CopyColumn::State));
        if let Some((_, key)) = OFFICE_STATES.iter().find(|(word, _)| *word == text) {
            return (*key).to_owned();
        }
        match Status::parse(&text) {
            Some(status) => status.word.key().to_owned(),
            None => {
                let why = "状态看不懂;请写 未启动、整改中、基本完成、待审核、已退回、已销号 或 长期坚持";
                self.wrong(row, CopyColumn::State, &text, why);
                String::new()
            }
        }
    }

    /// A day; none where the cell is empty, a dash, or says 长期坚持.
    fn day(&mut self, row: u32, column: CopyColumn) -> Option<NaiveDate> {
        if let Some(Value::Day(day)) = self.table.field(row, column).map(|field| field.value) {
            return Some(*day);
        }
        let text = squeeze(&self.text(row, column));
        if text.is_empty() {
            return None;
        }
        match Due::parse(&text).map(|due| due.phrase) {
            Ok(DuePhrase::Fixed(day)) => Some(day),
            Ok(DuePhrase::Standing) if column == CopyColumn::Due => None,
            _ => {
                let why = "日期看不懂;请写年月日,如 2026年9月30日";
                self.wrong(row, column, &text, why);
                None
            }
        }
    }

    fn count(&mut self, row: u32) -> u32 {
        let text = squeeze(&self.text(row, CopyColumn::Evidence));
        let figures = text.trim_end_matches('件');
        if figures.is_empty() {
            return 0;
        }
        figures.parse().unwrap_or_else(|_| {
            self.wrong(row, CopyColumn::Evidence, &text, "请写件数,如 3");
            0
        })
    }

    /// The words of a cell, nothing for a dash; formulas and errors are problems.
    fn text(&mut self, row: u32, column: CopyColumn) -> String {
        let Some(field) = self.table.field(row, column) else {
            return String::new();
        };
        if let Some(why) = field.refusal() {
            self.wrong(row, column, &field.value.words(), why);
            return String::new();
        }
        let text = half_width(&field.value.words()).trim().to_owned();
        if matches!(text.as_str(), "-" | "--" | "/" | "无") {
            String::new()
        } else {
            text
        }
    }

    fn wrong(&mut self, row: u32, column: CopyColumn, cell: &str, why: &str) {
        self.problems.push(self.table.problem(row, column, cell, why));
    }
}
