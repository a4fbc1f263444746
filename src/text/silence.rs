//! 事事有回音: what waits for a word, in chat and on paper. Codes and neutral names only.

use super::Text;
use super::sample::day;
use chrono::NaiveDate;
use serde::Serialize;

/// The week's list for somebody of the office.
#[derive(Debug, Clone, Serialize)]
pub struct WeeklySilence {
    /// 市委巡察办.
    pub office: String,
    /// Of the reader.
    pub name: String,
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// How many matters there are.
    pub matters: usize,
    /// Of how many units.
    pub units: usize,
    /// Those among them that are overdue.
    pub overdue: usize,
    /// Those of which nobody was ever told.
    pub untold: usize,
    /// What may only be counted.
    pub counted: usize,
    /// The worst first; as many as a message shows.
    pub lines: Vec<SilentLine>,
}

/// The whole list, on paper.
#[derive(Debug, Clone, Serialize)]
pub struct SilencePaper {
    /// 市委巡察办.
    pub office: String,
    /// The day of printing.
    pub on: NaiveDate,
    /// What may only be counted.
    pub counted: usize,
    /// By unit, the worst first.
    pub lines: Vec<SilentLine>,
}

/// A matter of which nobody has spoken since they were told.
#[derive(Debug, Clone, Serialize)]
pub struct SilentLine {
    /// The unit's name that may leave.
    pub unit: String,
    /// Code.
    pub code: String,
    /// The name that may leave.
    pub kind: String,
    /// Due day.
    pub due_on: Option<NaiveDate>,
    /// First due day, where it is another.
    pub original_due_on: Option<NaiveDate>,
    /// Days overdue.
    pub overdue: i64,
    /// When people were told last; none where nobody was ever told.
    pub told_on: Option<NaiveDate>,
    /// Days since.
    pub silent: Option<i64>,
    /// Who was told.
    pub told: Vec<String>,
    /// How: the kind of channel, or `phone`.
    pub via: Option<String>,
}

fn lines() -> Vec<SilentLine> {
    let late = SilentLine {
        unit: "市住建局".into(),
        code: "ZG-2026-03-0031-2".into(),
        kind: "整改事项".into(),
        due_on: Some(day(9, 18)),
        original_due_on: Some(day(8, 31)),
        overdue: 10,
        told_on: Some(day(9, 25)),
        silent: Some(3),
        told: vec!["甲五".into(), "甲一".into()],
        via: Some("telegram".into()),
    };
    let called = SilentLine {
        code: "BS-2026-03-0002".into(),
        kind: "报送事项".into(),
        due_on: None,
        original_due_on: None,
        overdue: 0,
        told_on: Some(day(9, 15)),
        silent: Some(13),
        told: vec!["甲一".into()],
        via: Some("phone".into()),
        ..late.clone()
    };
    let soon = SilentLine {
        due_on: Some(day(10, 15)),
        via: Some("telegram".into()),
        ..called.clone()
    };
    let untold = SilentLine {
        code: "ZG-2026-03-0040-1".into(),
        original_due_on: None,
        told_on: None,
        silent: None,
        told: Vec::new(),
        via: None,
        ..late.clone()
    };
    vec![late, untold, called, soon]
}

impl Text for WeeklySilence {
    const TEMPLATE: &'static str = "silence.html";

    fn samples() -> Vec<Self> {
        let list = |matters, counted, lines: Vec<SilentLine>| WeeklySilence {
            untold: lines.iter().filter(|line| line.told_on.is_none()).count(),
            office: "市委巡察办".into(),
            name: "丙一".into(),
            on: day(9, 28),
            matters,
            units: 1,
            overdue: lines.iter().filter(|line| line.overdue > 0).count(),
            counted,
            lines,
        };
        vec![list(4, 0, lines()), list(18, 2, lines()), list(0, 2, Vec::new())]
    }
}

impl Text for SilencePaper {
    const TEMPLATE: &'static str = "paper_silence.paper";

    fn samples() -> Vec<Self> {
        let paper = |counted, lines| SilencePaper {
            office: "市委巡察办".into(),
            on: day(9, 28),
            counted,
            lines,
        };
        vec![paper(2, lines()), paper(0, Vec::new())]
    }
}
