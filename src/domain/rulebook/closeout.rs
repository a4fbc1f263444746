//! 对账销号: the chain of decisions by which a measure and a finding are closed out, and what goes with it.

use super::rule::RuleCode;
use serde::{Deserialize, Serialize};

/// Which rules open the decisions on an application, in their order; an office without it closes out nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closeout {
    /// Who confirms that a measure is done.
    #[serde(default)]
    pub measure: Vec<RuleCode>,
    /// Who agrees to the 销号 of a finding; the last one is the office.
    #[serde(default)]
    pub finding: Vec<RuleCode>,
    /// The same for 重点问题.
    #[serde(default)]
    pub focus: Vec<RuleCode>,
    /// Gives what is returned the period of its 补正.
    #[serde(default)]
    pub fix: RuleCode,
    /// Opens the check of a finding that a 抽查 drew.
    #[serde(default)]
    pub spot: RuleCode,
    /// Opens the 复核 of what the same principal signed.
    #[serde(default)]
    pub recheck: RuleCode,
}

impl Closeout {
    /// The decisions on a finding.
    pub fn of_finding(&self, is_focus: bool) -> &[RuleCode] {
        if is_focus { &self.focus } else { &self.finding }
    }

    /// Whether an office has none.
    pub fn is_empty(&self) -> bool {
        *self == Closeout::default()
    }
}
