//! Which days offices work: weekdays, corrected by the yearly holiday papers (domain.md 5.1).

mod fixed;
mod holiday;
mod table;
mod workdays;
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

/// The holiday papers that the program carries, as files of the holiday-cn form.
pub fn embedded_papers() -> [&'static str; 5] {
    EMBEDDED
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
