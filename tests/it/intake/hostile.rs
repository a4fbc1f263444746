//! Files that were not made by a clerk: refused with a reason, never a fall, never much memory.

use super::support::{Book, Put, defaults, ledger, places, refusal, sample};
use huiyin::intake::{IntakeError, read};
use proptest::prelude::*;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const LEDGER: [&[&str]; 2] = [
    &["序号", "反馈问题", "整改时限"],
    &["1", "问题一", "2026年9月30日"],
];

/// The workbook with one part rewritten.
pub fn rewritten(bytes: &[u8], part: &str, rewrite: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name == part {
            content = rewrite(String::from_utf8(content).unwrap()).into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sheet_rewritten(rewrite: impl Fn(String) -> String) -> Vec<u8> {
    rewritten(&Book::of(&LEDGER).bytes(), "xl/worksheets/sheet1.xml", rewrite)
}

#[test]
fn what_is_no_workbook_is_named_for_what_it_is() {
    assert_eq!(refusal(b""), IntakeError::NotAWorkbook);
    assert_eq!(refusal("序号,反馈问题\n".as_bytes()), IntakeError::NotAWorkbook);
    assert_eq!(refusal(b"%PDF-1.7"), IntakeError::NotAWorkbook);
    assert!(matches!(refusal(b"PK\x03\x04 no zip"), IntakeError::Damaged(_)));
    let container = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat();
    assert_eq!(refusal(&container), IntakeError::OldFormat);
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(refusal(&[container, name].concat()), IntakeError::Password);
    let whole = sample("坏台账.xlsx");
    assert!(matches!(
        refusal(&whole[..whole.len() / 2]),
        IntakeError::Damaged(_)
    ));
}

#[test]
fn unknown_headers_are_shown_with_what_is_wanted() {
    let error = refusal(&Book::of(&[&["货号", "数量", "单价"], &["1", "2", "3"]]).bytes());
    let text = error.to_string();
    assert!(
        text.contains("整改台账: 货号 | 数量 | 单价") && text.contains("反馈问题 and 整改时限"),
        "{text}"
    );
    let empty = rust_xlsxwriter::Workbook::new().save_to_buffer();
    assert!(refusal(&empty.unwrap()).to_string().contains("seen: nothing"));
}

#[test]
fn a_bomb_is_refused_before_it_is_opened() {
    let whole = Book::of(&LEDGER).bytes();
    let charge = rewritten(&whole, "xl/theme/theme1.xml", |_| " ".repeat(8 << 20));
    let mut archive = ZipArchive::new(Cursor::new(charge)).unwrap();
    let mut writer = ZipWriter::new_append(Cursor::new(whole)).unwrap();
    for copy in 0..17 {
        let part = archive.by_name("xl/theme/theme1.xml").unwrap();
        writer
            .raw_copy_file_rename(part, format!("xl/media/{copy}.png"))
            .unwrap();
    }
    let bomb = writer.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(refusal(&bomb), IntakeError::TooLarge(_)));
}

#[test]
fn a_table_of_strings_may_not_claim_more_than_it_has() {
    let bytes = rewritten(&Book::of(&LEDGER).bytes(), "xl/sharedStrings.xml", |xml| {
        let from = xml.find("uniqueCount=\"").unwrap() + "uniqueCount=\"".len();
        let to = from + xml[from..].find('"').unwrap();
        format!("{}99999999999{}", &xml[..from], &xml[to..])
    });
    assert!(matches!(refusal(&bytes), IntakeError::Damaged(_)));
}

#[test]
fn far_cells_and_huge_areas_cost_nothing() {
    let bytes = sheet_rewritten(|xml| {
        xml.replace(
            "</sheetData>",
            "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>\
            <mergeCells count=\"3\"><mergeCell ref=\"A3:XFD1048576\"/><mergeCell ref=\"B2:B900000\"/>\
            <mergeCell ref=\"C9:A3\"/></mergeCells>",
        )
    });
    // A merged area from its end to its start is out of order; where sums are checked calamine falls over it.
    match read(&bytes, &defaults()) {
        Ok(huiyin::intake::Workbook::Ledger(book)) => assert_eq!(book.rows.len(), 1),
        other => assert!(matches!(other, Err(IntakeError::Damaged(_))), "{other:?}"),
    }
    let mut book = Book::of(&LEDGER);
    book.put(1_048_575, 16_383, Put::Text("很远"))
        .put(1_048_575, 3, Put::Text("很远"));
    assert_eq!(book.ledger().rows.len(), 1);
}

#[test]
fn empty_rows_down_to_the_last_are_nothing() {
    let bytes = sheet_rewritten(|xml| {
        let rows: String = (3..=1_048_576)
            .step_by(25)
            .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" s=\"0\"/></row>"))
            .collect();
        xml.replace("</sheetData>", &format!("{rows}</sheetData>"))
    });
    assert_eq!(ledger(&bytes, &defaults()).rows.len(), 1);
}

