//! 审批 in chat: what is asked, the pledge, and what came of it.

use super::sample::{day, soon};
use super::{Fact, Line, Text};
use chrono::NaiveDate;
use serde::Serialize;

/// One decision, above its buttons.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionAsk {
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// The decision's matter.
    #[serde(flatten)]
    pub line: Line,
}

/// 真实性承诺: what somebody signs. The hash of this text, as it was shown, is kept with the signature.
#[derive(Debug, Clone, Serialize)]
pub struct Pledge {
    /// 市委巡察办.
    pub office: String,
    /// Who signs.
    pub name: String,
    /// The day, in the office's zone.
    pub on: NaiveDate,
    /// Codes of what is signed.
    pub codes: Vec<String>,
    /// How many more wait for another signature.
    pub rest: usize,
}

/// Why is it sent back?
#[derive(Debug, Clone, Serialize)]
pub struct ReasonAsk {
    /// Of the decision's matter.
    pub code: String,
}

/// What came of a decision.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum DecisionDone {
    /// Taken.
    Decided {
        /// Key of the decision: `passed`, `returned`.
        kind: &'static str,
        /// It was signed, with the pledge.
        signed: bool,
        /// What was decided.
        lines: Vec<Decided>,
    },
    /// 取消.
    Cancelled,
    /// Nobody gave the reason in time.
    TimedOut,
}

/// One decision that was taken.
#[derive(Debug, Clone, Serialize)]
pub struct Decided {
    /// Of the decision's matter.
    pub code: String,
    /// Of the matter that it is about.
    pub about: Option<String>,
    /// Key of the state in which it left that matter; none where it has no effect on it.
    pub state: Option<&'static str>,
    /// The last day of that matter now, in the office's zone, where it is open and nobody else decides on it.
    pub due_on: Option<NaiveDate>,
}

impl Text for DecisionAsk {
    const TEMPLATE: &'static str = "decision_ask.html";

    fn samples() -> Vec<Self> {
        let line = Line {
            about: Some("ZG-2026-03-0031".into()),
            facts: vec![
                Fact {
                    key: "times",
                    value: "2".into(),
                },
                Fact {
                    key: "evidence",
                    value: "3".into(),
                },
            ],
            ..soon()
        };
        vec![DecisionAsk { on: day(9, 28), line }]
    }
}

impl Text for Pledge {
    const TEMPLATE: &'static str = "pledge.html";

    fn samples() -> Vec<Self> {
        let pledge = |codes: &[&str], rest| Pledge {
            office: "市委巡察办".into(),
            name: "甲一".into(),
            on: day(9, 28),
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            rest,
        };
        vec![
            pledge(&["ZG-2026-03-0031"], 0),
            pledge(&["ZG-2026-03-0031", "ZG-2026-03-0032"], 4),
        ]
    }
}

impl Text for ReasonAsk {
    const TEMPLATE: &'static str = "reason_ask.html";

    fn samples() -> Vec<Self> {
        vec![ReasonAsk {
            code: "XH-2026-03-0007".into(),
        }]
    }
}

impl Text for DecisionDone {
    const TEMPLATE: &'static str = "decision_done.html";

    fn samples() -> Vec<Self> {
        let line = |number: u32| Decided {
            code: format!("XH-2026-03-000{number}"),
            about: (number == 1).then(|| "ZG-2026-03-0031".into()),
            state: (number == 1).then_some("under_review"),
            due_on: None,
        };
        let returned = Decided {
            state: Some("in_progress"),
            due_on: Some(day(10, 12)),
            ..line(1)
        };
        let closed = Decided {
            state: Some("closed_out"),
            ..line(1)
        };
        let decided = |kind, signed, lines| DecisionDone::Decided { kind, signed, lines };
        vec![
            decided("passed", false, vec![line(1)]),
            decided("passed", true, vec![line(1), line(2)]),
            decided("passed", false, vec![closed]),
            decided("returned", false, vec![returned]),
            DecisionDone::Cancelled,
            DecisionDone::TimedOut,
        ]
    }
}
