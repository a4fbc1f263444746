//! `huiyin when`: counts a day and says why, or a whole file of days.

mod batch;
mod reasons;

pub use batch::{BadLine, with_due_days};
pub(super) use reasons::reason;

use super::exit::{Exit, say};
use super::input;
use crate::domain::calendar::Calendar;
use crate::domain::deadline::{Deadline, Roll, Trace, count};
use crate::domain::period::Period;
use anyhow::Context;
use chrono::NaiveDate;
use serde::Serialize;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// What to count.
#[derive(Debug, clap::Args)]
pub struct WhenArgs {
    /// The day of the event, such as 2026-09-01; it is not counted itself
    #[arg(
        long,
        value_name = "DAY",
        required_unless_present = "batch",
        conflicts_with = "batch"
    )]
    from: Option<NaiveDate>,
    /// The length: `1 month`, `15 workdays`, `30 days`, `2 weeks`, `5 years`
    #[arg(
        long,
        value_name = "PERIOD",
        required_unless_present = "batch",
        conflicts_with = "batch"
    )]
    within: Option<Period>,
    /// Where a last day goes on which offices do not work: next, prev or none
    #[arg(long, default_value_t = Roll::Next, conflicts_with = "batch")]
    roll: Roll,
    /// A CSV file with the columns from, within and roll (`-`: standard input); prints it with the columns due
    /// and provisional added, or nothing if a line is wrong
    #[arg(long, value_name = "FILE")]
    batch: Option<PathBuf>,
}

/// What `--json` prints; all days are days of the rulebook's zone.
#[derive(Serialize)]
struct Answer<'a> {
    from: NaiveDate,
    within: Period,
    roll: Roll,
    unrolled_on: NaiveDate,
    due_on: NaiveDate,
    suggested_on: NaiveDate,
    provisional: bool,
    reasons: &'a [Trace],
}

/// Answers on `out`; what is wrong with the input goes to standard error. `json` means nothing to a batch, which
/// is CSV.
pub fn run(args: &WhenArgs, calendar: &Calendar, json: bool, out: &mut impl Write) -> anyhow::Result<Exit> {
    if let Some(file) = &args.batch {
        return run_batch(file, calendar, out);
    }
    let from = args.from.context("--from is missing")?;
    let within = args.within.context("--within is missing")?;
    match count(from, within, args.roll, calendar) {
        Err(refusal) => {
            say(refusal);
            return Ok(Exit::Refused);
        }
        Ok(deadline) if json => write_json(&deadline, within, args.roll, out)?,
        Ok(deadline) => reasons::write(&deadline, out)?,
    }
    Ok(Exit::Done)
}

fn write_json(deadline: &Deadline, within: Period, roll: Roll, out: &mut impl Write) -> anyhow::Result<()> {
    let answer = Answer {
        from: deadline.from_on,
        within,
        roll,
        unrolled_on: deadline.unrolled_on,
        due_on: deadline.due_on,
        suggested_on: deadline.suggested_on,
        provisional: deadline.provisional,
        reasons: &deadline.trace,
    };
    serde_json::to_writer(&mut *out, &answer)?;
    Ok(writeln!(out)?)
}

fn run_batch(file: &Path, calendar: &Calendar, out: &mut impl Write) -> anyhow::Result<Exit> {
    let csv = read(file)?;
    match with_due_days(&csv, calendar) {
        Ok(records) => {
            let mut csv = csv::Writer::from_writer(out);
            records
                .iter()
                .try_for_each(|record| csv.write_byte_record(record))?;
            csv.flush()?;
            Ok(Exit::Done)
        }
        Err(lines) => {
            for line in &lines {
                say(line);
            }
            say(format_args!(
                "nothing was counted; {} line(s) to correct",
                lines.len()
            ));
            Ok(Exit::Refused)
        }
    }
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    if file != Path::new("-") {
        return input::read(file);
    }
    let mut csv = Vec::new();
    std::io::stdin()
        .read_to_end(&mut csv)
        .context("cannot read standard input")?;
    Ok(csv)
}
