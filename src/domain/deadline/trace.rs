//! The reasons of a counted day, without words: texts are made of them elsewhere.

use super::Deadline;
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

/// The steps to a deadline whose days `counted` (both counted) were looked up in the calendar.
pub(super) fn explain(
    within: Period,
    deadline: &Deadline,
    counted: (NaiveDate, NaiveDate),
    calendar: &Calendar,
) -> Vec<Trace> {
    let Deadline {
        from_on,
        due_on,
        unrolled_on,
        ..
    } = *deadline;
    let (first, last) = counted;
    let mut trace = vec![
        Trace::StartExcluded { on: from_on },
        Trace::Added {
            period: within,
            to: unrolled_on,
        },
    ];
    match within.unit {
        PeriodUnit::Workdays => trace.extend(crossed_holidays(first, last, calendar)),
        PeriodUnit::Months | PeriodUnit::Years if from_on.day() != unrolled_on.day() => {
            trace.push(Trace::Clamped {
                wanted_day: from_on.day(),
                to: unrolled_on,
            });
        }
        _ => {}
    }
    trace.extend(
        calendar
            .make_up_days(first, last)
            .map(|on| Trace::MakeUpWorkday { on }),
    );
    if let Some(why) = calendar.rest_on(unrolled_on).filter(|_| due_on != unrolled_on) {
        trace.push(Trace::Rolled {
            from: unrolled_on,
            to: due_on,
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
