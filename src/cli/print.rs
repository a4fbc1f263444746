//! `huiyin print`: papers for the office.

use super::desk::in_words;
use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use crate::domain::period::read_month;
use crate::supervision::{
    PrintedMonth, UnitFormKind, print_form, print_monthly, print_phone_list, print_silent, with_retries,
};
use anyhow::Result;
use chrono::NaiveDate;
use std::io::Write;

/// What to print.
#[derive(Debug, clap::Subcommand)]
pub enum PrintCommand {
    /// 电话清单: whom no chat reaches, and what they are to be told
    PhoneList {
        /// Only what was to be told up to this day; without it, today
        #[arg(long, value_name = "DAY")]
        on: Option<NaiveDate>,
    },
    /// 未答复清单: what waits for a word, with who was told and when
    Silent {
        /// Told so many days ago or overdue; without it, as the rulebook says
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
        days: Option<i64>,
    },
    /// A form for a unit to fill in: 销号申请表, 延期申请表, 真实性承诺书
    Form {
        /// Which: closeout, extension or pledge
        #[arg(value_parser = form)]
        form: UnitFormKind,
        /// Such as ZG-2026-03-0031-2
        code: String,
    },
    /// 单位月报: a unit's measures; a month that is over as the ledger had it at its end
    Monthly {
        /// Its name
        unit: String,
        /// Such as 2026-09; without it, the present month
        #[arg(long, value_name = "MONTH", value_parser = month)]
        month: Option<NaiveDate>,
    },
}

fn month(text: &str) -> Result<NaiveDate, String> {
    read_month(text).ok_or_else(|| "a month is written 2026-09".to_owned())
}

fn form(text: &str) -> Result<UnitFormKind, String> {
    UnitFormKind::from_key(text).ok_or_else(|| "closeout, extension or pledge".to_owned())
}

/// Prints one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &PrintCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    match command {
        PrintCommand::PhoneList { on } => phone_list(session, on.unwrap_or(session.today()), out).await?,
        PrintCommand::Silent { days } => {
            let printed = print_silent(&session.house, session.actor, *days).await?;
            out.answer(&printed, |printed, out| {
                Ok(writeln!(
                    out,
                    "{} matters: print/{}",
                    printed.matters, printed.file
                )?)
            })?;
        }
        PrintCommand::Form { form, code } => {
            let printed = print_form(&session.house, session.actor, *form, code).await?;
            let printed = printed.map_err(|refusal| in_words(&session.house, session.today(), refusal))?;
            out.answer(&printed, |printed, out| {
                Ok(writeln!(out, "print/{}", printed.file)?)
            })?;
        }
        PrintCommand::Monthly { unit, month } => {
            monthly(session, unit, month.unwrap_or(session.today()), out).await?;
        }
    }
    Ok(Exit::Done)
}

async fn monthly(session: &Session, unit: &str, month: NaiveDate, out: &mut Out<'_>) -> Result<()> {
    let printed = print_monthly(&session.house, session.actor, unit, month).await?;
    let printed = printed.map_err(|refusal| in_words(&session.house, session.today(), refusal))?;
    out.answer(&printed, |printed, out| {
        let PrintedMonth {
            file,
            measures,
            as_of,
        } = printed;
        Ok(writeln!(out, "{measures} measures as of {as_of}: print/{file}")?)
    })
}

async fn phone_list(session: &Session, on: NaiveDate, out: &mut Out<'_>) -> Result<()> {
    let printed = with_retries(|| print_phone_list(&session.house, session.actor, on)).await?;
    out.answer(&printed, |printed, out| {
        match &printed.file {
            Some(file) => writeln!(
                out,
                "{} people, {} matters: print/{file}",
                printed.people, printed.matters
            )?,
            None => writeln!(out, "nobody is to be called")?,
        }
        Ok(())
    })
}
