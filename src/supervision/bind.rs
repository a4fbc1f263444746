//! Binding chat accounts to persons by one-time codes.

use super::house::{Books, House};
use crate::domain::binding::Binding;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::{BindingId, PersonId};
use crate::domain::ledger::{Actor, digest};
use crate::domain::refusal::Refusal;
use crate::store::{Act, Invite, Work};
use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

/// A code that was given out; shown once, kept only as a hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Invitation {
    /// Name.
    pub person: String,
    /// Unit.
    pub unit: String,
    /// The code.
    pub code: String,
    /// Deep link, where the bot's name is known.
    pub link: Option<String>,
    /// Business instant after which it is worth nothing.
    pub expires_at: DateTime<Utc>,
}

/// Characters of codes: none that can be taken for another.
const ALPHABET: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const CODE_LENGTH: usize = 10;

/// Gives out a code for a person; their earlier codes are worth nothing any more.
///
/// # Errors
/// When there is no randomness or the database refuses it.
pub async fn invite(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: &Person,
    bot_name: Option<&str>,
) -> Result<Invitation> {
    let valid = TimeDelta::hours(house.limits.invite_hours);
    invite_for(work, books, person, bot_name, valid).await
}

/// The same, good for so long.
///
/// # Errors
/// As there.
pub async fn invite_for(
    work: &mut Work,
    books: &Books,
    person: &Person,
    bot_name: Option<&str>,
    valid: TimeDelta,
) -> Result<Invitation> {
    let code = random_text(CODE_LENGTH)?;
    let expires_at = books.now + valid;
    work.new_invite(person.id, &hash_of(&code), books.now, expires_at)
        .await?;
    let unit: Unit = work.get(person.unit_id).await?;
    Ok(Invitation {
        person: person.name.clone(),
        unit: unit.name,
        link: bot_name.map(|bot| format!("https://t.me/{bot}?start={code}")),
        code,
        expires_at,
    })
}

/// Random text of unambiguous capitals and digits, for codes and buttons.
///
/// # Errors
/// When the system gives no randomness.
pub fn random_text(length: usize) -> Result<String> {
    let mut text = String::with_capacity(length);
    let mut bytes = [0_u8; 64];
    let whole = 256 / ALPHABET.len() * ALPHABET.len();
    while text.len() < length {
        getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
        let fair = bytes
            .iter()
            .map(|byte| usize::from(*byte))
            .filter(|byte| *byte < whole);
        text.extend(
            fair.map(|byte| char::from(ALPHABET[byte % ALPHABET.len()]))
                .take(length - text.len()),
        );
    }
    Ok(text)
}

fn hash_of(code: &str) -> String {
    digest(code.trim().to_ascii_uppercase().as_bytes())
}

/// Checks a code that a chat has sent; counts wrong ones.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn check_code(
    work: &mut Work,
    house: &House,
    books: &Books,
    address: &str,
    code: &str,
) -> Result<Result<(Invite, Person), Refusal>> {
    let window = TimeDelta::hours(house.limits.invite_hours);
    let (wrong, last_at) = work.wrong_codes(house.chat, address, books.now - window).await?;
    if wrong >= house.limits.bind_attempts {
        return Ok(Err(Refusal::InviteBlocked {
            until: books.local(last_at.unwrap_or(books.now) + window),
        }));
    }
    let left = u32::try_from(house.limits.bind_attempts - wrong - 1).unwrap_or(0);
    let refusal = match work.find_invite(&hash_of(code)).await? {
        None => Refusal::InviteWrong { attempts_left: left },
        Some(invite) if invite.used_at.is_some() => Refusal::InviteUsed,
        Some(invite) if invite.expires_at <= books.now => Refusal::InviteExpired,
        Some(invite) => {
            let person: Person = work.get(invite.person_id).await?;
            if person.left_on.is_none() {
                return Ok(Ok((invite, person)));
            }
            Refusal::InviteExpired
        }
    };
    work.set_wrong_codes(house.chat, address, wrong + 1, books.now)
        .await?;
    Ok(Err(refusal))
}

/// Binds an account to the person of a code, once. An earlier account of the person is unbound.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn bind(
    work: &mut Work,
    house: &House,
    books: &Books,
    address: &str,
    invite_id: i64,
    person: &Person,
) -> Result<Result<Binding, Refusal>> {
    if person.left_on.is_some() || !work.use_invite(invite_id, books.now).await? {
        return Ok(Err(Refusal::InviteExpired));
    }
    let act = Act::new(Actor::Person(person.id), books.now, "binding.made");
    end_bindings(work, &act.doing("binding.ended"), person.id).await?;
    if let Some(other) = work.find_binding_of_address(house.chat, address).await? {
        end_binding(work, &act.doing("binding.ended"), &other).await?;
    }
    let binding = Binding {
        id: BindingId(0),
        person_id: person.id,
        channel: house.chat.to_owned(),
        address: address.to_owned(),
        bound_at: books.now,
        ended_at: None,
    };
    let binding = work.insert(&act, binding).await?;
    work.settle_attention_about("nobody_reachable", &person.id.to_string(), books.now)
        .await?;
    work.settle_attention_about("address_gone", &person.id.to_string(), books.now)
        .await?;
    super::mail_gone::forget_mail_gone(work, person, books.now).await?;
    Ok(Ok(binding))
}

/// Ends all accounts of a person.
///
/// # Errors
/// When the database refuses it.
pub async fn end_bindings(work: &mut Work, act: &Act, person: PersonId) -> Result<()> {
    for binding in work.list_bindings(person).await? {
        end_binding(work, act, &binding).await?;
    }
    Ok(())
}

/// Ends one account.
///
/// # Errors
/// When the database refuses it.
pub async fn end_binding(work: &mut Work, act: &Act, binding: &Binding) -> Result<()> {
    let after = Binding {
        ended_at: Some(act.at),
        ..binding.clone()
    };
    work.update(act, binding, &after).await?;
    Ok(())
}
