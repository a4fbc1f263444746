//! What importing a workbook would do, as a text and as a workbook for the office's own eyes.

use super::house::House;
use super::import::{ImportReport, MeasureLine};
use crate::text::{ImportChange, ImportFault, ImportPlace, ImportPreview, ImportSum};
use crate::workbook::{Cell, Sheet, to_xlsx};
use anyhow::Result;

/// What a report comes to, in counts and places.
pub fn sum_of(report: &ImportReport) -> ImportSum {
    let place = |error: &crate::intake::RowProblem| ImportPlace {
        row: error.row,
        header: error.header.clone(),
    };
    ImportSum {
        kind: report.kind,
        unit: report.unit.clone(),
        round: report.round.clone(),
        feedback_on: report.feedback_on,
        feedback_is_new: report.feedback_is_new,
        takeover: report.takeover,
        created: report.created,
        changed: report.changed,
        unchanged: report.unchanged,
        gone: report.gone.len(),
        warnings: report.warnings.len(),
        errors: report.errors.iter().map(place).collect(),
        opened: report.opened.len(),
    }
}

/// The preview as a text.
///
/// # Errors
/// When it cannot be rendered.
pub fn preview_text(house: &House, file: &str, report: &ImportReport) -> Result<String> {
    let fault = |error: &crate::intake::RowProblem| ImportFault {
        row: error.row,
        column: error.column.clone(),
        header: error.header.clone(),
        cell: error.cell.clone(),
        why: error.why.clone(),
    };
    let change = |difference: &super::import::Difference| ImportChange {
        row: difference.row,
        code: difference.code.clone(),
        field: difference.field,
        before: difference.before.clone(),
        after: difference.after.clone(),
    };
    Ok(house.texts.render(&ImportPreview {
        file: file.to_owned(),
        sum: sum_of(report),
        errors: report.errors.iter().map(fault).collect(),
        differences: report.differences.iter().map(change).collect(),
        warnings: report.warnings.clone(),
        gone: report.gone.clone(),
    })?)
}

/// The preview as a workbook: every row with what becomes of it, the errors, the changes.
///
/// # Errors
/// When it is more than a workbook takes.
pub fn preview_workbook(house: &House, report: &ImportReport) -> Result<Vec<u8>> {
    Ok(to_xlsx(&[
        rows(house, report),
        errors(house, report),
        changes(house, report),
    ])?)
}

fn sheet(house: &House, name: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
    let title = |column: &&str| house.texts.word("import_column", column).to_owned();
    Sheet {
        name: house.texts.word("import", name).to_owned(),
        columns: columns.iter().map(title).collect(),
        rows,
    }
}

fn rows(house: &House, report: &ImportReport) -> Sheet {
    let columns = [
        "row", "unit", "code", "finding", "measure", "due", "due_on", "status", "people", "outcome",
    ];
    let rows = report
        .measures
        .iter()
        .map(|line| row(house, report, line))
        .collect();
    sheet(house, "preview", &columns, rows)
}

fn row(house: &House, report: &ImportReport, line: &MeasureLine) -> Vec<Cell> {
    vec![
        line.row.into(),
        line.unit.clone().unwrap_or_default().into(),
        line.code.clone().unwrap_or_default().into(),
        line.finding.as_str().into(),
        line.measure.clone().unwrap_or_default().into(),
        line.raw.as_str().into(),
        line.matter_due_on.into(),
        house.texts.word("import_status", line.status.key()).into(),
        line.responsible.join(" ").into(),
        house.texts.word("import", outcome(report, line)).into(),
    ]
}

fn outcome(report: &ImportReport, line: &MeasureLine) -> &'static str {
    if report.errors.iter().any(|error| error.row == line.row) {
        "errors"
    } else if report.differences.iter().any(|change| change.row == line.row) {
        "changes"
    } else if line.is_new {
        "new"
    } else {
        "known"
    }
}

fn errors(house: &House, report: &ImportReport) -> Sheet {
    let row = |error: &crate::intake::RowProblem| {
        vec![
            error.row.into(),
            error.column.as_str().into(),
            error.header.as_str().into(),
            error.cell.as_str().into(),
            error.why.as_str().into(),
        ]
    };
    let rows = report.errors.iter().map(row).collect();
    sheet(house, "errors", &["row", "column", "header", "cell", "why"], rows)
}

fn changes(house: &House, report: &ImportReport) -> Sheet {
    let field = |key: &'static str| match house.texts.word("import_field", key) {
        word if word == key => house.texts.word("role", key).to_owned(),
        word => word.to_owned(),
    };
    let row = |change: &super::import::Difference| {
        vec![
            change.row.into(),
            change.code.as_str().into(),
            field(change.field).into(),
            change.before.as_str().into(),
            change.after.as_str().into(),
        ]
    };
    let rows = report.differences.iter().map(row).collect();
    sheet(
        house,
        "changes",
        &["row", "code", "field", "before", "after"],
        rows,
    )
}
