//! What happens in the demo: `config/samples/demo.toml` and the workbooks beside it.

use anyhow::{Context, Result};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

const SCRIPT: &str = include_str!("../../../config/samples/demo.toml");

const WORKBOOKS: [(&str, &[u8]); 3] = [
    (
        "contacts.xlsx",
        include_bytes!("../../../config/samples/contacts.xlsx"),
    ),
    (
        "ledger-housing.xlsx",
        include_bytes!("../../../config/samples/ledger-housing.xlsx"),
    ),
    (
        "ledger-finance.xlsx",
        include_bytes!("../../../config/samples/ledger-finance.xlsx"),
    ),
];

/// The script. Times are local to the rulebook's zone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    imported_at: String,
    /// The last day that is played.
    pub to: NaiveDate,
    /// What is imported, in order.
    #[serde(rename = "workbook")]
    pub workbooks: Vec<Workbook>,
    /// Whose first message is shown.
    pub first: First,
    /// A matter that nobody answers.
    pub silent: OfMatter,
    /// What the clerk does at the desk.
    pub desk: Desk,
    /// What is closed out.
    pub closing: Closing,
    /// A matter that is answered.
    pub answered: OfMatter,
    #[serde(rename = "answer")]
    answers: Vec<Answer>,
}

/// A workbook.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workbook {
    file: String,
    /// As an office would call it.
    pub name: String,
}

/// Whose first message is shown.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct First {
    /// Name.
    pub person: String,
}

/// A matter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfMatter {
    /// Its code.
    pub matter: String,
}

/// What the clerk does at the desk on the last day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// Who.
    pub clerk: String,
    /// Whose paper has come.
    pub unit: String,
    /// Code of the rule whose matter it is.
    pub receipt: String,
    /// 收件日.
    pub received_on: NaiveDate,
    /// Who spoke on the telephone of the matter that nobody answers.
    pub giver: String,
    /// In their words.
    pub words: String,
}

/// A measure whose finding is closed out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// Code of the measure.
    pub measure: String,
    /// Who applies.
    pub handler: String,
}

/// Somebody answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    at: String,
    /// Who.
    pub person: String,
    /// Of which matters.
    pub matters: Vec<String>,
    /// In their words.
    pub text: String,
}

/// Something that the story stops at.
#[derive(Debug)]
pub enum Stop<'a> {
    /// Somebody answers.
    Answer(&'a Answer),
    /// A month ends.
    MonthEnd(NaiveDate),
}

impl Script {
    /// Reads it.
    ///
    /// # Errors
    /// When it is no script.
    pub fn read() -> Result<Script> {
        toml::from_str(SCRIPT).context("the script of the demo")
    }

    /// When the workbooks come in.
    ///
    /// # Errors
    /// When it is no time.
    pub fn starts_at(&self, zone: Tz) -> Result<DateTime<Utc>> {
        instant(&self.imported_at, zone)
    }

    /// All stops, in order of time.
    ///
    /// # Errors
    /// When one of them is at no time.
    pub fn stops(&self, zone: Tz) -> Result<Vec<(DateTime<Utc>, Stop<'_>)>> {
        let mut stops = Vec::new();
        for answer in &self.answers {
            stops.push((instant(&answer.at, zone)?, Stop::Answer(answer)));
        }
        let start = self.starts_at(zone)?.with_timezone(&zone).date_naive();
        for day in start.iter_days().take_while(|day| *day <= self.to) {
            if day.succ_opt().is_some_and(|next| next.month() != day.month()) {
                let evening = day.and_time(NaiveTime::MIN) + EVENING;
                stops.push((local(evening, zone)?, Stop::MonthEnd(day)));
            }
        }
        stops.sort_by_key(|(at, _)| *at);
        Ok(stops)
    }
}

/// When lights are looked at: after office hours.
const EVENING: chrono::TimeDelta = chrono::TimeDelta::hours(20);

impl Workbook {
    /// Its content.
    ///
    /// # Errors
    /// When the program carries no such workbook.
    pub fn bytes(&self) -> Result<&'static [u8]> {
        let found = WORKBOOKS.iter().find(|(file, _)| *file == self.file);
        found
            .map(|(_, bytes)| *bytes)
            .with_context(|| format!("no sample {}", self.file))
    }
}

fn instant(text: &str, zone: Tz) -> Result<DateTime<Utc>> {
    Ok(crate::clock::parse_clock(text, zone)?)
}

fn local(at: NaiveDateTime, zone: Tz) -> Result<DateTime<Utc>> {
    let at = at.and_local_timezone(zone).earliest();
    Ok(at.context("a time that its zone skips")?.to_utc())
}
