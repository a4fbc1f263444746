//! What templates can do with a value: days, times, phrases, words.

use super::words::Words;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use minijinja::{Environment, Error, ErrorKind};
use std::fmt::Display;
use std::str::FromStr;

pub(super) fn add(environment: &mut Environment<'static>, words: &Words) {
    environment.add_filter("date", date);
    environment.add_filter("day", day);
    environment.add_filter("minute", minute);
    environment.add_filter("hour", hour);
    environment.add_filter("days_left", days_left);
    environment.add_filter("cut", cut);
    environment.add_filter("megabytes", megabytes);
    let values = words.clone();
    environment.add_filter("shown", move |value: &str, field: &str| {
        shown(&values, value, field)
    });
    let words = words.clone();
    environment.add_filter("word", move |key: &str, table: &str, otherwise: Option<&str>| {
        words.get(table, key).or(otherwise).unwrap_or(key).to_owned()
    });
}

/// 2026年9月30日.
fn date(on: &str) -> Result<String, Error> {
    let on: NaiveDate = read(on)?;
    Ok(format!("{}年{}月{}日", on.year(), on.month(), on.day()))
}

/// 9月30日 within the year of `today`, else with its own.
fn day(on: &str, today: &str) -> Result<String, Error> {
    let (day, today): (NaiveDate, NaiveDate) = (read(on)?, read(today)?);
    if day.year() == today.year() {
        Ok(format!("{}月{}日", day.month(), day.day()))
    } else {
        date(on)
    }
}

/// 2026年9月30日 14:05.
fn minute(at: &str) -> Result<String, Error> {
    let at: NaiveDateTime = read(at)?;
    let (on, time) = (at.date(), at.time());
    Ok(format!(
        "{}年{}月{}日 {:02}:{:02}",
        on.year(),
        on.month(),
        on.day(),
        time.hour(),
        time.minute()
    ))
}

/// 08:30.
fn hour(time: &str) -> Result<String, Error> {
    let time: NaiveTime = read(time)?;
    Ok(format!("{:02}:{:02}", time.hour(), time.minute()))
}

/// 还有 3 天, 今天到期, 已逾期 2 天.
fn days_left(days: i64) -> String {
    match days {
        0 => "今天到期".to_owned(),
        1.. => format!("还有 {days} 天"),
        _ => format!("已逾期 {} 天", days.unsigned_abs()),
    }
}

/// The first so many characters; what was left out shows as `…`.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Tables that fields of the ledger share with other texts.
const TABLES: [(&str, &str); 4] = [
    ("kind", "move"),
    ("kind", "resolution"),
    ("result", "spot_result"),
    ("result", "follow_up_result"),
];

/// The value of a field: a word where the table of the field's name, or one that it shares, has one, a day as a day.
fn shown(words: &Words, value: &str, field: &str) -> String {
    let shared = TABLES.iter().filter(|(of, _)| *of == field);
    let mut tables = std::iter::once(field).chain(shared.map(|(_, table)| *table));
    tables
        .find_map(|table| words.get(table, value))
        .map(str::to_owned)
        .or_else(|| date(value).ok())
        .unwrap_or_else(|| value.to_owned())
}

/// Whole megabytes, rounded down.
fn megabytes(bytes: u64) -> u64 {
    bytes / (1024 * 1024)
}

fn read<T: FromStr<Err: Display>>(text: &str) -> Result<T, Error> {
    text.parse()
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, format!("no day or time: {error}")))
}
