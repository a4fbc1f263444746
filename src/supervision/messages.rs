//! Messages that have left or wait, and 撤回 of a wrong one: what has not left never does; whoever got it is told.

use super::answer::secret_in;
use super::board::Names;
use super::house::{Books, House};
use super::outward::{Disclosed, Seer};
use super::plan::raise_unreachable;
use super::post::{Posting, plain, post};
use super::reach::reach;
use super::refused::refuse;
use crate::clock::real_now;
use crate::domain::contact::{Person, Unit};
use crate::domain::correction::MessageWithdrawal;
use crate::domain::disclosure::Shown;
use crate::domain::ids::{MessageId, PersonId};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::rulebook::ChannelKind;
use crate::store::{Act, MessageRow, Work};
use crate::text::Correction;
use anyhow::Result;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// Messages that a list shows.
const LATEST: i64 = 50;
/// Kind of the message that corrects another.
const CORRECTION: &str = "correction";

/// A message in a list; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessageLine {
    /// Number.
    pub id: i64,
    /// `notices`, `attention`, `group`, `correction`, `list`.
    pub kind: String,
    /// To whom; none for a group.
    pub person: Option<String>,
    /// Business instant of its slot.
    pub at: DateTime<Utc>,
    /// Its parts.
    pub parts: i64,
    /// Those that have left.
    pub sent: i64,
    /// Those that wait.
    pub pending: i64,
    /// Business instant at which it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// A message that was withdrawn; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessageWithdrawn {
    /// Number.
    pub id: i64,
    /// To whom it went; none for a group.
    pub person: Option<String>,
    /// How many parts will never leave.
    pub unsent: i64,
    /// How many had left.
    pub sent: i64,
    /// Whether a 更正通知 is on its way to whoever got it.
    pub is_corrected: bool,
}

/// The latest messages, the last one first; to one person, or to all.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_messages(house: &House, person: Option<PersonId>) -> Result<Vec<MessageLine>> {
    let mut work = house.store.read().await?;
    let mut names = Names::default();
    let mut lines = Vec::new();
    for row in work.list_latest_messages(person, LATEST).await? {
        let withdrawal = work.find_withdrawal(MessageId(row.id)).await?;
        lines.push(MessageLine {
            id: row.id,
            kind: row.kind,
            person: names.of_maybe(&mut work, row.person_id.map(PersonId)).await?,
            at: row.slot_at,
            parts: row.parts,
            sent: row.sent,
            pending: row.pending,
            withdrawn_at: withdrawal.map(|withdrawal| withdrawal.recorded_at),
        });
    }
    Ok(lines)
}

/// Withdraws a message.
///
/// # Errors
/// Refused when there is none of that number, it was withdrawn or is just being sent, the reason holds what may not
/// leave, or the recorder may not.
pub async fn withdraw_message(
    house: &House,
    actor: Actor,
    id: i64,
    reason: &str,
) -> Result<MessageWithdrawn> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let withdrawn = withdraw_message_in(&mut work, house, &books, actor, MessageId(id), reason).await?;
    work.commit().await?;
    Ok(withdrawn)
}

/// The same within a unit of work.
///
/// # Errors
/// As [`withdraw_message`]; nothing has been written when it refuses.
pub async fn withdraw_message_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: MessageId,
    reason: &str,
) -> Result<MessageWithdrawn> {
    if secret_in(books, &[Some(reason)]).is_some() {
        refuse!("the reason is read by whoever got the message; it holds what may not leave");
    }
    let Some(row) = work.find_message(id).await? else {
        refuse!("no message {id}; `huiyin message list` shows them");
    };
    if work.find_withdrawal(id).await?.is_some() {
        refuse!("message {id} has been withdrawn");
    }
    let person = match row.person_id {
        Some(person) => Some(work.get::<Person>(PersonId(person)).await?),
        None => None,
    };
    may_send(work, books, actor, person.as_ref()).await?;
    if work.is_being_sent(id, real_now()).await? {
        refuse!("message {id} is just being sent; withdraw it in a minute");
    }
    let unsent = work.withdraw_parts(id, reason, books.now).await?;
    let withdrawal = MessageWithdrawal {
        id: 0,
        message_id: id,
        person_id: person.as_ref().map(|person| person.id),
        unsent,
        sent: row.sent,
        reason: reason.to_owned(),
        recorded_by: actor.person(),
        recorded_at: books.now,
    };
    let act = Act::new(actor, books.now, "message.withdrawn").because(reason);
    work.insert(&act, withdrawal).await?;
    let is_corrected = row.sent > 0 && correct(work, house, books, &row, person.as_ref(), reason).await?;
    Ok(MessageWithdrawn {
        id: id.0,
        person: person.map(|person| person.name),
        unsent,
        sent: row.sent,
        is_corrected,
    })
}

/// Refuses those who may not withdraw or send anything to somebody: who is not of the office, and who once served
/// in the person's unit (回避).
///
/// # Errors
/// Refused so.
pub async fn may_send(work: &mut Work, books: &Books, actor: Actor, person: Option<&Person>) -> Result<()> {
    let Actor::Person(clerk) = actor else {
        return Ok(());
    };
    let clerk: Person = work.get(clerk).await?;
    let former = clerk.former_units.clone();
    if !Seer::of(work, books, clerk).await?.is_office() {
        refuse!("only the office's own people may do that");
    }
    if let Some(person) = person {
        let unit: Unit = work.get(person.unit_id).await?;
        if former.iter().any(|former| former.trim() == unit.name) {
            refuse!("{} is of a unit that the recorder once served in", person.name);
        }
    }
    Ok(())
}

/// Tells whoever got a message that it was wrong; `false` where nobody can be told.
async fn correct(
    work: &mut Work,
    house: &House,
    books: &Books,
    row: &MessageRow,
    person: Option<&Person>,
    reason: &str,
) -> Result<bool> {
    let id = MessageId(row.id);
    let address = match person {
        Some(person) if person.left_on.is_some() => return Ok(false),
        Some(person) => reach(work, house, person.id).await?,
        None => work.address_of_message(id).await?,
    };
    let Some(address) = address else {
        if let Some(person) = person {
            raise_unreachable(work, house, person.id).await?;
        }
        return Ok(false);
    };
    let (codes, counted) = match person {
        Some(person) => codes_in(work, house, books, id, person).await?,
        None => (Vec::new(), 0),
    };
    let text = house.texts.render(&Correction {
        office: house.office.name.clone(),
        name: person.map(|person| person.name.clone()),
        sent_at: books.local(row.slot_at),
        codes,
        counted,
        reason: reason.to_owned(),
    })?;
    let posting = Posting {
        person: person.map(|person| person.id),
        address: &address,
        kind: CORRECTION,
        slot_at: books.now,
    };
    post(work, house, books, posting, &[plain(text)]).await?;
    Ok(true)
}

/// The codes that a message was about, where its reader may see them, and how many matters beside them it counted.
async fn codes_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    id: MessageId,
    person: &Person,
) -> Result<(Vec<String>, usize)> {
    let seer = Seer::of(work, books, person.clone()).await?;
    let (mut codes, mut counted) = (Vec::new(), 0);
    for matter in work.list_matters_sent_in(id).await? {
        let matter: Matter = work.get(matter).await?;
        let disclosed = Disclosed::of(work, house, books, &matter).await?;
        match disclosed.shown(Some(&seer), ChannelKind::Chat)? {
            Shown::Full(outward) | Shown::Neutral(outward) => codes.push(outward.code().to_owned()),
            Shown::Counted => counted += 1,
            Shown::Withheld => {}
        }
    }
    Ok((codes, counted))
}
