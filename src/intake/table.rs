//! A table under its header: cells by column, merged areas seen as a reader sees them.

use super::fold::squeeze;
use super::header::{Column, Header};
use super::problem::{Place, RowProblem};
use super::sheet::{Area, Cell, Sheet};
use super::value::Value;

/// A recognised table. Rows count from 0.
pub(super) struct Table<'a, C> {
    pub sheet: &'a Sheet,
    pub header: Header<C>,
    /// The merged areas over each column of the table, from the top.
    merged: Vec<(u32, Vec<Area>)>,
}

/// A cell as a row of the table sees it.
pub(super) struct Field<'a> {
    pub value: &'a Value,
    /// The value stands in this row, not in a merged cell from above.
    pub own: bool,
}

impl Field<'_> {
    /// Why the cell cannot be taken as it stands: it is computed, or an error. The card numbers of a sheet are
    /// reported for all its cells at once.
    pub(super) fn refusal(&self) -> Option<&'static str> {
        match self.value {
            Value::Formula(_) => Some("是公式;请改成写定的内容(复制后“选择性粘贴-数值”)"),
            Value::Error(_) => Some("单元格有错误;请改成写定的内容"),
            _ => None,
        }
    }
}

impl<'a, C: Column> Table<'a, C> {
    pub(super) fn new(sheet: &'a Sheet, header: Header<C>) -> Self {
        let merged = header
            .headings
            .iter()
            .map(|heading| (heading.at, areas_over(sheet, heading.at)));
        let merged = merged.collect();
        Table {
            sheet,
            header,
            merged,
        }
    }

    /// The rows under the header that have something in a known column.
    pub(super) fn rows(&self) -> impl Iterator<Item = &'a [Cell]> {
        let known = |cells: &&[Cell]| cells.iter().any(|cell| self.knows(cell.column));
        let bottom = self.header.bottom;
        self.sheet
            .rows()
            .skip_while(move |cells| cells[0].row <= bottom)
            .filter(known)
    }

    /// Whether that column of the sheet is one of the table's.
    pub(super) fn knows(&self, at: u32) -> bool {
        self.header.headings.iter().any(|heading| heading.at == at)
    }

    /// The cell of the row in that column; a merged cell counts for every row and column that it covers.
    pub(super) fn field(&self, row: u32, column: C) -> Option<Field<'a>> {
        let at = self.header.heading(column)?.at;
        if let Some(value) = self.sheet.value(row, at) {
            return Some(Field { value, own: true });
        }
        let area = self.merged(row, at)?;
        let value = self.sheet.value(area.top, area.left)?;
        Some(Field {
            value,
            own: area.top == row,
        })
    }

    /// The cell's own value, merged areas left aside.
    pub(super) fn own(&self, row: u32, column: C) -> Option<&'a Value> {
        self.sheet.value(row, self.header.heading(column)?.at)
    }

    /// The merged area that covers the cell.
    pub(super) fn merged(&self, row: u32, at: u32) -> Option<&Area> {
        let (_, areas) = self.merged.iter().find(|(column, _)| *column == at)?;
        let next = areas.partition_point(|area| area.top <= row);
        areas[..next].last().filter(|area| row <= area.bottom)
    }

    /// A problem at that column of the row.
    pub(super) fn problem(&self, row: u32, column: C, cell: &str, why: impl Into<String>) -> RowProblem {
        RowProblem::new(&self.sheet.name, row, self.header.place(column), cell, why)
    }

    /// Whether the row is the header once more, as on every printed page.
    pub(super) fn repeats_header(&self, cells: &[Cell]) -> bool {
        let mut known = cells.iter().filter_map(|cell| {
            let heading = self
                .header
                .headings
                .iter()
                .find(|heading| heading.at == cell.column)?;
            Some(
                heading
                    .words
                    .split('/')
                    .any(|words| words == squeeze(&cell.value.words())),
            )
        });
        known.all(|same| same)
    }

    /// Where a column of the sheet stands, also one that is not read.
    pub(super) fn place_at(&self, at: u32) -> Place {
        let words = self
            .header
            .headings
            .iter()
            .find(|heading| heading.at == at)
            .map(|h| h.words.as_str());
        Place::new(at, words.unwrap_or_default())
    }
}

fn areas_over(sheet: &Sheet, at: u32) -> Vec<Area> {
    let over = sheet
        .areas
        .iter()
        .filter(|area| (area.left..=area.right).contains(&at));
    let mut areas: Vec<Area> = over.copied().collect();
    areas.sort_by_key(|area| area.top);
    areas
}
