//! A length of time as rules write it: `1 month`, `15 workdays`.

use super::as_text::serde_as_text;
use chrono::NaiveDate;
use std::{fmt, str::FromStr};

/// What a period counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeriodUnit {
    /// Calendar days.
    Days,
    /// Seven calendar days each.
    Weeks,
    /// Calendar months, clamped to the month's last day (民法典 202).
    Months,
    /// Calendar years, clamped like months.
    Years,
    /// Days on which offices work, make-up weekends included.
    Workdays,
}

/// A count of units. Written and read as `1 month`, `15 workdays`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many; never negative.
    pub count: u32,
    /// Of what.
    pub unit: PeriodUnit,
}

/// Why a text is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no period; write a number and day(s), week(s), month(s), year(s) or workday(s)")]
pub struct PeriodError(pub String);

impl Period {
    /// A period of that many units.
    pub fn new(count: u32, unit: PeriodUnit) -> Self {
        Period { count, unit }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || PeriodError(text.to_owned());
        let (count, unit) = text.trim().split_once(char::is_whitespace).ok_or_else(error)?;
        let unit = match unit.trim() {
            "day" | "days" => PeriodUnit::Days,
            "week" | "weeks" => PeriodUnit::Weeks,
            "month" | "months" => PeriodUnit::Months,
            "year" | "years" => PeriodUnit::Years,
            "workday" | "workdays" => PeriodUnit::Workdays,
            _ => return Err(error()),
        };
        Ok(Period::new(count.parse().map_err(|_| error())?, unit))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            PeriodUnit::Days => "day",
            PeriodUnit::Weeks => "week",
            PeriodUnit::Months => "month",
            PeriodUnit::Years => "year",
            PeriodUnit::Workdays => "workday",
        };
        write!(
            f,
            "{} {unit}{}",
            self.count,
            if self.count == 1 { "" } else { "s" }
        )
    }
}

serde_as_text!(Period);

/// The first day of a month that is written `2026-09`.
pub fn read_month(text: &str) -> Option<NaiveDate> {
    format!("{}-01", text.trim()).parse().ok()
}
