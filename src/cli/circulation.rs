//! `huiyin circulation`: 暂缓 and 放行 of the week's digest, and when somebody gets theirs.

use super::desk::in_words;
use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use crate::supervision::{ChosenDigest, NewChoice, choose_digest, hold_digest, release_digest, with_retries};
use anyhow::Result;
use chrono::{NaiveTime, Weekday};
use std::io::Write;

/// What to do with the digest's circulation.
#[derive(Debug, clap::Subcommand)]
pub enum CirculationCommand {
    /// Hold the digest of a week back; who has it already keeps it
    Hold {
        /// The week, such as 2026-W37
        week: String,
    },
    /// Let a digest go that was held
    Release {
        /// The week, such as 2026-W37
        week: String,
    },
    /// Show or set when somebody gets their digest
    Choose {
        /// Name, `UNIT/NAME` or number
        person: String,
        /// Day of the week: mon, tue ...
        #[arg(long, value_parser = read_day)]
        day: Option<Weekday>,
        /// Time of day within the office's hours, such as 15:00
        #[arg(long, value_parser = read_time)]
        at: Option<NaiveTime>,
        /// Only when something of theirs has changed: true or false
        #[arg(long, value_name = "BOOL")]
        only_changed: Option<bool>,
        /// Whether they want it: true or false
        #[arg(long, value_name = "BOOL")]
        wanted: Option<bool>,
    },
}

fn read_day(text: &str) -> Result<Weekday, String> {
    text.parse()
        .map_err(|_| "write a day such as mon, tue or wed".to_owned())
}

fn read_time(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| "write a time such as 15:00".to_owned())
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &CirculationCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (house, actor) = (&session.house, session.actor);
    let issue = match command {
        CirculationCommand::Hold { week } => with_retries(|| hold_digest(house, actor, week)).await?,
        CirculationCommand::Release { week } => with_retries(|| release_digest(house, actor, week)).await?,
        CirculationCommand::Choose {
            person,
            day,
            at,
            only_changed,
            wanted,
        } => {
            let new = NewChoice {
                weekday: *day,
                at: *at,
                only_changed: *only_changed,
                wanted: *wanted,
            };
            return match with_retries(|| choose_digest(house, actor, person, new)).await? {
                Ok(chosen) => {
                    out.answer(&chosen, write_chosen)?;
                    Ok(Exit::Done)
                }
                Err(refusal) => Err(in_words(house, session.today(), refusal)),
            };
        }
    };
    match issue {
        Ok(issue) => {
            out.answer(&issue, |issue, out| {
                let state = if issue.held_at.is_some() { "held" } else { "goes" };
                Ok(writeln!(
                    out,
                    "digest {} of {} {state}",
                    issue.number, issue.period
                )?)
            })?;
            Ok(Exit::Done)
        }
        Err(refusal) => Err(in_words(house, session.today(), refusal)),
    }
}

fn write_chosen(chosen: &ChosenDigest, out: &mut Out<'_>) -> Result<()> {
    let ChosenDigest {
        name, weekday, at, ..
    } = chosen;
    if !chosen.wanted {
        return Ok(writeln!(out, "{name} gets no digest")?);
    }
    let way = match chosen.by {
        "mail" => "by mail",
        "chat" => "in chat",
        _ => "by telephone: there is no mail address and no bound chat account",
    };
    let when = if chosen.only_changed {
        ", only when something has changed"
    } else {
        ""
    };
    Ok(writeln!(
        out,
        "{name} gets the digest on {weekday} at {}{when}, {way}",
        at.format("%H:%M")
    )?)
}
