//! `huiyin matter set`, `withdraw`, `merge`: what was kept wrongly of a matter, put right with a reason.

use super::calendar::write_moved;
use super::desk::in_words;
use super::out::Out;
use super::session::Session;
use super::word::{filled, variant_of};
use crate::domain::role::Role;
use crate::supervision::{
    MatterFacts, MatterMended, Merged, mend_matter, merge_matter, with_retries, withdraw_matter,
};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;
use std::io::Write;

/// What to put right.
#[derive(Debug, clap::Subcommand)]
pub enum MendCommand {
    /// 更正: another due day, another text, or somebody else named for a role
    #[command(group = clap::ArgGroup::new("what").required(true).multiple(true).args(["due", "title", "person"]))]
    Set {
        /// Such as ZG-2026-03-0031-2
        code: String,
        /// The last day; it is kept when days are counted again, and the first one stays in sight
        #[arg(long, value_name = "DAY")]
        due: Option<NaiveDate>,
        /// What is to be done
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        title: Option<String>,
        /// Who takes the place of all who are named for --role: a name, UNIT/NAME or a person's number
        #[arg(long, value_name = "PERSON", requires = "role")]
        person: Option<String>,
        /// For which role: handler, supervising_leader ...
        #[arg(long, requires = "person", value_parser = variant_of::<Role>)]
        role: Option<Role>,
        /// 牵头
        #[arg(long, requires = "person")]
        lead: bool,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
    /// 作废: a matter that should never have been kept ends, with what stands open under it; its number stays taken
    Withdraw {
        /// Such as ZG-2026-03-0031-2
        code: String,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
    /// 合并: the matter ends, and its code points to another of the same unit and rule
    Merge {
        /// Of the matter that ends
        code: String,
        /// Of the one that stays
        #[arg(long, value_name = "CODE")]
        into: String,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
}

/// What `matter withdraw --json` prints.
#[derive(Serialize)]
struct Withdrawn {
    /// Codes of all that ended, its own first.
    withdrawn: Vec<String>,
}

/// Runs one.
///
/// # Errors
/// Refused with the words that a clerk would read in chat.
pub async fn run(command: &MendCommand, session: &Session, out: &mut Out<'_>) -> Result<()> {
    let (house, actor) = (&session.house, session.actor);
    let in_words = |refusal| in_words(house, session.today(), refusal);
    match command {
        MendCommand::Set {
            code,
            due,
            title,
            person,
            role,
            lead,
            reason,
        } => {
            let facts = MatterFacts {
                due_on: *due,
                title: title.clone(),
                named: None,
            };
            let named = person
                .as_deref()
                .zip(*role)
                .map(|(name, role)| (name, role, *lead));
            let set = with_retries(|| mend_matter(house, actor, code, &facts, named, reason)).await?;
            out.answer(&set.map_err(in_words)?, write_set)
        }
        MendCommand::Withdraw { code, reason } => {
            let withdrawn = with_retries(|| withdraw_matter(house, actor, code, reason)).await?;
            let withdrawn = withdrawn.map_err(in_words)?;
            out.answer(&Withdrawn { withdrawn }, |Withdrawn { withdrawn }, out| {
                for code in withdrawn {
                    writeln!(out, "withdrawn: {code}")?;
                }
                Ok(())
            })
        }
        MendCommand::Merge { code, into, reason } => {
            let merged = with_retries(|| merge_matter(house, actor, code, into, reason)).await?;
            out.answer(&merged.map_err(in_words)?, |Merged { code, into }, out| {
                Ok(writeln!(out, "{code} went into {into}; its code stands for it")?)
            })
        }
    }
}

fn write_set(set: &MatterMended, out: &mut Out<'_>) -> Result<()> {
    writeln!(out, "{} is corrected", set.code)?;
    if !set.moved.is_empty() {
        write_moved(&set.moved, out)?;
    }
    out.field("title", set.title.as_ref())?;
    out.field("named", set.named.as_ref())?;
    for name in &set.instead_of {
        writeln!(out, "no longer named: {name}")?;
    }
    Ok(())
}
