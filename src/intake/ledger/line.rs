//! What a row of a ledger is: a measure, a heading, a total, a note under the table.

use crate::intake::columns::LedgerColumn;
use crate::intake::fold::squeeze;
use crate::intake::numeral::ordinal;
use crate::intake::sheet::Cell;
use crate::intake::table::Table;

const TOTALS: [&str; 4] = ["合计", "总计", "小计", "共计"];
/// First words, in the first column, of notes and of lines for signatures.
const REMARKS: [&str; 18] = [
    "注:",
    "注1",
    "注、",
    "注.",
    "备注:",
    "说明:",
    "填表说明",
    "填报说明",
    "填报人",
    "填表人",
    "审核人",
    "制表",
    "联系人",
    "联系电话",
    "负责人",
    "单位负责人",
    "主要负责人",
    "填报日期",
];

/// A row under the header.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A measure, or a finding.
    Data,
    /// 一、党的领导方面: a heading over the rows that follow.
    Section(String),
    /// A number and nothing else, in a form that was numbered ahead.
    NumberOnly,
    /// Total, note, repeated header.
    Other,
}

pub(super) fn classify(table: &Table<'_, LedgerColumn>, cells: &[Cell]) -> Line {
    let first = &cells[0];
    let words = squeeze(&first.value.words());
    let leftmost = table.header.headings.iter().map(|heading| heading.at).min();
    let is_first_column = leftmost.is_some_and(|at| first.column <= at);
    let begins = |starts: &[&str]| starts.iter().any(|start| words.starts_with(start));
    if is_first_column && (begins(&TOTALS) || begins(&REMARKS)) || table.repeats_header(cells) {
        return Line::Other;
    }
    let mut known = cells.iter().filter(|cell| table.knows(cell.column));
    match (known.next(), known.next()) {
        (Some(only), None) => classify_single(table, only, is_first_column),
        _ => Line::Data,
    }
}

/// A row in which only one column is filled.
fn classify_single(table: &Table<'_, LedgerColumn>, cell: &Cell, is_first_column: bool) -> Line {
    use LedgerColumn::{Code, Due, Finding, Measure, Number};
    let column = table
        .header
        .headings
        .iter()
        .find(|heading| heading.at == cell.column)
        .map(|h| h.column);
    let words = cell.value.words();
    let spreads = table
        .merged(cell.row, cell.column)
        .is_some_and(|area| area.right > area.left);
    match column {
        Some(Number) if ordinal(&words).is_some() => Line::NumberOnly,
        Some(Number) => Line::Section(words.into_owned()),
        Some(Code | Finding | Measure | Due) if !spreads => Line::Data,
        _ if spreads || is_first_column => Line::Section(words.into_owned()),
        _ => Line::Data,
    }
}
