//! The ledger of one matter as a story: who did what when, and which fields it changed.

use super::board::Names;
use super::house::{Books, House};
use super::named::get_matter_named;
use crate::domain::ids::{MatterId, PersonId, UnitId};
use crate::domain::ledger::{Actor, Entry};
use crate::domain::matter::Matter;
use crate::domain::rulebook::ClueWord;
use crate::store::Work;
use crate::text::{Change, LedgerLine, Story};
use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

/// One entry, told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryEntry {
    /// Its number in the whole ledger.
    pub seq: i64,
    /// Business instant.
    pub at: DateTime<Utc>,
    /// The same as local time of the rulebook's zone.
    pub local: NaiveDateTime,
    /// `operator`, `system`, `person:12`.
    pub actor: String,
    /// The actor's name, of a person.
    pub actor_name: Option<String>,
    /// Key of what was done: `matter.opened`.
    pub action: String,
    /// Kind of the subject: `matter`, `assignment`, `reply` ...
    pub subject: String,
    /// Why, in words; may be empty.
    pub reason: String,
    /// What it changed; of a new row everything that it says.
    pub changes: Vec<FieldChange>,
    /// Hash of the entry.
    pub hash: String,
}

/// A field that an entry changed; persons and units stand by name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldChange {
    /// Which.
    pub field: String,
    /// Before; null in a new row.
    pub before: Value,
    /// After.
    pub after: Value,
}

/// The story of a matter by code, oldest entry first.
///
/// # Errors
/// Refused when there is none; a fault when an image cannot be read.
pub async fn story(house: &House, code: &str) -> Result<Vec<StoryEntry>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let matter = get_matter_named(&mut work, house, code).await?;
    let mut names = Names::default();
    let mut told = Vec::new();
    for line in work.ledger_of(matter.id).await? {
        let mut changes = changes_of(&mut work, &mut names, &line.entry).await?;
        name_causes(&books, &mut changes);
        let entry = line.entry;
        told.push(StoryEntry {
            seq: entry.seq,
            at: entry.at,
            local: books.local(entry.at),
            actor_name: match Actor::parse(&entry.actor) {
                Some(Actor::Person(id)) => Some(names.of(&mut work, id).await?),
                _ => None,
            },
            actor: entry.actor,
            action: entry.action,
            subject: entry.subject,
            reason: entry.reason,
            changes,
            hash: line.hash,
        });
    }
    Ok(told)
}

async fn changes_of(work: &mut Work, names: &mut Names, entry: &Entry) -> Result<Vec<FieldChange>> {
    let (before, after) = (
        image(entry, entry.before.as_deref())?,
        image(entry, entry.after.as_deref())?,
    );
    let is_new = entry.before.is_none();
    let mut changes = Vec::new();
    for (field, value) in &after {
        let old = before.get(field).unwrap_or(&Value::Null);
        if value == old || is_new && says_nothing(value) {
            continue;
        }
        if let Some(field) = told_as(field) {
            changes.push(FieldChange {
                before: told_value(work, names, field, old).await?,
                after: told_value(work, names, field, value).await?,
                field: field.to_owned(),
            });
        }
    }
    Ok(changes)
}

fn image(entry: &Entry, text: Option<&str>) -> Result<Map<String, Value>> {
    let Some(text) = text else {
        return Ok(Map::new());
    };
    serde_json::from_str(text).with_context(|| format!("an image of ledger entry {}", entry.seq))
}

/// What a new row need not say.
fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Number(number) => number.as_i64() == Some(0),
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// The name under which a field is told; none for the numbers of rows.
fn told_as(field: &str) -> Option<&str> {
    match field {
        "person_id" => Some("person"),
        "unit_id" => Some("unit"),
        "giver_id" => Some("giver"),
        "id" | "undoes" => None,
        _ if field.ends_with("_id") => None,
        _ => Some(field),
    }
}

async fn told_value(work: &mut Work, names: &mut Names, field: &str, value: &Value) -> Result<Value> {
    Ok(match (field, value.as_i64()) {
        ("person" | "giver" | "recorded_by", Some(id)) => names.of(work, PersonId(id)).await?.into(),
        ("merged_into", Some(id)) => work.get::<Matter>(MatterId(id)).await?.code.into(),
        ("unit", Some(id)) => names.of_unit(work, UnitId(id)).await?.into(),
        _ => value.clone(),
    })
}

/// The reason's category of a request stands by the name that the rulebook gives it.
fn name_causes(books: &Books, changes: &mut [FieldChange]) {
    let name = |value: &Value| {
        let known = ClueWord::find(&books.rulebook.extensions.cause, value.as_str()?);
        Some(Value::from(known?.names.first()?.clone()))
    };
    for change in changes.iter_mut().filter(|change| change.field == "cause") {
        for value in [&mut change.before, &mut change.after] {
            if let Some(name) = name(value) {
                *value = name;
            }
        }
    }
}

/// A story as a text.
pub fn in_words(code: &str, entries: &[StoryEntry]) -> Story {
    Story {
        code: code.to_owned(),
        lines: entries.iter().map(line_of).collect(),
    }
}

fn line_of(entry: &StoryEntry) -> LedgerLine {
    LedgerLine {
        seq: entry.seq,
        at: entry.local,
        actor: entry.actor_name.clone().unwrap_or_else(|| entry.actor.clone()),
        proxy_for: None,
        action: entry.action.clone(),
        reason: Some(entry.reason.clone()).filter(|reason| !reason.is_empty()),
        changes: entry.changes.iter().map(change_of).collect(),
    }
}

fn change_of(change: &FieldChange) -> Change {
    Change {
        field: change.field.clone(),
        before: words_of(&change.before),
        after: words_of(&change.after),
    }
}

fn words_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
