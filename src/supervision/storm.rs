//! The storm guard: a run that would send far more than usual stops, and the office's clerks are asked.

use super::bundle::tell_office;
use super::house::{Books, House};
use super::plan::{JOB, Planned, count_messages};
use super::refused::refuse;
use crate::store::{StormHold, Work};
use anyhow::Result;
use chrono::{DateTime, Utc};

/// Stops the run if it must be stopped; a released hold lets one run through.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn guard(house: &House, books: &Books, slot_at: DateTime<Utc>) -> Result<Option<Planned>> {
    let mut work = house.store.read().await?;
    let hold = work.find_hold().await?;
    let history = work.run_history(JOB, house.limits.storm_history).await?;
    drop(work);
    let usual = usual(house, &history);
    let messages = count_messages(house, books).await?;
    let mut work = house.store.begin().await?;
    match hold {
        Some(hold) if hold.released_at.is_some() => return Ok(None),
        Some(_) if messages > usual => return Ok(Some(Planned::Held { messages, usual })),
        Some(hold) => work.spend_hold(hold.id, books.now).await?,
        None if messages > usual => {
            work.hold_storm(slot_at, messages, usual, books.now).await?;
            let detail = serde_json::json!({ "messages": messages, "usual": usual }).to_string();
            work.raise(house.office.id, "storm", "plan", &detail, books.now)
                .await?;
            tell_office(&mut work, house, books, slot_at).await?;
            work.commit().await?;
            return Ok(Some(Planned::Held { messages, usual }));
        }
        None => return Ok(None),
    }
    work.settle_attention_about("storm", "plan", books.now).await?;
    work.commit().await?;
    Ok(None)
}

/// A released run has gone out: with it, in its transaction, the guard watches again.
///
/// # Errors
/// When the database refuses it.
pub async fn spend_released(work: &mut Work, books: &Books) -> Result<()> {
    if let Some(hold) = work.find_hold().await?.filter(|hold| hold.released_at.is_some()) {
        work.spend_hold(hold.id, books.now).await?;
        work.settle_attention_about("storm", "plan", books.now).await?;
    }
    Ok(())
}

/// How many messages go without asking: the fixed limit until there is a history, then a multiple of its median.
fn usual(house: &House, history: &[i64]) -> i64 {
    let limits = &house.limits;
    if i64::try_from(history.len()).is_ok_and(|runs| runs < limits.storm_history) {
        return limits.storm_limit;
    }
    let mut sorted = history.to_vec();
    sorted.sort_unstable();
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    limits.storm_limit.max(median.saturating_mul(limits.storm_factor))
}

/// Lets the held run go, in the present slot if there is one, else in the next.
///
/// # Errors
/// Refused when nothing is held.
pub async fn release(house: &House) -> Result<StormHold> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let Some(hold) = release_in(&mut work, &books).await? else {
        refuse!("the storm guard holds nothing");
    };
    work.commit().await?;
    Ok(hold)
}

/// The same within a unit of work; none when nothing is held.
///
/// # Errors
/// When the database refuses it.
pub async fn release_in(work: &mut Work, books: &Books) -> Result<Option<StormHold>> {
    let hold = work.find_hold().await?.filter(|hold| hold.released_at.is_none());
    if let Some(hold) = &hold {
        work.release_hold(hold.id, books.now).await?;
    }
    Ok(hold)
}
