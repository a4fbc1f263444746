//! Workbooks as nobody would make them on purpose: other columns, other places, other ways to write a day.

use super::support::{Book, Put, day, numbers};
use huiyin::intake::{DuePhrase, StatusWord};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn dues(book: &huiyin::intake::LedgerBook) -> Vec<Option<DuePhrase>> {
    book.rows
        .iter()
        .map(|row| row.due.map(|due| due.phrase))
        .collect()
}

#[test]
fn columns_in_another_order_with_unknown_ones_between_are_read() {
    let book = Book::of(&[
        &[],
        &["市住建局整改台账"],
        &["反馈时间：２０２６年８月３１日"],
        &[
            "整改时限",
            "附件数",
            "完成情况",
            "责任人",
            "整改措施",
            "经费来源",
            "反馈问题",
            "序号",
        ],
        &[
            "9月底",
            "3",
            "60%",
            "甲五",
            "修订制度",
            "市财政局",
            "会议记录不规范",
            "１",
        ],
        &[
            "２０２６年９月３０日",
            "",
            "已完成",
            "甲六",
            "专项检查",
            "",
            "账实不符",
            "２",
        ],
    ])
    .ledger();
    assert_eq!(book.problems, []);
    let due = Some(DuePhrase::Fixed(day("2026-09-30")));
    assert_eq!(dues(&book), [due, due]);
    assert_eq!(numbers(&book), [(5, 1, 1), (6, 2, 1)]);
    assert_eq!(
        (book.rows[0].status.word, book.rows[0].status.percent),
        (StatusWord::InProgress, Some(60))
    );
    let warning = book
        .warnings
        .iter()
        .find(|warning| warning.contains("未读取的列"));
    assert_eq!(warning.unwrap(), "未读取的列:B 列“附件数”、F 列“经费来源”");
}

#[test]
fn a_day_is_a_day_however_it_is_written() {
    let written = [
        "2026.9.30",
        "2026年9月30日",
        "9月底",
        "2026-9-30",
        "2026/9/30",
        "2026．9．30",
        "二〇二六年九月三十日",
    ];
    for text in written {
        let book = Book::of(&[&["反馈问题", "整改时限", "反馈时间"], &["问题一", text]])
            .ledger_of(Some("2026-08-31"));
        assert_eq!(book.problems, [], "{text}");
        assert_eq!(dues(&book), [Some(DuePhrase::Fixed(day("2026-09-30")))], "{text}");
    }
}

/// Excel and WPS give dates the numbers 27 to 36 and 50 to 58 in Chinese surroundings.
#[test]
fn a_date_cell_is_a_day_in_every_format() {
    let formats = [
        Format::new().set_num_format("yyyy-mm-dd"),
        Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\""),
        Format::new().set_num_format("[$-804]yyyy\"年\"m\"月\"d\"日\";@"),
        Format::new().set_num_format("yyyy/m/d;@"),
        Format::new().set_num_format_index(14),
        Format::new().set_num_format_index(27),
        Format::new().set_num_format_index(31),
        Format::new().set_num_format_index(57),
        Format::new().set_num_format_index(58),
    ];
    for format in formats {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet
            .write_row(0, 0, ["序号", "反馈问题", "整改时限", "完成情况"])
            .unwrap();
        sheet.write(1, 0, 1).unwrap().write(1, 1, "问题一").unwrap();
        let date = ExcelDateTime::from_ymd(2026, 9, 30).unwrap();
        sheet.write_datetime_with_format(1, 2, date, &format).unwrap();
        sheet
            .write_with_format(1, 3, 0.6, &Format::new().set_num_format("0%"))
            .unwrap();
        let book = super::support::ledger(&workbook.save_to_buffer().unwrap(), &super::support::defaults());
        assert_eq!(book.problems, [], "{format:?}");
        assert_eq!(
            dues(&book),
            [Some(DuePhrase::Fixed(day("2026-09-30")))],
            "{format:?}"
        );
        assert_eq!(book.rows[0].status.percent, Some(60));
    }
}

#[test]
fn the_table_is_found_behind_empty_and_hidden_sheets() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    let hidden = workbook.add_worksheet();
    hidden.write_row(0, 0, ["反馈问题", "整改时限"]).unwrap();
    hidden.write_row(1, 0, ["去年的问题", "2025年9月30日"]).unwrap();
    hidden.set_hidden(true);
    let table = workbook.add_worksheet().set_name("台账").unwrap();
    table.write_row(3, 2, ["反馈问题", "整改时限"]).unwrap();
    table.write_row(4, 2, ["问题一", "2026年9月30日"]).unwrap();
    let first = workbook.worksheet_from_index(2).unwrap();
    first.set_active(true).set_first_tab(true);
    let book = super::support::ledger(&workbook.save_to_buffer().unwrap(), &super::support::defaults());
    assert_eq!((book.sheet.as_str(), book.rows.len()), ("台账", 1));
    assert_eq!(book.rows[0].finding, "问题一");
}

#[test]
fn a_full_stop_number_and_a_blank_number_column_are_no_trouble() {
    let mut book = Book::of(&[&["序号", "反馈问题", "整改时限"], &["", "问题一", "2026-9-30"]]);
    let book = book.put(1, 0, Put::Number(1.0)).ledger();
    assert_eq!((book.problems.len(), book.rows[0].problem), (0, 1));
}
