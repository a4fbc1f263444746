//! The leading group's card, its details, and what was decided.

use super::Text;
use super::sample::day;
use chrono::NaiveDate;
use serde::Serialize;

/// To be read in twenty seconds.
#[derive(Debug, Clone, Serialize)]
pub struct LeadingCard {
    /// 市委巡察办.
    pub office: String,
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// Open matters that are overdue.
    pub overdue: usize,
    /// Those that have climbed to the leading group.
    pub climbed: usize,
    /// Of them, those without any answer.
    pub silent: usize,
    /// The most pressing units.
    pub units: Vec<LeadingUnit>,
    /// Further units.
    pub more: usize,
}

/// A unit of the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeadingUnit {
    /// Its number on the card, from 1; its buttons carry it.
    pub number: usize,
    /// The name under which it may be mentioned.
    pub unit: String,
    /// Matters that have climbed.
    pub matters: usize,
    /// Days overdue of the longest.
    pub longest: i64,
    /// Those without any answer.
    pub silent: usize,
}

/// 查看明细.
#[derive(Debug, Clone, Serialize)]
pub struct LeadingDetail {
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// The unit.
    pub unit: String,
    /// The longest overdue first.
    pub lines: Vec<LeadingLine>,
    /// Further matters.
    pub more: usize,
}

/// A matter of a unit.
#[derive(Debug, Clone, Serialize)]
pub struct LeadingLine {
    /// Code.
    pub code: String,
    /// The due day.
    pub due_on: Option<NaiveDate>,
    /// The due day at first, where it is another.
    pub original_due_on: Option<NaiveDate>,
    /// Code of the step that it has reached.
    pub step: String,
    /// Calendar days overdue.
    pub days: i64,
    /// The day of the last answer.
    pub last_on: Option<NaiveDate>,
    /// Key of what was said.
    pub last_said: Option<&'static str>,
    /// Number of its 挂号督办.
    pub registered: Option<String>,
    /// 文号 of the papers that were issued for it.
    pub papers: Vec<String>,
}

/// Is it to be so?
#[derive(Debug, Clone, Serialize)]
pub struct ResolveAsk {
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// Key of the decision.
    pub kind: &'static str,
    /// The unit.
    pub unit: String,
    /// Codes of the matters that it is about.
    pub codes: Vec<String>,
    /// 限期: by which day; none while it is still asked.
    pub due_on: Option<NaiveDate>,
    /// What was written last was no day that is still to come.
    pub unclear: bool,
}

/// What came of a decision.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ResolveDone {
    /// It stands, or waits for its approval.
    Resolved {
        /// Key of the decision.
        kind: &'static str,
        /// The unit.
        unit: String,
        /// It waits for its approval.
        proposed: bool,
        /// Codes of what it opened.
        opened: Vec<String>,
        /// Numbers under which matters were registered.
        registered: Vec<String>,
    },
    /// 解除挂号.
    Lifted {
        /// The number.
        number: String,
        /// Code of the matter.
        code: String,
    },
    /// 取消.
    Cancelled,
    /// Nobody answered in time.
    TimedOut,
}

impl Text for LeadingCard {
    const TEMPLATE: &'static str = "leading_card.html";

    fn samples() -> Vec<Self> {
        let unit = |number, unit: &str, matters, longest, silent| LeadingUnit {
            number,
            unit: unit.into(),
            matters,
            longest,
            silent,
        };
        let card = |units: Vec<LeadingUnit>, more| LeadingCard {
            office: "市委巡察办".into(),
            on: day(11, 2),
            overdue: 12,
            climbed: units.iter().map(|unit| unit.matters).sum(),
            silent: units.iter().map(|unit| unit.silent).sum(),
            units,
            more,
        };
        vec![
            card(
                vec![unit(1, "市住建局", 3, 33, 2), unit(2, "市财政局", 1, 31, 0)],
                0,
            ),
            card(vec![unit(1, "市住建局", 1, 30, 0)], 2),
        ]
    }
}

impl Text for LeadingDetail {
    const TEMPLATE: &'static str = "leading_detail.html";

    fn samples() -> Vec<Self> {
        let line = LeadingLine {
            code: "ZG-2026-03-0031-2".into(),
            due_on: Some(day(9, 30)),
            original_due_on: Some(day(9, 15)),
            step: "T+30".into(),
            days: 33,
            last_on: Some(day(10, 12)),
            last_said: Some("progress"),
            registered: Some("GD-2026-0003".into()),
            papers: vec!["〔2026〕巡办催 12 号".into(), "〔2026〕巡办督 4 号".into()],
        };
        let silent = LeadingLine {
            code: "BS-2026-03-0004".into(),
            original_due_on: None,
            last_on: None,
            last_said: None,
            registered: None,
            papers: Vec::new(),
            ..line.clone()
        };
        vec![LeadingDetail {
            on: day(11, 2),
            unit: "市住建局".into(),
            lines: vec![line, silent],
            more: 2,
        }]
    }
}

impl Text for ResolveAsk {
    const TEMPLATE: &'static str = "resolve_ask.html";

    fn samples() -> Vec<Self> {
        let ask = |kind, due_on, unclear| ResolveAsk {
            on: day(11, 2),
            kind,
            unit: "市住建局".into(),
            codes: vec!["ZG-2026-03-0031-2".into(), "BS-2026-03-0004".into()],
            due_on,
            unclear,
        };
        vec![
            ask("talk", None, false),
            ask("circular", None, false),
            ask("register", None, false),
            ask("limit", None, false),
            ask("limit", None, true),
            ask("limit", Some(day(11, 17)), false),
        ]
    }
}

impl Text for ResolveDone {
    const TEMPLATE: &'static str = "resolve_done.html";

    fn samples() -> Vec<Self> {
        let done = |kind, proposed, opened: &[&str], registered: &[&str]| ResolveDone::Resolved {
            kind,
            unit: "市住建局".into(),
            proposed,
            opened: opened.iter().map(|code| (*code).to_owned()).collect(),
            registered: registered.iter().map(|number| (*number).to_owned()).collect(),
        };
        vec![
            done("talk", true, &["LD-2026-03-0001"], &[]),
            done("limit", false, &["LD-2026-03-0002"], &[]),
            done("register", false, &[], &["GD-2026-0003", "GD-2026-0004"]),
            ResolveDone::Lifted {
                number: "GD-2026-0003".into(),
                code: "ZG-2026-03-0031-2".into(),
            },
            ResolveDone::Cancelled,
            ResolveDone::TimedOut,
        ]
    }
}
