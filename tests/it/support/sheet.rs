//! Workbooks made for a story: a flat ledger, a list of contacts, row by row.

use rust_xlsxwriter::Workbook;

/// One row of a flat ledger. Its words must live as long as the story.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub number: u32,
    pub finding: &'static str,
    pub measure: &'static str,
    pub people: &'static str,
    pub due: &'static str,
    pub status: &'static str,
}

impl Row {
    /// A finding with one measure of 甲五, due on 30 September, not begun.
    pub fn new(number: u32, finding: &'static str) -> Row {
        Row {
            number,
            finding,
            measure: "修订制度",
            people: "甲五",
            due: "2026年9月30日",
            status: "未启动",
        }
    }
}

/// The ledger of 市住建局 in the third round, as an xlsx file.
pub fn ledger(rows: &[Row]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let heads = [
        "序号",
        "被巡察单位",
        "轮次",
        "反馈问题",
        "整改措施",
        "责任人",
        "整改时限",
        "完成情况",
    ];
    for (column, head) in (0..).zip(heads) {
        sheet.write(0, column, head).unwrap();
    }
    for (at, row) in (1..).zip(rows) {
        sheet.write(at, 0, row.number).unwrap();
        let words = [
            "市住建局",
            "第三轮",
            row.finding,
            row.measure,
            row.people,
            row.due,
            row.status,
        ];
        for (column, word) in (1..).zip(words) {
            sheet.write(at, column, word).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The header of [`contacts`].
const CONTACTS: [&str; 8] = [
    "单位",
    "单位类别",
    "姓名",
    "职务",
    "角色",
    "手机",
    "邮箱",
    "原工作单位",
];

/// A list of contacts: unit, category, name, post, roles, phone, mail, former units.
pub fn contacts(rows: &[[&str; 8]]) -> Vec<u8> {
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 8]>::as_slice).collect();
    table(&[&[CONTACTS.as_slice()], rows.as_slice()].concat())
}

/// Any rows of words, from A1 on; what is empty is no cell.
pub fn table(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            if !cell.is_empty() {
                sheet.write(row, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}
