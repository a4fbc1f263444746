//! `huiyin ledger`: a matter's entries as a story.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::word::minute;
use crate::supervision::{FieldChange, StoryEntry, story};
use anyhow::Result;
use serde_json::Value;
use std::io::Write;

/// Tells the story of a matter.
///
/// # Errors
/// Refused when there is none.
pub async fn run(code: &str, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let entries = story(&session.house, code).await?;
    out.answer(&entries, |entries, out| {
        entries.iter().try_for_each(|entry| write(entry, out))
    })?;
    Ok(Exit::Done)
}

fn write(entry: &StoryEntry, out: &mut Out<'_>) -> Result<()> {
    let actor = entry.actor_name.as_ref().unwrap_or(&entry.actor);
    write!(out, "{} {actor}: {}", minute(entry.local), entry.action)?;
    if !entry.reason.is_empty() {
        write!(out, " ({})", entry.reason)?;
    }
    writeln!(out, " [{}]", entry.seq)?;
    for FieldChange { field, before, after } in &entry.changes {
        if before.is_null() {
            writeln!(out, "    {field}: {}", shown(after))?;
        } else {
            writeln!(out, "    {field}: {} -> {}", shown(before), shown(after))?;
        }
    }
    Ok(())
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
