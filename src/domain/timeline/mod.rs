//! Timelines: one list of steps before and after a due day; reminder and escalation are one mechanism.

mod ladder;
mod layout;
mod light;
mod occurrence;
mod step_day;

pub use ladder::{Answered, Climb, NextRung, next_rung, repetitions, rungs_ahead};
pub use light::{Light, light_on};
pub use occurrence::{Occurrence, Plan, due_occurrence, next_after, occurrences};
pub use step_day::{StepDay, StepDayError};

use super::role::Role;
use serde::{Deserialize, Serialize};

/// The steps of one kind of matter, in rising order of their day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timeline {
    /// 标准, 三色 ...
    pub name: String,
    /// Where the timeline comes from.
    pub basis: String,
    /// Tells nobody: its matters are told through others.
    #[serde(default)]
    pub quiet: bool,
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
