//! A CSV file of periods, answered with two columns more.

use crate::domain::calendar::Calendar;
use crate::domain::deadline::{Roll, count};
use crate::domain::period::Period;
use chrono::NaiveDate;
use csv::{ByteRecord, ReaderBuilder};
use std::fmt;

const DUE: &[u8] = b"due";
const PROVISIONAL: &[u8] = b"provisional";

/// A line that cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// In the file, from 1.
    pub line: u64,
    /// What is wrong, and what to write instead.
    pub why: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

/// The records of a CSV file, headers first, with the columns `due` and `provisional` added; or else every line
/// that is wrong. Other columns are kept byte by byte, whatever their encoding.
pub fn with_due_days(csv: &[u8], calendar: &Calendar) -> Result<Vec<ByteRecord>, Vec<BadLine>> {
    let mut lines = Lines { csv, at: 0, line: 1 };
    let mut records = ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(csv)
        .into_byte_records();
    let headers = records.next().transpose();
    let mut headers = headers
        .map_err(|error| vec![lines.bad(0, error)])?
        .unwrap_or_default();
    let columns = Columns::find(&headers).map_err(|why| vec![lines.bad(start(&headers), why)])?;
    headers.push_field(DUE);
    headers.push_field(PROVISIONAL);

    let (mut counted, mut bad) = (vec![headers], Vec::new());
    for record in records {
        let record = record.map_err(|error| vec![lines.bad(csv.len(), error)])?;
        match columns.count(&record, calendar) {
            Ok(record) => counted.push(record),
            Err(why) => bad.push(lines.bad(start(&record), why)),
        }
    }
    if bad.is_empty() { Ok(counted) } else { Err(bad) }
}

/// Where the three columns stand.
struct Columns {
    from: usize,
    within: usize,
    roll: usize,
    all: usize,
}

impl Columns {
    fn find(headers: &ByteRecord) -> Result<Self, String> {
        let place = |name: &[u8]| headers.iter().position(|header| header.trim_ascii() == name);
        if place(DUE).or(place(PROVISIONAL)).is_some() {
            return Err("the columns due and provisional are there already; take them out".to_owned());
        }
        let wanted = |name: &str| {
            place(name.as_bytes()).ok_or_else(|| {
                format!("there is no column {name}; the first line names the columns: from,within,roll")
            })
        };
        Ok(Columns {
            from: wanted("from")?,
            within: wanted("within")?,
            roll: wanted("roll")?,
            all: headers.len(),
        })
    }

    /// The record with its two answers.
    fn count(&self, record: &ByteRecord, calendar: &Calendar) -> Result<ByteRecord, String> {
        if record.len() != self.all {
            return Err(format!(
                "{} columns instead of {}; is a comma missing a quote?",
                record.len(),
                self.all
            ));
        }
        let cell = |column: usize| String::from_utf8_lossy(record[column].trim_ascii());
        let from = cell(self.from);
        let from: NaiveDate = from
            .parse()
            .map_err(|_| format!("from: `{from}` is no day; write it like 2026-09-01"))?;
        let within: Period = cell(self.within)
            .parse()
            .map_err(|error| format!("within: {error}"))?;
        let roll = match cell(self.roll) {
            empty if empty.is_empty() => Roll::Next,
            text => text.parse().map_err(|error| format!("roll: {error}"))?,
        };
        let deadline = count(from, within, roll, calendar)
            .map_err(|error| format!("{error}; shorten the period or correct the day"))?;
        let mut counted = record.clone();
        counted.push_field(deadline.due_on.to_string().as_bytes());
        counted.push_field(deadline.provisional.to_string().as_bytes());
        Ok(counted)
    }
}

fn start(record: &ByteRecord) -> usize {
    let byte = record.position().map_or(0, csv::Position::byte);
    usize::try_from(byte).unwrap_or(usize::MAX)
}

/// Line numbers by rising byte offsets. The csv crate's own are too small after CRLF and blank lines.
struct Lines<'a> {
    csv: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn bad(&mut self, start: usize, why: impl ToString) -> BadLine {
        BadLine {
            line: self.number(start),
            why: why.to_string(),
        }
    }

    /// The line of the first text at `start` or after it.
    fn number(&mut self, start: usize) -> u64 {
        let blank = self.csv[start..]
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let passed = &self.csv[self.at..start + blank];
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = start + blank;
        self.line
    }
}
