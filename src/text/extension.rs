//! Asking for more time, in chat and at the desk.

use super::Text;
use super::sample::day;
use chrono::NaiveDate;
use serde::Serialize;

/// The next question, or the last look.
#[derive(Debug, Clone, Serialize)]
pub struct ExtensionAsk {
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// Of the matter.
    pub code: String,
    /// What is asked: `cause`, `day`, `note`, `confirm`.
    pub asks: &'static str,
    /// What was written last was not understood, or is no possible day.
    pub unclear: bool,
    /// The due day that stands.
    pub due_on: NaiveDate,
    /// The last day that may be asked for.
    pub latest_on: Option<NaiveDate>,
    /// Name of the chosen category.
    pub cause: Option<String>,
    /// The day asked for.
    pub wanted_on: Option<NaiveDate>,
    /// Words beside it.
    pub note: Option<String>,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ExtensionDone {
    /// It waits for its decision.
    Asked {
        /// The business day, in the office's zone.
        on: NaiveDate,
        /// Of the matter.
        code: String,
        /// The due day, which stands.
        due_on: NaiveDate,
        /// The day asked for.
        wanted_on: NaiveDate,
        /// Code of the matter in which it is decided.
        decision: String,
        /// Until when it is to be decided.
        decide_by_on: Option<NaiveDate>,
        /// The words beside it were not taken.
        note_dropped: bool,
    },
    /// The office has taken it back.
    TakenBack {
        /// Of the matter.
        code: String,
    },
    /// 取消.
    Cancelled,
    /// Nobody answered for too long.
    TimedOut,
    /// The button belongs to a question that was answered.
    Stale,
}

impl Text for ExtensionAsk {
    const TEMPLATE: &'static str = "extension_ask.html";

    fn samples() -> Vec<Self> {
        let ask = |asks| ExtensionAsk {
            on: day(9, 1),
            code: "ZG-2026-03-0031-2".into(),
            asks,
            unclear: false,
            due_on: day(9, 30),
            latest_on: Some(day(12, 30)),
            cause: None,
            wanted_on: None,
            note: None,
        };
        let with_cause = |asks| ExtensionAsk {
            cause: Some("资金".into()),
            ..ask(asks)
        };
        let with_day = |asks| ExtensionAsk {
            wanted_on: Some(day(11, 30)),
            ..with_cause(asks)
        };
        vec![
            ask("cause"),
            ExtensionAsk {
                unclear: true,
                ..ask("cause")
            },
            with_cause("day"),
            ExtensionAsk {
                unclear: true,
                latest_on: None,
                ..with_cause("day")
            },
            with_day("note"),
            with_day("confirm"),
            ExtensionAsk {
                note: Some("上级资金尚未拨付".into()),
                ..with_day("confirm")
            },
        ]
    }
}

impl Text for ExtensionDone {
    const TEMPLATE: &'static str = "extension_done.html";

    fn samples() -> Vec<Self> {
        let asked = |decide_by_on, note_dropped| ExtensionDone::Asked {
            on: day(9, 1),
            code: "ZG-2026-03-0031-2".into(),
            due_on: day(9, 30),
            wanted_on: day(11, 30),
            decision: "SP-2026-03-0001".into(),
            decide_by_on,
            note_dropped,
        };
        vec![
            asked(Some(day(9, 4)), false),
            asked(None, true),
            ExtensionDone::TakenBack {
                code: "ZG-2026-03-0031-2".into(),
            },
            ExtensionDone::Cancelled,
            ExtensionDone::TimedOut,
            ExtensionDone::Stale,
        ]
    }
}
