//! Which days offices work: weekdays, corrected by the yearly holiday papers (domain.md 5.1).

mod fixed;
mod holiday;
mod table;
mod year;

pub use holiday::{Holiday, Rest};
pub use table::{CalendarError, SpecialDay, YearTable};

use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use year::{YearDays, is_weekend, shape};

/// The last year that a date of four digits can name.
pub(crate) const LAST_YEAR: i32 = 9999;

const EMBEDDED: [&str; 5] = [
    include_str!("../../../config/calendar/2023.json"),
    include_str!("../../../config/calendar/2024.json"),
    include_str!("../../../config/calendar/2025.json"),
    include_str!("../../../config/calendar/2026.json"),
    include_str!("../../../config/calendar/2027.json"),
];

/// All known papers together. A year without a paper, or with an empty one, has its weekends and the
/// statutory days of a fixed date; what touches it is 暂定.
#[derive(Debug, Clone)]
pub struct Calendar {
    tables: BTreeMap<i32, YearTable>,
    /// Every day that a paper names; where two papers name it, the later paper's word.
    named: BTreeMap<NaiveDate, SpecialDay>,
    /// The years that a paper speaks of.
    years: BTreeMap<i32, YearDays>,
    /// All other years, by their shape.
    plain: Vec<YearDays>,
}

impl Default for Calendar {
    fn default() -> Self {
        Calendar::new([])
    }
}

impl Calendar {
    /// A calendar of these papers; of two for one year the later in the list wins.
    pub fn new(tables: impl IntoIterator<Item = YearTable>) -> Self {
        let tables: BTreeMap<_, _> = tables.into_iter().map(|table| (table.year, table)).collect();
        let named: BTreeMap<_, _> = tables
            .values()
            .flat_map(|table| &table.days)
            .map(|day| (day.on, day.clone()))
            .collect();
        let mut calendar = Calendar {
            tables,
            named,
            years: BTreeMap::new(),
            plain: plain_years(),
        };
        let years: BTreeSet<i32> = calendar.named.keys().map(NaiveDate::year).collect();
        let days = |year| YearDays::new(year, |day| calendar.rest_on(day).is_none());
        calendar.years = years.into_iter().map(|year| (year, days(year))).collect();
        calendar
    }

    /// This calendar with one year's paper added or replaced.
    pub fn with(self, table: YearTable) -> Self {
        Calendar::new(self.tables.into_values().chain([table]))
    }

    /// The papers that the program carries.
    pub fn embedded() -> Self {
        Calendar::new(EMBEDDED.map(|json| YearTable::parse(json).expect("every test reads these files")))
    }

    /// That year's paper, be it empty.
    pub fn table(&self, year: i32) -> Option<&YearTable> {
        self.tables.get(&year)
    }

    /// Do offices work that day?
    pub fn is_workday(&self, day: NaiveDate) -> bool {
        self.year_of(day).is_workday(day)
    }

    /// Is it settled whether offices work that day: is its year's paper published, or does the next year's
    /// name it?
    pub fn is_published(&self, day: NaiveDate) -> bool {
        self.has_paper(day.year()) || self.named.contains_key(&day)
    }

    /// The years among these days (both counted) of which a day is not settled.
    pub fn unpublished_years(&self, first: NaiveDate, last: NaiveDate) -> Vec<i32> {
        let unsettled = |year: &i32| {
            let start = NaiveDate::from_yo_opt(*year, 1).map_or(first, |day| day.max(first));
            let mut days = start
                .iter_days()
                .take_while(|day| *day <= last && day.year() == *year);
            days.any(|day| !self.is_published(day))
        };
        (first.year()..=last.year())
            .filter(|year| !self.has_paper(*year))
            .filter(unsettled)
            .collect()
    }

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
        let monday = day.week(chrono::Weekday::Mon).checked_first_day()?;
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

    fn has_paper(&self, year: i32) -> bool {
        self.tables.get(&year).is_some_and(|table| !table.days.is_empty())
    }

    fn year_of(&self, day: NaiveDate) -> &YearDays {
        self.years.get(&day.year()).unwrap_or(&self.plain[shape(day)])
    }
}

/// The fourteen shapes of a year without a paper; 28 years in a row show them all.
fn plain_years() -> Vec<YearDays> {
    let is_workday = |day| !is_weekend(day) && fixed::fixed_holiday(day).is_none();
    let shapes: BTreeMap<_, _> = (2001..=2028)
        .filter_map(|year| NaiveDate::from_yo_opt(year, 1))
        .map(|first| (shape(first), YearDays::new(first.year(), is_workday)))
        .collect();
    shapes.into_values().collect()
}
