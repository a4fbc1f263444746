//! `huiyin duty`: recurring reports and meetings, switched on and off for the office.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::table::Table;
use crate::supervision::{DutyLine, Switched, list_duties, switch_duty, with_retries};
use anyhow::Result;
use std::io::Write;

/// What to do with recurring duties.
#[derive(Debug, clap::Subcommand)]
pub enum DutyCommand {
    /// List them, and whether they are on
    List,
    /// Let one open again, from its next occurrence
    On {
        /// Code of its rule, such as A-QTR
        code: String,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// Let one open nothing more; what is open and nobody has spoken of is withdrawn
    Off {
        /// Code of its rule, such as A-QTR
        code: String,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &DutyCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (house, actor) = (&session.house, session.actor);
    let (code, is_on, reason) = match command {
        DutyCommand::List => {
            out.answer(&list_duties(house).await?, |lines, out| write_list(lines, out))?;
            return Ok(Exit::Done);
        }
        DutyCommand::On { code, reason } => (code, true, reason),
        DutyCommand::Off { code, reason } => (code, false, reason),
    };
    let switched = with_retries(|| switch_duty(house, actor, code, is_on, reason)).await?;
    out.answer(&switched, write_switched)?;
    Ok(Exit::Done)
}

fn write_list(lines: &[DutyLine], out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["code", "name", "is", "open"]);
    for line in lines {
        table.row([
            line.code.as_str().into(),
            line.name.as_str().into(),
            if line.is_on { "on" } else { "off" }.into(),
            line.open.to_string().into(),
        ]);
    }
    Ok(table.write(out)?)
}

fn write_switched(switched: &Switched, out: &mut Out<'_>) -> Result<()> {
    let Switched { name, is_on, .. } = switched;
    writeln!(out, "{name} is {} now", if *is_on { "on" } else { "off" })?;
    for code in &switched.withdrawn {
        writeln!(out, "withdrawn: {code}")?;
    }
    for code in &switched.kept {
        writeln!(out, "stays, because somebody has spoken of it: {code}")?;
    }
    Ok(())
}
