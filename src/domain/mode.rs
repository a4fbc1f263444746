//! How a matter's due day was found; enough to count it again when a calendar changes.

use super::as_text::serde_as_text;
use super::deadline::Roll;
use super::period::Period;
use std::{fmt, str::FromStr};

/// Written `fixed`, `relative 3 months next`, `standing` ...
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueMode {
    /// A day that a document gives.
    Fixed,
    /// Counted from T0.
    Counted(Period, Roll),
    /// 集中整改期内: the end of the concentrated rectification, counted from the feedback day.
    Concentrated(Period, Roll),
    /// 立行立改: the rulebook's period for it, counted from the feedback day.
    Immediate(Period, Roll),
    /// The last workday before the days off of that holiday, the first after T0; counted again when its paper
    /// is published.
    BeforeHoliday(String),
    /// A day that the calendar gives.
    Calendar,
    /// 长期坚持: no due day.
    Standing,
}

/// Why a text is no mode.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no way of finding a due day")]
pub struct DueModeError(pub String);

impl DueMode {
    /// The period and roll to count with, for modes that count.
    pub fn counting(&self) -> Option<(Period, Roll)> {
        match *self {
            DueMode::Counted(period, roll)
            | DueMode::Concentrated(period, roll)
            | DueMode::Immediate(period, roll) => Some((period, roll)),
            _ => None,
        }
    }
}

impl FromStr for DueMode {
    type Err = DueModeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || DueModeError(text.to_owned());
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let counting = || -> Result<(Period, Roll), DueModeError> {
            let (period, roll) = rest.rsplit_once(' ').ok_or_else(error)?;
            Ok((
                period.parse().map_err(|_| error())?,
                roll.parse().map_err(|_| error())?,
            ))
        };
        match word {
            "fixed" => Ok(DueMode::Fixed),
            "relative" => counting().map(|(period, roll)| DueMode::Counted(period, roll)),
            "concentrated" => counting().map(|(period, roll)| DueMode::Concentrated(period, roll)),
            "immediate" => counting().map(|(period, roll)| DueMode::Immediate(period, roll)),
            "before_holiday" if !rest.is_empty() => Ok(DueMode::BeforeHoliday(rest.to_owned())),
            "calendar" => Ok(DueMode::Calendar),
            "standing" => Ok(DueMode::Standing),
            _ => Err(error()),
        }
    }
}

impl fmt::Display for DueMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DueMode::Fixed => f.write_str("fixed"),
            DueMode::Counted(period, roll) => write!(f, "relative {period} {roll}"),
            DueMode::Concentrated(period, roll) => write!(f, "concentrated {period} {roll}"),
            DueMode::Immediate(period, roll) => write!(f, "immediate {period} {roll}"),
            DueMode::BeforeHoliday(name) => write!(f, "before_holiday {name}"),
            DueMode::Calendar => f.write_str("calendar"),
            DueMode::Standing => f.write_str("standing"),
        }
    }
}

serde_as_text!(DueMode);
