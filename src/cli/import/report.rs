//! What an import did or would do, for people.

use crate::cli::out::Out;
use crate::cli::table::{Cell, Table};
use crate::cli::word::word_of;
use crate::intake::RowProblem;
use crate::supervision::{Difference, ImportReport, MeasureLine};
use anyhow::Result;
use std::io::Write;

/// Writes the report: what the file is, what differs, what is wrong, and how it ended.
///
/// # Errors
/// When nobody takes it.
pub fn write(report: &ImportReport, dry_run: bool, out: &mut Out<'_>) -> Result<()> {
    write_head(report, out)?;
    if dry_run && !report.measures.is_empty() {
        write_measures(&report.measures, out)?;
    }
    for warning in &report.warnings {
        writeln!(out, "warning: {warning}")?;
    }
    if !report.differences.is_empty() {
        write_differences(&report.differences, out)?;
    }
    for code in &report.gone {
        writeln!(out, "no longer in the file, kept: {code}")?;
    }
    for name in &report.added {
        writeln!(out, "added: {name}")?;
    }
    if !report.errors.is_empty() {
        write_errors(&report.errors, out)?;
    }
    write_end(report, dry_run, out)
}

fn write_head(report: &ImportReport, out: &mut Out<'_>) -> Result<()> {
    writeln!(out, "{} in sheet {}", report.kind, report.sheet)?;
    out.field("unit", report.unit.as_ref())?;
    out.field("round", report.round.as_ref())?;
    let is_new = if report.feedback_is_new {
        ", recorded with this import"
    } else {
        ""
    };
    out.field("feedback", report.feedback_on.map(|day| format!("{day}{is_new}")))?;
    if report.takeover {
        writeln!(out, "a first import: each matter is taken over as it stands")?;
    }
    if !report.opened.is_empty() {
        let what = if report.kind == "clues" {
            "transfers"
        } else {
            "feedback"
        };
        writeln!(out, "opened by the {what}: {}", report.opened.join(", "))?;
    }
    Ok(())
}

fn write_measures(measures: &[MeasureLine], out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["row", "no.", "due", "written as", "status", "people", "measure"]);
    for line in measures {
        let people: Vec<&str> = line.responsible.iter().map(String::as_str).collect();
        let due = line.matter_due_on.map(|day| {
            let mark = if line.provisional { "?" } else { "" };
            format!("{day}{mark}")
        });
        table.row([
            line.row.into(),
            format!("{}.{}", line.problem, line.position).into(),
            Cell::maybe(due),
            line.raw.as_str().into(),
            word_of(&line.status).into(),
            people.join(" ").into(),
            line.measure.as_deref().unwrap_or(&line.finding).into(),
        ]);
    }
    Ok(table.write(out)?)
}

fn write_differences(differences: &[Difference], out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["row", "code", "field", "kept", "in the file"]);
    for difference in differences {
        table.row([
            difference.row.into(),
            difference.code.as_str().into(),
            difference.field.into(),
            difference.before.as_str().into(),
            difference.after.as_str().into(),
        ]);
    }
    Ok(table.write(out)?)
}

fn write_errors(errors: &[RowProblem], out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["sheet", "row", "column", "header", "cell", "what to do"]);
    for error in errors {
        table.row([
            error.sheet.as_str().into(),
            error.row.into(),
            error.column.as_str().into(),
            error.header.as_str().into(),
            error.cell.as_str().into(),
            error.why.as_str().into(),
        ]);
    }
    Ok(table.write(out)?)
}

fn write_end(report: &ImportReport, dry_run: bool, out: &mut Out<'_>) -> Result<()> {
    let ImportReport {
        created,
        changed,
        unchanged,
        ..
    } = report;
    writeln!(out, "{created} new, {changed} changed, {unchanged} unchanged")?;
    if let Some(refusal) = &report.refusal {
        writeln!(out, "refused: {refusal}")?;
    }
    if !report.errors.is_empty() {
        writeln!(
            out,
            "nothing was imported; {} row(s) to correct",
            report.errors.len()
        )?;
    } else if report.refusal.is_some() {
        writeln!(out, "nothing was imported")?;
    } else if dry_run {
        writeln!(out, "nothing was kept: this was a dry run")?;
    }
    Ok(())
}
