//! Where a person can be reached.

use super::house::House;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::PersonId;
use crate::domain::letter::{MAIL, is_mail_address};
use crate::domain::rulebook::ChannelKind;
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

/// How a person is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Kind of channel, as outbox rows have it.
    pub channel: &'static str,
    /// The same for disclosure: chat or mail.
    pub kind: ChannelKind,
    /// Where to.
    pub address: String,
}

/// The way by which notices come to a person: chat, else mail; none where they must be called.
///
/// # Errors
/// When the database cannot be read.
pub async fn way_to(work: &mut Work, house: &House, person: PersonId) -> Result<Option<Way>> {
    if house.mails_notices && work.find_binding(house.chat, person).await?.is_none() {
        let somebody: Person = work.get(person).await?;
        if let Some(address) = mail_of(work, &somebody).await? {
            return Ok(Some(Way {
                channel: MAIL,
                kind: ChannelKind::Mail,
                address,
            }));
        }
    }
    let address = reach(work, house, person).await?;
    Ok(address.map(|address| Way {
        channel: house.chat,
        kind: ChannelKind::Chat,
        address,
    }))
}

/// The address at which a person takes mail.
///
/// # Errors
/// When the database cannot be read.
pub async fn mail_of(work: &mut Work, person: &Person) -> Result<Option<String>> {
    let Some(address) = person.mail.clone().filter(|mail| is_mail_address(mail)) else {
        return Ok(None);
    };
    let is_closed = work.is_address_closed(MAIL, &address).await?;
    Ok((!is_closed).then_some(address))
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
