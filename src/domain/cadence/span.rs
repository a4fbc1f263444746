//! The periods of a cadence and their names.

use crate::domain::calendar::{Calendar, LAST_YEAR};
use crate::domain::rulebook::{Cadence, CadenceDay, Every};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use std::iter;

/// One period of a cadence; both days belong to it.
pub(super) struct Span {
    pub key: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// The periods whose day can lie on or before `to`, latest first.
pub(super) fn back_from<'a>(
    cadence: &Cadence,
    to: NaiveDate,
    calendar: &'a Calendar,
) -> Box<dyn Iterator<Item = Span> + 'a> {
    match (cadence.every, cadence.every.months()) {
        (every, Some(months)) => Box::new(months_back(every, months, to)),
        (Every::Week, _) => Box::new(weeks_back(to)),
        (Every::Holiday, _) => Box::new(holidays_back(cadence.on, to, calendar)),
        _ => Box::new(iter::empty()),
    }
}

fn months_back(every: Every, months: u32, to: NaiveDate) -> impl Iterator<Item = Span> {
    let month = to.month0() - to.month0() % months + 1;
    iter::successors(NaiveDate::from_ymd_opt(to.year(), month, 1), move |starts_on| {
        starts_on
            .checked_sub_months(Months::new(months))
            .filter(|day| day.year() > 0)
    })
    .filter_map(move |starts_on| {
        let ends_on = starts_on.checked_add_months(Months::new(months))?.pred_opt()?;
        let (year, part) = (starts_on.year(), starts_on.month0() / months + 1);
        let key = match every {
            Every::Quarter => format!("{year:04}-Q{part}"),
            Every::HalfYear => format!("{year:04}-H{part}"),
            Every::Month => format!("{year:04}-{part:02}"),
            _ => format!("{year:04}"),
        };
        Some(Span {
            key,
            starts_on,
            ends_on,
        })
    })
}

fn weeks_back(to: NaiveDate) -> impl Iterator<Item = Span> {
    iter::successors(to.week(Weekday::Mon).checked_first_day(), |monday| {
        monday.checked_sub_days(Days::new(7)).filter(|day| day.year() > 0)
    })
    .filter_map(|starts_on| {
        let week = starts_on.iso_week();
        let key = format!("{:04}-W{:02}", week.year(), week.week());
        Some(Span {
            key,
            starts_on,
            ends_on: starts_on.checked_add_days(Days::new(6))?,
        })
    })
}

fn holidays_back(on: CadenceDay, to: NaiveDate, calendar: &Calendar) -> impl Iterator<Item = Span> {
    let ahead = match on {
        CadenceDay::DaysBefore(days) => Days::new(days.into()),
        _ => Days::new(0),
    };
    // One year more: New Year's days off may begin in December.
    let latest = to
        .checked_add_days(ahead)
        .map_or(0, |day| (day.year() + 1).min(LAST_YEAR));
    (1..=latest)
        .rev()
        .flat_map(|year| calendar.holidays(year).into_iter().rev())
        .map(|holiday| Span {
            key: format!("{:04}-{}", holiday.year, holiday.stable_name()),
            starts_on: holiday.first_on,
            ends_on: holiday.last_on,
        })
}

impl Every {
    /// Calendar months in the period, if it is made of months.
    pub(super) fn months(self) -> Option<u32> {
        match self {
            Every::Month => Some(1),
            Every::Quarter => Some(3),
            Every::HalfYear => Some(6),
            Every::Year => Some(12),
            Every::Week | Every::Holiday | Every::Round => None,
        }
    }

    /// As rulebooks write it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Every::Week => "week",
            Every::Month => "month",
            Every::Quarter => "quarter",
            Every::HalfYear => "half_year",
            Every::Year => "year",
            Every::Holiday => "holiday",
            Every::Round => "round",
        }
    }
}
