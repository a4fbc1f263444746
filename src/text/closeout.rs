//! 销号 and 抽查 in chat: what is asked, and what came of it.

use super::Text;
use super::sample::day;
use chrono::NaiveDate;
use serde::Serialize;

/// What was done? Asked before an application is made.
#[derive(Debug, Clone, Serialize)]
pub struct CloseOutAsk {
    /// Of the matter.
    pub code: String,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum CloseOutDone {
    /// 申请销号 was made.
    Applied {
        /// Of the matter.
        code: String,
        /// For whom it was recorded.
        giver: Option<String>,
        /// 循环审批次数.
        ordinal: i64,
        /// Pieces of 佐证材料 that go with it.
        evidence: i64,
        /// Code of the first decision on it.
        step: String,
        /// Until when that is taken.
        due_on: Option<NaiveDate>,
        /// The words were not kept.
        words_dropped: bool,
        /// Nothing shows what was done.
        bare: bool,
    },
    /// Nobody answered in time.
    TimedOut,
    /// A lot was drawn.
    Drawn {
        /// Its seed.
        seed: i64,
        /// How many findings were in the pool.
        pool: i64,
        /// The checks and their findings.
        checks: Vec<DrawnCheck>,
    },
    /// A check ended.
    Checked {
        /// Of the check.
        code: String,
        /// Of the finding.
        finding: String,
        /// Key of what was found.
        result: &'static str,
        /// Codes of what is open again.
        reopened: Vec<String>,
        /// Its last day.
        until: Option<NaiveDate>,
        /// Codes of the 复核 that it opened.
        rechecks: Vec<String>,
    },
}

/// A finding that was drawn.
#[derive(Debug, Clone, Serialize)]
pub struct DrawnCheck {
    /// Of the check.
    pub code: String,
    /// Of the finding.
    pub finding: String,
}

impl Text for CloseOutAsk {
    const TEMPLATE: &'static str = "closeout_ask.html";

    fn samples() -> Vec<Self> {
        vec![CloseOutAsk {
            code: "ZG-2026-03-0031-2".into(),
        }]
    }
}

impl Text for CloseOutDone {
    const TEMPLATE: &'static str = "closeout_done.html";

    fn samples() -> Vec<Self> {
        let applied = |giver: Option<&str>, ordinal, words_dropped, bare| CloseOutDone::Applied {
            bare,
            code: "ZG-2026-03-0031-2".into(),
            giver: giver.map(str::to_owned),
            ordinal,
            evidence: if bare { 0 } else { 3 },
            step: "SH-2026-03-0001".into(),
            due_on: Some(day(10, 8)),
            words_dropped,
        };
        let checked = |result, reopened: &[&str], rechecks: &[&str]| CloseOutDone::Checked {
            code: "CC-2026-03-0001".into(),
            finding: "ZG-2026-03-0031".into(),
            result,
            reopened: reopened.iter().map(|code| (*code).to_owned()).collect(),
            until: (!reopened.is_empty()).then(|| day(10, 30)),
            rechecks: rechecks.iter().map(|code| (*code).to_owned()).collect(),
        };
        vec![
            applied(None, 1, false, false),
            applied(None, 1, false, true),
            applied(Some("甲五"), 2, true, false),
            CloseOutDone::TimedOut,
            CloseOutDone::Drawn {
                seed: 20261,
                pool: 37,
                checks: vec![DrawnCheck {
                    code: "CC-2026-03-0001".into(),
                    finding: "ZG-2026-03-0031".into(),
                }],
            },
            checked("genuine", &[], &[]),
            checked(
                "false",
                &["ZG-2026-03-0031", "ZG-2026-03-0031-2"],
                &["CC-2026-03-0002"],
            ),
        ]
    }
}
