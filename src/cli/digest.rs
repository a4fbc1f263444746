//! `huiyin digest`: a period's digest as somebody would get it, into a folder.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use crate::domain::digest::{DigestPeriod, PeriodKind};
use crate::supervision::{DigestError, Refused, reader_named};
use anyhow::{Context, Result};
use std::io::Write;
use std::path::PathBuf;

/// Whose, of when, and where to.
#[derive(Debug, clap::Args)]
pub struct DigestArgs {
    /// A person, a unit or team, or `office`
    #[arg(long = "for", value_name = "P")]
    whose: String,
    #[command(flatten)]
    period: PeriodArgs,
    /// The folder
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct PeriodArgs {
    /// Such as 2026-W37
    #[arg(long, value_name = "WEEK", value_parser = |text: &str| read(PeriodKind::Week, text))]
    week: Option<DigestPeriod>,
    /// Such as 2026-09
    #[arg(long, value_name = "MONTH", value_parser = |text: &str| read(PeriodKind::Month, text))]
    month: Option<DigestPeriod>,
    /// Such as 2026-Q3
    #[arg(long, value_name = "QUARTER", value_parser = |text: &str| read(PeriodKind::Quarter, text))]
    quarter: Option<DigestPeriod>,
    /// Such as 2026
    #[arg(long, value_name = "YEAR", value_parser = |text: &str| read(PeriodKind::Year, text))]
    year: Option<DigestPeriod>,
}

fn read(kind: PeriodKind, text: &str) -> Result<DigestPeriod, String> {
    DigestPeriod::read(kind, text).ok_or_else(|| {
        let example = match kind {
            PeriodKind::Week => "2026-W37",
            PeriodKind::Month => "2026-09",
            PeriodKind::Quarter => "2026-Q3",
            PeriodKind::Year => "2026",
        };
        format!("there is no such {}; one is written {example}", kind.key())
    })
}

/// Writes it.
///
/// # Errors
/// Refused when the period is not over, or nobody of that name gets digests.
pub async fn run(args: &DigestArgs, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let house = &session.house;
    let PeriodArgs {
        week,
        month,
        quarter,
        year,
    } = args.period;
    let period = week
        .or(month)
        .or(quarter)
        .or(year)
        .context("clap asks for a period")?;
    let Some(reader) = reader_named(house, &args.whose).await? else {
        return Err(Refused(format!("no digest goes to {}", args.whose)).into());
    };
    let written = session
        .app
        .write_digest(house, &reader, period, &args.out)
        .await
        .map_err(|error| match error.downcast::<DigestError>() {
            Ok(early) => Refused(early.to_string()).into(),
            Err(error) => error,
        })?;
    if written.entries == 0 {
        writeln!(
            std::io::stderr(),
            "note: the ledger was empty when {} ended; digests say what had been recorded by then",
            period.key()
        )?;
    }
    out.answer(&written, |written, out| {
        writeln!(out, "{}", written.subject)?;
        for file in &written.files {
            writeln!(out, "{}", args.out.join(file).display())?;
        }
        Ok(writeln!(out, "ledger: {}:{}", written.entries, written.head)?)
    })?;
    Ok(Exit::Done)
}
