//! `huiyin clue`: the register of 问题线索 by its codes, for the office alone.

use super::desk::in_words;
use super::exit::Exit;
use super::matter::write_list;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use super::word::filled;
use crate::domain::refusal::Refusal;
use crate::supervision::{
    ClueLine, ClueSheet, ClueStats, Disposal, NewEvent, Transferred, dispose, list_clues, name_custodian,
    record_clue_event, show_clue, stats, transfer, with_retries,
};
use anyhow::Result;
use chrono::NaiveDate;
use std::io::Write;

/// What to do with clues.
#[derive(Debug, clap::Subcommand)]
pub enum ClueCommand {
    /// List open clues: priority first, then those due first
    List {
        /// With this organ
        #[arg(long)]
        organ: Option<String>,
        /// Concluded ones too
        #[arg(long)]
        all: bool,
    },
    /// Show one with what happened to it and its matters
    Show {
        /// Such as XS-2026-03-001
        code: String,
    },
    /// Name who keeps one, instead of whoever did; nobody else in the organ sees it then
    Custodian {
        /// Such as XS-2026-03-001
        code: String,
        /// A name, UNIT/NAME or a person's number; of the organ that has it
        person: String,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
    /// Move one to another organ: what the old one still had to do ends, and the new one's begins
    Transfer {
        /// Such as XS-2026-03-001
        code: String,
        /// The unit that has it from now on
        #[arg(long, value_name = "UNIT")]
        to: String,
        /// The day; without it, today
        #[arg(long, value_name = "DAY")]
        on: Option<NaiveDate>,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
    /// Record what happened to one in its organ: clue_received, clue_misdirected, inquiry_received ...
    Record {
        /// Such as XS-2026-03-001
        code: String,
        /// The kind, as the rulebook names it
        #[arg(long = "event", value_name = "KIND")]
        kind: String,
        /// The day that it happened; without it, today
        #[arg(long, value_name = "DAY")]
        on: Option<NaiveDate>,
        /// Where the proof is, such as a document number
        #[arg(long, value_name = "TEXT", default_value = "")]
        proof: String,
    },
    /// Enter what became of one: keys or names of the rulebook, and numbers
    Dispose {
        /// Such as XS-2026-03-001
        code: String,
        /// 处置方式, such as inquiry
        #[arg(long, value_name = "KEY")]
        way: Option<String>,
        /// 四种形态, 1 to 4
        #[arg(long, value_name = "KEY")]
        form: Option<String>,
        /// Numbers, such as filed=1; may be given several times
        #[arg(long, value_name = "KEY=NUMBER", value_parser = number, num_args = 1..)]
        counts: Vec<(String, i64)>,
        /// 优先办理, or no longer
        #[arg(long, value_name = "true|false")]
        priority: Option<bool>,
    },
    /// Count the clues of a year, with the change on the year before
    Stats {
        /// Such as 2026; without it, this year
        #[arg(long)]
        year: Option<i32>,
    },
}

/// `filed=1`.
fn number(text: &str) -> Result<(String, i64), String> {
    let (key, number) = text.split_once('=').ok_or("write KEY=NUMBER, such as filed=1")?;
    let number = number
        .trim()
        .parse()
        .map_err(|_| format!("`{number}` is no number"))?;
    Ok((key.trim().to_owned(), number))
}

/// Runs one.
///
/// # Errors
/// Refused with the words that a clerk would read in chat.
pub async fn run(command: &ClueCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (house, actor) = (&session.house, session.actor);
    match command {
        ClueCommand::List { organ, all } => {
            let clues = list_clues(house, actor, organ.as_deref(), *all).await?;
            out.answer(&clues, |clues, out| write_clues(clues, out))?;
        }
        ClueCommand::Show { code } => show(session, code, out).await?,
        ClueCommand::Custodian { code, person, reason } => {
            let named = with_retries(|| name_custodian(house, actor, code, person, reason)).await?;
            let clue = taken(session, named)?;
            show(session, &clue.code, out).await?;
        }
        ClueCommand::Transfer { code, to, on, reason } => {
            let on = on.unwrap_or(session.today());
            let moved = with_retries(|| transfer(house, actor, code, to, on, reason)).await?;
            out.answer(&taken(session, moved)?, write_moved)?;
        }
        ClueCommand::Record {
            code,
            kind,
            on,
            proof,
        } => {
            let new = NewEvent {
                kind: kind.clone(),
                happened_on: on.unwrap_or(session.today()),
                proof: proof.clone(),
            };
            let recorded = with_retries(|| record_clue_event(house, actor, code, &new)).await?;
            out.answer(&taken(session, recorded)?, super::event::write_recorded)?;
        }
        ClueCommand::Dispose {
            code,
            way,
            form,
            counts,
            priority,
        } => {
            let disposal = Disposal {
                way: way.clone(),
                form: form.clone(),
                counts: counts.clone(),
                priority: *priority,
            };
            let disposed = with_retries(|| dispose(house, actor, code, &disposal)).await?;
            let clue = taken(session, disposed)?;
            show(session, &clue.code, out).await?;
        }
        ClueCommand::Stats { year } => {
            let stats = stats(house, actor, *year).await?;
            out.answer(&stats, write_stats)?;
        }
    }
    Ok(Exit::Done)
}

fn taken<T>(session: &Session, outcome: Result<T, Refusal>) -> Result<T> {
    outcome.map_err(|refusal| in_words(&session.house, session.today(), refusal))
}

async fn show(session: &Session, code: &str, out: &mut Out<'_>) -> Result<()> {
    let sheet = show_clue(&session.house, session.actor, code).await?;
    out.answer(&sheet, |sheet, out| write_sheet(sheet, session, out))
}

fn write_clues(clues: &[ClueLine], out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new([
        "code",
        "first",
        "organ",
        "custodian",
        "handed over",
        "due",
        "left",
        "fed back",
        "way",
        "form",
        "state",
    ]);
    for clue in clues {
        table.row([
            clue.code.as_str().into(),
            Cell::maybe(clue.priority.then_some("priority")),
            clue.organ.as_str().into(),
            Cell::maybe((!clue.custodians.is_empty()).then(|| clue.custodians.join(" "))),
            clue.transferred_on.into(),
            Cell::maybe(clue.due_on),
            Cell::maybe(clue.days_left),
            clue.fed_back.into(),
            Cell::maybe(clue.way.as_ref()),
            Cell::maybe(clue.form.as_ref()),
            clue.state.into(),
        ]);
    }
    Ok(table.write(out)?)
}

fn write_sheet(sheet: &ClueSheet, session: &Session, out: &mut Out<'_>) -> Result<()> {
    let line = &sheet.line;
    writeln!(out, "{}", line.code)?;
    out.field("priority", line.priority.then_some("yes"))?;
    out.field("category", line.category.as_ref())?;
    out.field("organ", Some(&line.organ))?;
    out.field("custodian", Some(line.custodians.join(" ")))?;
    out.field("handed over on", Some(line.transferred_on))?;
    out.field("inspected unit", sheet.inspected.as_ref())?;
    out.field("round", sheet.round.as_ref())?;
    out.field("state", Some(line.state))?;
    out.field("concluded on", line.concluded_on)?;
    out.field("fed back", Some(line.fed_back))?;
    out.field("way", line.way.as_ref())?;
    out.field("form", line.form.as_ref())?;
    for (key, number) in &line.counts {
        writeln!(out, "{key}: {number}")?;
    }
    for event in &sheet.events {
        writeln!(out, "{} {} ({})", event.happened_on, event.name, event.kind)?;
    }
    write_list(&sheet.matters, session, out)
}

fn write_moved(moved: &Transferred, out: &mut Out<'_>) -> Result<()> {
    writeln!(out, "{} is with {} now", moved.code, moved.organ)?;
    let lists = [
        ("ended", &moved.ended),
        ("withdrawn", &moved.withdrawn),
        ("opened", &moved.opened),
    ];
    for (what, codes) in lists {
        for code in codes {
            writeln!(out, "{what}: {code}")?;
        }
    }
    Ok(())
}

fn write_stats(stats: &ClueStats, out: &mut Out<'_>) -> Result<()> {
    let (now, before) = (stats.year.to_string(), (stats.year - 1).to_string());
    let mut table = Table::new(["figure", "of", &now, &before, "change", "percent"]);
    for figure in &stats.figures {
        table.row([
            figure.of.into(),
            Cell::maybe(figure.name.as_ref()),
            figure.now.into(),
            figure.before.into(),
            format!("{:+}", figure.change).into(),
            Cell::maybe(figure.percent.map(|percent| format!("{percent:+}%"))),
        ]);
    }
    Ok(table.write(out)?)
}
