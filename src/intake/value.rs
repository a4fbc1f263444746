//! What one cell holds.

use super::secret::{self, SecretKind};
use calamine::{DataRef, ExcelDateTime};
use chrono::NaiveDate;
use std::borrow::Cow;

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Trimmed, never empty.
    Text(String),
    Number(f64),
    /// A date cell; its time of day is left out.
    Day(NaiveDate),
    Truth(bool),
    /// With its leading `=`.
    Formula(String),
    /// `#REF!` and the like.
    Error(String),
    /// Words with a card number in them, masked.
    Secret(String, SecretKind),
}

impl Value {
    /// A cell's value; `None` if there is nothing to see in it.
    pub(super) fn new(data: DataRef<'_>, formula: Option<String>) -> Option<Value> {
        if let Some(formula) = formula {
            let text = format!("={formula}");
            return Some(match secret::mask(&text) {
                Some((masked, kind)) => Value::Secret(masked, kind),
                None => Value::Formula(text),
            });
        }
        match data {
            DataRef::String(text) => Value::text(&text),
            DataRef::SharedString(text) => Value::text(text),
            DataRef::Int(number) => number.to_string().parse().ok().map(Value::number),
            DataRef::Float(number) => Some(Value::number(number)),
            DataRef::Bool(truth) => Some(Value::Truth(truth)),
            DataRef::DateTime(moment) => Some(Value::moment(moment)),
            DataRef::DateTimeIso(text) => {
                let day = text.get(..10).and_then(|day| day.parse().ok());
                day.map(Value::Day).or_else(|| Value::text(&text))
            }
            DataRef::DurationIso(text) => Value::text(&text),
            DataRef::Error(error) => Some(Value::Error(error.to_string())),
            DataRef::Empty => None,
        }
    }

    fn text(text: &str) -> Option<Value> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'));
        if text.is_empty() {
            return None;
        }
        Some(match secret::mask(text) {
            Some((masked, kind)) => Value::Secret(masked, kind),
            None => Value::Text(text.to_owned()),
        })
    }

    fn number(number: f64) -> Value {
        match secret::mask_number(number) {
            Some((masked, kind)) => Value::Secret(masked, kind),
            None => Value::Number(number),
        }
    }

    fn moment(moment: ExcelDateTime) -> Value {
        let (year, month, day, ..) = moment.to_ymd_hms_milli();
        match NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)) {
            Some(day) if moment.is_datetime() => Value::Day(day),
            _ => Value::Number(moment.as_f64()),
        }
    }

    /// The words that a reader sees in the cell: a day as `2026-12-01`, `1.0` as `1`, a truth as 是 or 否.
    pub(super) fn words(&self) -> Cow<'_, str> {
        match self {
            Value::Text(text) | Value::Formula(text) | Value::Error(text) | Value::Secret(text, _) => {
                Cow::Borrowed(text)
            }
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::Day(day) => Cow::Owned(day.to_string()),
            Value::Truth(truth) => Cow::Borrowed(if *truth { "是" } else { "否" }),
        }
    }
}
