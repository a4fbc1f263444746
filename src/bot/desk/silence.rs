//! A task that nobody goes on with ends, and says so.

use super::speak::speak;
use crate::bot::press::Awaiting;
use crate::supervision::House;
use crate::text::DeskDone;
use anyhow::Result;

/// Ends what chats were asked for and have not answered in time; gives how many tasks of the desk were told so.
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
        if !matches!(serde_json::from_str(&awaiting)?, Awaiting::Desk { .. }) {
            continue;
        }
        speak(house, &books, &mut work, &address, async |visit| {
            visit.say(&DeskDone::TimedOut)
        })
        .await?;
        told += 1;
    }
    if !is_nothing {
        work.commit().await?;
    }
    Ok(told)
}
