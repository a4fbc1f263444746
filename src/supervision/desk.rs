//! The desk's verbs, each in a unit of work of its own: a move of a matter, and an answer recorded for its giver.

use super::answer::{Proxy, Spoken, Taken, take_answer};
use super::board::{MatterLine, get_matter, lines_of};
use super::house::House;
use super::moves::{Moved, NewMove, make_move};
use super::outward::Seer;
use super::person::find_person;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::refusal::Refusal;
use crate::domain::reply::{Parsed, parse};
use crate::store::MatterFilter;
use anyhow::Result;

/// Records a move of the matter of a code.
///
/// # Errors
/// Refused when there is no such matter; a fault when the database cannot be read or written.
pub async fn move_matter(
    house: &House,
    actor: Actor,
    code: &str,
    new: &NewMove,
) -> Result<Result<Moved, Refusal>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let matter = get_matter(&mut work, house, code).await?;
    let moved = make_move(&mut work, house, &books, actor, matter.id, new).await?;
    if moved.is_ok() {
        work.commit().await?;
    }
    Ok(moved)
}

/// Records for somebody what they said of a matter, in the words that they would write in chat.
///
/// # Errors
/// Refused when there is no such matter or person; a fault when the database cannot be read or written.
pub async fn record_answer(
    house: &House,
    code: &str,
    giver: &str,
    text: &str,
    proxy: &Proxy,
) -> Result<Result<Vec<Taken>, Refusal>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let matter = get_matter(&mut work, house, code).await?;
    let giver = find_person(&mut work, house, giver).await?;
    let seer = Seer::of(&mut work, &books, giver).await?;
    let answers = match parse(text, books.today()) {
        Parsed::Answers(answers) => answers,
        Parsed::Unclear(unclear) => return Ok(Err(Refusal::Unclear { why: unclear.why })),
        Parsed::Command(_) => {
            let why = crate::domain::reply::UnclearWhy::NotUnderstood;
            return Ok(Err(Refusal::Unclear { why }));
        }
    };
    let mut taken = Vec::new();
    for answer in &answers {
        let spoken = Spoken {
            said: &answer.said,
            note: answer.note.as_deref(),
            proxy: Some(proxy),
        };
        match take_answer(&mut work, house, &books, &seer, matter.id, spoken).await? {
            Ok(one) => taken.push(one),
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    work.commit().await?;
    Ok(Ok(taken))
}

/// What waits for the office's word, by due day: reported as sent in or held, received and not reviewed.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_waiting(house: &House) -> Result<Vec<MatterLine>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let open = MatterFilter {
        open_only: true,
        ..MatterFilter::default()
    };
    let mut matters = work.list_matters(&open).await?;
    matters.retain(waits);
    lines_of(&mut work, house, &books, &matters).await
}

fn waits(matter: &Matter) -> bool {
    matter.state == MatterState::UnderReview || matter.claimed_on.is_some() && !matter.is_silent()
}
