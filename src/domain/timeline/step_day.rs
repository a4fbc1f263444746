//! A step's day as timelines write it.

use crate::domain::as_text::serde_as_text;
use crate::domain::calendar::Calendar;
use chrono::{Days, NaiveDate};
use std::{fmt, str::FromStr};

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

/// Why a text is no step day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no step day; write `opened`, `due`, `-20 days`, `+1 day` or `+5 workdays`")]
pub struct StepDayError(pub String);

impl StepDay {
    /// Is it the due day itself?
    pub fn is_due(self) -> bool {
        matches!(self, StepDay::Days(0) | StepDay::Workdays(0))
    }

    /// Does it lie after the due day?
    pub fn is_after_due(self) -> bool {
        matches!(self, StepDay::Days(count) | StepDay::Workdays(count) if count > 0)
    }

    /// The day that it names beside this due day, be it a rest day. None for `opened`, and where the
    /// calendar ends.
    pub fn beside(self, due: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
        match self {
            StepDay::Opened => None,
            StepDay::Days(count @ ..0) => due.checked_sub_days(Days::new(count.unsigned_abs().into())),
            StepDay::Days(count) => due.checked_add_days(Days::new(count.unsigned_abs().into())),
            StepDay::Workdays(count @ ..0) => calendar.sub_workdays(due, count.unsigned_abs()),
            StepDay::Workdays(count) => calendar.add_workdays(due, count.unsigned_abs()),
        }
    }
    /// The day that it names for a matter; what lies after the due day counts from `counts_from_on` where that
    /// is later (历史逾期). None for `opened`, for standing matters, and where the calendar ends.
    pub fn day(
        self,
        due_on: Option<NaiveDate>,
        counts_from_on: Option<NaiveDate>,
        calendar: &Calendar,
    ) -> Option<NaiveDate> {
        let due = due_on?;
        let base = counts_from_on
            .filter(|_| self.is_after_due())
            .map_or(due, |from| from.max(due));
        self.beside(base, calendar)
    }
}

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
        write!(
            f,
            "{count:+} {unit}{}",
            if count.unsigned_abs() == 1 { "" } else { "s" }
        )
    }
}

serde_as_text!(StepDay);
