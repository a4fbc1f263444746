//! Inviting one person, or everybody who is not bound yet.

use super::bind::{Invitation, invite};
use super::house::House;
use super::person::find_person;
use super::person::get_unit;
use super::refused::refuse;
use crate::domain::contact::Person;
use crate::store::Work;
use anyhow::Result;

/// Whom to invite.
#[derive(Debug, Clone, Copy)]
pub enum Invited<'a> {
    /// One person, named as [`find_person`] takes it, bound or not.
    One(&'a str),
    /// Everybody who is not bound, of one unit if asked.
    Unbound(Option<&'a str>),
}

/// Gives out codes; whoever had one before can use the new one only. `bot_name` makes deep links.
///
/// # Errors
/// Refused when the person or unit is unknown, or the person has left.
pub async fn invite_people(
    house: &House,
    whom: Invited<'_>,
    bot_name: Option<&str>,
) -> Result<Vec<Invitation>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let people = find_invited(&mut work, house, whom).await?;
    let mut invitations = Vec::with_capacity(people.len());
    for person in &people {
        invitations.push(invite(&mut work, house, &books, person, bot_name).await?);
    }
    work.commit().await?;
    Ok(invitations)
}

/// The people who are to be invited.
///
/// # Errors
/// As [`invite_people`].
pub async fn find_invited(work: &mut Work, house: &House, whom: Invited<'_>) -> Result<Vec<Person>> {
    match whom {
        Invited::One(text) => Ok(vec![find_present(work, house, text).await?]),
        Invited::Unbound(unit) => list_unbound(work, house, unit).await,
    }
}

async fn find_present(work: &mut Work, house: &House, text: &str) -> Result<Person> {
    let person = find_person(work, house, text).await?;
    if person.left_on.is_some() {
        refuse!("{} has left", person.name);
    }
    Ok(person)
}

async fn list_unbound(work: &mut Work, house: &House, unit: Option<&str>) -> Result<Vec<Person>> {
    let unit = match unit {
        Some(name) => Some(get_unit(work, house, name).await?.id),
        None => None,
    };
    let mut unbound = Vec::new();
    for person in work.all::<Person>().await? {
        let is_asked = person.left_on.is_none() && unit.is_none_or(|unit| person.unit_id == unit);
        if is_asked && work.find_binding(house.chat, person.id).await?.is_none() {
            unbound.push(person);
        }
    }
    unbound.sort_by_key(|person| (person.unit_id, person.id));
    Ok(unbound)
}
