//! Words that serde knows as variants, in arguments and tables.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The word of a variant, as in JSON.
pub fn word_of(variant: &impl Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

/// The variant of a word; the error names all words.
///
/// # Errors
/// When it is none of them.
pub fn variant_of<T: DeserializeOwned>(word: &str) -> Result<T, String> {
    serde_json::from_value(Value::from(word)).map_err(|error| error.to_string())
}

/// A text with something in it, without blanks around it.
///
/// # Errors
/// When there is nothing in it.
pub fn filled(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("write something here, or leave the option out".to_owned()),
        text => Ok(text.to_owned()),
    }
}

/// A local time to the minute.
pub fn minute(local: NaiveDateTime) -> String {
    local.format("%Y-%m-%d %H:%M").to_string()
}

/// An instant as local time of a zone, to the minute.
pub fn local_minute(at: DateTime<Utc>, zone: Tz) -> String {
    minute(at.with_timezone(&zone).naive_local())
}
