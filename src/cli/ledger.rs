//! `huiyin ledger`: a matter's entries as a story.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use crate::supervision::{in_words, see, story};
use anyhow::Result;
use std::io::Write;

/// Tells the story of a matter.
///
/// # Errors
/// Refused when there is none.
pub async fn run(code: &str, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    see(&session.house, session.actor, code).await?;
    let entries = story(&session.house, code).await?;
    let text = session.house.texts.render(&in_words(code, &entries))?;
    out.answer(&entries, |_, out| Ok(writeln!(out, "{text}")?))?;
    Ok(Exit::Done)
}
