//! A place in a year, and the year that it is in.

use super::{DuePhrase, DueRefusal};
use chrono::{Datelike, NaiveDate};

/// A leap year, in which every day of any year exists.
const LEAP: i32 = 2024;

/// A place in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// Month and day.
    Day(u32, u32),
    /// The last day of a month.
    MonthEnd(u32),
    /// The workday before a holiday.
    Holiday(&'static str),
}

/// The year as the cell has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearWord {
    Named(i32),
    /// 今年: that of the feedback date.
    This,
    /// 明年.
    Next,
    /// None: that of the feedback date, or the next.
    Nearest,
}

/// A place in a year that hangs on the feedback date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yearless {
    spot: Spot,
    year: YearWord,
}

impl Spot {
    /// The phrase that the spot makes with this year word.
    pub(super) fn phrase(self, year: YearWord) -> Result<DuePhrase, DueRefusal> {
        match (self, year) {
            (Spot::Holiday(name), YearWord::Nearest) => Ok(DuePhrase::BeforeHoliday { name, year: None }),
            (spot, YearWord::Named(year)) => spot.in_year(year),
            (spot, word) => {
                spot.in_year(LEAP)?;
                Ok(DuePhrase::Yearless(Yearless { spot, year: word }))
            }
        }
    }

    fn in_year(self, year: i32) -> Result<DuePhrase, DueRefusal> {
        let day = match self {
            Spot::Day(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Spot::MonthEnd(month) => last_of_month(year, month),
            Spot::Holiday(name) => {
                return Ok(DuePhrase::BeforeHoliday {
                    name,
                    year: Some(year),
                });
            }
        };
        day.map(DuePhrase::Fixed).ok_or(DueRefusal::NoSuchDay)
    }
}

impl Yearless {
    pub(super) fn resolve(self, feedback_on: NaiveDate) -> Result<DuePhrase, DueRefusal> {
        let year = feedback_on.year();
        match self.year {
            YearWord::Named(year) => self.spot.in_year(year),
            YearWord::This => self.spot.in_year(year),
            YearWord::Next => self.spot.in_year(year + 1),
            YearWord::Nearest => match self.spot.in_year(year) {
                Ok(DuePhrase::Fixed(day)) if day >= feedback_on => Ok(DuePhrase::Fixed(day)),
                _ => self.spot.in_year(year + 1),
            },
        }
    }
}

fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    first.checked_add_months(chrono::Months::new(1))?.pred_opt()
}
