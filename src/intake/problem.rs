//! What is wrong with a row, told to the clerk in words that say what to do.

use super::fold::clip;
use serde::Serialize;
use std::collections::BTreeMap;

/// Most characters of a cell that are quoted.
const QUOTE_LIMIT: usize = 80;

/// A row that cannot be imported. There is at most one per row; its first cause gives the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowProblem {
    /// Name of the sheet.
    pub sheet: String,
    /// Row of the sheet, from 1.
    pub row: u32,
    /// Letter of the column.
    pub column: String,
    /// The column's header; empty above the table.
    pub header: String,
    /// The cell's words, shortened; card numbers are masked.
    pub cell: String,
    /// 说明: what is wrong and what to do; further causes in the same row follow.
    pub why: String,
}

/// A column as the clerk finds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Letter of the column.
    pub column: String,
    /// The header as written.
    pub header: String,
}

impl Place {
    pub(super) fn new(column: u32, header: &str) -> Place {
        Place {
            column: column_letter(column),
            header: header.to_owned(),
        }
    }
}

impl RowProblem {
    /// `row` counts from 0, as in a `Sheet`.
    pub(super) fn new(sheet: &str, row: u32, place: Place, cell: &str, why: impl Into<String>) -> Self {
        RowProblem {
            sheet: sheet.to_owned(),
            row: row + 1,
            column: place.column,
            header: place.header,
            cell: clip(cell, QUOTE_LIMIT),
            why: why.into(),
        }
    }

    /// Appends the other's cause, with its place and words.
    fn absorb(&mut self, other: &RowProblem) {
        let RowProblem {
            column,
            header,
            cell,
            why,
            ..
        } = other;
        self.why = format!("{};另外,{column} 列“{header}”({cell}):{why}", self.why);
    }
}

/// One problem per row, in order of sheet and row; the causes of a row keep their order.
pub fn merge_problems(problems: impl IntoIterator<Item = RowProblem>) -> Vec<RowProblem> {
    let mut rows: BTreeMap<(String, u32), RowProblem> = BTreeMap::new();
    for problem in problems {
        rows.entry((problem.sheet.clone(), problem.row))
            .and_modify(|first| first.absorb(&problem))
            .or_insert(problem);
    }
    rows.into_values().collect()
}

/// `0` is `A`, `26` is `AA`.
fn column_letter(column: u32) -> String {
    let (rest, last) = (column / 26, column % 26);
    let letter = u8::try_from(last).map_or('?', |last| char::from(b'A' + last));
    if rest == 0 {
        letter.to_string()
    } else {
        format!("{}{letter}", column_letter(rest - 1))
    }
}
