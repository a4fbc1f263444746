//! Occurrences of a rulebook's cadence: which days of the calendar open a duty, and for which period.

mod span;

use super::calendar::Calendar;
use super::deadline::{self, Roll};
use super::rulebook::{Cadence, CadenceDay, Every};
use chrono::{Datelike, Days, Months, NaiveDate};
use span::Span;

/// One day of a cadence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CadenceOccurrence {
    /// Names the period, once and for all: `2026-09`, `2026-Q3`, `2026-H2`, `2026`, `2026-W37`, `2026-国庆节`.
    pub period_key: String,
    /// First day of the period.
    pub starts_on: NaiveDate,
    /// Last day of the period.
    pub ends_on: NaiveDate,
    /// The cadence's day, not rolled.
    pub day: NaiveDate,
    /// 暂定: the day hangs on a holiday paper that is not published.
    pub provisional: bool,
}

/// The occurrences whose day lies in `from..=to`, in rising order. Rounds are events and have none; so has a
/// cadence that [`Cadence::check`] refuses.
pub fn occurrences(
    cadence: &Cadence,
    from: NaiveDate,
    to: NaiveDate,
    calendar: &Calendar,
) -> Vec<CadenceOccurrence> {
    if cadence.check().is_err() {
        return Vec::new();
    }
    let mut found: Vec<_> = span::back_from(cadence, to, calendar)
        .map(|span| (cadence.on.day_in(&span, calendar), span))
        .take_while(|(day, span)| day.unwrap_or(span.ends_on) >= from)
        .filter_map(|(day, span)| Some((day.filter(|day| *day <= to)?, span)))
        .map(|(day, span)| occurrence(cadence.on, day, span, calendar))
        .collect();
    found.reverse();
    found
}

fn occurrence(on: CadenceDay, day: NaiveDate, span: Span, calendar: &Calendar) -> CadenceOccurrence {
    let anchor = on.anchor(&span, day);
    let provisional = !calendar
        .unpublished_years(day.min(anchor), day.max(anchor))
        .is_empty();
    CadenceOccurrence {
        period_key: span.key,
        starts_on: span.starts_on,
        ends_on: span.ends_on,
        day,
        provisional,
    }
}

impl Cadence {
    /// Refuses days that its period does not have, such as the 7th month of a quarter.
    pub fn check(&self) -> Result<(), String> {
        let (every, on) = (self.every, self.on);
        let in_calendar = !matches!(every, Every::Holiday | Every::Round);
        let makes_sense = match on {
            CadenceDay::DayOfMonth(day) => every == Every::Month && (1..=31).contains(&day),
            CadenceDay::MonthAndDay(month, day) => {
                every.months().is_some_and(|months| (1..=months).contains(&month)) && (1..=31).contains(&day)
            }
            CadenceDay::LastDay | CadenceDay::LastWorkday => in_calendar,
            CadenceDay::Weekday(weekday) => every == Every::Week && (1..=7).contains(&weekday),
            CadenceDay::DaysBefore(_) => every == Every::Holiday,
            CadenceDay::After(_) => true,
        };
        makes_sense
            .then_some(())
            .ok_or_else(|| format!("every {} has no `{on}`", every.word()))
    }
}

impl CadenceDay {
    fn day_in(self, span: &Span, calendar: &Calendar) -> Option<NaiveDate> {
        match self {
            CadenceDay::DayOfMonth(day) => day_of_month(span.starts_on, day),
            CadenceDay::MonthAndDay(month, day) => {
                day_of_month(span.starts_on.checked_add_months(Months::new(month - 1))?, day)
            }
            CadenceDay::LastDay => Some(span.ends_on),
            CadenceDay::LastWorkday => {
                Some(calendar.prev_workday(span.ends_on)).filter(|day| *day >= span.starts_on)
            }
            CadenceDay::Weekday(weekday) => {
                span.starts_on.checked_add_days(Days::new(u64::from(weekday) - 1))
            }
            CadenceDay::DaysBefore(days) => span.starts_on.checked_sub_days(Days::new(days.into())),
            CadenceDay::After(period) => deadline::count(span.ends_on, period, Roll::None, calendar)
                .ok()
                .map(|end| end.due_on),
        }
    }

    /// The day of the period from which it is counted.
    fn anchor(self, span: &Span, day: NaiveDate) -> NaiveDate {
        match self {
            CadenceDay::DaysBefore(_) => span.starts_on,
            CadenceDay::After(_) | CadenceDay::LastWorkday => span.ends_on,
            _ => day,
        }
    }
}

/// That day of a month which begins on `first`, or the month's last.
fn day_of_month(first: NaiveDate, day: u32) -> Option<NaiveDate> {
    first.with_day(day.min(first.num_days_in_month().into()))
}
