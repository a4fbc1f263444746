//! Recurring days of the calendar as rulebooks write them.

use crate::domain::as_text::serde_as_text;
use crate::domain::period::Period;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A recurring day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cadence {
    /// The period that one occurrence stands for.
    pub every: Every,
    /// The day in that period.
    pub on: CadenceDay,
}

/// Code of the event that is the end of a round, for which the cadences of every round wait.
pub const ROUND_END: &str = "round_end";

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
    /// A round of inspections; it ends with the event [`ROUND_END`].
    Round,
}

/// The day inside a cadence's period, written as text: `day 25`, `month 1 day 10` (the first month of the
/// period), `last day`, `last workday`, `weekday 1`, `7 days before`, `15 workdays after`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CadenceDay {
    /// That day of each month.
    DayOfMonth(u32),
    /// That day of the n-th month of the period, both from 1.
    MonthAndDay(u32, u32),
    /// The period's last calendar day.
    LastDay,
    /// The period's last workday.
    LastWorkday,
    /// That weekday; 1 is Monday.
    Weekday(u32),
    /// So many calendar days before (holidays).
    DaysBefore(u32),
    /// So long after the period's end (a round's report).
    After(Period),
}

/// Why a text is no day of a cadence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no day of a cadence; write `day 25`, `month 1 day 10`, `last day`, `last workday`, `weekday 1`, `7 days before` or `15 workdays after`"
)]
pub struct CadenceDayError(pub String);

impl FromStr for CadenceDay {
    type Err = CadenceDayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || CadenceDayError(text.to_owned());
        let number = |word: &str| word.parse::<u32>().map_err(|_| error());
        if let Some(period) = text.trim().strip_suffix(" after") {
            return Ok(CadenceDay::After(period.parse().map_err(|_| error())?));
        }
        match text.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["day", day] => Ok(CadenceDay::DayOfMonth(number(day)?)),
            ["month", month, "day", day] => Ok(CadenceDay::MonthAndDay(number(month)?, number(day)?)),
            ["last", "day"] => Ok(CadenceDay::LastDay),
            ["last", "workday"] => Ok(CadenceDay::LastWorkday),
            ["weekday", day] => Ok(CadenceDay::Weekday(number(day)?)),
            [days, "day" | "days", "before"] => Ok(CadenceDay::DaysBefore(number(days)?)),
            _ => Err(error()),
        }
    }
}

impl fmt::Display for CadenceDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CadenceDay::DayOfMonth(day) => write!(f, "day {day}"),
            CadenceDay::MonthAndDay(month, day) => write!(f, "month {month} day {day}"),
            CadenceDay::LastDay => f.write_str("last day"),
            CadenceDay::LastWorkday => f.write_str("last workday"),
            CadenceDay::Weekday(day) => write!(f, "weekday {day}"),
            CadenceDay::DaysBefore(days) => write!(f, "{days} days before"),
            CadenceDay::After(period) => write!(f, "{period} after"),
        }
    }
}

serde_as_text!(CadenceDay);
