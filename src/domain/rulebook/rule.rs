//! One row of the rulebook that opens matters, and the values it is made of.

use super::cadence::{Cadence, CadenceDay, Every, ROUND_END};
use crate::domain::deadline::Roll;
use crate::domain::period::Period;
use crate::domain::role::{Role, RoleScope};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Code of a rule, such as `R-PLAN`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleCode(pub String);

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The policy under which days are extended where a rule names no other.
pub const EXTENSION: &str = "R-EXTREQ";

/// Rows of registers that rules may start on.
pub const START_ROWS: &[&str] = &[
    "finding",
    "measure",
    "standing_measure",
    "follow_up",
    "decision",
    "difference",
    "talk_proposed",
    "talk",
    "circular_proposed",
    "circular",
    "limit_proposed",
    "limit",
    "register_proposed",
    "register",
];

/// Dates of such rows that due days may be.
pub const ROW_DATES: [&str; 2] = ["planned", "latest_measure"];

/// One row of the rulebook that opens matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Unique.
    pub code: RuleCode,
    /// The full name, for the office: 整改方案和三个清单报送.
    pub name: String,
    /// The neutral name that may leave: 报送事项.
    pub neutral: String,
    /// First part of its matters' codes: `ZG`, `BS`, `XS`.
    pub prefix: String,
    /// The register that owns its matters.
    pub register: Register,
    /// Which of the three clocks it runs on; rates never mix them.
    pub clock: ClockKind,
    /// Class of its content.
    pub secrecy: Secrecy,
    /// What opens it.
    pub start: Start,
    /// How its due day is found.
    pub due: Due,
    /// What happens when the due day is no workday.
    #[serde(default = "roll_next")]
    pub roll: Roll,
    /// A day that the due day may not pass.
    #[serde(default)]
    pub cap: Option<Cap>,
    /// A day that not even an extension may pass (R-MAX).
    #[serde(default)]
    pub outer: Option<Cap>,
    /// Opens again after each due day until the thing is closed (`3 months`).
    #[serde(default)]
    pub repeat: Option<Period>,
    /// What a repetition or a cadence waits for; a repetition's default is the matter itself.
    #[serde(default)]
    pub until: Option<Until>,
    /// For a cadence of inspections: the stretch in which it opens anything.
    #[serde(default)]
    pub during: Option<During>,
    /// For what it opens one matter each.
    #[serde(default)]
    pub each: Each,
    /// Opens only for what the office has selected (回头看), and not by itself.
    #[serde(default)]
    pub by_selection: bool,
    /// Unit categories it applies to; empty means all.
    #[serde(default)]
    pub applies_to: Vec<String>,
    /// Whose duty it is: the first role held is responsible.
    pub to: Vec<Role>,
    /// Key of the timeline along which it is told.
    pub timeline: String,
    /// How it ends.
    pub ends: Ends,
    /// The event that its end is (收件 of the plan is `plan_received`), so that nobody records it twice.
    #[serde(default)]
    pub ends_as: Option<String>,
    /// 真实性承诺: whoever agrees signs the pledge, which is shown before.
    #[serde(default)]
    pub pledge: bool,
    /// The policy under which its day may be extended; without one the usual one ([`EXTENSION`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<RuleCode>,
    /// What must arrive before it is received: names of the parts of a report package.
    #[serde(default)]
    pub parts: Vec<String>,
    /// A count to be reached in each period (驻点 at least 2 days a month).
    #[serde(default)]
    pub count: Option<CountCheck>,
    /// Switched off rules open nothing.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Text that notices and `why` show: the source of the period.
    pub basis: String,
    /// How sure the basis is.
    pub sure: Sureness,
    /// Other values that offices use, for the eye.
    #[serde(default)]
    pub presets: Vec<String>,
}

fn roll_next() -> Roll {
    Roll::Next
}

fn yes() -> bool {
    true
}

impl Rule {
    /// The event whose day opens the rule's matters; for a cadence of rounds their end.
    pub fn opening_event(&self) -> Option<&str> {
        match &self.start {
            Start::Event(kind) => Some(kind),
            Start::Cadence(cadence) if cadence.every == Every::Round => Some(ROUND_END),
            _ => None,
        }
    }

    /// Whether its matters are the duty of the unit that they are for, and not of the office or a team.
    pub fn is_a_units(&self) -> bool {
        self.to.first().is_none_or(|role| role.scope() == RoleScope::Unit)
    }

    /// The period after a round's end, for a cadence of rounds.
    pub fn after_round(&self) -> Option<Period> {
        match &self.start {
            Start::Cadence(Cadence {
                every: Every::Round,
                on: CadenceDay::After(period),
            }) => Some(*period),
            _ => None,
        }
    }
}

