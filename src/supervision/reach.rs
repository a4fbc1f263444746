//! Where a person can be reached by chat.

use super::house::House;
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

/// A person's address on the console.
pub fn console_address(person: PersonId) -> String {
    format!("person:{person}")
}
