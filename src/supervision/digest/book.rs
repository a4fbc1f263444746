//! A slice as a workbook: its totals, its units, all its lines, its trend with a chart.

use crate::domain::digest::Rate;
use crate::domain::disclosure::Outward;
use crate::text::{DigestGroup, DigestLine, DigestRung, DigestSheet, Texts};
use crate::workbook::{About, Cell, Chart, Curve, Sheet, WorkbookError, to_book};
use serde::Serialize;
use serde_json::Value;

/// Columns of the totals behind the group's name, by their table of words.
const STATES: [&str; 7] = [
    "total",
    "not_started",
    "in_progress",
    "mostly_completed",
    "standing",
    "closed",
    "overdue",
];
const MOVEMENTS: [&str; 6] = ["opened", "applied", "closed", "returned", "extended", "reopened"];
const DUE: [&str; 3] = ["on_time", "late", "missing"];
/// Colours of the trend: open, overdue, closed.
const CURVES: [u32; 3] = [0x002F_6FB0, 0x00C0_392B, 0x002E_8B57];
/// Light colours behind words.
const RED: u32 = 0x00FA_DBD8;
const YELLOW: u32 = 0x00FC_F3CF;
const GREEN: u32 = 0x00E8_F5E9;
const WHITE: u32 = 0x00FF_FFFF;

/// Writes it under a title; the same sheet gives the same bytes.
///
/// # Errors
/// When it has more lines than a workbook takes.
pub fn workbook(texts: &Texts, sheet: &DigestSheet, title: &str) -> Result<Vec<u8>, WorkbookError> {
    let trend = trend(texts, sheet);
    let chart = Chart {
        sheet: 3,
        title: trend.name.clone(),
        along: 0,
        curves: (2..)
            .zip(CURVES)
            .map(|(column, colour)| Curve { column, colour })
            .collect(),
    };
    to_book(
        &[
            totals(texts, sheet),
            units(texts, sheet),
            lines(texts, sheet),
            trend,
        ],
        &chart,
        &About {
            title: title.to_owned(),
            made_on: sheet.next_on,
        },
    )
}

fn columns(texts: &Texts, keys: &[&str]) -> Vec<String> {
    keys.iter()
        .map(|key| texts.word("digest_column", key).to_owned())
        .collect()
}

fn name(texts: &Texts, key: &str) -> String {
    texts.word("digest_sheet", key).to_owned()
}

fn totals(texts: &Texts, sheet: &DigestSheet) -> Sheet {
    let words = |table: &'static str, keys: &[&'static str]| -> Vec<String> {
        keys.iter().map(|key| texts.word(table, key).to_owned()).collect()
    };
    let mut headers = columns(texts, &["group"]);
    headers.extend(words("digest_state", &STATES));
    headers.extend(columns(texts, &["completion"]));
    headers.extend(words("digest_movement", &MOVEMENTS));
    headers.extend(columns(
        texts,
        &["due_on_time", "due_late", "due_missing", "on_time"],
    ));
    Sheet {
        name: name(texts, "totals"),
        columns: headers,
        rows: sheet.groups.iter().map(|group| total(texts, group)).collect(),
    }
}

fn total(texts: &Texts, group: &DigestGroup) -> Vec<Cell> {
    let mut row = vec![Cell::from(texts.word("digest_group", group.key))];
    row.extend(numbers(&group.states.now, &STATES));
    row.push(share(group.completion));
    row.extend(numbers(&group.movements.now, &MOVEMENTS));
    row.extend(numbers(&group.due.now, &DUE));
    row.push(share(group.on_time));
    row
}

fn share(rate: Option<Rate>) -> Cell {
    rate.map_or(Cell::Empty, |rate| Cell::Share(rate.hundredths()))
}

/// A row a unit: the states of its findings, and where it stands among all.
fn units(texts: &Texts, sheet: &DigestSheet) -> Sheet {
    let mut headers = columns(texts, &["unit"]);
    headers.extend(
        STATES
            .iter()
            .map(|key| texts.word("digest_state", key).to_owned()),
    );
    headers.extend(columns(
        texts,
        &["completion", "completion_place", "on_time", "on_time_place"],
    ));
    let mut names: Vec<&str> = sheet.bars.iter().map(|bar| bar.unit.as_str()).collect();
    let ranked = sheet.completion.iter().chain(&sheet.on_time);
    for rank in ranked {
        if !names.contains(&rank.unit.as_str()) {
            names.push(&rank.unit);
        }
    }
    Sheet {
        name: name(texts, "units"),
        columns: headers,
        rows: names.into_iter().map(|name| unit(sheet, name)).collect(),
    }
}

