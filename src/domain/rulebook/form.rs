//! The papers and texts that steps are.

use super::rule::RuleCode;
use crate::domain::period::Period;
use serde::{Deserialize, Serialize};

/// A kind of paper or text, such as `urge` (催办单).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Stable English key, which steps name.
    pub code: String,
    /// 催办单, 督办单 ...
    pub name: String,
    /// The wording in which it is printed for the unit; none for what is no paper.
    #[serde(default)]
    pub paper: Option<PaperKind>,
    /// It waits for 签发; without, it is issued by itself.
    #[serde(default)]
    pub signed: bool,
    /// 新的期限, counted from the day of issue.
    #[serde(default)]
    pub due: Option<Period>,
    /// 文号: the word before its number, 巡办督.
    #[serde(default)]
    pub word: Option<String>,
    /// The rule that its issue opens for the unit (签收).
    #[serde(default)]
    pub opens: Option<RuleCode>,
    /// The form in which the unit's own people are told of a step that goes to those above them, in its own words.
    #[serde(default)]
    pub to_unit: Option<String>,
    /// 挂号督办: its issue registers the matters that it names.
    #[serde(default)]
    pub registers: bool,
}

/// The wordings of papers (domain.md 2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// 提醒书.
    Reminder,
    /// 催办单.
    Urge,
    /// 督办单.
    Supervise,
    /// 告诫书, with a new last date.
    Admonish,
    /// 通报.
    Circular,
    /// 约谈通知书.
    Talk,
}

impl PaperKind {
    /// The stable English key, as in the rulebook.
    pub fn key(self) -> &'static str {
        match self {
            PaperKind::Reminder => "reminder",
            PaperKind::Urge => "urge",
            PaperKind::Supervise => "supervise",
            PaperKind::Admonish => "admonish",
            PaperKind::Circular => "circular",
            PaperKind::Talk => "talk",
        }
    }
}
