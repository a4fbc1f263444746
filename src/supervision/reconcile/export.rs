//! The office's copy as a workbook: codes, neutral names, states, days, counts; nothing of what a finding says.

use super::own::{OwnRow, own_rows};
use crate::supervision::house::House;
use crate::supervision::inspection::find_open_inspection;
use crate::supervision::person::get_unit;
use crate::supervision::refused::refuse;
use crate::workbook::{Cell, Sheet, to_xlsx};
use anyhow::Result;

/// A copy that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedCopy {
    /// The unit's name.
    pub unit: String,
    /// How many rows it has.
    pub rows: usize,
    /// Name for the file, without its ending.
    pub stem: String,
    /// The workbook.
    pub bytes: Vec<u8>,
}

/// Writes the copy of a unit's open inspection.
///
/// # Errors
/// Refused when there is no such unit, or it has no single open inspection.
pub async fn export_copy(house: &House, unit: &str) -> Result<ExportedCopy> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let unit = get_unit(&mut work, house, unit).await?;
    let Some(inspection) = find_open_inspection(&mut work, unit.id).await? else {
        refuse!("{} has no single open inspection", unit.name);
    };
    let rows = own_rows(&mut work, house, inspection.id).await?;
    let word = |key: &'static str| house.texts.word("copy", key);
    let columns = [
        "code",
        "name",
        "state",
        "due_on",
        "original_due_on",
        "finished_on",
        "evidence",
    ];
    let sheet = Sheet {
        name: word("sheet").to_owned(),
        columns: columns.map(|column| word(column).to_owned()).into(),
        rows: rows.iter().map(|row| cells(house, row)).collect(),
    };
    Ok(ExportedCopy {
        stem: format!("{}-{}-{}", word("sheet"), unit.outward_name(), books.today()),
        unit: unit.name,
        rows: rows.len(),
        bytes: to_xlsx(&[sheet])?,
    })
}

fn cells(house: &House, row: &OwnRow) -> Vec<Cell> {
    let first = row.matter.original_due_on;
    vec![
        row.says.code.as_str().into(),
        row.neutral.as_str().into(),
        house.texts.word("state", row.matter.state.key()).into(),
        row.says.due_on.into(),
        first.filter(|_| first != row.says.due_on).into(),
        row.says.finished_on.into(),
        row.says.evidence.into(),
    ]
}
