//! Who may record at the desk.

use super::house::{Books, House};
use super::outward::{Disclosed, Seer};
use crate::domain::contact::Person;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::refusal::Refusal;
use crate::store::Work;
use anyhow::Result;

/// Whether somebody serves in the 巡察办, or sits at the machine.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_of_office(work: &mut Work, books: &Books, actor: Actor) -> Result<bool> {
    let Actor::Person(id) = actor else {
        return Ok(true);
    };
    let person: Person = work.get(id).await?;
    Ok(Seer::of(work, books, person).await?.is_office())
}

/// Whether somebody may record anything of a matter: the office's own people who never served in its units, and
/// whoever sits at the machine.
///
/// # Errors
/// When the database cannot be read.
pub async fn may_record(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    matter: &Matter,
) -> Result<Result<(), Refusal>> {
    let Actor::Person(id) = actor else {
        return Ok(Ok(()));
    };
    let person: Person = work.get(id).await?;
    let seer = Seer::of(work, books, person).await?;
    if !seer.is_office() {
        return Ok(Err(Refusal::NotAtDesk));
    }
    let disclosed = Disclosed::of(work, house, books, matter).await?;
    Ok(if disclosed.is_avoided_by(&seer)? {
        Err(Refusal::Avoidance)
    } else {
        Ok(())
    })
}
