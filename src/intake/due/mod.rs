//! 整改时限: what a clerk reads without doubt is read, what is in doubt is refused with advice.

mod calendar;
mod grammar;
mod refusal;
mod scan;
mod spot;
mod words;

pub use refusal::DueRefusal;
pub use spot::Yearless;

use crate::domain::period::Period;
use chrono::NaiveDate;
use std::fmt;

/// What a cell of 整改时限 means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The date or phrase.
    pub phrase: DuePhrase,
    /// `…,并长期坚持`: due as the phrase says, and a standing duty afterwards.
    pub then_standing: bool,
}

/// A date, or a phrase that becomes one when feedback date, rulebook or calendar are at hand. Days are days in
/// the rulebook's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DuePhrase {
    /// That day: `2026年9月30日`, `2026年10月底前`.
    Fixed(NaiveDate),
    /// A day whose year hangs on the feedback date: `11月中旬`, `年底前`, `明年3月底`.
    Yearless(Yearless),
    /// The last workday before the holiday's days off: `国庆节前`.
    BeforeHoliday {
        /// Name as in the holiday papers: 国庆节, 春节.
        name: &'static str,
        /// The year it names; none means the first such holiday after the feedback date.
        year: Option<i32>,
    },
    /// So long from the feedback date: `3个月内`.
    Relative(Period),
    /// The end of 集中整改.
    Concentrated,
    /// 立行立改: the rulebook's period.
    Immediate,
    /// 长期坚持: no due day, a periodic check.
    Standing,
}

impl Due {
    /// Reads a cell's words.
    pub fn parse(text: &str) -> Result<Due, DueRefusal> {
        grammar::parse(text)
    }

    /// A date cell.
    pub(super) fn on(day: NaiveDate) -> Due {
        Due {
            phrase: DuePhrase::Fixed(day),
            then_standing: false,
        }
    }
}

impl DuePhrase {
    /// Gives a phrase without a year its year: that of the feedback date, or the next if the day would lie
    /// before it. Every other phrase stays as it is.
    pub fn resolve_year(self, feedback_on: NaiveDate) -> Result<DuePhrase, DueRefusal> {
        match self {
            DuePhrase::Yearless(yearless) => yearless.resolve(feedback_on),
            other => Ok(other),
        }
    }
}

/// The stable English key of the mode, as in JSON: `fixed`, `relative 3 months`, `standing` ...
impl fmt::Display for DuePhrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DuePhrase::Fixed(_) => f.write_str("fixed"),
            DuePhrase::Yearless(_) => f.write_str("yearless"),
            DuePhrase::BeforeHoliday { .. } => f.write_str("before_holiday"),
            DuePhrase::Relative(period) => write!(f, "relative {period}"),
            DuePhrase::Concentrated => f.write_str("concentrated"),
            DuePhrase::Immediate => f.write_str("immediate"),
            DuePhrase::Standing => f.write_str("standing"),
        }
    }
}
