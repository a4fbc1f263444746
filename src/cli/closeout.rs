//! `huiyin closeout`: applications for 销号 and where they stand in their chains.

use super::desk::{HowArgs, in_words};
use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use crate::supervision::{
    ApplicationLine, ApplicationSheet, AppliedFor, Applying, apply, list_applications, show_applications,
    to_apply_for, with_retries,
};
use anyhow::Result;
use std::io::Write;

/// What to do with applications.
#[derive(Debug, clap::Subcommand)]
pub enum CloseoutCommand {
    /// 代录: somebody applies for the close-out of a measure, or of a finding without measures
    Apply {
        /// Such as ZG-2026-03-0031-2
        code: String,
        /// Who applies: a name, UNIT/NAME or a person's number
        #[arg(long, value_name = "PERSON")]
        by: String,
        /// What was done, in a few words
        #[arg(long, value_name = "TEXT")]
        done: Option<String>,
        #[command(flatten)]
        how: HowArgs,
    },
    /// List what waits for a decision
    List,
    /// Show the applications of a matter and the decisions on them
    Show {
        /// Such as ZG-2026-03-0031
        code: String,
    },
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &CloseoutCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let house = &session.house;
    match command {
        CloseoutCommand::Apply { code, by, done, how } => {
            let proxy = how.proxy(session);
            let asked = Applying {
                done: done.as_deref(),
                proxy: Some(&proxy),
            };
            let applied = with_retries(|| apply(house, code, by, asked)).await?;
            let applied = applied.map_err(|refusal| in_words(house, session.today(), refusal))?;
            out.answer(&applied, write_applied)?;
        }
        CloseoutCommand::List => out.answer(&list_applications(house).await?, write_list)?,
        CloseoutCommand::Show { code } => {
            let sheets = show_applications(house, code).await?;
            let missing = to_apply_for(house, code).await?;
            out.answer(&sheets, |sheets, out| {
                sheets.iter().try_for_each(|sheet| write_sheet(sheet, out))?;
                if sheets.is_empty() {
                    write_none(code, &missing, out)?;
                }
                Ok(())
            })?;
        }
    }
    Ok(Exit::Done)
}

fn write_applied(applied: &AppliedFor, out: &mut Out<'_>) -> Result<()> {
    writeln!(
        out,
        "{}: application {} of {}, evidence {}",
        applied.code, applied.ordinal, applied.applied_on, applied.evidence
    )?;
    writeln!(out, "to be decided: {}", applied.step)?;
    if applied.words_dropped {
        writeln!(out, "the words are not kept: none are taken on this matter")?;
    }
    if applied.bare {
        writeln!(
            out,
            "warning: nothing shows what was done: no words (--done), no document (--document), no evidence"
        )?;
    }
    Ok(out.field("until", applied.step_due_on)?)
}

/// That nobody has applied yet, and what to do about it.
fn write_none(code: &str, missing: &[String], out: &mut Out<'_>) -> Result<()> {
    writeln!(out, "no application for {code} yet")?;
    match missing {
        [] => writeln!(
            out,
            "nothing is to be applied for here; `huiyin matter show {code}` says how it stands"
        )?,
        [own] if own == code => {}
        _ => writeln!(
            out,
            "it is applied for by itself once all of its measures are confirmed"
        )?,
    }
    for code in missing {
        writeln!(out, "apply: huiyin closeout apply {code} --by PERSON --done TEXT")?;
    }
    Ok(())
}

fn write_list(lines: &Vec<ApplicationLine>, out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new([
        "matter", "unit", "time", "applied", "by", "decision", "rule", "until",
    ]);
    for line in lines {
        let sheet = &line.sheet;
        let step = sheet.steps.last();
        table.row([
            line.code.as_str().into(),
            line.unit.as_str().into(),
            sheet.ordinal.to_string().into(),
            sheet.applied_on.into(),
            Cell::maybe(sheet.applicant.as_ref()),
            Cell::maybe(step.map(|step| &step.code)),
            Cell::maybe(step.map(|step| &step.rule)),
            Cell::maybe(step.and_then(|step| step.due_on)),
        ]);
    }
    Ok(table.write(out)?)
}

/// One application and the decisions on it.
pub fn write_sheet(sheet: &ApplicationSheet, out: &mut Out<'_>) -> Result<()> {
    let by = sheet.applicant.as_deref().unwrap_or("-");
    writeln!(
        out,
        "application {} of {} by {by} ({}), evidence {}: {}",
        sheet.ordinal, sheet.applied_on, sheet.via, sheet.evidence, sheet.state
    )?;
    out.field("done", sheet.done.as_ref())?;
    for step in &sheet.steps {
        let decided = match (step.decided, step.decided_on) {
            (Some(decided), Some(on)) => {
                format!("{decided} on {on} by {}", step.by.as_deref().unwrap_or("-"))
            }
            _ => step
                .due_on
                .map_or_else(|| "open".to_owned(), |due| format!("open until {due}")),
        };
        writeln!(out, "  {} {}: {decided}", step.rule, step.code)?;
        if let Some(reason) = &step.reason {
            writeln!(out, "    {reason}")?;
        }
    }
    Ok(())
}
