//! Holidays as people speak of them: a name and a run of days off.

use super::Calendar;
use super::fixed::{fixed_holiday, fixed_holidays};
use super::year::is_weekend;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A public holiday with its days off, adjoining weekends included as they are really off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// As the paper says: 国庆节, `中秋节、国庆节`.
    pub name: String,
    /// The year of its paper; days off may begin in the December before.
    pub year: i32,
    /// First day off.
    pub first_on: NaiveDate,
    /// Last day off.
    pub last_on: NaiveDate,
}

/// Why offices do not work on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rest {
    /// An ordinary Saturday or Sunday.
    Weekend,
    /// A day of that holiday.
    Holiday(String),
}

impl Holiday {
    /// A name that stays when the paper joins this holiday with another: that of the fixed date in it.
    pub fn stable_name(&self) -> &str {
        let fixed = fixed_holidays().iter().map(|fixed| fixed.name.as_str());
        fixed
            .into_iter()
            .find(|fixed| self.name.contains(fixed))
            .unwrap_or(&self.name)
    }
}

impl Calendar {
    /// Why that day is off, or nothing if it is worked.
    pub fn rest_on(&self, day: NaiveDate) -> Option<Rest> {
        if let Some(special) = self.named.get(&day) {
            return special.is_off.then(|| Rest::Holiday(special.name.clone()));
        }
        match fixed_holiday(day).filter(|_| !self.has_paper(day.year())) {
            Some(holiday) => Some(Rest::Holiday(holiday.name.clone())),
            None => is_weekend(day).then_some(Rest::Weekend),
        }
    }

    /// That year's holidays in rising order; for a year without a paper those of a fixed date alone.
    pub fn holidays(&self, year: i32) -> Vec<Holiday> {
        let mut holidays: Vec<Holiday> = Vec::new();
        for (name, day) in self.holiday_days(year) {
            match holidays.iter_mut().find(|holiday| holiday.name == name) {
                Some(holiday) => holiday.last_on = day,
                None => holidays.push(Holiday {
                    name: name.to_owned(),
                    year,
                    first_on: day,
                    last_on: day,
                }),
            }
        }
        for holiday in &mut holidays {
            holiday.first_on = self.run_end(holiday.first_on, NaiveDate::pred_opt);
            holiday.last_on = self.run_end(holiday.last_on, NaiveDate::succ_opt);
        }
        holidays
    }

    /// That year's holiday of this name or a part of it (`国庆` finds `中秋节、国庆节`).
    pub fn holiday(&self, name: &str, year: i32) -> Option<Holiday> {
        self.holidays(year)
            .into_iter()
            .find(|holiday| holiday.name.contains(name))
    }

    /// The last workday before the next holiday of this name, on or after that day; none while its paper is
    /// not published.
    pub fn before_holiday(&self, name: &str, after: NaiveDate) -> Option<NaiveDate> {
        (after.year()..=after.year() + 1)
            .filter_map(|year| self.holiday(name, year))
            .map(|holiday| self.prev_workday(holiday.first_on))
            .find(|day| *day >= after)
    }

    /// Days off by holiday, in rising order.
    fn holiday_days(&self, year: i32) -> Vec<(&str, NaiveDate)> {
        let mut days: Vec<_> = match self.table(year).filter(|table| !table.days.is_empty()) {
            Some(table) => (table.days.iter().filter(|day| day.is_off))
                .map(|day| (day.name.as_str(), day.on))
                .collect(),
            None => (fixed_holidays().iter())
                .flat_map(|holiday| holiday.days.iter().map(|day| (holiday.name.as_str(), *day)))
                .filter_map(|(name, (month, day))| Some((name, NaiveDate::from_ymd_opt(year, month, day)?)))
                .collect(),
        };
        days.sort_by_key(|(_, day)| *day);
        days
    }

    /// The last day off in a row that begins on `day` and goes the way of `step`.
    fn run_end(&self, day: NaiveDate, step: fn(&NaiveDate) -> Option<NaiveDate>) -> NaiveDate {
        let days = std::iter::successors(Some(day), step);
        days.take_while(|day| !self.is_workday(*day))
            .last()
            .unwrap_or(day)
    }
}
