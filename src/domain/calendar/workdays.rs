//! Finding workdays from a day on, or back.

use super::year::is_weekend;
use super::{Calendar, LAST_YEAR};
use chrono::{Datelike, NaiveDate, Weekday};

impl Calendar {
    /// The first workday on or after that day; at the end of the year 9999 the day itself.
    pub fn next_workday(&self, on_or_after: NaiveDate) -> NaiveDate {
        if self.is_workday(on_or_after) {
            return on_or_after;
        }
        self.add_workdays(on_or_after, 1).unwrap_or(on_or_after)
    }

    /// The last workday on or before that day; at the start of the year 1 the day itself.
    pub fn prev_workday(&self, on_or_before: NaiveDate) -> NaiveDate {
        if self.is_workday(on_or_before) {
            return on_or_before;
        }
        self.sub_workdays(on_or_before, 1).unwrap_or(on_or_before)
    }

    /// The `n`-th workday after `from`, which is not counted; `from` itself for 0. None past the year 9999.
    pub fn add_workdays(&self, from: NaiveDate, n: u32) -> Option<NaiveDate> {
        if n == 0 {
            return Some(from);
        }
        let mut wanted = self.year_of(from).through(from).checked_add(n)?;
        for year in from.year()..=LAST_YEAR {
            let days = self.year_of(NaiveDate::from_yo_opt(year, 1)?);
            if wanted <= days.total() {
                return NaiveDate::from_yo_opt(year, days.nth(wanted));
            }
            wanted -= days.total();
        }
        None
    }

    /// The `n`-th workday before `from`, which is not counted; `from` itself for 0. None before the year 1.
    pub fn sub_workdays(&self, from: NaiveDate, n: u32) -> Option<NaiveDate> {
        if n == 0 {
            return Some(from);
        }
        let (mut day, mut left, mut wanted) = (from, self.year_of(from).before(from), n);
        while wanted > left {
            wanted -= left;
            day = NaiveDate::from_ymd_opt(day.year() - 1, 12, 31).filter(|day| day.year() > 0)?;
            left = self.year_of(day).total();
        }
        NaiveDate::from_yo_opt(day.year(), self.year_of(day).nth(left - wanted + 1))
    }

    /// The first workday of that day's week (Monday to Sunday); none where the whole week is off.
    pub fn first_workday_of_week(&self, day: NaiveDate) -> Option<NaiveDate> {
        let monday = day.week(Weekday::Mon).checked_first_day()?;
        monday.iter_days().take(7).find(|day| self.is_workday(*day))
    }

    /// The weekend days among these days (both counted) that are worked.
    pub fn make_up_days(&self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let named = (first <= last)
            .then(|| self.named.range(first..=last))
            .into_iter()
            .flatten();
        named
            .filter(|(day, special)| !special.is_off && is_weekend(**day))
            .map(|(day, _)| *day)
    }
}
