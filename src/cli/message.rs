//! `huiyin message`: what was sent, taking a wrong message back, and sending somebody their list once more.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use super::word::filled;
use crate::supervision::{
    MessageLine, MessageWithdrawn, Resent, find_person, list_messages, resend, with_retries, withdraw_message,
};
use anyhow::Result;
use std::io::Write;

/// What to do with messages.
#[derive(Debug, clap::Subcommand)]
pub enum MessageCommand {
    /// List the latest messages but answers
    List {
        /// To this person: a name, UNIT/NAME or a person's number
        #[arg(long)]
        person: Option<String>,
    },
    /// 撤回: what has not left never does; whoever got it is told that it was wrong
    Withdraw {
        /// Number of the message
        id: i64,
        /// Why; whoever got the message reads it
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
    /// 重发: send somebody their current list, with numbers and buttons
    Resend {
        /// A name, UNIT/NAME or a person's number
        person: String,
    },
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &MessageCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (house, actor) = (&session.house, session.actor);
    match command {
        MessageCommand::List { person } => {
            let person = match person {
                Some(name) => Some(find_person(&mut house.store.read().await?, house, name).await?.id),
                None => None,
            };
            let messages = list_messages(house, person).await?;
            out.answer(&messages, |messages, out| write_list(messages, session, out))?;
        }
        MessageCommand::Withdraw { id, reason } => {
            let withdrawn = with_retries(|| withdraw_message(house, actor, *id, reason)).await?;
            out.answer(&withdrawn, write_withdrawn)?;
        }
        MessageCommand::Resend { person } => {
            let resent = with_retries(|| resend(house, actor, person)).await?;
            out.answer(&resent, |Resent { person, matters, .. }, out| {
                Ok(writeln!(
                    out,
                    "a list of {matters} matter(s) is on its way to {person}"
                )?)
            })?;
        }
    }
    Ok(Exit::Done)
}

fn write_list(messages: &[MessageLine], session: &Session, out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["id", "at", "kind", "to", "parts", "sent", "waiting", "withdrawn"]);
    for message in messages {
        table.row([
            message.id.into(),
            session.local(message.at).into(),
            message.kind.as_str().into(),
            Cell::maybe(message.person.as_ref()),
            message.parts.into(),
            message.sent.into(),
            message.pending.into(),
            Cell::maybe(message.withdrawn_at.map(|at| session.local(at))),
        ]);
    }
    Ok(table.write(out)?)
}

fn write_withdrawn(withdrawn: &MessageWithdrawn, out: &mut Out<'_>) -> Result<()> {
    let MessageWithdrawn { id, unsent, sent, .. } = withdrawn;
    writeln!(
        out,
        "message {id} is withdrawn: {unsent} part(s) will not leave, {sent} had"
    )?;
    if withdrawn.is_corrected {
        writeln!(out, "whoever got it is told that it was wrong")?;
    } else if *sent > 0 {
        writeln!(
            out,
            "whoever got it cannot be reached by chat any more; tell them"
        )?;
    }
    Ok(())
}
