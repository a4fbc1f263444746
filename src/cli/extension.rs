//! `huiyin extension`: more time for a matter. It is decided by `huiyin desk pass` and `desk return`.

use super::desk::{HowArgs, in_words};
use super::exit::Exit;
use super::input::refused;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use super::word::filled;
use crate::domain::contact::Person;
use crate::supervision::{
    Asked, ExtensionLine, NewExtension, Proxy, ask_extension, list_extensions, take_back_extension,
    with_retries,
};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;
use std::io::Write;

/// What to do with requests for more time.
#[derive(Debug, clap::Subcommand)]
pub enum ExtensionCommand {
    /// 申请延期: for oneself with --as, or 代录 for --by
    Ask {
        /// Such as ZG-2026-03-0031-2
        code: String,
        /// The new last day
        #[arg(long, value_name = "DAY")]
        to: NaiveDate,
        /// One of the rulebook's categories of reasons
        #[arg(long, value_name = "CATEGORY", value_parser = filled)]
        reason: String,
        /// Words beside it, where the matter takes any
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        note: Option<String>,
        /// 代录: who asks; a name, UNIT/NAME or a person's number
        #[arg(long, value_name = "PERSON")]
        by: Option<String>,
        #[command(flatten)]
        how: HowArgs,
    },
    /// 撤回: take the request back that waits for a matter
    Withdraw {
        /// Such as ZG-2026-03-0031-2
        code: String,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
    /// List requests
    List {
        /// Only those that wait for their decision
        #[arg(long)]
        open: bool,
    },
}

/// What `extension ask --json` prints.
#[derive(Serialize)]
struct AskedAnswer {
    code: String,
    due_on: NaiveDate,
    wanted_on: NaiveDate,
    decision: String,
    decide_by_on: Option<NaiveDate>,
    note_dropped: bool,
}

/// What `extension withdraw --json` prints.
#[derive(Serialize)]
struct TakenBack<'a> {
    code: &'a str,
    wanted_on: NaiveDate,
}

/// Runs one.
///
/// # Errors
/// Refused with the words that a clerk would read in chat.
pub async fn run(command: &ExtensionCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (house, actor) = (&session.house, session.actor);
    let in_words = |refusal| in_words(house, session.today(), refusal);
    match command {
        ExtensionCommand::Ask {
            code,
            to,
            reason,
            note,
            by,
            how,
        } => {
            let new = NewExtension {
                cause: reason.clone(),
                wanted_on: *to,
                note: note.clone(),
            };
            let (giver, proxy) = asker(session, by.as_deref(), how).await?;
            let asked = with_retries(|| ask_extension(house, code, &giver, &new, proxy.as_ref())).await?;
            out.answer(&answer_of(asked.map_err(in_words)?), write_asked)?;
        }
        ExtensionCommand::Withdraw { code, reason } => {
            let taken = with_retries(|| take_back_extension(house, actor, code, reason)).await?;
            let wanted_on = taken.map_err(in_words)?.wanted_on;
            out.answer(&TakenBack { code, wanted_on }, |taken, out| {
                Ok(writeln!(
                    out,
                    "the request of {} for {} is taken back",
                    taken.code, taken.wanted_on
                )?)
            })?;
        }
        ExtensionCommand::List { open } => {
            let lines = list_extensions(house, actor, *open).await?;
            out.answer(&lines, |lines, out| write_list(lines, out))?;
        }
    }
    Ok(Exit::Done)
}

/// Who asks, and how the office came by it.
async fn asker(session: &Session, by: Option<&str>, how: &HowArgs) -> Result<(String, Option<Proxy>)> {
    match (by, session.actor.person()) {
        (Some(by), _) => Ok((by.to_owned(), Some(how.proxy(session)))),
        (None, Some(own)) => {
            let person: Person = session.house.store.read().await?.get(own).await?;
            Ok((person.id.to_string(), None))
        }
        (None, None) => Err(refused("name who asks with --by")),
    }
}

fn answer_of(asked: Asked) -> AskedAnswer {
    AskedAnswer {
        code: asked.code,
        due_on: asked.extension.due_on,
        wanted_on: asked.extension.wanted_on,
        decision: asked.decision.code,
        decide_by_on: asked.decision.due_on,
        note_dropped: asked.note_dropped,
    }
}

fn write_asked(asked: &AskedAnswer, out: &mut Out<'_>) -> Result<()> {
    writeln!(
        out,
        "{}: {} to {} is asked for; {} decides it, and until then the day stands",
        asked.code, asked.due_on, asked.wanted_on, asked.decision
    )?;
    out.field("decide by", asked.decide_by_on)?;
    if asked.note_dropped {
        writeln!(out, "the note is not kept: the matter takes none")?;
    }
    Ok(())
}

fn write_list(lines: &[ExtensionLine], out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new([
        "code", "state", "due", "wanted", "reason", "asked by", "asked on", "decision", "decided", "unit",
    ]);
    for line in lines {
        table.row([
            line.code.as_str().into(),
            line.state.into(),
            line.due_on.to_string().into(),
            line.wanted_on.to_string().into(),
            line.cause.as_str().into(),
            line.asked_by.as_str().into(),
            line.asked_on.to_string().into(),
            Cell::maybe(line.decision.as_ref()),
            Cell::maybe(line.decided_on),
            line.unit.as_str().into(),
        ]);
    }
    Ok(table.write(out)?)
}
