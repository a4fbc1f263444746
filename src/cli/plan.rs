//! `huiyin plan`: plan the present slot, or let a held run go.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use crate::supervision::{Planned, next_slot, plan, release};
use anyhow::Result;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::io::Write;

/// How to plan.
#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    /// Let go what the storm guard held: now, or in the next slot
    #[arg(long)]
    release: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Outcome {
    #[serde(flatten)]
    planned: Planned,
    /// Whether a held run was let go.
    released: bool,
    /// Business instant of the slot after now.
    next_slot_at: Option<DateTime<Utc>>,
}

/// Plans, and says what came of it.
///
/// # Errors
/// Refused when nothing is held that could be let go.
pub async fn run(args: &PlanArgs, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let house = &session.house;
    if args.release {
        release(house).await?;
    }
    let planned = plan(house).await?;
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let outcome = Outcome {
        planned,
        released: args.release,
        next_slot_at: next_slot(house, &books, books.now),
    };
    drop(work);
    out.answer(&outcome, |outcome, out| write(outcome, session, out))?;
    Ok(Exit::Done)
}

fn write(outcome: &Outcome, session: &Session, out: &mut Out<'_>) -> Result<()> {
    if outcome.released {
        writeln!(out, "what the storm guard held may go")?;
    }
    match &outcome.planned {
        Planned::NoSlot => writeln!(out, "now is no time to send")?,
        Planned::AlreadyRun => writeln!(out, "the present slot has been planned")?,
        Planned::Held { messages, usual } => writeln!(
            out,
            "held: {messages} messages would leave, more than {usual}; look at `huiyin attention`, \
             then run `huiyin plan --release`"
        )?,
        Planned::Ran {
            slot_at,
            notices,
            messages,
        } => writeln!(
            out,
            "slot {}: {notices} notice(s) in {messages} message(s)",
            session.local(*slot_at)
        )?,
    }
    let next = outcome.next_slot_at.map(|at| session.local(at));
    Ok(out.field("next slot", next)?)
}
