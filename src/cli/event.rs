//! `huiyin event`: dated facts and what they open.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use super::word::filled;
use crate::domain::ids::EventId;
use crate::supervision::{
    Corrected, EventRow, NewEvent, Recorded, correct_event, list_events, record, record_of_round,
    with_retries, withdraw_event,
};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use serde::Serialize;
use std::io::Write;

/// What to do with events.
#[derive(Debug, clap::Subcommand)]
pub enum EventCommand {
    /// Record what has happened, and open every matter whose rule starts there
    Record {
        /// The unit that it happened to; not for what happens to a whole round, such as round_end
        #[arg(long, required_unless_present = "round")]
        unit: Option<String>,
        /// The round; without it, the unit's open inspection
        #[arg(long)]
        round: Option<String>,
        /// The kind, as the rulebook names it: feedback, transfer ...
        #[arg(long = "event", value_name = "KIND")]
        kind: String,
        /// The day that it happened, such as 2026-08-31
        #[arg(long, value_name = "DAY")]
        on: NaiveDate,
        /// Where the proof is, such as a document number
        #[arg(long, value_name = "TEXT", default_value = "")]
        proof: String,
    },
    /// List events
    List {
        /// Of this unit
        #[arg(long)]
        unit: Option<String>,
        /// Withdrawn ones too
        #[arg(long)]
        all: bool,
    },
    /// Move an event to another day, and with it the open matters that count from it
    Correct {
        /// Number of the event
        id: i64,
        /// The day that it really happened, such as 2026-08-31
        #[arg(long, value_name = "DAY")]
        on: NaiveDate,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
    /// Take an event back, and withdraw the open matters that it opened
    Withdraw {
        /// Number of the event
        id: i64,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
}

/// What `event withdraw --json` prints.
#[derive(Serialize)]
struct Withdrawn {
    /// Codes of the matters that were withdrawn.
    withdrawn: Vec<String>,
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &EventCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (house, actor) = (&session.house, session.actor);
    match command {
        EventCommand::Record {
            unit,
            round,
            kind,
            on,
            proof,
        } => {
            let new = NewEvent {
                kind: kind.clone(),
                happened_on: *on,
                proof: proof.clone(),
            };
            let round = round.as_deref();
            let recorded = match (unit, round) {
                (None, Some(round)) => with_retries(|| record_of_round(house, actor, round, &new)).await?,
                (unit, _) => {
                    let unit = unit.as_deref().context("--unit is missing")?;
                    with_retries(|| record(house, actor, unit, round, &new)).await?
                }
            };
            out.answer(&recorded, write_recorded)?;
        }
        EventCommand::List { unit, all } => {
            let events = list_events(house, unit.as_deref(), *all).await?;
            out.answer(&events, |events, out| write_events(events, out))?;
        }
        EventCommand::Correct { id, on, reason } => {
            let moved = with_retries(|| correct_event(house, actor, EventId(*id), *on, reason)).await?;
            out.answer(&moved, |Corrected { moved }, out| {
                write_codes("matter(s) moved", moved, out)
            })?;
        }
        EventCommand::Withdraw { id, reason } => {
            let withdrawn = with_retries(|| withdraw_event(house, actor, EventId(*id), reason)).await?;
            out.answer(&Withdrawn { withdrawn }, |Withdrawn { withdrawn }, out| {
                write_codes("matter(s) withdrawn", withdrawn, out)
            })?;
        }
    }
    Ok(Exit::Done)
}

/// What recording an event did.
///
/// # Errors
/// When nobody reads.
pub fn write_recorded(recorded: &Recorded, out: &mut Out<'_>) -> Result<()> {
    for warning in &recorded.warnings {
        writeln!(out, "warning: {warning}")?;
    }
    if recorded.is_new {
        writeln!(out, "event {} is recorded", recorded.event_id)?;
        if !recorded.ended.is_empty() {
            write_codes("matter(s) ended with it", &recorded.ended, out)?;
        }
        if !recorded.moved.is_empty() {
            write_codes("matter(s) moved", &recorded.moved, out)?;
        }
        write_codes("matter(s) opened", &recorded.opened, out)
    } else {
        Ok(writeln!(
            out,
            "event {} was recorded before; nothing changed",
            recorded.event_id
        )?)
    }
}

fn write_codes(what: &str, codes: &[String], out: &mut Out<'_>) -> Result<()> {
    writeln!(out, "{} {what}", codes.len())?;
    for code in codes {
        writeln!(out, "  {code}")?;
    }
    Ok(())
}

fn write_events(events: &[EventRow], out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["id", "on", "unit", "round", "event", "name", "state", "proof"]);
    for event in events {
        table.row([
            event.id.into(),
            event.happened_on.into(),
            event.unit.as_str().into(),
            Cell::maybe(event.round.as_ref()),
            event.kind.as_str().into(),
            event.name.as_str().into(),
            Cell::new(if event.withdrawn { "withdrawn" } else { "stands" }),
            event.proof.as_str().into(),
        ]);
    }
    Ok(table.write(out)?)
}
