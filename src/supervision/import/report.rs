//! What an import did or would do; keys are stable for programs.

use crate::intake::{RowProblem, StatusWord};
use chrono::NaiveDate;
use serde::Serialize;

/// The outcome of an import.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ImportReport {
    /// `contacts`, `unit_ledger`, `city_ledger`.
    pub kind: &'static str,
    /// Name of the sheet.
    pub sheet: String,
    /// 被巡察单位 of a unit's ledger.
    pub unit: Option<String>,
    /// 轮次 of a unit's ledger.
    pub round: Option<String>,
    /// 反馈时间.
    pub feedback_on: Option<NaiveDate>,
    /// The feedback is recorded by this import.
    pub feedback_is_new: bool,
    /// The first import of its inspections.
    pub takeover: bool,
    /// Every row of a ledger.
    pub measures: Vec<MeasureLine>,
    /// Codes of matters that the feedback opened.
    pub opened: Vec<String>,
    /// Row errors; with any, nothing was changed.
    pub errors: Vec<RowProblem>,
    /// Why the file is refused as a whole, and what to do.
    pub refusal: Option<String>,
    /// What the office should know.
    pub warnings: Vec<String>,
    /// Rows that are new.
    pub created: usize,
    /// Rows that differ from the last import.
    pub changed: usize,
    /// Rows that are as they were.
    pub unchanged: usize,
    /// What differs, field by field.
    pub differences: Vec<Difference>,
    /// Codes of matters, or people as `UNIT/NAME`, that the file no longer has; they are kept.
    pub gone: Vec<String>,
    /// Units and people added because they were missing.
    pub added: Vec<String>,
    /// `false` after a dry run, a refusal or errors.
    pub kept: bool,
}

impl ImportReport {
    /// Nothing may be kept of it.
    pub fn is_refused(&self) -> bool {
        !self.errors.is_empty() || self.refusal.is_some()
    }
}

/// One measure as read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeasureLine {
    /// Row of the sheet, from 1.
    pub row: u32,
    /// Unit.
    pub unit: Option<String>,
    /// 问题编号, where the office gave one.
    pub given_code: Option<String>,
    /// 序号 of the finding.
    pub problem: u32,
    /// Place in the finding, from 1.
    pub position: u32,
    /// 问题类别.
    pub category: Option<String>,
    /// 反馈问题.
    pub finding: String,
    /// 整改措施.
    pub measure: Option<String>,
    /// The due day that the cell itself gives; none where it is derived.
    pub due_on: Option<NaiveDate>,
    /// The due day of the matter, derived or not.
    pub matter_due_on: Option<NaiveDate>,
    /// 暂定.
    pub provisional: bool,
    /// `fixed`, `relative 3 months`, `concentrated`, `immediate`, `standing`.
    pub mode: Option<String>,
    /// Status word.
    pub status: StatusWord,
    /// 责任领导.
    pub leaders: Vec<String>,
    /// 责任人.
    pub responsible: Vec<String>,
    /// 整改时限 as written.
    pub raw: String,
    /// The registers did not have it yet.
    pub is_new: bool,
    /// Code of its matter; none before it is kept.
    pub code: Option<String>,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Row of the sheet.
    pub row: u32,
    /// Code of the matter; of a contacts' row `UNIT/NAME`, or the unit's name.
    pub code: String,
    /// Field.
    pub field: &'static str,
    /// As kept.
    pub before: String,
    /// As in the file.
    pub after: String,
}
