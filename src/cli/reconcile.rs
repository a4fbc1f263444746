//! `huiyin reconcile`: the office's copy of a unit's ledger goes out, the unit's or the team's comes back.

use super::exit::Exit;
use super::input;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use super::word::variant_of;
use crate::domain::reconciliation::{Differs, Side};
use crate::home::{keep_private, write_private};
use crate::supervision::{ReconcileReport, export_copy, reconcile, with_retries};
use anyhow::{Context, Result};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub enum ReconcileCommand {
    /// Write the office's copy of a unit's open inspection: codes, states, days, pieces of evidence
    Export {
        /// The unit
        #[arg(long)]
        unit: String,
        /// Where to write it; without it, into the home's folder of papers
        #[arg(long, value_name = "FILE.xlsx")]
        out: Option<PathBuf>,
    },
    /// Compare a copy that came back; every difference becomes a matter to answer, the rest is stamped
    Import {
        /// The workbook
        #[arg(value_name = "FILE.xlsx")]
        file: PathBuf,
        /// Whose copy it is: unit or team
        #[arg(long, value_parser = variant_of::<Side>)]
        from: Side,
    },
}

/// What `reconcile export --json` prints.
#[derive(Serialize)]
struct Exported {
    unit: String,
    rows: usize,
    file: String,
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &ReconcileCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let house = &session.house;
    match command {
        ReconcileCommand::Export { unit, out: path } => {
            let copy = export_copy(house, unit).await?;
            let file = match path {
                Some(path) => {
                    write_private(path, &copy.bytes).with_context(|| path.display().to_string())?;
                    path.display().to_string()
                }
                None => keep_private(&house.print_dir, &copy.stem, "xlsx", &copy.bytes)
                    .with_context(|| house.print_dir.display().to_string())?,
            };
            let exported = Exported {
                unit: copy.unit,
                rows: copy.rows,
                file,
            };
            out.answer(&exported, |it, out| {
                Ok(writeln!(out, "{}: {} rows in {}", it.unit, it.rows, it.file)?)
            })?;
            Ok(Exit::Done)
        }
        ReconcileCommand::Import { file, from } => {
            let bytes = input::read(file)?;
            let name = file
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            let report = with_retries(|| reconcile(house, session.actor, &bytes, &name, *from)).await?;
            out.answer(&report, write_report)?;
            Ok(if report.kept { Exit::Done } else { Exit::Refused })
        }
    }
}

fn write_report(report: &ReconcileReport, out: &mut Out<'_>) -> Result<()> {
    if !report.kept {
        writeln!(out, "{}: nothing is compared", report.unit)?;
        for problem in &report.problems {
            writeln!(
                out,
                "{} {}{} {}: {}",
                problem.sheet, problem.column, problem.row, problem.cell, problem.why
            )?;
        }
        return Ok(());
    }
    writeln!(
        out,
        "{}: {} rows agree and are stamped, {} differ",
        report.unit,
        report.agreed,
        report.differing.len()
    )?;
    let mut table = Table::new(["code", "differs", "answered by", ""]);
    for line in &report.differing {
        let differs: Vec<&str> = line
            .differs
            .iter()
            .map(|differs: &Differs| differs.key())
            .collect();
        table.row([
            line.code.as_str().into(),
            differs.join(", ").into(),
            line.matter.as_str().into(),
            Cell::maybe(line.is_known.then_some("open before")),
        ]);
    }
    if !report.differing.is_empty() {
        table.write(out)?;
    }
    for code in &report.settled {
        writeln!(out, "agrees now, ended: {code}")?;
    }
    Ok(out.field("record when held", report.meeting.as_ref())?)
}
