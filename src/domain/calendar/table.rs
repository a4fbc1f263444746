//! One year's holiday paper in the form of NateScarlet/holiday-cn.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One year's paper in the holiday-cn form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearTable {
    /// The year of the paper (a December day may stand in the next year's).
    pub year: i32,
    /// Named days, off or worked; empty while the paper is not published.
    pub days: Vec<SpecialDay>,
}

/// A day that a holiday paper names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDay {
    /// 国庆节, 春节 ...
    pub name: String,
    /// The calendar day.
    pub on: NaiveDate,
    /// Off, or a weekend day that is worked.
    pub is_off: bool,
}

/// Why a text is no holiday paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {why}")]
pub struct CalendarError {
    /// Where in the file: `line 3`, `days[7]`.
    pub place: String,
    /// What is wrong there.
    pub why: String,
}

impl CalendarError {
    fn new(place: impl Into<String>, why: impl ToString) -> Self {
        CalendarError {
            place: place.into(),
            why: why.to_string(),
        }
    }
}

/// Further keys (`$schema`, `papers`) are welcome.
#[derive(Deserialize)]
struct RawTable {
    year: i32,
    days: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawDay {
    name: String,
    date: NaiveDate,
    is_off_day: bool,
}

impl YearTable {
    /// Reads a paper. A file with no days is right: it is the normal case before the paper is published.
    pub fn parse(json: &str) -> Result<YearTable, CalendarError> {
        let raw: RawTable = serde_json::from_str(json.trim_start_matches('\u{feff}'))
            .map_err(|error| CalendarError::new(format!("line {}", error.line()), error))?;
        if !(1..=super::LAST_YEAR).contains(&raw.year) {
            return Err(CalendarError::new(
                "year",
                format!("{} is no year of a paper", raw.year),
            ));
        }
        let mut seen = BTreeMap::new();
        let mut days = Vec::with_capacity(raw.days.len());
        for (index, value) in raw.days.iter().enumerate() {
            let place = format!("days[{index}]");
            let day = special_day(value, raw.year).map_err(|why| CalendarError::new(&place, why))?;
            if let Some(earlier) = seen.insert(day.on, place.clone()) {
                return Err(CalendarError::new(
                    place,
                    format!("{} stands in {earlier} already", day.on),
                ));
            }
            days.push(day);
        }
        Ok(YearTable { year: raw.year, days })
    }
}

fn special_day(value: &serde_json::Value, year: i32) -> Result<SpecialDay, String> {
    let raw = RawDay::deserialize(value).map_err(|error| error.to_string())?;
    let belongs = raw.date.year() == year || (raw.date.year() == year - 1 && raw.date.month() == 12);
    if !belongs {
        return Err(format!(
            "{} is neither in {year} nor in the December before",
            raw.date
        ));
    }
    if raw.name.trim().is_empty() {
        return Err(format!("{} has no name", raw.date));
    }
    Ok(SpecialDay {
        name: raw.name,
        on: raw.date,
        is_off: raw.is_off_day,
    })
}
