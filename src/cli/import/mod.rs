//! `huiyin import`: a workbook into the registers, whole or not at all.

mod report;

use super::exit::Exit;
use super::input::read;
use super::out::Out;
use super::session::Session;
use crate::supervision::{ImportOptions, ImportReport, import, keep_copy, with_retries};
use anyhow::Result;
use chrono::NaiveDate;
use indicatif::ProgressBar;
use std::path::PathBuf;

/// What to import, and how.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The workbook; its kind is recognised from its headers
    file: PathBuf,
    /// Show what would happen, keep nothing
    #[arg(long)]
    dry_run: bool,
    /// The inspected unit, where the sheet does not say
    #[arg(long)]
    unit: Option<String>,
    /// The round, where the sheet does not say
    #[arg(long)]
    round: Option<String>,
    /// The day of the feedback, such as 2026-08-31, where the sheet does not say
    #[arg(long, value_name = "DAY")]
    feedback_on: Option<NaiveDate>,
    /// Add units and people that are in no contacts
    #[arg(long)]
    create_missing: bool,
    /// Take over what differs from the last import
    #[arg(long)]
    accept_changes: bool,
}

impl ImportArgs {
    fn options(&self) -> ImportOptions {
        ImportOptions {
            dry_run: self.dry_run,
            unit: self.unit.clone(),
            round: self.round.clone(),
            feedback_on: self.feedback_on,
            create_missing: self.create_missing,
            accept_changes: self.accept_changes,
        }
    }
}

/// Imports, and reports every row.
///
/// # Errors
/// Refused when the file is no workbook of a known kind; row errors are part of the answer.
pub async fn run(args: &ImportArgs, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let bytes = read(&args.file)?;
    let name = args
        .file
        .file_name()
        .unwrap_or(args.file.as_os_str())
        .to_string_lossy();
    let bar = ProgressBar::new(0);
    let progress = |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let options = args.options();
    let run = || import(&session.house, session.actor, &bytes, &name, &options, &progress);
    let report = with_retries(run).await;
    bar.finish_and_clear();
    let report = report?;
    if report.kept {
        keep_copy(&session.house, &name, &bytes)?;
    }
    out.answer(&report, |report, out| report::write(report, args.dry_run, out))?;
    Ok(exit_of(&report))
}

fn exit_of(report: &ImportReport) -> Exit {
    if report.is_refused() {
        Exit::Refused
    } else {
        Exit::Done
    }
}
