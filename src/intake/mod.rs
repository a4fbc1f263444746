//! Spreadsheet bytes to rows and row problems: pure, no database. Everything that Chinese offices write into
//! workbooks (headers, date phrases, status words, roles) is known here and nowhere else.
//!
//! A file is refused as a whole ([`IntakeError`]) or read as a whole: a book with problems still carries every
//! row as far as it could be read, so that the importer can check units and people of all rows at once, but it
//! must not be imported.

pub mod advice;
pub mod clue_advice;
mod clues;
mod columns;
mod contacts;
mod copy;
mod due;
mod error;
mod fold;
mod header;
mod ledger;
mod margins;
mod numeral;
mod parcel;
mod people;
mod problem;
mod role;
mod round;
mod secret;
mod sheet;
mod status;
mod table;
mod title;
mod value;

pub use clues::{ClueBook, ClueRow};
pub use columns::{ClueColumn, ContactColumn, CopyColumn, LedgerColumn};
pub use contacts::{ContactRow, ContactsBook, mail, phone};
pub use copy::{CopyBook, read_copy};
pub use due::{Due, DuePhrase, DueRefusal, Yearless};
pub use error::IntakeError;
pub use ledger::{Layout, LedgerBook, MeasureRow};
pub use people::{Named, written};
pub use problem::{RowProblem, merge_problems};
pub use round::round_of;
pub use status::{Status, StatusWord};

use chrono::NaiveDate;
use columns::WANTED;
use header::{Header, likeliest_row};
use sheet::Sheet;

/// A workbook that was read.
#[derive(Debug)]
pub enum Workbook {
    /// 通讯录.
    Contacts(ContactsBook),
    /// 整改台账, of one unit or of a whole city.
    Ledger(LedgerBook),
    /// 问题线索移交台账: codes only.
    Clues(ClueBook),
}

/// What is known before a ledger is read. The sheet may say the same; if it says something else, that is a
/// problem which names both.
#[derive(Debug, Clone)]
pub struct Defaults {
    /// Today in the rulebook's zone.
    pub today: NaiveDate,
    /// How many years before the feedback day (today, where that is unknown) a due day may lie.
    pub years_back: u32,
    /// How many years after it.
    pub years_ahead: u32,
    /// 被巡察单位.
    pub unit: Option<String>,
    /// 轮次.
    pub round: Option<String>,
    /// 反馈时间.
    pub feedback_on: Option<NaiveDate>,
}

/// Reads a workbook; its kind is told by its headers. The first visible sheet with known headers counts, but
/// what may not come in is looked for everywhere.
///
/// # Errors
///
/// When the file is no readable xlsx workbook, no sheet has known headers, it is a clue register with anything but
/// codes in it, or a secrecy mark or a person's number stands outside its cells.
pub fn read(bytes: &[u8], defaults: &Defaults) -> Result<Workbook, IntakeError> {
    parcel::weigh(bytes)?;
    let sheets = sheet::open(bytes)?;
    secret::check_names(&sheets)?;
    let visible = sheets.iter().filter(|sheet| sheet.is_visible);
    let mut known = visible.filter_map(|sheet| Some((sheet, Kind::of(sheet)?)));
    let Some((sheet, kind)) = known.next() else {
        return Err(IntakeError::UnknownHeaders {
            seen: sheets
                .iter()
                .filter(|sheet| sheet.is_visible)
                .filter_map(likeliest_row)
                .collect(),
            wanted: WANTED.to_owned(),
        });
    };
    let others: Vec<&str> = known.map(|(sheet, _)| sheet.name.as_str()).collect();
    let warning = (!others.is_empty()).then(|| {
        format!(
            "只读取了工作表“{}”;还有像台账的工作表没有读取:{}",
            sheet.name,
            others.join("、")
        )
    });
    let unread = sheets.iter().filter(|other| other.name != sheet.name);
    let strays = unread.flat_map(|sheet| secret_problems(sheet, |at| problem::Place::new(at, "")));
    match kind {
        Kind::Clues(header) => Ok(Workbook::Clues(clues::read(sheet, &sheets, header)?)),
        Kind::Ledger(header) => {
            let mut book = ledger::read(sheet, header, defaults)?;
            book.warnings.extend(warning);
            book.problems.extend(merge_problems(strays));
            Ok(Workbook::Ledger(book))
        }
        Kind::Contacts(header) => {
            let mut book = contacts::read(sheet, header);
            book.warnings.extend(warning);
            book.problems.extend(merge_problems(strays));
            Ok(Workbook::Contacts(book))
        }
    }
}

/// What a sheet is, by its headers.
enum Kind {
    Clues(Header<ClueColumn>),
    Ledger(Header<LedgerColumn>),
    Contacts(Header<ContactColumn>),
}

impl Kind {
    fn of(sheet: &Sheet) -> Option<Kind> {
        Header::find(sheet)
            .map(Kind::Clues)
            .or_else(|| Header::find(sheet).map(Kind::Ledger))
            .or_else(|| Header::find(sheet).map(Kind::Contacts))
    }
}

/// Card numbers and secrecy marks anywhere in the sheet, also above and below the table.
fn secret_problems<'a>(
    sheet: &'a Sheet,
    place: impl Fn(u32) -> problem::Place + 'a,
) -> impl Iterator<Item = RowProblem> {
    sheet.cells().iter().filter_map(move |cell| {
        let (words, why) = secret::found(&cell.value)?;
        Some(RowProblem::new(
            &sheet.name,
            cell.row,
            place(cell.column),
            &words,
            why,
        ))
    })
}
