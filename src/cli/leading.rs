//! `huiyin leading`: the leading group's side.

use super::desk::{HowArgs, in_words};
use super::exit::Exit;
use super::input::refused;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use super::word::filled;
use crate::domain::ids::MatterId;
use crate::domain::resolution::ResolutionKind;
use crate::supervision::{
    NewResolution, RegistrationLine, climbed, find_person, get_matter, get_unit, lift, list_registrations,
    list_resolutions, resolve, with_retries,
};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;
use std::io::Write;

/// What the leading group sees and decides.
#[derive(Debug, clap::Subcommand)]
pub enum LeadingCommand {
    /// List what has climbed to the leading group, the longest overdue first
    Climbed,
    /// 代录: record what somebody of the leading group has decided on a unit
    Decide(DecideArgs),
    /// List what the leading group has decided
    Decisions,
    /// List what is under 挂号督办
    Registered,
    /// 代录: somebody of the leading group lifts a 挂号督办
    Lift {
        /// Such as GD-2026-0003
        number: String,
        /// Who of the leading group
        #[arg(long, value_name = "PERSON")]
        giver: String,
        /// Why
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
}

/// A decision on a unit.
#[derive(Debug, clap::Args)]
pub struct DecideArgs {
    /// The unit
    unit: String,
    /// talk (约谈), circular (通报), limit (限期) or register (挂号督办)
    #[arg(long, value_name = "KIND", value_parser = kind_of)]
    kind: ResolutionKind,
    /// Who of the leading group decided it
    #[arg(long, value_name = "PERSON")]
    giver: String,
    /// A matter that it is about; again for each; without it, all of the unit that have climbed
    #[arg(long = "matter", value_name = "CODE")]
    matters: Vec<String>,
    /// 限期: the new last day
    #[arg(long, value_name = "DAY")]
    due: Option<NaiveDate>,
    #[command(flatten)]
    how: HowArgs,
}

fn kind_of(key: &str) -> Result<ResolutionKind, String> {
    ResolutionKind::from_key(key).ok_or_else(|| "write talk, circular, limit or register".to_owned())
}

/// A matter that has climbed.
#[derive(Serialize)]
struct ClimbedLine {
    code: String,
    unit: String,
    step: String,
    days: i64,
    last_on: Option<NaiveDate>,
    last_said: Option<&'static str>,
}

/// A decision that was recorded.
#[derive(Serialize)]
struct Made {
    kind: &'static str,
    state: &'static str,
    opened: Vec<String>,
    registered: Vec<String>,
}

/// A decision as the list shows it.
#[derive(Serialize)]
struct DecisionLine {
    number: i64,
    unit: String,
    kind: &'static str,
    by: String,
    on: NaiveDate,
    state: &'static str,
    due_on: Option<NaiveDate>,
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &LeadingCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let house = &session.house;
    match command {
        LeadingCommand::Climbed => out.answer(&list_climbed(session).await?, write_climbed)?,
        LeadingCommand::Decide(args) => decide(args, session, out).await?,
        LeadingCommand::Decisions => {
            let lines: Vec<DecisionLine> = list_resolutions(house)
                .await?
                .into_iter()
                .map(|(row, unit, by)| DecisionLine {
                    number: row.id.0,
                    unit,
                    kind: row.kind.key(),
                    by,
                    on: row.given_on,
                    state: row.state.key(),
                    due_on: row.due_on,
                })
                .collect();
            out.answer(&lines, write_decisions)?;
        }
        LeadingCommand::Registered => out.answer(&list_registrations(house).await?, write_registered)?,
        LeadingCommand::Lift {
            number,
            giver,
            reason,
        } => {
            let by = find_person(&mut house.store.read().await?, house, giver).await?;
            let lifted = with_retries(|| lift(house, session.actor, number, &by, reason)).await?;
            let lifted = lifted.map_err(|refusal| in_words(house, session.today(), refusal))?;
            out.answer(&vec![lifted], write_registered)?;
        }
    }
    Ok(Exit::Done)
}

async fn list_climbed(session: &Session) -> Result<Vec<ClimbedLine>> {
    let house = &session.house;
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let mut lines = Vec::new();
    for one in climbed(&mut work, house, &books).await? {
        let unit: crate::domain::contact::Unit = work.get(one.matter.unit_id).await?;
        lines.push(ClimbedLine {
            code: one.matter.code,
            unit: unit.name,
            step: one.step,
            days: one.days,
            last_on: one.last.map(|(on, _)| on),
            last_said: one.last.map(|(_, said)| said.key()),
        });
    }
    Ok(lines)
}

async fn decide(args: &DecideArgs, session: &Session, out: &mut Out<'_>) -> Result<()> {
    let house = &session.house;
    let mut work = house.store.read().await?;
    let by = find_person(&mut work, house, &args.giver).await?;
    let unit = get_unit(&mut work, house, &args.unit).await?;
    let about: Vec<MatterId> = if args.matters.is_empty() {
        let books = house.books(&mut work).await?;
        let climbed = climbed(&mut work, house, &books).await?;
        let of_unit = climbed.into_iter().filter(|one| one.matter.unit_id == unit.id);
        of_unit.map(|one| one.matter.id).collect()
    } else {
        let mut named = Vec::with_capacity(args.matters.len());
        for code in &args.matters {
            let matter = get_matter(&mut work, house, code).await?;
            if matter.unit_id != unit.id {
                return Err(refused(format!("{code} is not of {}", unit.name)));
            }
            named.push(matter.id);
        }
        named
    };
    drop(work);
    if about.is_empty() {
        return Err(refused(format!(
            "nothing of {} has climbed to the leading group; name the matters with --matter",
            unit.name
        )));
    }
    let new = NewResolution {
        about,
        kind: args.kind,
        by: by.id,
        via: args.how.via.into(),
        document: args.how.document.clone(),
        on: args.how.on.unwrap_or(session.today()),
        due_on: args.due,
    };
    let made = with_retries(|| resolve(house, session.actor, &new)).await?;
    let made = made.map_err(|refusal| in_words(house, session.today(), refusal))?;
    let made = Made {
        kind: made.resolution.kind.key(),
        state: made.resolution.state.key(),
        opened: made.opened,
        registered: made.registered,
    };
    out.answer(&made, write_made)
}

fn write_climbed(lines: &Vec<ClimbedLine>, out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["unit", "code", "step", "days", "last answer"]);
    for line in lines {
        let last = line
            .last_on
            .map(|on| format!("{on} {}", line.last_said.unwrap_or_default()));
        table.row([
            line.unit.as_str().into(),
            line.code.as_str().into(),
            line.step.as_str().into(),
            line.days.to_string().into(),
            Cell::maybe(last),
        ]);
    }
    Ok(table.write(out)?)
}

fn write_made(made: &Made, out: &mut Out<'_>) -> Result<()> {
    writeln!(out, "{}: {}", made.kind, made.state)?;
    for code in &made.opened {
        writeln!(out, "opened: {code}")?;
    }
    for number in &made.registered {
        writeln!(out, "registered: {number}")?;
    }
    Ok(())
}

fn write_decisions(lines: &Vec<DecisionLine>, out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["no.", "unit", "decision", "by", "on", "state", "due"]);
    for line in lines {
        table.row([
            line.number.to_string().into(),
            line.unit.as_str().into(),
            line.kind.into(),
            line.by.as_str().into(),
            line.on.to_string().into(),
            line.state.into(),
            Cell::maybe(line.due_on),
        ]);
    }
    Ok(table.write(out)?)
}

fn write_registered(lines: &Vec<RegistrationLine>, out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["number", "matter", "leader", "since", "lifted"]);
    for line in lines {
        table.row([
            line.number.as_str().into(),
            line.code.as_str().into(),
            Cell::maybe(line.leader.as_ref()),
            line.registered_on.to_string().into(),
            Cell::maybe(line.lifted_on),
        ]);
    }
    Ok(table.write(out)?)
}
