//! Counting of domain.md 5 (《民法典》 200-204 by analogy): first day excluded, month-end clamp, roll.

mod trace;

pub use trace::Trace;

use super::as_text::serde_as_text;
use super::calendar::{Calendar, LAST_YEAR};
use super::period::{Period, PeriodUnit};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime};
use std::{fmt, str::FromStr};

/// Further back no start is looked for.
const LONGEST_YEARS: i32 = 10;

/// What happens to a last day on which offices do not work. Written `next`, `prev`, `none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Roll {
    /// The next workday (民法典 203).
    Next,
    /// The last workday before.
    Prev,
    /// Stays where it falls.
    None,
}

/// Why a text is no roll.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no roll; write next, prev or none")]
pub struct RollError(pub String);

/// A counted day with its reasons. All days are days of the rulebook's zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The day of the event, not counted itself.
    pub from_on: NaiveDate,
    /// The last day for the duty.
    pub due_on: NaiveDate,
    /// The last day before it was rolled.
    pub unrolled_on: NaiveDate,
    /// 建议报送日: the last workday on or before the unrolled day.
    pub suggested_on: NaiveDate,
    /// 暂定: the due day lies in, or was counted across, a year whose holiday paper is not published.
    pub provisional: bool,
    /// The counting, step by step.
    pub trace: Vec<Trace>,
}

/// Why nothing could be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeadlineError {
    /// The day has no date of four digits in its year.
    #[error("{within} from {from} ends outside the years 1 to 9999")]
    OutOfRange {
        /// The start.
        from: NaiveDate,
        /// The length.
        within: Period,
    },
}

/// The last day of a period that starts with an event on `from`.
pub fn count(
    from: NaiveDate,
    within: Period,
    roll_to: Roll,
    calendar: &Calendar,
) -> Result<Deadline, DeadlineError> {
    let in_range = |day: &NaiveDate| (1..=LAST_YEAR).contains(&day.year());
    let unrolled_on = (in_range(&from).then(|| end_of(from, within, calendar)).flatten())
        .filter(in_range)
        .ok_or(DeadlineError::OutOfRange { from, within })?;
    let due_on = roll(unrolled_on, roll_to, calendar);
    let trace = trace::explain(from, within, unrolled_on, due_on, calendar);
    Ok(Deadline {
        from_on: from,
        due_on,
        unrolled_on,
        suggested_on: calendar.prev_workday(unrolled_on),
        provisional: trace.iter().any(|step| matches!(step, Trace::Unpublished { .. })),
        trace,
    })
}

/// The last day from which a period still ends on or before a day; none where it cannot be counted.
pub fn last_start(end: NaiveDate, within: Period, calendar: &Calendar) -> Option<NaiveDate> {
    let fits = |from: &NaiveDate| count(*from, within, Roll::None, calendar).is_ok_and(|it| it.due_on <= end);
    std::iter::successors(Some(end), NaiveDate::pred_opt)
        .take_while(|from| from.year() >= end.year() - LONGEST_YEARS)
        .find(fits)
}

/// Moves a day on which offices do not work to one on which they do.
pub fn roll(day: NaiveDate, roll: Roll, calendar: &Calendar) -> NaiveDate {
    match roll {
        Roll::Next => calendar.next_workday(day),
        Roll::Prev => calendar.prev_workday(day),
        Roll::None => day,
    }
}

/// The business day on which something counts as received: after closing time and on rest days the next
/// workday (domain.md 5.2). Both times are local.
pub fn received_on(at: NaiveDateTime, closing: NaiveTime, calendar: &Calendar) -> NaiveDate {
    let day = at.date();
    if at.time() <= closing {
        return calendar.next_workday(day);
    }
    calendar.add_workdays(day, 1).unwrap_or(day)
}

fn end_of(from: NaiveDate, within: Period, calendar: &Calendar) -> Option<NaiveDate> {
    let count = within.count;
    match within.unit {
        PeriodUnit::Days => from.checked_add_days(Days::new(count.into())),
        PeriodUnit::Weeks => from.checked_add_days(Days::new(u64::from(count) * 7)),
        PeriodUnit::Months => from.checked_add_months(Months::new(count)),
        PeriodUnit::Years => from.checked_add_months(Months::new(count.checked_mul(12)?)),
        PeriodUnit::Workdays => calendar.add_workdays(from, count),
    }
}

impl FromStr for Roll {
    type Err = RollError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim() {
            "next" => Ok(Roll::Next),
            "prev" => Ok(Roll::Prev),
            "none" => Ok(Roll::None),
            _ => Err(RollError(text.to_owned())),
        }
    }
}

impl fmt::Display for Roll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Roll::Next => "next",
            Roll::Prev => "prev",
            Roll::None => "none",
        })
    }
}

serde_as_text!(Roll);
