//! Workbooks that the house hands out: typed sheets in, .xlsx bytes out. What people read in them stands in the
//! columns that the caller gives; a cell is a text, a number or a day, and never a formula.

mod chart;

pub use chart::{About, Chart, Curve, to_book};

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Characters of the widest column.
const WIDEST: f64 = 60.0;
/// Characters of the narrowest column.
const NARROWEST: f64 = 6.0;
/// Behind the header.
const HEADER_COLOUR: u32 = 0x00DD_EBF7;
/// Signs that make some programs take a text for a formula.
const FORMULA_SIGNS: [char; 4] = ['=', '+', '-', '@'];

/// One sheet: a header, and rows under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// On its tab.
    pub name: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Cells, as many a row as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words, as they are.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A share, in hundredths of a percent.
    Share(i64),
    /// A day, as a real date.
    Day(NaiveDate),
    /// Words on a light's colour, as red, green and blue.
    Lit(String, u32),
    /// Nothing.
    Empty,
}

/// A workbook that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written: {0}")]
pub struct WorkbookError(#[from] XlsxError);

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<Option<NaiveDate>> for Cell {
    fn from(day: Option<NaiveDate>) -> Cell {
        day.map_or(Cell::Empty, Cell::Day)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Number(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Cell {
        Cell::Number(number.into())
    }
}

/// Writes a workbook: styled headers that stay in sight, a filter over each table.
///
/// # Errors
/// When a sheet's name or its size is more than a workbook takes.
pub fn to_xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    for sheet in sheets {
        let page = workbook.add_worksheet();
        page.set_name(&sheet.name)?;
        write(page, sheet)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_background_color(HEADER_COLOUR)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center);
    for (column, name) in (0..).zip(&sheet.columns) {
        page.write_string_with_format(0, column, name, &head)?;
    }
    let formats = Formats::new();
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            formats.write(page, row, column, cell)?;
        }
    }
    for (column, place) in (0..).zip(0..sheet.columns.len()) {
        page.set_column_width(column, width(sheet, place))?;
    }
    page.set_freeze_panes(1, 0)?;
    let (rows, columns) = (
        u32::try_from(sheet.rows.len()),
        u16::try_from(sheet.columns.len()),
    );
    if let (Ok(rows), Ok(columns @ 1..)) = (rows, columns) {
        page.autofilter(0, 0, rows, columns - 1)?;
    }
    Ok(())
}

struct Formats {
    text: Format,
    harmless: Format,
    share: Format,
    day: Format,
}

impl Formats {
    fn new() -> Formats {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        Formats {
            harmless: text.clone().set_quote_prefix(),
            share: text.clone().set_num_format("0.00%"),
            day: Format::new()
                .set_num_format("yyyy-mm-dd")
                .set_align(FormatAlign::Top),
            text,
        }
    }

    fn write(&self, page: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Text(text) => {
                let format = if text.starts_with(FORMULA_SIGNS) {
                    &self.harmless
                } else {
                    &self.text
                };
                page.write_string_with_format(row, column, text, format)?;
            }
            Cell::Lit(text, colour) => {
                let format = self.harmless.clone().set_background_color(*colour);
                page.write_string_with_format(row, column, text, &format)?;
            }
            Cell::Number(number) => {
                page.write_number_with_format(row, column, as_real(*number), &self.text)?;
            }
            Cell::Share(hundredths) => {
                page.write_number_with_format(row, column, as_real(*hundredths) / 10_000.0, &self.share)?;
            }
            Cell::Day(day) => {
                page.write_datetime_with_format(row, column, excel_day(*day)?, &self.day)?;
            }
            Cell::Empty => {}
        }
        Ok(())
    }
}

#[expect(clippy::cast_precision_loss, reason = "a workbook has no other numbers")]
fn as_real(number: i64) -> f64 {
    number as f64
}

fn excel_day(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    let of_year = |place: u32| u8::try_from(place).unwrap_or_default();
    ExcelDateTime::from_ymd(year, of_year(day.month()), of_year(day.day()))
}

/// As wide as its widest cell, within reason; a Chinese character is two wide.
fn width(sheet: &Sheet, column: usize) -> f64 {
    let cells = sheet.rows.iter().filter_map(|row| row.get(column));
    let widths = cells.map(|cell| match cell {
        Cell::Text(text) | Cell::Lit(text, _) => wide(text),
        Cell::Number(number) => wide(&number.to_string()),
        Cell::Day(_) => 11.0,
        Cell::Share(_) => 8.0,
        Cell::Empty => 0.0,
    });
    let header = wide(&sheet.columns[column]) + 3.0;
    (widths.fold(header, f64::max) + 1.0).clamp(NARROWEST, WIDEST)
}

fn wide(text: &str) -> f64 {
    text.chars()
        .map(|sign| if sign.is_ascii() { 1.0 } else { 2.0 })
        .sum()
}
