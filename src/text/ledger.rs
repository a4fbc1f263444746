//! The ledger of a matter as a story.

use super::Text;
use super::sample::day;
use chrono::NaiveDateTime;
use serde::Serialize;

/// What happened to one matter.
#[derive(Debug, Clone, Serialize)]
pub struct Story {
    /// Of the matter.
    pub code: String,
    /// In order.
    pub lines: Vec<LedgerLine>,
}

/// One entry.
#[derive(Debug, Clone, Serialize)]
pub struct LedgerLine {
    /// Its number in the chain.
    pub seq: i64,
    /// When, in the office's zone.
    pub at: NaiveDateTime,
    /// Who: a name, or a key of the table `actor` (`operator`, `system`).
    pub actor: String,
    /// For whom it was entered, when the actor only wrote it down (代录).
    pub proxy_for: Option<String>,
    /// Key of what was done: `matter.opened`.
    pub action: String,
    /// Why, in words.
    pub reason: Option<String>,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// A field that an entry changed. Values are shown as words where the table of the field's name has them.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// Key of the field: `due_on`.
    pub field: String,
    /// What was.
    pub before: Option<String>,
    /// What is.
    pub after: Option<String>,
}

impl Text for Story {
    const TEMPLATE: &'static str = "ledger.txt";

    fn samples() -> Vec<Self> {
        let change = |field: &str, before: Option<&str>, after: Option<&str>| Change {
            field: field.into(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let line = |seq, actor: &str, action: &str, changes| LedgerLine {
            seq,
            at: day(9, 28).and_hms_opt(8, 30, 0).unwrap_or_default(),
            actor: actor.into(),
            proxy_for: None,
            action: action.into(),
            reason: None,
            changes,
        };
        let lines = vec![
            line(
                1,
                "system",
                "matter.opened",
                vec![change("due_on", None, Some("2026-09-30"))],
            ),
            line(
                2,
                "甲五",
                "matter.answered",
                vec![change("state", Some("not_started"), Some("in_progress"))],
            ),
            LedgerLine {
                reason: Some("反馈日登记有误".into()),
                ..line(
                    3,
                    "丙一",
                    "matter.redated",
                    vec![change("due_on", Some("2026-09-30"), Some("2026-10-08"))],
                )
            },
            LedgerLine {
                proxy_for: Some("甲四".into()),
                ..line(4, "丙一", "matter.answered", Vec::new())
            },
        ];
        vec![Story {
            code: "ZG-2026-03-0031-2".into(),
            lines,
        }]
    }
}
