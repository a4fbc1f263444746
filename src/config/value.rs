//! How values of the settings are read where serde alone would say too much or too little.

use chrono::NaiveTime;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use toml::Value;

/// A text. Anything else is refused without showing it, since it may be a secret without its quotes.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::String(text) => Ok(text),
        _ => Err(D::Error::custom("must be a text in quotes")),
    }
}

/// A text where the empty one means "none".
pub fn optional<'de, T: From<String>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    let text = text(deserializer)?;
    Ok((!text.is_empty()).then(|| T::from(text)))
}

/// A time of day, `"08:30"`.
pub fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
    parse_time(&Value::deserialize(deserializer)?)
}

/// Times of day, `["08:30", "14:30"]`.
pub fn times<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<NaiveTime>, D::Error> {
    Vec::<Value>::deserialize(deserializer)?
        .iter()
        .map(parse_time)
        .collect()
}

fn parse_time<E: Error>(value: &Value) -> Result<NaiveTime, E> {
    let parsed = value
        .as_str()
        .and_then(|text| NaiveTime::parse_from_str(text, "%H:%M").ok());
    parsed.ok_or_else(|| E::custom(format!("{value} is no time of day such as \"08:30\"")))
}
