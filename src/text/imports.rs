//! A workbook that was put into the import folder: what importing it would do, and what it did.

use super::Text;
use chrono::NaiveDate;
use serde::Serialize;

/// The card in chat. It counts and names places; what stands in the cells is in the preview alone.
#[derive(Debug, Clone, Serialize)]
pub struct ImportCard {
    /// Name of the file.
    pub file: String,
    /// Where it stands.
    pub stage: ImportStage,
    /// What it does; none where it cannot be read.
    pub sum: Option<ImportSum>,
    /// Why nothing can be imported, as a key; row errors speak for themselves.
    pub problem: Option<&'static str>,
    /// The previews beside it.
    pub previews: Vec<String>,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportStage {
    /// Asked for; it is being looked at.
    Asked,
    /// Looked at; nothing is imported yet.
    Shown,
    /// Confirmed; it is being imported.
    Confirmed,
    /// Imported.
    Done,
    /// Cancelled.
    Cancelled,
    /// It was decided before.
    Decided,
}

/// What an import does.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ImportSum {
    /// Key of the kind of workbook.
    pub kind: &'static str,
    /// 被巡察单位 of a unit's ledger.
    pub unit: Option<String>,
    /// 轮次.
    pub round: Option<String>,
    /// 反馈时间.
    pub feedback_on: Option<NaiveDate>,
    /// The feedback is recorded by it.
    pub feedback_is_new: bool,
    /// A first import.
    pub takeover: bool,
    /// New rows.
    pub created: usize,
    /// Rows that differ.
    pub changed: usize,
    /// Rows as they were.
    pub unchanged: usize,
    /// Rows that the file no longer has.
    pub gone: usize,
    /// Things that the office should know.
    pub warnings: usize,
    /// Places of the row errors.
    pub errors: Vec<ImportPlace>,
    /// Codes of matters that the feedback opens.
    pub opened: usize,
}

/// Where a row error stands.
#[derive(Debug, Clone, Serialize)]
pub struct ImportPlace {
    /// Row of the sheet, from 1.
    pub row: u32,
    /// Header of the column.
    pub header: String,
}

/// The preview beside the workbook, for the office's own eyes.
#[derive(Debug, Clone, Serialize)]
pub struct ImportPreview {
    /// Name of the file.
    pub file: String,
    /// What it does.
    pub sum: ImportSum,
    /// Row errors: place, cell, what to do.
    pub errors: Vec<ImportFault>,
    /// What differs.
    pub differences: Vec<ImportChange>,
    /// What the office should know.
    pub warnings: Vec<String>,
    /// What the file no longer has.
    pub gone: Vec<String>,
}

/// A row error.
#[derive(Debug, Clone, Serialize)]
pub struct ImportFault {
    /// Row of the sheet, from 1.
    pub row: u32,
    /// Letter of the column.
    pub column: String,
    /// Its header.
    pub header: String,
    /// The cell's words.
    pub cell: String,
    /// What to do.
    pub why: String,
}

/// A field that differs.
#[derive(Debug, Clone, Serialize)]
pub struct ImportChange {
    /// Row of the sheet, from 1.
    pub row: u32,
    /// Code, or person.
    pub code: String,
    /// Key of the field.
    pub field: &'static str,
    /// As kept.
    pub before: String,
    /// As in the file.
    pub after: String,
}

fn sum() -> ImportSum {
    ImportSum {
        kind: "unit_ledger",
        unit: Some("市住建局".into()),
        round: Some("2026年第三轮".into()),
        feedback_on: NaiveDate::from_ymd_opt(2026, 8, 31),
        feedback_is_new: true,
        takeover: true,
        created: 17,
        opened: 9,
        ..ImportSum::default()
    }
}

fn again() -> ImportSum {
    ImportSum {
        feedback_is_new: false,
        takeover: false,
        created: 1,
        changed: 2,
        unchanged: 14,
        gone: 1,
        warnings: 1,
        opened: 0,
        ..sum()
    }
}

fn faulty() -> ImportSum {
    let place = |row, header: &str| ImportPlace {
        row,
        header: header.into(),
    };
    ImportSum {
        errors: vec![place(7, "整改时限"), place(9, "责任人")],
        created: 0,
        opened: 0,
        ..sum()
    }
}

impl Text for ImportCard {
    const TEMPLATE: &'static str = "import_card.html";

    fn samples() -> Vec<Self> {
        let card = |stage, sum| ImportCard {
            file: "整改台账.xlsx".into(),
            stage,
            sum,
            problem: None,
            previews: Vec::new(),
        };
        let shown = |sum| ImportCard {
            previews: vec!["整改台账.预览.txt".into(), "整改台账.预览.xlsx".into()],
            ..card(ImportStage::Shown, Some(sum))
        };
        let mut samples = vec![
            shown(sum()),
            shown(again()),
            shown(faulty()),
            shown(ImportSum {
                created: 0,
                changed: 0,
                ..again()
            }),
        ];
        let stages = [
            ImportStage::Asked,
            ImportStage::Confirmed,
            ImportStage::Cancelled,
            ImportStage::Decided,
        ];
        samples.extend(stages.map(|stage| card(stage, None)));
        samples.push(card(ImportStage::Done, Some(sum())));
        let problems = ["no_unit", "unreadable", "missing", "has_changed", "fault"];
        samples.extend(problems.map(|problem| ImportCard {
            problem: Some(problem),
            ..card(ImportStage::Shown, None)
        }));
        samples
    }
}

impl Text for ImportPreview {
    const TEMPLATE: &'static str = "import_preview.txt";

    fn samples() -> Vec<Self> {
        let preview = |sum| ImportPreview {
            file: "整改台账.xlsx".into(),
            sum,
            errors: Vec::new(),
            differences: Vec::new(),
            warnings: Vec::new(),
            gone: Vec::new(),
        };
        vec![
            preview(sum()),
            ImportPreview {
                differences: vec![ImportChange {
                    row: 8,
                    code: "ZG-2026-03-0031-2".into(),
                    field: "due",
                    before: "10月底前".into(),
                    after: "年底前".into(),
                }],
                warnings: vec!["甲九在通讯录中属于市财政局".into()],
                gone: vec!["ZG-2026-03-0035-1".into()],
                ..preview(again())
            },
            ImportPreview {
                errors: vec![ImportFault {
                    row: 7,
                    column: "F".into(),
                    header: "整改时限".into(),
                    cell: "尽快".into(),
                    why: "没有写明日期".into(),
                }],
                ..preview(faulty())
            },
        ]
    }
}
