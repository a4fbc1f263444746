//! The reasons of a counted day, without words: texts are made of them elsewhere.

use crate::domain::calendar::{Calendar, Rest};
use crate::domain::period::{Period, PeriodUnit};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// One step of a counting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Trace {
    /// The first day is not counted (民法典 201).
    StartExcluded {
        /// The day of the event.
        on: NaiveDate,
    },
    /// The period was added.
    Added {
        /// Its length.
        period: Period,
        /// Where it ends.
        to: NaiveDate,
    },
    /// The last month has no such day: its last day stands in (民法典 202).
    Clamped {
        /// The day of the month that was looked for.
        wanted_day: u32,
        /// The month's last day.
        to: NaiveDate,
    },
    /// Days off of a holiday were left out of a count of workdays.
    CrossedHoliday {
        /// As the holiday paper calls it.
        name: String,
        /// First day off.
        from: NaiveDate,
        /// Last day off.
        to: NaiveDate,
    },
    /// A weekend day that is worked: it was counted, or the period ends on it.
    MakeUpWorkday {
        /// That day.
        on: NaiveDate,
    },
    /// The last day is off and was moved (民法典 203).
    Rolled {
        /// The day off.
        from: NaiveDate,
        /// The workday.
        to: NaiveDate,
        /// Why it is off.
        why: Rest,
    },
    /// The holiday paper of a year that the count touches is not published: the day is 暂定.
    Unpublished {
        /// That year.
        year: i32,
    },
}

/// The steps from an event on `from` to its due day.
pub(super) fn explain(
    from: NaiveDate,
    within: Period,
    unrolled: NaiveDate,
    due: NaiveDate,
    calendar: &Calendar,
) -> Vec<Trace> {
    let (first, last) = looked_up(from, within, unrolled, due);
    let mut trace = vec![
        Trace::StartExcluded { on: from },
        Trace::Added {
            period: within,
            to: unrolled,
        },
    ];
    match within.unit {
        PeriodUnit::Workdays => trace.extend(crossed_holidays(first, last, calendar)),
        PeriodUnit::Months | PeriodUnit::Years if from.day() != unrolled.day() => {
            trace.push(Trace::Clamped {
                wanted_day: from.day(),
                to: unrolled,
            });
        }
        _ => {}
    }
    trace.extend(
        calendar
            .make_up_days(first, last)
            .map(|on| Trace::MakeUpWorkday { on }),
    );
    if let Some(why) = calendar.rest_on(unrolled).filter(|_| due != unrolled) {
        trace.push(Trace::Rolled {
            from: unrolled,
            to: due,
            why,
        });
    }
    trace.extend(
        calendar
            .unpublished_years(first, last)
            .into_iter()
            .map(|year| Trace::Unpublished { year }),
    );
    trace
}

/// The days (both counted) whose being worked or not made the due day what it is.
fn looked_up(from: NaiveDate, within: Period, unrolled: NaiveDate, due: NaiveDate) -> (NaiveDate, NaiveDate) {
    match within.unit {
        PeriodUnit::Workdays => (from.succ_opt().unwrap_or(from).min(due), due),
        _ => (unrolled.min(due), unrolled.max(due)),
    }
}

fn crossed_holidays(first: NaiveDate, last: NaiveDate, calendar: &Calendar) -> impl Iterator<Item = Trace> {
    (first.year()..=last.year() + 1)
        .flat_map(|year| calendar.holidays(year))
        .filter(move |holiday| holiday.last_on >= first && holiday.first_on <= last)
        .map(|holiday| Trace::CrossedHoliday {
            name: holiday.name,
            from: holiday.first_on,
            to: holiday.last_on,
        })
}
