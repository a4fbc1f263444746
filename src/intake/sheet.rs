//! A worksheet as the rows that are really there. Only cells with something in them are kept, so that a used
//! range of a million empty rows costs nothing.

use super::error::IntakeError;
use super::value::Value;
use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};
use std::collections::HashMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows of a worksheet.
const ROW_LIMIT: u32 = 1_048_576;
/// Columns that are read, from A on.
const COLUMN_LIMIT: u32 = 256;
/// Most cells with something in them, all sheets together.
const CELL_LIMIT: usize = 1_000_000;
/// Most text in the cells, all sheets together, in bytes; many cells may share one string of the file.
const TEXT_LIMIT: usize = 64 << 20;
/// Longest text of a cell, in bytes; Excel allows 32,767 characters.
const CELL_TEXT_LIMIT: usize = 4 * 32_767;
/// Most merged areas of a sheet.
const MERGE_LIMIT: usize = 100_000;

/// One worksheet. Rows and columns count from 0.
pub(super) struct Sheet {
    pub name: String,
    /// A reader sees it without looking for it.
    pub is_visible: bool,
    /// In order of row and column.
    cells: Vec<Cell>,
    /// Merged areas.
    pub areas: Vec<Area>,
}

/// A cell that is not empty.
pub(super) struct Cell {
    pub row: u32,
    pub column: u32,
    pub value: Value,
}

/// A merged area, ends included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub top: u32,
    pub left: u32,
    pub bottom: u32,
    pub right: u32,
}

impl Area {
    pub(super) fn contains(&self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

impl Sheet {
    /// The cell at that place itself, merged areas left aside.
    pub(super) fn value(&self, row: u32, column: u32) -> Option<&Value> {
        let at = self
            .cells
            .binary_search_by_key(&(row, column), |cell| (cell.row, cell.column))
            .ok()?;
        Some(&self.cells[at].value)
    }

    /// The rows that hold anything, from the top.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|a, b| a.row == b.row)
    }

    /// Every cell, row by row.
    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }
}

/// All worksheets of a weighed workbook, in their order.
///
/// calamine's arithmetic on places (`A99999999999`) may panic on hostile files where overflows are checked;
/// such a file is damaged, not a reason to fall over.
pub(super) fn open(bytes: &[u8]) -> Result<Vec<Sheet>, IntakeError> {
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or_else(|_| {
        Err(IntakeError::Damaged(
            "its cells have impossible places".to_owned(),
        ))
    })
}

fn read(bytes: &[u8]) -> Result<Vec<Sheet>, IntakeError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(refusal)?;
    let names: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let mut budget = Budget {
        cells: CELL_LIMIT,
        text: TEXT_LIMIT,
    };
    names
        .into_iter()
        .map(|(name, is_visible)| {
            let sheet = read_sheet(&mut book, name, &mut budget)?;
            Ok(Sheet { is_visible, ..sheet })
        })
        .collect()
}

fn refusal(error: XlsxError) -> IntakeError {
    match error {
        XlsxError::Password => IntakeError::Password,
        other => IntakeError::Damaged(other.to_string()),
    }
}

fn read_sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: String,
    budget: &mut Budget,
) -> Result<Sheet, IntakeError> {
    let mut cells = Vec::new();
    let mut shared = HashMap::new();
    let mut reader = book.worksheet_cells_reader(&name).map_err(refusal)?;
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(refusal)? {
        let (row, column) = record.pos;
        let formula = record
            .formula
            .map(|formula| formula_text(formula, record.pos, &mut shared));
        let Some(value) = Value::new(record.value, formula) else {
            continue;
        };
        if row < ROW_LIMIT && column < COLUMN_LIMIT {
            budget.spend(&value)?;
            cells.push(Cell { row, column, value });
        }
    }
    drop(reader);
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let areas = read_areas(book, &name)?;
    Ok(Sheet {
        name,
        is_visible: true,
        cells,
        areas,
    })
}

/// The text of a formula; a cell that shares its neighbour's formula gets it shifted to its own place.
fn formula_text(
    formula: XlsxFormulaMetadata,
    at: (u32, u32),
    shared: &mut HashMap<usize, (String, (u32, u32))>,
) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } => formula,
        XlsxFormulaMetadata::Shared {
            shared_index,
            formula,
            ..
        } => {
            shared.insert(shared_index, (formula.clone(), at));
            formula
        }
        XlsxFormulaMetadata::SharedDerived { shared_index } => shared
            .get(&shared_index)
            .and_then(|(formula, from)| calamine::expand_shared_formula(formula, *from, at).ok())
            .unwrap_or_default(),
        _ => String::new(),
    }
}

fn read_areas(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Area>, IntakeError> {
    let merged = book.merge_cells_by_sheet_name(name).map_err(refusal)?;
    if merged.len() > MERGE_LIMIT {
        return Err(IntakeError::TooLarge(format!("{} merged areas", merged.len())));
    }
    let areas = merged.into_iter().map(|area| Area {
        top: area.start.0,
        left: area.start.1,
        bottom: area.end.0,
        right: area.end.1,
    });
    Ok(areas.collect())
}

/// What may still be read.
struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    fn spend(&mut self, value: &Value) -> Result<(), IntakeError> {
        let too_large = || IntakeError::TooLarge("its cells hold more than any ledger".to_owned());
        let text = Some(value.words().len())
            .filter(|text| *text <= CELL_TEXT_LIMIT)
            .ok_or_else(too_large)?;
        self.cells = self.cells.checked_sub(1).ok_or_else(too_large)?;
        self.text = self.text.checked_sub(text).ok_or_else(too_large)?;
        Ok(())
    }
}
