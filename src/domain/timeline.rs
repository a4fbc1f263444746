//! Timelines: one list of steps before and after a due day; reminder and escalation are one mechanism.

use super::as_text::serde_as_text;
use super::role::Role;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// The steps of one kind of matter, in rising order of their day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timeline {
    /// 标准, 三色 ...
    pub name: String,
    /// Where the timeline comes from.
    pub basis: String,
    /// In rising order.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
}

/// One point of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// `opened`, `T-20`, `T`, `T+7` ...: unique in its timeline, part of a notice's identity.
    pub code: String,
    /// When it fires.
    pub at: StepDay,
    /// The light that is shown from this day on.
    pub light: Light,
    /// Everybody who is told, those of earlier steps repeated.
    pub to: Vec<Role>,
    /// Ways it may travel; mail goes by chat until mail exists.
    #[serde(default = "chat_only")]
    pub by: Vec<Way>,
    /// The paper or text it is: `opened`, `reminder`, `urge` (催办单), `supervise` (督办单), `admonish` (告诫书),
    /// `leading_group` (领导小组专报) ...
    pub form: String,
    /// Fires again every workday until the next step.
    #[serde(default)]
    pub repeat: Option<Repeat>,
    /// Moves to the first workday of its week.
    #[serde(default)]
    pub gather: Option<Gather>,
}

fn chat_only() -> Vec<Way> {
    vec![Way::Chat]
}

/// A step's day relative to the due day. Written `opened`, `-20 days`, `due`, `+1 day`, `+5 workdays`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepDay {
    /// When the matter opens.
    Opened,
    /// Calendar days before (negative) or after the due day; 0 is the day itself.
    Days(i32),
    /// Workdays before (negative) or after the due day.
    Workdays(i32),
}

/// 灯. `Blue` and `Orange` are 三明's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// No step has come yet.
    None,
    /// 绿.
    Green,
    /// 蓝.
    Blue,
    /// 黄.
    Yellow,
    /// 橙.
    Orange,
    /// 红.
    Red,
}

/// A way by which a step may travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A private chat.
    Chat,
    /// A mail.
    Mail,
}

/// How a step fires again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeat {
    /// Every workday until the next step's day.
    Workdays,
    /// Once a week until the next step's day.
    Weekly,
}

/// How early steps are pooled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gather {
    /// On the first workday of the week.
    Weekly,
}

/// Why a text is no step day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no step day; write `opened`, `due`, `-20 days`, `+1 day` or `+5 workdays`")]
pub struct StepDayError(pub String);

impl FromStr for StepDay {
    type Err = StepDayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || StepDayError(text.to_owned());
        match text.trim() {
            "opened" => return Ok(StepDay::Opened),
            "due" => return Ok(StepDay::Days(0)),
            _ => {}
        }
        let (count, unit) = text.trim().split_once(char::is_whitespace).ok_or_else(error)?;
        if !count.starts_with(['+', '-']) {
            return Err(error());
        }
        let count = count.parse().map_err(|_| error())?;
        match unit.trim() {
            "day" | "days" => Ok(StepDay::Days(count)),
            "workday" | "workdays" => Ok(StepDay::Workdays(count)),
            _ => Err(error()),
        }
    }
}

impl fmt::Display for StepDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match *self {
            StepDay::Opened => return f.write_str("opened"),
            StepDay::Days(0) => return f.write_str("due"),
            StepDay::Days(count) => (count, "day"),
            StepDay::Workdays(count) => (count, "workday"),
        };
        write!(f, "{count:+} {unit}{}", if count.abs() == 1 { "" } else { "s" })
    }
}

serde_as_text!(StepDay);
