//! Cells of 整改时限 in their rows: years, formats, and how far a day may lie.

use super::hostile::rewritten;
use super::support::{Put, day, defaults, ledger, places, plain, row};
use huiyin::intake::{Due, DuePhrase};
use rust_xlsxwriter::{Format, Workbook};

#[test]
fn a_phrase_without_a_year_waits_for_the_feedback_day() {
    let mut book = plain(&[
        row("1", "问题一", "措施一", "11月中旬"),
        row("2", "问题二", "措施一", "3个月内"),
        row("3", "问题三", "措施一", "10月15日,并长期坚持"),
        row("4", "问题四", "措施一", "12月1日"),
    ])
    .ledger();
    assert_eq!(book.problems, []);
    book.resolve_years(|row| (row.problem < 4).then(|| day("2026-08-31")));
    assert_eq!(
        book.rows[0].due.unwrap().phrase,
        DuePhrase::Fixed(day("2026-11-20"))
    );
    let standing = Due {
        phrase: DuePhrase::Fixed(day("2026-10-15")),
        then_standing: true,
    };
    assert_eq!(book.rows[2].due, Some(standing));
    assert_eq!(places(&book.problems), [(5, "E")]);
    assert_eq!(
        (book.problems[0].cell.as_str(), book.problems[0].header.as_str()),
        ("12月1日", "整改时限")
    );
}

#[test]
fn dates_in_cells_are_read_and_bare_numbers_only_as_whole_dates() {
    let due = |cell: Put<'_>| {
        let mut book = plain(&[row("1", "问题一", "措施一", "")]);
        book.put(1, 4, cell).ledger()
    };
    let fixed = |cell| due(cell).rows[0].due.map(|due| due.phrase);
    assert_eq!(
        fixed(Put::Date(2026, 12, 1)),
        Some(DuePhrase::Fixed(day("2026-12-01")))
    );
    assert_eq!(due(Put::Date(2026, 12, 1)).rows[0].due_raw, "2026-12-01");
    assert_eq!(
        fixed(Put::Number(20_261_220.0)),
        Some(DuePhrase::Fixed(day("2026-12-20")))
    );
    for number in [46_000.0, 2026.1, 2026.0, -3.0, 20_261_340.0] {
        let book = due(Put::Number(number));
        assert_eq!(places(&book.problems), [(2, "E")], "{number}");
        assert!(book.problems[0].why.contains("数字"), "{number}");
    }
}

#[test]
fn a_workbook_that_counts_from_1904_has_the_same_days() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["序号", "反馈问题", "整改时限"]).unwrap();
    sheet.write_row(1, 0, ["1", "问题一"]).unwrap();
    let serial = (day("2026-12-01") - day("1904-01-01")).num_days() as f64;
    let format = Format::new().set_num_format("yyyy/m/d");
    sheet.write_number_with_format(1, 2, serial, &format).unwrap();
    let bytes = rewritten(&workbook.save_to_buffer().unwrap(), "xl/workbook.xml", |xml| {
        assert!(xml.contains("<workbookPr "));
        xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    let book = ledger(&bytes, &defaults());
    assert_eq!(
        book.rows[0].due.unwrap().phrase,
        DuePhrase::Fixed(day("2026-12-01"))
    );
}

#[test]
fn a_completed_measure_needs_no_date_and_a_standing_one_is_standing() {
    let cells = |status| vec!["1", "问题一", "措施一", "甲一", "", status];
    let completed = plain(&[cells("√")]).ledger();
    assert_eq!((completed.rows[0].due, completed.problems.len()), (None, 0));
    let standing = plain(&[cells("长期坚持")]).ledger();
    assert_eq!(standing.rows[0].due.unwrap().phrase, DuePhrase::Standing);
    let open = plain(&[cells("整改中")]).ledger();
    assert_eq!(places(&open.problems), [(2, "E")]);
}

#[test]
fn a_due_day_must_be_near_the_feedback_day() {
    let book = plain(&[
        row("1", "问题一", "措施一", "2023年8月30日"),
        row("2", "问题二", "措施一", "2023年8月31日"),
        row("3", "问题三", "措施一", "3026年9月30日"),
        row("4", "问题四", "措施一", "2026年8月1日"),
        vec!["5", "问题五", "措施一", "", "2026年8月1日", "已完成"],
    ])
    .ledger_of(Some("2026-08-31"));
    assert_eq!(places(&book.problems), [(2, "E"), (4, "E")]);
    assert_eq!(book.warnings, ["第 3、5 行整改时限早于反馈时间"]);
}
