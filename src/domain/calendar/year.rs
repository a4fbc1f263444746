//! One year's workdays as running counts, so that a long count costs years and not days.

use chrono::{Datelike, NaiveDate, Weekday};

/// `until[n]` workdays lie before the year's day with the zero-based ordinal `n`.
#[derive(Debug, Clone)]
pub(super) struct YearDays {
    until: Vec<u32>,
}

impl YearDays {
    pub fn new(year: i32, is_workday: impl Fn(NaiveDate) -> bool) -> Self {
        let days = (1..=366).map_while(|ordinal| NaiveDate::from_yo_opt(year, ordinal));
        let mut until = vec![0];
        until.extend(days.scan(0, |count, day| {
            *count += u32::from(is_workday(day));
            Some(*count)
        }));
        YearDays { until }
    }

    pub fn is_workday(&self, day: NaiveDate) -> bool {
        self.before(day) < self.through(day)
    }

    /// Workdays from 1 January on, that day not counted.
    pub fn before(&self, day: NaiveDate) -> u32 {
        self.until[day.ordinal0() as usize]
    }

    /// Workdays from 1 January on, that day counted.
    pub fn through(&self, day: NaiveDate) -> u32 {
        self.until[day.ordinal() as usize]
    }

    pub fn total(&self) -> u32 {
        self.until.last().copied().unwrap_or_default()
    }

    /// Ordinal (from 1) of the year's `n`-th workday, `n` from 1 to `total`.
    pub fn nth(&self, n: u32) -> u32 {
        let before = self.until.partition_point(|&count| count < n);
        u32::try_from(before).unwrap_or(u32::MAX)
    }
}

/// Years that begin on the same weekday and are of the same length have the same weekends and fixed
/// holidays; there are fourteen such shapes.
pub(super) fn shape(day: NaiveDate) -> usize {
    let first = (day.weekday().num_days_from_monday() + 371 - day.ordinal0()) % 7;
    first as usize + if day.leap_year() { 7 } else { 0 }
}

pub(super) fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