fn unit(sheet: &DigestSheet, name: &str) -> Vec<Cell> {
    let states = sheet.bars.iter().find(|bar| bar.unit == name);
    let mut row = vec![Cell::from(name)];
    row.extend(numbers(
        &states.map(|bar| bar.states).unwrap_or_default(),
        &STATES,
    ));
    for ranks in [&sheet.completion, &sheet.on_time] {
        let rank = ranks.iter().find(|rank| rank.unit == name);
        row.push(share(rank.map(|rank| rank.rate)));
        row.push(rank.map_or(Cell::Empty, |rank| {
            Cell::Number(i64::try_from(rank.place).unwrap_or(i64::MAX))
        }));
    }
    row
}

/// The figures of a table, in the order of their columns.
fn numbers(figures: &impl Serialize, keys: &[&str]) -> Vec<Cell> {
    let value = serde_json::to_value(figures).unwrap_or(Value::Null);
    keys.iter()
        .map(|key| Cell::Number(value[*key].as_i64().unwrap_or(0)))
        .collect()
}

fn lines(texts: &Texts, sheet: &DigestSheet) -> Sheet {
    let keys = [
        "situation",
        "unit",
        "code",
        "kind",
        "due_on",
        "original_due_on",
        "days",
        "step",
        "answered",
        "note",
    ];
    let of = |key: &'static str, colour| move |line: &DigestLine| row(texts, line, key, colour);
    let mut rows: Vec<Vec<Cell>> = sheet.overdue.iter().map(of("overdue", RED)).collect();
    rows.extend(sheet.overdue_by_parts.iter().map(of("overdue_by_parts", RED)));
    rows.extend(
        sheet
            .soon
            .iter()
            .flat_map(|unit| &unit.soon)
            .map(of("soon", YELLOW)),
    );
    rows.extend(
        sheet
            .soon
            .iter()
            .flat_map(|unit| &unit.later)
            .map(of("later", GREEN)),
    );
    rows.extend(sheet.rest.iter().map(of("open", WHITE)));
    Sheet {
        name: name(texts, "list"),
        columns: columns(texts, &keys),
        rows,
    }
}

fn row(texts: &Texts, line: &DigestLine, situation: &str, colour: u32) -> Vec<Cell> {
    let is_overdue = line.days.is_some_and(|days| days > 0);
    let matter: &Outward = &line.matter;
    vec![
        Cell::Lit(texts.word("digest_situation", situation).to_owned(), colour),
        line.owner.as_str().into(),
        matter.code().into(),
        matter.kind().into(),
        matter.due_on().into(),
        matter.original_due_on().into(),
        line.days.filter(|_| is_overdue).map_or(Cell::Empty, Cell::Number),
        line.rung
            .as_ref()
            .map_or(Cell::Empty, |rung| rung_words(texts, rung).into()),
        Some(texts.word("digest_answer", line.heard))
            .filter(|_| is_overdue || line.heard == "waits")
            .map_or(Cell::Empty, Cell::from),
        Some(texts.word("digest_note", "legacy_overdue"))
            .filter(|_| is_overdue && matter.legacy_overdue())
            .map_or(Cell::Empty, Cell::from),
    ]
}

/// `T+7 督办单`.
fn rung_words(texts: &Texts, rung: &DigestRung) -> String {
    let form = rung
        .name
        .as_deref()
        .unwrap_or_else(|| texts.word("form", &rung.form));
    format!("{} {form}", rung.step)
}

fn trend(texts: &Texts, sheet: &DigestSheet) -> Sheet {
    let week = |week: &crate::text::DigestWeek| {
        vec![
            Cell::Number(week.number.into()),
            Cell::Day(week.on),
            Cell::Number(week.open),
            Cell::Number(week.overdue),
            Cell::Number(week.closed),
        ]
    };
    Sheet {
        name: name(texts, "trend"),
        columns: columns(texts, &["week", "week_end", "open", "overdue", "closed"]),
        rows: sheet.weeks.iter().map(week).collect(),
    }
}
