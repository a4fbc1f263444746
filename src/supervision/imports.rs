//! Imports that were made, and 撤销导入: what one opened and nobody has spoken of is withdrawn, and the same file can
//! be imported again.

use super::board::Names;
use super::event_mended::count_again;
use super::house::{Books, House};
use super::recorder::may_record;
use super::refused::{refuse, refuse_secrets};
use super::withdraw::{is_touched, take_back_opening};
use crate::domain::correction::ImportRun;
use crate::domain::ids::MatterId;
use crate::domain::inspection::Event;
use crate::domain::ledger::{Actor, hex};
use crate::domain::matter::{Matter, MatterState};
use crate::store::{Act, MatterFilter, Work};
use anyhow::Result;
use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Kind of an import that was a register of clues.
const CLUES: &str = "clues";

/// Imports that a list shows.
const LATEST: usize = 50;

/// An import in a list; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportLine {
    /// Number.
    pub id: i64,
    /// Name of the file.
    pub file: String,
    /// Of the file.
    pub sha256: String,
    /// `contacts`, `unit_ledger`, `city_ledger`.
    pub kind: String,
    /// The inspected unit of a unit's ledger.
    pub unit: Option<String>,
    /// How many matters it opened.
    pub opened: usize,
    /// Who; none for the operator.
    pub by: Option<String>,
    /// Business instant.
    pub at: DateTime<Utc>,
    /// Business instant at which it was undone.
    pub undone_at: Option<DateTime<Utc>>,
}

/// An import that was undone; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportUndone {
    /// Name of the file.
    pub file: String,
    /// Codes of what is withdrawn.
    pub withdrawn: Vec<String>,
    /// Codes of what stays, because somebody has spoken of it or of something under it.
    pub kept: Vec<String>,
    /// How many events of the import are withdrawn.
    pub events: usize,
}

/// Keeps that a file was imported, with what this work has opened and recorded by it; nothing where it changed
/// nothing.
///
/// # Errors
/// When the database refuses it.
pub async fn keep_run(
    work: &mut Work,
    house: &House,
    act: &Act,
    (file_name, bytes): (&str, &[u8]),
    (kind, unit): (&str, Option<&str>),
) -> Result<()> {
    if !work.has_entered() {
        return Ok(());
    }
    let run = ImportRun {
        id: 0,
        office_id: house.office.id,
        file_name: file_name.to_owned(),
        sha256: hex(&Sha256::digest(bytes)),
        kind: kind.to_owned(),
        unit: unit.map(str::to_owned),
        opened: work.opened_so_far(),
        events: work.recorded_so_far(),
        imported_by: act.actor.person(),
        imported_at: act.at,
        undone_at: None,
    };
    work.insert(&act.doing("import.made"), run).await?;
    Ok(())
}

/// The latest imports, the last one first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_imports(house: &House) -> Result<Vec<ImportLine>> {
    let mut work = house.store.read().await?;
    let mut names = Names::default();
    let mut lines = Vec::new();
    for run in work.list_latest_imports(LATEST).await? {
        lines.push(ImportLine {
            id: run.id,
            file: run.file_name,
            sha256: run.sha256,
            kind: run.kind,
            unit: run.unit,
            opened: run.opened.len(),
            by: names.of_maybe(&mut work, run.imported_by).await?,
            at: run.imported_at,
            undone_at: run.undone_at,
        });
    }
    Ok(lines)
}

/// Undoes an import.
///
/// # Errors
/// Refused when there is none of that number, it was undone, opened nothing, or is not for this recorder.
pub async fn undo_import(house: &House, actor: Actor, id: i64, reason: &str) -> Result<ImportUndone> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let undone = undo_import_in(&mut work, house, &books, actor, id, reason).await?;
    work.commit().await?;
    Ok(undone)
}

