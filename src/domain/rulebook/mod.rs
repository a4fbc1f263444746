//! The rulebook: what starts which duty, for whom, within how long, told along which timeline, and how it
//! ends. All of it is data (`config/rulebook/*.toml`); see domain.md 1.7 for the facts.

mod cadence;

pub use cadence::{CadenceDay, CadenceDayError};

use super::deadline::Roll;
use super::period::Period;
use super::role::Role;
use super::timeline::Timeline;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One version of all rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    /// Unique name of this version, such as `2026.1`; presets that are switched on are appended (`2026.1+jiangjin`).
    pub version: String,
    /// What it is called in texts.
    pub name: String,
    /// IANA zone in which its days are days.
    pub zone: String,
    /// The first day on which it may open matters.
    pub effective_on: NaiveDate,
    /// Kinds of dated facts that rules start on.
    #[serde(rename = "event", default)]
    pub events: Vec<EventKind>,
    /// Rules, by unique code.
    #[serde(rename = "rule", default)]
    pub rules: Vec<Rule>,
    /// Numbers that open no matter (延期, 公开 length, coverage).
    #[serde(rename = "policy", default)]
    pub policies: Vec<Policy>,
    /// Timelines by key.
    #[serde(rename = "timeline", default)]
    pub timelines: BTreeMap<String, Timeline>,
    /// What may leave and come in, by register, secrecy and channel; the first row that fits decides.
    #[serde(rename = "disclosure", default)]
    pub disclosure: Vec<DisclosureRow>,
    /// Words that no reply and no outgoing text may carry (举报, 立案 ...).
    #[serde(default)]
    pub secret_words: Vec<String>,
}

/// A kind of dated fact, such as `feedback` (反馈).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventKind {
    /// Stable English key.
    pub code: String,
    /// 反馈, 移交, 收件 ...
    pub name: String,
}

/// Code of a rule, such as `R-PLAN`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleCode(pub String);

/// One row of the rulebook that opens matters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// Opens again after each due day until the thing is closed (`3 months`).
    #[serde(default)]
    pub repeat: Option<Period>,
    /// What the repetition watches; default is the matter itself.
    #[serde(default)]
    pub until: Option<Until>,
    /// Unit categories it applies to; empty means all.
    #[serde(default)]
    pub applies_to: Vec<String>,
    /// Whose duty it is: the first role held is responsible.
    pub to: Vec<Role>,
    /// Key of the timeline along which it is told.
    pub timeline: String,
    /// How it ends.
    pub ends: Ends,
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Start {
    /// `{ event = "feedback" }`: a dated fact.
    Event(String),
    /// `{ day_of = "R-CONC" }`: the due day of another rule's matter has come.
    DayOf(RuleCode),
    /// `{ end_of = "R-RPTOK" }`: another rule's matter has ended.
    EndOf(RuleCode),
    /// `{ row = "measure" }`: a row of a register (finding, measure, clue).
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
    /// `{ row = "planned" }`: the date that the register's row gives.
    Row(String),
    /// `"on_the_day"`: the cadence's own day.
    OnTheDay,
}

/// A day that a due day may not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Cap {
    /// The due day of that rule for the same inspection.
    Rule(RuleCode),
    /// The day of that event for the same inspection (现场结束).
    Event(String),
    /// So long after the inspection's feedback day (R-MAX).
    Policy(RuleCode),
}

/// What a repetition waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// The matter itself has been closed as done for good (clues: 办结).
    Closed,
    /// Every finding of the inspection is closed.
    AllFindingsClosed,
}

/// A recurring day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cadence {
    /// The period that one occurrence stands for.
    pub every: Every,
    /// The day in that period.
    pub on: CadenceDay,
}

/// The period of a cadence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// January-March ...
    Quarter,
    /// January-June, July-December.
    HalfYear,
    /// A calendar year.
    Year,
    /// A public holiday of the calendar.
    Holiday,
    /// A round of inspections.
    Round,
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

/// Numbers that open no matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Unique among rules and policies: `R-EXTREQ`.
    pub code: RuleCode,
    /// 延期申请 ...
    pub name: String,
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

/// One row of the disclosure table; an absent condition fits all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureRow {
    /// Fits matters of this register.
    #[serde(default)]
    pub register: Option<Register>,
    /// Fits this rule alone.
    #[serde(default)]
    pub rule: Option<RuleCode>,
    /// Fits this secrecy.
    #[serde(default)]
    pub secrecy: Option<Secrecy>,
    /// Fits this kind of channel.
    #[serde(default)]
    pub channel: Option<ChannelKind>,
    /// What may leave.
    pub out: Outbound,
    /// What may come in.
    #[serde(rename = "in")]
    pub inbound: Inbound,
}

/// A kind of channel, as the disclosure table sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// A private chat of one bound person.
    Chat,
    /// A registered group.
    Group,
    /// A mail.
    Mail,
    /// The operator's own terminal.
    Console,
}

/// How much may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outbound {
    /// Nothing.
    None,
    /// Only how many there are.
    Count,
    /// Code, neutral kind, due day, light.
    Neutral,
    /// The title too.
    Full,
}

/// How much may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inbound {
    /// Nothing.
    None,
    /// Coded answers only; evidence as a number of pieces.
    Coded,
    /// Notes too.
    Notes,
    /// Files too.
    Files,
}
