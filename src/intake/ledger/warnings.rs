//! What the office should know of a ledger and may ignore.

use super::{LedgerBook, MeasureRow};
use crate::intake::due::{Due, DuePhrase};

/// Most rows that a warning names.
const NAMED_ROWS: usize = 10;

pub(super) fn warnings(book: &LedgerBook, only_numbers: &[u32]) -> Vec<String> {
    let rows = |fits: &dyn Fn(&&MeasureRow) -> bool| -> Vec<u32> {
        book.rows.iter().filter(fits).map(|row| row.row).collect()
    };
    let is_early = |row: &&MeasureRow| match (book.feedback_on, row.due) {
        (
            Some(feedback),
            Some(Due {
                phrase: DuePhrase::Fixed(day),
                ..
            }),
        ) => day < feedback && !row.is_claimed(),
        _ => false,
    };
    let told = [
        (rows(&|row| row.measure.is_none()), "没有整改措施"),
        (rows(&is_early), "整改时限早于反馈时间"),
        (only_numbers.to_vec(), "只有序号,没有内容,未读取"),
    ];
    told.iter()
        .filter(|(rows, _)| !rows.is_empty())
        .map(|(rows, what)| warning(rows, what))
        .collect()
}

fn warning(rows: &[u32], what: &str) -> String {
    let named: Vec<String> = rows.iter().take(NAMED_ROWS).map(u32::to_string).collect();
    let more = if rows.len() > NAMED_ROWS {
        format!("等 {} 行", rows.len())
    } else {
        "行".to_owned()
    };
    format!("第 {} {more}{what}", named.join("、"))
}
