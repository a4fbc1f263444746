//! Routing, on one screen.

use super::command::Slash;
use super::desk;
use super::handlers::{account, answer, digest, file, group, press, todo};
use super::inbox::{Fetched, Kept};
use super::visit::Visit;
use crate::domain::message::{ChatKind, Heard};
use crate::domain::refusal::Refusal;
use anyhow::Result;

/// Whether a file must be fetched before an update can be handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// No.
    NoFile,
    /// This one.
    Fetch {
        /// The channel's id of it.
        file_id: String,
    },
}

/// Finds out whether a file must be fetched; changes nothing.
///
/// # Errors
/// When the database cannot be read.
pub async fn plan(visit: &mut Visit<'_>, kept: &Kept) -> Result<Plan> {
    if kept.secret.is_some() || visit.seer.is_none() || kept.incoming.chat_kind == ChatKind::Group {
        return Ok(Plan::NoFile);
    }
    match &kept.incoming.what {
        Heard::File { edited: false, .. } => file::plan_file(visit, &kept.incoming).await,
        Heard::Press { data, .. } => press::plan_press(visit, data).await,
        _ => Ok(Plan::NoFile),
    }
}

/// Handles one update; gives the outcome's key for the inbox.
///
/// # Errors
/// When the database cannot be read or written, or a text cannot be rendered.
pub async fn route(visit: &mut Visit<'_>, kept: &Kept, fetched: Option<Fetched>) -> Result<&'static str> {
    let incoming = &kept.incoming;
    if incoming.chat_kind == ChatKind::Group {
        return group::hear(visit, incoming).await;
    }
    if let Some(found) = kept.secret {
        visit.refuse(Refusal::SecretContent { found })?;
        return Ok("secret");
    }
    match &incoming.what {
        Heard::Text { edited: true, .. } | Heard::File { edited: true, .. } => account::edited(visit).await,
        Heard::Text {
            text,
            reply_to,
            forwarded,
            ..
        } => match Slash::read(text) {
            Some(Slash::Start(code)) => account::start(visit, code.as_deref()).await,
            Some(_) | None if visit.seer.is_none() => account::welcome(visit),
            Some(Slash::Unbind) => account::unbind(visit).await,
            Some(Slash::Todo) => todo::todo(visit).await,
            Some(Slash::Matter(code)) => todo::card(visit, &code).await,
            Some(Slash::Group(_)) => group::not_here(visit),
            Some(Slash::Help) => account::help(visit),
            Some(Slash::Desk) => desk::menu(visit).await,
            Some(Slash::Digest(time)) => digest::show(visit, time.as_deref()).await,
            None if *forwarded => answer::forwarded(visit),
            None => answer::text(visit, text, reply_to.as_deref()).await,
        },
        Heard::Press { callback_id, data } => press::press(visit, callback_id, data, fetched).await,
        Heard::File { .. } if visit.seer.is_none() => account::welcome(visit),
        Heard::File { .. } => file::file(visit, incoming, fetched).await,
        Heard::Left => account::left(visit).await,
        Heard::Moved { .. } | Heard::Joined | Heard::Unreadable => Ok("ignored"),
    }
}
