//! Copies that come back for 对账: what units write in them, and what cannot be read.

use crate::support::sheet::table;
use chrono::NaiveDate;
use huiyin::intake::{CopyBook, IntakeError, read_copy};

const HEAD: [&str; 6] = ["编号", "事项", "完成情况", "期限", "完成时间", "佐证材料"];

fn copy(rows: &[&[&str]]) -> CopyBook {
    read_copy(&table(&[&[HEAD.as_slice()], rows].concat())).unwrap()
}

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

#[test]
fn words_days_and_counts_are_read_as_units_write_them() {
    let book = copy(&[
        &[
            "zg-2026-03-0001-1",
            "整改事项",
            "√",
            "2026年9月30日",
            "2026.9.20",
            "3件",
        ],
        &["ZG-2026-03-0002", "整改事项", "待审核", "2026-12-20", "", "０"],
        &["ZG-2026-03-0003", "整改事项", "长期坚持", "长期坚持", "-", ""],
        &HEAD,
    ]);
    assert_eq!(book.problems, []);
    let rows: Vec<_> = book.rows.iter().map(|(_, row)| row).collect();
    assert_eq!(
        (rows[0].code.as_str(), rows[0].state.as_str()),
        ("ZG-2026-03-0001-1", "completed")
    );
    assert_eq!(
        (rows[0].due_on, rows[0].finished_on),
        (day("2026-09-30"), day("2026-09-20"))
    );
    assert_eq!((rows[0].evidence, rows[1].evidence, rows[2].evidence), (3, 0, 0));
    assert_eq!(rows[1].state, "under_review");
    assert_eq!((rows[2].state.as_str(), rows[2].due_on), ("standing", None));
}

#[test]
fn every_row_that_cannot_be_read_is_named_once() {
    let book = copy(&[
        &["ZG-2026-03-0001", "", "整改中", "3个月内", "", "很多"],
        &["", "", "整改中", "", "", ""],
        &["ZG-2026-03-0002", "", "整改中", "", "", ""],
        &["ZG-2026-03-0002", "", "整改中", "", "", ""],
    ]);
    let places: Vec<_> = book
        .problems
        .iter()
        .map(|it| (it.row, it.column.as_str()))
        .collect();
    assert_eq!(places, [(2, "D"), (3, "A"), (5, "A")]);
    assert!(book.problems[0].why.contains("另外"), "{}", book.problems[0].why);
}

#[test]
fn another_workbook_is_no_copy_and_a_marked_one_does_not_come_in() {
    let other = read_copy(&table(&[&["姓名", "电话"], &["甲", "1"]]));
    assert!(matches!(other, Err(IntakeError::UnknownHeaders { .. })));
    let marked = copy(&[&["ZG-2026-03-0001", "机密★10年", "整改中", "", "", ""]]);
    assert_eq!(marked.problems.len(), 1);
}
