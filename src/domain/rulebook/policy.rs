//! What the rulebook says without opening matters: numbers, and which rules serve measures.

use super::clues::ClueWord;
use super::rule::{RuleCode, Sureness};
use crate::domain::period::Period;
use crate::domain::role::Role;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Numbers that open no matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Unique among rules and policies: `R-EXTREQ`.
    pub code: RuleCode,
    /// 延期申请 ...
    pub name: String,
    /// Code of the event from which its lengths count; without one they count from the due day.
    #[serde(default)]
    pub from: Option<String>,
    /// Must come so long before the due day.
    #[serde(default)]
    pub before: Option<Period>,
    /// Lasts at least.
    #[serde(default)]
    pub at_least: Option<Period>,
    /// Lasts at most.
    #[serde(default)]
    pub at_most: Option<Period>,
    /// How often at most.
    #[serde(default)]
    pub times: Option<u32>,
    /// The rule that opens its decision, for what must be decided (延期).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<RuleCode>,
    /// The roles that it is about.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Other figures, by name (`rounds_a_year = 3`).
    #[serde(default)]
    pub figures: BTreeMap<String, i64>,
    /// The source.
    pub basis: String,
    /// How sure the basis is.
    pub sure: Sureness,
    /// Other values that offices use.
    #[serde(default)]
    pub presets: Vec<String>,
}

/// Why more time may be asked for, by category.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extensions {
    /// Categories of reasons, in the order in which they are offered.
    #[serde(default)]
    pub cause: Vec<ClueWord>,
}

/// Which rules serve 对账.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reconciling {
    /// Opens what the unit must answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<RuleCode>,
    /// Opens what the inspection team must answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<RuleCode>,
    /// The period's own matter, which the office records as held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<RuleCode>,
}

/// Which rule serves what a measure's 整改时限 says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    /// Opens the finding's own matter, over its measures.
    pub finding: RuleCode,
    /// Opens a measure's matter.
    pub item: RuleCode,
    /// Gives the period of 立行立改, 即知即改.
    pub immediate: RuleCode,
    /// Gives the due day of 集中整改期内.
    pub concentrated: RuleCode,
    /// Gives the periodic check of 长期坚持.
    pub standing: RuleCode,
    /// Opens the month's report, which 填月报 fills in; none where an office has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month_report: Option<RuleCode>,
}
