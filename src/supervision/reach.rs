//! Where a person can be reached by chat.

use super::house::House;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::PersonId;
use crate::store::Work;
use anyhow::Result;

/// The person's chat address; none when no account is bound. The console reaches everybody.
///
/// # Errors
/// When the database cannot be read.
pub async fn reach(work: &mut Work, house: &House, person: PersonId) -> Result<Option<String>> {
    if house.reaches_all {
        return Ok(Some(console_address(person)));
    }
    Ok(work
        .find_binding(house.chat, person)
        .await?
        .map(|binding| binding.address))
}

const CONSOLE_PERSON: &str = "person:";

/// A person's address on the console.
pub fn console_address(person: PersonId) -> String {
    format!("{CONSOLE_PERSON}{person}")
}

/// Whose address on the console that is: unit and name; the address itself where it is nobody's.
///
/// # Errors
/// When the database cannot be read.
pub async fn addressee(house: &House, address: &str) -> Result<String> {
    let id = address
        .strip_prefix(CONSOLE_PERSON)
        .and_then(|id| id.parse().ok());
    let mut work = house.store.read().await?;
    let person: Option<Person> = match id {
        Some(id) => work.find(PersonId(id)).await?,
        None => None,
    };
    let Some(person) = person else {
        return Ok(address.to_owned());
    };
    let unit: Unit = work.get(person.unit_id).await?;
    Ok(format!("{} {}", unit.name, person.name))
}
