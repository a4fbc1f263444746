//! What a reader chooses: the day, the hour, only when something changed, or none at all.

use super::send::way_of;
use crate::domain::circulation::DigestChoice;
use crate::domain::contact::Person;
use crate::domain::ids::{DigestChoiceId, PersonId};
use crate::domain::ledger::Actor;
use crate::domain::refusal::Refusal;
use crate::store::{Act, Work};
use crate::supervision::digest::reader_of;
use crate::supervision::house::{Books, House};
use crate::supervision::person::find_person;
use crate::supervision::recorder::is_of_office;
use anyhow::Result;
use chrono::{NaiveTime, Weekday};
use serde::Serialize;

/// How a reader gets their digest, and by which way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChosenDigest {
    /// Whose.
    pub name: String,
    /// Day of the week.
    pub weekday: Weekday,
    /// Time of day in the office's zone.
    pub at: NaiveTime,
    /// Only when something of theirs has changed.
    pub only_changed: bool,
    /// Whether they want it at all.
    pub wanted: bool,
    /// The way that it takes: `mail`, `chat`, or `phone` where there is neither.
    pub by: &'static str,
}

impl ChosenDigest {
    /// Which they want: `every`, `changed` (only when something has), `none`.
    pub fn wants(&self) -> &'static str {
        match (self.wanted, self.only_changed) {
            (false, _) => "none",
            (true, true) => "changed",
            (true, false) => "every",
        }
    }
}

/// What is to be changed; none leaves it as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct NewChoice {
    /// Day of the week.
    pub weekday: Option<Weekday>,
    /// Time of day in the office's zone, within its hours.
    pub at: Option<NaiveTime>,
    /// Only when something of theirs has changed?
    pub only_changed: Option<bool>,
    /// Wanted?
    pub wanted: Option<bool>,
}

/// Sets for a person when they get their digest.
///
/// # Errors
/// Refused when there is no such person; a fault when the database fails.
pub async fn choose_digest(
    house: &House,
    actor: Actor,
    name: &str,
    new: NewChoice,
) -> Result<Result<ChosenDigest, Refusal>> {
    house
        .alone(async |work, books| {
            let person = find_person(work, house, name).await?;
            choose_digest_in(work, house, books, actor, &person, new).await
        })
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// As there; nothing has been written when it refuses.
pub async fn choose_digest_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    person: &Person,
    new: NewChoice,
) -> Result<Result<ChosenDigest, Refusal>> {
    if actor != Actor::Person(person.id) && !is_of_office(work, books, actor).await? {
        return Ok(Err(Refusal::NotAtDesk));
    }
    if reader_of(work, books, person.clone()).await?.is_none() {
        return Ok(Err(Refusal::NoDigest));
    }
    let (opens, closes) = (house.office.opens, house.office.closes);
    if new.at.is_some_and(|at| at < opens || at > closes) {
        return Ok(Err(Refusal::OutsideHours { opens, closes }));
    }
    let known = choice_of(work, house, person).await?;
    let after = DigestChoice {
        weekday: new.weekday.unwrap_or(known.weekday),
        at: new.at.unwrap_or(known.at),
        only_changed: new.only_changed.unwrap_or(known.only_changed),
        wanted: new.wanted.unwrap_or(known.wanted),
        ..known.clone()
    };
    let act = Act::new(actor, books.now, "digest.chosen");
    if known.id == DigestChoiceId(0) {
        work.insert(&act, after.clone()).await?;
    } else if known != after {
        work.update(&act, &known, &after).await?;
    }
    Ok(Ok(chosen(work, house, person, &after).await?))
}

/// How a person gets their digest; none where none goes to them.
///
/// # Errors
/// When the database cannot be read.
pub async fn chosen_by(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: &Person,
) -> Result<Option<ChosenDigest>> {
    if reader_of(work, books, person.clone()).await?.is_none() {
        return Ok(None);
    }
    let choice = choice_of(work, house, person).await?;
    Ok(Some(chosen(work, house, person, &choice).await?))
}

/// What somebody has chosen, or the settings for them.
pub(super) async fn choice_of(work: &mut Work, house: &House, person: &Person) -> Result<DigestChoice> {
    let known = work.find_digest_choice(person.id).await?;
    Ok(known.unwrap_or_else(|| usual_choice(house, person.id)))
}

/// What the settings say for those who have chosen nothing.
pub(super) fn usual_choice(house: &House, person: PersonId) -> DigestChoice {
    DigestChoice {
        id: DigestChoiceId(0),
        person_id: person,
        weekday: house.digest.weekday,
        at: house.digest.at,
        only_changed: house.digest.only_changed,
        wanted: true,
    }
}

async fn chosen(
    work: &mut Work,
    house: &House,
    person: &Person,
    choice: &DigestChoice,
) -> Result<ChosenDigest> {
    Ok(ChosenDigest {
        name: person.name.clone(),
        weekday: choice.weekday,
        at: choice.at,
        only_changed: choice.only_changed,
        wanted: choice.wanted,
        by: way_of(work, house, person).await?.key(),
    })
}
