//! Workbooks made for a story: a flat ledger, row by row.

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
