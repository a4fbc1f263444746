//! What a move of a matter prints.

use super::out::Out;
use crate::supervision::Moved;
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;
use std::io::Write;

/// What a move prints; keys are stable for programs.
#[derive(Serialize)]
pub struct MovedAnswer {
    code: String,
    state: &'static str,
    received_on: Option<NaiveDate>,
    ended_on: Option<NaiveDate>,
    on_time: Option<bool>,
    opened: Vec<String>,
    ended: Vec<String>,
    about: Option<AboutAnswer>,
}

/// What a decision was about, as it stands now.
#[derive(Serialize)]
pub struct AboutAnswer {
    code: String,
    state: &'static str,
    due_on: Option<NaiveDate>,
}

/// What was recorded, with what a decision was about.
pub fn answer_of(moved: Moved, today: NaiveDate) -> MovedAnswer {
    MovedAnswer {
        on_time: moved.matter.was_on_time(today),
        state: moved.matter.state.key(),
        received_on: moved.matter.received_on,
        ended_on: moved.matter.ended_on,
        code: moved.matter.code,
        opened: moved.opened,
        ended: moved.ended,
        about: moved.about.map(|about| AboutAnswer {
            state: about.state.key(),
            due_on: about.due_on.filter(|_| about.is_open()),
            code: about.code,
        }),
    }
}

/// The same in words.
///
/// # Errors
/// When nobody reads.
pub fn write_moved(moved: &MovedAnswer, out: &mut Out<'_>) -> Result<()> {
    writeln!(out, "{} is {} now", moved.code, moved.state)?;
    out.field("received on", moved.received_on)?;
    out.field("ended on", moved.ended_on)?;
    out.field("on time", moved.on_time.map(|yes| if yes { "yes" } else { "no" }))?;
    if let Some(about) = &moved.about {
        let due = about.due_on.map(|day| format!(", due on {day}"));
        writeln!(
            out,
            "{} is {} now{}",
            about.code,
            about.state,
            due.unwrap_or_default()
        )?;
    }
    for code in &moved.ended {
        writeln!(out, "ended with it: {code}")?;
    }
    for code in &moved.opened {
        writeln!(out, "opened: {code}")?;
    }
    Ok(())
}
