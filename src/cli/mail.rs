//! `huiyin mail`: whether mail goes out, and which addresses take none.

use super::exit::Exit;
use super::input::refused;
use super::out::Out;
use super::session::Session;
use super::table::Table;
use crate::app::MailWay;
use crate::channel::Channel;
use crate::domain::letter::is_mail_address;
use crate::domain::message::{Delivery, Outgoing};
use crate::supervision::{list_closed_mail, open_mail, test_letter};
use anyhow::{Result, bail};
use serde::Serialize;
use std::io::Write;

/// What to do with mail.
#[derive(Debug, clap::Subcommand)]
pub enum MailCommand {
    /// Send one mail without any matter in it, and say what the relay answers
    Test {
        /// Such as name@example.cn
        address: String,
    },
    /// List the addresses from which mail came back; nothing is sent there
    Closed,
    /// Open such an address again
    Open {
        /// Such as name@example.cn
        address: String,
    },
}

/// A mail that was sent to try the way.
#[derive(Debug, Serialize)]
struct Tested {
    address: String,
    /// Where it went: a file, or the relay.
    to: String,
    /// What the relay said; none for a file.
    answer: Option<String>,
}

/// Does it.
///
/// # Errors
/// What the verbs end with; a fault with the relay's words when it does not take the mail.
pub async fn run(command: &MailCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    match command {
        MailCommand::Test { address } => {
            let tested = test(session, address).await?;
            out.answer(&tested, |tested, out| {
                let Tested { address, to, answer } = tested;
                match answer {
                    Some(answer) => writeln!(out, "sent to {address} by {to}\nthe relay says: {answer}")?,
                    None => writeln!(
                        out,
                        "written for {address} into {to}; nothing is sent while mail.transport is \"file\""
                    )?,
                }
                Ok(())
            })?;
        }
        MailCommand::Closed => {
            let closed = list_closed_mail(&session.house).await?;
            out.answer(&closed, |closed, out| {
                let mut table = Table::new(["address", "since", "why"]);
                for line in closed {
                    table.row([
                        line.address.as_str().into(),
                        session.local(line.closed_at).into(),
                        line.closed_why.as_str().into(),
                    ]);
                }
                Ok(table.write(out)?)
            })?;
        }
        MailCommand::Open { address } => {
            if !open_mail(&session.house, address).await? {
                return Err(refused(format!("{address} is not closed")));
            }
            out.answer(&address, |address, out| {
                Ok(writeln!(out, "{address} takes mail again")?)
            })?;
        }
    }
    Ok(Exit::Done)
}

async fn test(session: &Session, address: &str) -> Result<Tested> {
    if !is_mail_address(address) {
        return Err(refused(format!("`{address}` is no mail address")));
    }
    let Some(way) = session.app.mail()? else {
        return Err(refused("mail.transport is \"off\": nothing is sent".to_owned()));
    };
    let letter = test_letter(&session.house).await?;
    let id = letter.id.clone();
    let outgoing = Outgoing::Mail(Box::new(letter));
    let (to, sent) = match &way {
        MailWay::Folder(folder) => {
            let file = session.app.home.mail().join(format!("{id}.eml"));
            let sent = match folder.send(address, &outgoing).await {
                Delivery::Sent { .. } => Ok(None),
                not_sent => Err(not_sent),
            };
            (file.display().to_string(), sent)
        }
        MailWay::Relay(smtp) => {
            let mail = &session.app.settings.mail;
            let host = mail.host.as_deref().unwrap_or_default();
            let sent = smtp.hand_in(address, &outgoing).await;
            (
                format!("{host}:{}", mail.port()),
                sent.map(|(_, answer)| Some(answer)),
            )
        }
    };
    way.close().await;
    match sent {
        Ok(answer) => Ok(Tested {
            address: address.to_owned(),
            to,
            answer,
        }),
        Err(Delivery::Later { why, .. }) => bail!("{to} does not take it now: {why}"),
        Err(Delivery::Gone { why } | Delivery::Rejected { why }) => bail!("{to} does not take it: {why}"),
        Err(Delivery::Sent { .. } | Delivery::Moved { .. }) => bail!("{to} gave no answer"),
    }
}