/// The same within a unit of work.
///
/// # Errors
/// As [`undo_import`]; nothing has been written when it refuses.
pub async fn undo_import_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: i64,
    reason: &str,
) -> Result<ImportUndone> {
    let run = match work.find::<ImportRun>(id).await? {
        Some(run) if run.undone_at.is_some() => refuse!("import {id} has been undone"),
        Some(run) if run.opened.is_empty() => {
            refuse!("import {id} opened no matters; correct people with `huiyin person set`")
        }
        Some(run) if run.kind == CLUES => refuse!(
            "a register of clues is not taken back as a whole: correct it and import it again, or pass a clue on \
             with `huiyin clue transfer`"
        ),
        Some(run) => run,
        None => refuse!("no import {id}; `huiyin imports list` shows them"),
    };
    refuse_secrets("the reason", reason)?;
    let matters = lock_all(work, house, books, actor, &run).await?;
    let act = Act::new(actor, books.now, "import.undone").because(reason);
    let mut undone = ImportUndone {
        file: run.file_name.clone(),
        withdrawn: Vec::new(),
        kept: Vec::new(),
        events: 0,
    };
    let is_of_event = |matter: &Matter| matter.event_id.is_some_and(|event| run.events.contains(&event));
    // What was opened last first: a finding stays where one of its measures does.
    for matter in matters.iter().rev().filter(|matter| !is_of_event(matter)) {
        take_back_or_keep(work, house, books, &act, matter, &mut undone).await?;
    }
    for id in &run.events {
        let event: Event = work.get(*id).await?;
        if !event.withdrawn {
            take_back_event(work, house, books, &act, &event, &mut undone).await?;
        }
    }
    let after = ImportRun {
        undone_at: Some(books.now),
        ..run.clone()
    };
    work.update(&act, &run, &after).await?;
    Ok(undone)
}

/// Locks what an import opened and still stands, in order.
async fn lock_all(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    run: &ImportRun,
) -> Result<Vec<Matter>> {
    let ids: BTreeSet<MatterId> = run.opened.iter().copied().collect();
    let mut matters = Vec::new();
    for id in ids {
        let Some(matter) = work.lock_matter(id).await? else {
            continue;
        };
        if may_record(work, house, books, actor, &matter).await?.is_err() {
            refuse!(
                "import {} is not yours to undo: the office's own people who never served in the unit do",
                run.id
            );
        }
        if matter.state != MatterState::Withdrawn {
            matters.push(matter);
        }
    }
    Ok(matters)
}

async fn take_back_or_keep(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    matter: &Matter,
    undone: &mut ImportUndone,
) -> Result<()> {
    // As it stands now: what was withdrawn before it may have moved its day.
    let matter: Matter = work.get(matter.id).await?;
    let under = MatterFilter {
        parent: Some(matter.id),
        ..MatterFilter::default()
    };
    let mut under = work.list_matters(&under).await?;
    under.retain(|under| under.state != MatterState::Withdrawn);
    if !matter.is_open() || !under.is_empty() || is_touched(work, matter.id).await? {
        undone.kept.push(matter.code);
        return Ok(());
    }
    take_back_opening(work, house, books, act, &matter).await?;
    undone.withdrawn.push(matter.code);
    Ok(())
}

/// Withdraws an event and what it opened, where nothing else hangs on it.
async fn take_back_event(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    event: &Event,
    undone: &mut ImportUndone,
) -> Result<()> {
    let hanging = MatterFilter {
        unit: event.inspection_id.is_none().then_some(event.unit_id),
        inspection: event.inspection_id,
        ..MatterFilter::default()
    };
    let mut hanging = work.list_matters(&hanging).await?;
    hanging.retain(|matter| matter.state != MatterState::Withdrawn);
    let mut stays = false;
    for matter in &hanging {
        stays |=
            matter.event_id != Some(event.id) || !matter.is_open() || is_touched(work, matter.id).await?;
    }
    if stays {
        undone.kept.extend(
            hanging
                .into_iter()
                .filter(|matter| matter.event_id == Some(event.id))
                .map(|matter| matter.code),
        );
        return Ok(());
    }
    let withdrawn = Event {
        withdrawn: true,
        ..event.clone()
    };
    work.update(&act.doing("event.withdrawn"), event, &withdrawn)
        .await?;
    undone.events += 1;
    for matter in hanging {
        take_back_or_keep(work, house, books, act, &matter, undone).await?;
    }
    count_again(work, house, books, act, &withdrawn).await?;
    Ok(())
}
