//! `huiyin acting`: who stands in for whom (临时代理).

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::table::Table;
use crate::supervision::{ActingLine, come_back, list_stand_ins, stand_in, with_retries};
use anyhow::Result;
use chrono::NaiveDate;
use std::io::Write;

/// What to do with stand-ins.
#[derive(Debug, clap::Subcommand)]
pub enum ActingCommand {
    /// Show who stands in for whom today or later
    List,
    /// Name somebody who is told and answers in somebody's place
    Begin {
        /// Who is away: a name, UNIT/NAME or a person's number
        person: String,
        /// Who stands in, of the same unit
        #[arg(long = "by", value_name = "PERSON")]
        substitute: String,
        /// The first day; today without it
        #[arg(long, value_name = "DAY")]
        from: Option<NaiveDate>,
        /// The last day
        #[arg(long, value_name = "DAY")]
        until: NaiveDate,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// They are back: nobody stands in for them from today on
    End {
        /// Who was away
        person: String,
    },
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &ActingCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (house, actor) = (&session.house, session.actor);
    let lines = match command {
        ActingCommand::List => list_stand_ins(house).await?,
        ActingCommand::Begin {
            person,
            substitute,
            from,
            until,
            reason,
        } => {
            let days = (from.unwrap_or(session.today()), *until);
            let line = with_retries(|| stand_in(house, actor, person, substitute, days, reason)).await?;
            vec![line]
        }
        ActingCommand::End { person } => with_retries(|| come_back(house, actor, person)).await?,
    };
    out.answer(&lines, |lines, out| write(lines, out))?;
    Ok(Exit::Done)
}

fn write(lines: &[ActingLine], out: &mut Out<'_>) -> Result<()> {
    if lines.is_empty() {
        return Ok(writeln!(out, "nobody stands in for anybody")?);
    }
    let mut table = Table::new(["away", "stands in", "from", "until"]);
    for line in lines {
        table.row([
            line.person.as_str().into(),
            line.substitute.as_str().into(),
            line.from_on.to_string().into(),
            line.until_on.to_string().into(),
        ]);
    }
    Ok(table.write(out)?)
}
