//! Lights: how far a matter is along its timeline, at a glance.

use super::{Step, StepDay, Timeline};
use crate::domain::calendar::Calendar;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

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

/// The light of an open matter: that of the last step whose day has come, gathered or not.
pub fn light_on(
    timeline: &Timeline,
    due_on: Option<NaiveDate>,
    counts_from_on: Option<NaiveDate>,
    today: NaiveDate,
    calendar: &Calendar,
) -> Light {
    let has_come = |step: &&Step| {
        step.at == StepDay::Opened
            || step
                .at
                .day(due_on, counts_from_on, calendar)
                .is_some_and(|day| day <= today)
    };
    timeline
        .steps
        .iter()
        .rev()
        .find(has_come)
        .map_or(Light::None, |step| step.light)
}