#[test]
fn impossible_places_are_damage() {
    for place in ["A99999999999", "ZZZZZZZZZZ1", "1A", "A0", ""] {
        let bytes = sheet_rewritten(|xml| xml.replace("r=\"A2\"", &format!("r=\"{place}\"")));
        let _ = read(&bytes, &defaults());
    }
}

#[test]
fn one_merged_text_over_very_many_rows_is_too_much() {
    let text = "长".repeat(10_000);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet
        .write_row(0, 0, ["序号", "反馈问题", "整改措施", "整改时限"])
        .unwrap();
    for row in 1..12_000 {
        sheet.write_string(row, 2, "措施").unwrap();
    }
    sheet
        .merge_range(1, 0, 11_999, 0, "1", &rust_xlsxwriter::Format::new())
        .unwrap();
    sheet
        .merge_range(1, 1, 11_999, 1, &text, &rust_xlsxwriter::Format::new())
        .unwrap();
    assert!(matches!(
        refusal(&workbook.save_to_buffer().unwrap()),
        IntakeError::TooLarge(_)
    ));
}

#[test]
fn a_cell_longer_than_excel_allows_is_too_much() {
    let bytes = sheet_rewritten(|xml| {
        let long = "长".repeat(50_000);
        xml.replace(
            "</row></sheetData>",
            &format!("<c r=\"D2\" t=\"inlineStr\"><is><t>{long}</t></is></c></row></sheetData>"),
        )
    });
    assert!(matches!(refusal(&bytes), IntakeError::TooLarge(_)));
}

#[test]
fn long_words_are_quoted_in_part() {
    let long = "尽".repeat(30_000);
    let book = Book::of(&[LEDGER[0], &["1", "问题一", &long]]).ledger();
    assert_eq!(places(&book.problems), [(2, "C")]);
    assert!(book.problems[0].cell.chars().count() < 100);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_bytes_make_it_fall(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(read(&bytes, &defaults()).is_err());
    }

    #[test]
    fn no_damage_makes_it_fall(at in 0_usize..5604, with in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = sample("坏台账.xlsx");
        let at = at % bytes.len();
        bytes[at] = with;
        if cut { bytes.truncate(at); }
        let _ = read(&bytes, &defaults());
    }

    #[test]
    fn no_damage_inside_makes_it_fall(at in 0_usize..20_000, with in "[<>\"=/a-z0-9 ]{0,6}") {
        let bytes = sheet_rewritten(|mut xml| {
            let at = xml.char_indices().nth(at % xml.chars().count()).unwrap().0;
            xml.insert_str(at, &with);
            xml
        });
        let _ = read(&bytes, &defaults());
    }

    #[test]
    fn no_cells_make_it_fall(cells in proptest::collection::vec(any::<String>(), 12)) {
        let clean: Vec<String> = cells.iter().map(|c| c.chars().filter(|c| !c.is_control()).take(2000).collect()).collect();
        let texts: Vec<&str> = clean.iter().map(String::as_str).collect();
        let header = ["序号", "问题编号", "被巡察单位", "轮次", "反馈问题", "整改措施", "责任领导", "责任人", "整改时限", "完成情况", "是否重点", "备注"];
        let book = Book::of(&[&texts, &header, &texts, &texts]).ledger();
        prop_assert!(book.problems.iter().all(|problem| problem.row <= 4));
    }
}
