//! A recurring duty that an office has switched off, or on again.

use super::ids::{OfficeId, SwitchId};
use super::rulebook::{Register, Rule, RuleCode, Start};
use serde::{Deserialize, Serialize};

/// Whether an office has a rule open anything; without one the rulebook says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// Row.
    pub id: SwitchId,
    /// Whose.
    pub office_id: OfficeId,
    /// Of which rule.
    pub rule: RuleCode,
    /// On?
    pub is_on: bool,
}

/// Whether an office may switch a rule: what recurs by the calendar or by rounds, and the duties of its own. What
/// an inspection sets off is no office's choice.
pub fn is_switchable(rule: &Rule) -> bool {
    matches!(rule.start, Start::Cadence(_)) || rule.register == Register::Duty
}
