//! 临时代理: somebody stands in for a colleague between two days. Who is away is not disturbed meanwhile; what is
//! theirs comes back to them the day after.

use super::house::{Books, House};
use super::person::find_person;
use super::refused::{refuse, refuse_secrets};
use crate::domain::contact::{Acting, Person};
use crate::domain::ids::{ActingId, PersonId};
use crate::domain::ledger::Actor;
use crate::store::{Act, Work};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;

/// Who stands in for whom, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActingLine {
    /// Who is away.
    pub person: String,
    /// Who stands in.
    pub substitute: String,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub until_on: NaiveDate,
}

/// Names somebody who stands in for somebody.
///
/// # Errors
/// Refused when one of them is unknown or has left, they serve in different units, the days are no stretch or lie
/// behind, or somebody stands in already.
pub async fn stand_in(
    house: &House,
    actor: Actor,
    who: &str,
    substitute: &str,
    days: (NaiveDate, NaiveDate),
    reason: &str,
) -> Result<ActingLine> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let person = find_person(&mut work, house, who).await?;
    let substitute = find_person(&mut work, house, substitute).await?;
    let line = stand_in_in(&mut work, &books, actor, &person, &substitute, days, reason).await?;
    work.commit().await?;
    Ok(line)
}

/// The same for people who are known, within a unit of work.
///
/// # Errors
/// As [`stand_in`]; nothing has been written when it refuses.
pub async fn stand_in_in(
    work: &mut Work,
    books: &Books,
    actor: Actor,
    person: &Person,
    substitute: &Person,
    (from_on, until_on): (NaiveDate, NaiveDate),
    reason: &str,
) -> Result<ActingLine> {
    refuse_secrets("the reason", reason)?;
    check(person, substitute)?;
    if until_on < from_on || until_on < books.today() {
        refuse!("from {from_on} until {until_on} is no stretch of days that lies ahead");
    }
    let standing = work.list_acting(books.today()).await?;
    let overlaps = |acting: &&Acting| acting.from_on <= until_on && from_on <= acting.until_on;
    if let Some(other) = standing
        .iter()
        .filter(overlaps)
        .find(|acting| acting.person_id == person.id || acting.person_id == substitute.id)
    {
        let away: Person = work.get(other.person_id).await?;
        refuse!(
            "somebody stands in for {} from {} until {} already; end that first",
            away.name,
            other.from_on,
            other.until_on
        );
    }
    let acting = Acting {
        id: ActingId(0),
        person_id: person.id,
        substitute_id: substitute.id,
        from_on,
        until_on,
    };
    let act = Act::new(actor, books.now, "acting.begun").because(reason);
    work.insert(&act, acting).await?;
    Ok(ActingLine {
        person: person.name.clone(),
        substitute: substitute.name.clone(),
        from_on,
        until_on,
    })
}

fn check(person: &Person, substitute: &Person) -> Result<()> {
    if substitute.id == person.id {
        refuse!("{} cannot stand in for themselves", person.name);
    }
    if substitute.unit_id != person.unit_id {
        refuse!(
            "{} works in another unit; somebody of the same unit stands in",
            substitute.name
        );
    }
    for somebody in [person, substitute] {
        if somebody.left_on.is_some() {
            refuse!("{} has left", somebody.name);
        }
    }
    Ok(())
}

/// Ends what stands for somebody today or later: as of yesterday where it has begun.
///
/// # Errors
/// Refused when nobody stands in for them.
pub async fn come_back(house: &House, actor: Actor, who: &str) -> Result<Vec<ActingLine>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let person = find_person(&mut work, house, who).await?;
    let ended = come_back_in(&mut work, &books, actor, &person).await?;
    work.commit().await?;
    Ok(ended)
}

/// The same for somebody who is known, within a unit of work.
///
/// # Errors
/// As [`come_back`]; nothing has been written when it refuses.
pub async fn come_back_in(
    work: &mut Work,
    books: &Books,
    actor: Actor,
    person: &Person,
) -> Result<Vec<ActingLine>> {
    let mut ended = Vec::new();
    for acting in work.list_acting(books.today()).await? {
        if acting.person_id != person.id {
            continue;
        }
        let yesterday = books.today().pred_opt().unwrap_or(books.today());
        let until_on = yesterday.min(acting.until_on);
        let after = Acting {
            until_on,
            from_on: acting.from_on.min(until_on),
            ..acting.clone()
        };
        work.update(&Act::new(actor, books.now, "acting.ended"), &acting, &after)
            .await?;
        let substitute: Person = work.get(acting.substitute_id).await?;
        ended.push(ActingLine {
            person: person.name.clone(),
            substitute: substitute.name,
            from_on: after.from_on,
            until_on,
        });
    }
    if ended.is_empty() {
        refuse!("nobody stands in for {}", person.name);
    }
    Ok(ended)
}

/// Who stands in today or later, by first day.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_stand_ins(house: &House) -> Result<Vec<ActingLine>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let mut lines = Vec::new();
    for acting in work.list_acting(books.today()).await? {
        lines.push(ActingLine {
            person: work.get::<Person>(acting.person_id).await?.name,
            substitute: work.get::<Person>(acting.substitute_id).await?.name,
            from_on: acting.from_on,
            until_on: acting.until_on,
        });
    }
    lines.sort_by_key(|line| line.from_on);
    Ok(lines)
}

/// Who stands in for whom on one day.
#[derive(Debug, Default)]
pub struct StandIns(HashMap<PersonId, Person>);

impl StandIns {
    /// Of a day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn on(work: &mut Work, day: NaiveDate) -> Result<StandIns> {
        let mut found = HashMap::new();
        for acting in work.list_acting(day).await? {
            let substitute: Person = work.get(acting.substitute_id).await?;
            if acting.holds_on(day) && substitute.is_here_on(day) {
                found.insert(acting.person_id, substitute);
            }
        }
        Ok(StandIns(found))
    }

    /// These people, with their stand-ins in their places; nobody twice.
    pub fn instead_of(&self, people: Vec<Person>) -> Vec<Person> {
        let mut present: Vec<Person> = Vec::with_capacity(people.len());
        for person in people {
            let person = self.0.get(&person.id).cloned().unwrap_or(person);
            if !present.iter().any(|known| known.id == person.id) {
                present.push(person);
            }
        }
        present
    }

    /// These people and their stand-ins.
    pub fn beside(&self, mut people: Vec<Person>) -> Vec<Person> {
        let stand_ins: Vec<Person> = people
            .iter()
            .filter_map(|person| self.0.get(&person.id))
            .cloned()
            .collect();
        people.extend(stand_ins);
        people
    }

    /// Those for whom somebody stands in.
    pub fn whom(&self, substitute: PersonId) -> Vec<PersonId> {
        let stands = self.0.iter().filter(|(_, person)| person.id == substitute);
        stands.map(|(away, _)| *away).collect()
    }
}
