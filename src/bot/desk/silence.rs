//! A task or a walk through a month's report that nobody goes on with ends, and says so.

use super::speak::speak;
use crate::bot::press::Awaiting;
use crate::supervision::House;
use crate::text::{CloseOutDone, DecisionDone, DeskDone, ExtensionDone, ResolveDone};
use anyhow::Result;

/// Ends what chats were asked for and have not answered in time; gives how many chats were told so.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn end_silent(house: &House) -> Result<usize> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let ended = work.end_silent_conversations(house.chat, books.now).await?;
    let is_nothing = ended.is_empty();
    let mut told = 0;
    for (address, awaiting) in ended {
        let awaiting: Awaiting = serde_json::from_str(&awaiting)?;
        if matches!(awaiting, Awaiting::Progress { .. }) {
            continue;
        }
        speak(house, &books, &mut work, &address, async |visit| match awaiting {
            Awaiting::Month { walk } => visit.say(&walk.timed_out()),
            Awaiting::Extension { .. } => visit.say(&ExtensionDone::TimedOut),
            Awaiting::CloseOut { .. } => visit.say(&CloseOutDone::TimedOut),
            Awaiting::Limit { .. } => visit.say(&ResolveDone::TimedOut),
            Awaiting::Reason { .. } => visit.say(&DecisionDone::TimedOut),
            Awaiting::Desk { .. } | Awaiting::Progress { .. } => visit.say(&DeskDone::TimedOut),
        })
        .await?;
        told += 1;
    }
    if !is_nothing {
        work.commit().await?;
    }
    Ok(told)
}