/// The register whose rows own a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// 整改: findings and measures, plan, reports.
    Rectification,
    /// 问题线索.
    Clue,
    /// 移交建议, 监察建议书 and other opinions.
    Opinion,
    /// The round's own work: report, hearing, feedback.
    Round,
    /// 回头看.
    Review,
    /// Recurring reports and meetings.
    Duty,
    /// 信访.
    Petition,
}

/// The three clocks of domain.md 7.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// A finding's or measure's own date.
    Item,
    /// A unit's deadline: plan, reports, publication.
    Unit,
    /// A receiving organ's deadline.
    Organ,
}

/// 密级. `秘密` and above is refused at the door and therefore no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// 公开.
    Public,
    /// 内部.
    Internal,
    /// 工作秘密.
    WorkSecret,
}

/// What opens a rule's matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Start {
    /// `{ event = "feedback" }`: a dated fact.
    Event(String),
    /// `{ day_of = "R-CONC" }`: the due day of another rule's matter has come.
    DayOf(RuleCode),
    /// `{ end_of = "R-RPTOK" }`: another rule's matter has ended.
    EndOf(RuleCode),
    /// `{ row = "measure" }`: a row of a register, one of [`START_ROWS`].
    Row(String),
    /// `{ cadence = { .. } }`: the calendar.
    Cadence(Cadence),
}

/// How a due day is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Due {
    /// `{ within = "1 month" }` from the start day.
    Within(Period),
    /// `{ between = { from = "3 months", to = "6 months" } }`: a window; due at its end, open from its start.
    Between {
        /// First day of the window, from the start day.
        from: Period,
        /// Last day of the window, from the start day.
        to: Period,
    },
    /// `{ same_as = "R-CONC" }`: the due day of that rule for the same start.
    SameAs(RuleCode),
    /// `{ row = "planned" }`: the date that the register's row gives, one of [`ROW_DATES`].
    Row(String),
    /// `"on_the_day"`: the cadence's own day.
    OnTheDay,
}

/// A day that a due day may not pass. One that lies before the start day limits nothing: 立行立改 that the plan
/// promises after the feedback is not bound to the field period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Cap {
    /// The due day of that rule for the same inspection.
    Rule(RuleCode),
    /// The day of that event for the same inspection (现场结束).
    Event(String),
    /// The `at_most` of that policy, counted from its `from` event of the same inspection (R-MAX).
    Policy(RuleCode),
}

/// The stretch of an inspection in which a cadence opens matters: from the day of an event to a rule's due day, or,
/// without one, for as long as `until` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct During {
    /// Code of the event on whose day it begins.
    pub from: String,
    /// The rule on whose due day it ends.
    #[serde(default)]
    pub to: Option<RuleCode>,
}

/// What a rule opens one matter for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Each {
    /// A unit inspected in a round, or the unit that the event names.
    #[default]
    Inspection,
    /// A unit of the categories in `applies_to`.
    Unit,
    /// A round.
    Round,
    /// The office itself.
    Office,
}

/// What a repetition or a cadence waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// The matter itself has been closed as done for good (clues: 办结).
    Closed,
    /// Every finding of the inspection is closed.
    AllFindingsClosed,
    /// 挂号督办 of the matter that it stands under is lifted, or that matter has ended.
    Lifted,
}

/// How a matter ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ends {
    /// 已报送, then 收件 by the clerk.
    Receipt,
    /// Receipt, then 通过 or 退回.
    Review,
    /// 已召开, with the day.
    Held,
    /// The 销号 chain.
    Closeout,
    /// Coded answers only (clues).
    Coded,
    /// 同意 or 退回 by somebody who holds the rule's first role.
    Decision,
}

impl Ends {
    /// Whether it ends by the office's word on what a unit says that it has done.
    pub fn waits_for_office(self) -> bool {
        matches!(self, Ends::Receipt | Ends::Review | Ends::Held | Ends::Coded)
    }

    /// The stable English key, as in the rulebook.
    pub fn key(self) -> &'static str {
        match self {
            Ends::Receipt => "receipt",
            Ends::Review => "review",
            Ends::Held => "held",
            Ends::Closeout => "closeout",
            Ends::Coded => "coded",
            Ends::Decision => "decision",
        }
    }
}

/// A count that a period must reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountCheck {
    /// What is counted: `visit_days`.
    pub of: String,
    /// The least that is enough.
    pub at_least: u32,
}

/// How sure a basis is; the marks of domain.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sureness {
    /// Read in a public source or a founding document.
    #[serde(rename = "V")]
    Verified,
    /// A weak source.
    #[serde(rename = "W")]
    Weak,
    /// General knowledge, about 90 % sure.
    #[serde(rename = "M-hi")]
    MemoryHigh,
    /// General knowledge, about 65 % sure.
    #[serde(rename = "M-med")]
    MemoryMedium,
    /// General knowledge, about 40 % sure.
    #[serde(rename = "M-lo")]
    MemoryLow,
    /// A suggested default without a source.
    #[serde(rename = "cfg")]
    Suggested,
}
