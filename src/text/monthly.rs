//! 填月报, in chat, and 单位月报, on paper.

use super::sample::{day, overdue, soon};
use super::{Line, Text};
use chrono::NaiveDate;
use serde::Serialize;

/// The next question: how does this measure stand?
#[derive(Debug, Clone, Serialize)]
pub struct MonthAsk {
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// Of the report.
    pub report: String,
    /// Its place among all, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// The measure.
    #[serde(flatten)]
    pub line: Line,
    /// What was written last was not understood.
    pub unclear: bool,
}

/// The walk is over, or there is none.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum MonthDone {
    /// No report is open for the unit.
    NothingDue,
    /// The person has no open measure.
    NothingOpen,
    /// All questions were asked.
    Finished {
        /// Of the report.
        report: String,
        /// Codes, and what was recorded of each.
        said: Vec<(String, String)>,
    },
    /// Stopped on the way; what was recorded stays.
    Stopped {
        /// How many were recorded.
        said: usize,
        /// Nobody answered for too long.
        timed_out: bool,
    },
    /// The button belongs to a question that was answered.
    Stale,
}

/// 单位月报.
#[derive(Debug, Clone, Serialize)]
pub struct MonthReport {
    /// 市委巡察办.
    pub office: String,
    /// 市住建局.
    pub unit: String,
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// The day whose state it shows.
    pub as_of: NaiveDate,
    /// The day of printing.
    pub on: NaiveDate,
    /// By code.
    pub rows: Vec<MonthRow>,
}

/// A measure.
#[derive(Debug, Clone, Serialize)]
pub struct MonthRow {
    /// Code.
    pub code: String,
    /// What is to be done: paper at the office may say it in full.
    pub title: String,
    /// The due day.
    pub due_on: Option<NaiveDate>,
    /// The first one, where it is another.
    pub original_due_on: Option<NaiveDate>,
    /// Key of the state.
    pub state: &'static str,
    /// 已完成 was said and not reviewed.
    pub claimed: bool,
    /// The last progress told.
    pub percent: Option<i64>,
    /// The last word on it.
    pub last: Option<MonthWord>,
    /// Days overdue, where it is.
    pub overdue: Option<i64>,
}

/// What was said last.
#[derive(Debug, Clone, Serialize)]
pub struct MonthWord {
    /// Key of what was said.
    pub said: &'static str,
    /// How far, for progress.
    pub percent: Option<i64>,
    /// By whom.
    pub by: String,
    /// Their words, where they are kept.
    pub note: Option<String>,
}

impl Text for MonthAsk {
    const TEMPLATE: &'static str = "month_ask.html";

    fn samples() -> Vec<Self> {
        let ask = |number, line, unclear| MonthAsk {
            on: day(9, 28),
            report: "BS-2026-03-0007".into(),
            number,
            of: 2,
            line,
            unclear,
        };
        vec![ask(1, soon(), false), ask(2, overdue(), true)]
    }
}

impl Text for MonthDone {
    const TEMPLATE: &'static str = "month_done.html";

    fn samples() -> Vec<Self> {
        let finished = |said| MonthDone::Finished {
            report: "BS-2026-03-0007".into(),
            said,
        };
        let stopped = |said, timed_out| MonthDone::Stopped { said, timed_out };
        vec![
            MonthDone::NothingDue,
            MonthDone::NothingOpen,
            finished(vec![("ZG-2026-03-0012-1".into(), "进度60%".into())]),
            finished(Vec::new()),
            stopped(0, false),
            stopped(2, false),
            stopped(1, true),
            MonthDone::Stale,
        ]
    }
}

impl Text for MonthReport {
    const TEMPLATE: &'static str = "paper_monthly.paper";

    fn samples() -> Vec<Self> {
        let row = MonthRow {
            code: "ZG-2026-03-0012-1".into(),
            title: "修订党组会议议事规则".into(),
            due_on: Some(day(9, 30)),
            original_due_on: None,
            state: "in_progress",
            claimed: false,
            percent: Some(60),
            last: Some(MonthWord {
                said: "progress",
                percent: Some(60),
                by: "甲五".into(),
                note: Some("已完成初稿".into()),
            }),
            overdue: None,
        };
        let late = MonthRow {
            claimed: true,
            percent: None,
            last: Some(MonthWord {
                said: "completed",
                percent: None,
                by: "甲五".into(),
                note: None,
            }),
            overdue: Some(3),
            original_due_on: Some(day(8, 31)),
            ..row.clone()
        };
        let silent = MonthRow {
            due_on: None,
            state: "not_started",
            percent: None,
            last: None,
            ..row.clone()
        };
        let report = |as_of, rows| MonthReport {
            office: "市委巡察办".into(),
            unit: "市住建局".into(),
            year: 2026,
            month: 9,
            as_of,
            on: day(10, 9),
            rows,
        };
        vec![
            report(day(9, 30), vec![row, late]),
            report(day(10, 9), vec![silent]),
        ]
    }
}
