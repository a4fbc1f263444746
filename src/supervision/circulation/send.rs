//! Sending: each reader's turn comes once an issue, in the unit of work that enqueues their message.

use super::choose::{choice_of, usual_choice};
use super::draft::{draft, week_before};
use crate::domain::circulation::{DigestChoice, DigestIssue};
use crate::domain::contact::Person;
use crate::domain::digest::DigestPeriod;
use crate::domain::ids::{DigestIssueId, PersonId};
use crate::domain::letter::MAIL;
use crate::store::{NewPart, Work};
use crate::supervision::digest::reader_of;
use crate::supervision::house::{Books, House};
use crate::supervision::reach::{mail_of, reach};
use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// Kind of the message that is a digest.
pub const DIGEST: &str = "digest";
/// Kind of the attention that some get their digest by neither way.
const UNSENT: &str = "digest_unsent";

/// What a look at the time came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Circulated {
    /// Whether an issue was drafted.
    pub drafted: bool,
    /// How many readers got theirs.
    pub sent: usize,
}

/// How a digest reaches its reader.
pub(super) enum Way {
    /// As a mail to an address.
    Mail(String),
    /// As a summary in their chat.
    Chat(String),
    /// By telephone: there is no other way.
    Phone,
}

impl Way {
    pub(super) fn key(&self) -> &'static str {
        match self {
            Way::Mail(_) => "mail",
            Way::Chat(_) => "chat",
            Way::Phone => "phone",
        }
    }
}

/// Drafts the last week's issue where the first reader's time comes, and sends it to those whose time has come, once
/// each.
///
/// # Errors
/// When the database cannot be read or written, or a text not be made.
pub async fn circulate(house: &House) -> Result<Circulated> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let mut circulated = Circulated::default();
    let period = week_before(books.today())?;
    let readers = readers(&mut work, house, &books).await?;
    let Some(due) = first_due(&books, period, &readers) else {
        return Ok(circulated);
    };
    let mut issue = work.find_issue(house.office.id, &period.key()).await?;
    let is_time = books.now >= due - house.digest.draft_before;
    let to_draft = issue.is_none() && is_time && has_begun(&mut work, &books, period).await?;
    drop(work);
    if to_draft {
        issue = draft(house, &books, (period, due)).await?;
        circulated.drafted = issue.is_some();
    }
    let Some(issue) = issue.filter(|issue| issue.held_at.is_none()) else {
        return Ok(circulated);
    };
    let earliest = due.max(issue.drafted_at + house.digest.draft_before);
    if books.now < earliest {
        return Ok(circulated);
    }
    for reader in waiting(house, &books, &issue, period, readers).await? {
        circulated.sent += usize::from(send(house, issue.id, period, reader).await?);
    }
    tell_whom_to_call(house, &books, &issue).await?;
    if circulated.sent == 0 && house.store.read().await?.count_pending(MAIL).await? == 0 {
        house.editions.forget().await;
    }
    Ok(circulated)
}

/// Whether the ledger held anything when a period ended: an office that begins has no digest of the week before.
async fn has_begun(work: &mut Work, books: &Books, period: DigestPeriod) -> Result<bool> {
    let first = work.ledger_after(0, 1).await?.into_iter().next();
    let ended_at = books.midnight(period.next_on());
    Ok(first.is_some_and(|line| line.entry.at < ended_at))
}

/// The instant at which an issue is due to the first of its readers; none in a week without workdays.
fn first_due(
    books: &Books,
    period: DigestPeriod,
    readers: &[(Person, DigestChoice)],
) -> Option<DateTime<Utc>> {
    let due = readers
        .iter()
        .filter_map(|(_, choice)| choice.due_at(period, &books.calendar));
    due.min().map(|first| books.instant(first))
}

/// Tells the office who gets theirs neither by mail nor by chat, whenever there are more of them; what was settled is
/// not told again.
async fn tell_whom_to_call(house: &House, books: &Books, issue: &DigestIssue) -> Result<()> {
    let mut work = house.store.read().await?;
    let mut people = Vec::new();
    for (person, way) in work.list_digest_turns(issue.id).await? {
        if way == Way::Phone.key() {
            let person: Person = work.get(person).await?;
            people.push(person.name);
        }
    }
    let subject = format!("{}#{}", issue.period, people.len());
    if people.is_empty() || work.was_raised(house.office.id, UNSENT, &subject).await? {
        return Ok(());
    }
    drop(work);
    let detail = serde_json::json!({ "number": issue.number, "people": people }).to_string();
    let mut work = house.store.begin().await?;
    work.raise(house.office.id, UNSENT, &subject, &detail, books.now)
        .await?;
    Ok(work.commit().await?)
}

/// Those whose turn has come and was not taken.
async fn waiting(
    house: &House,
    books: &Books,
    issue: &DigestIssue,
    period: DigestPeriod,
    mut waiting: Vec<(Person, DigestChoice)>,
) -> Result<Vec<PersonId>> {
    let mut work = house.store.read().await?;
    let taken = work.list_digest_turns(issue.id).await?;
    let taken: BTreeSet<PersonId> = taken.into_iter().map(|(person, _)| person).collect();
    waiting.retain(|(person, choice)| {
        let time = choice.due_at(period, &books.calendar);
        let is_due = time.is_some_and(|time| books.instant(time) <= books.now);
        is_due && !taken.contains(&person.id)
    });
    Ok(waiting.into_iter().map(|(person, _)| person.id).collect())
}

/// Everybody who is to have digests now, and their choice.
async fn readers(work: &mut Work, house: &House, books: &Books) -> Result<Vec<(Person, DigestChoice)>> {
    let held = work.list_held(books.today()).await?;
    let held = held.into_iter().filter(|(_, role)| role.reads_digests());
    let held: BTreeSet<PersonId> = held.map(|(person, _)| person).collect();
    let choices: Vec<DigestChoice> = work.all().await?;
    let mut choices: BTreeMap<PersonId, DigestChoice> = choices
        .into_iter()
        .map(|choice| (choice.person_id, choice))
        .collect();
    let mut readers = Vec::new();
    for person in work.all::<Person>().await? {
        if !person.is_here_on(books.today())
            || person.office_id != house.office.id
            || !held.contains(&person.id)
        {
            continue;
        }
        let choice = choices.remove(&person.id);
        let choice = choice.unwrap_or_else(|| usual_choice(house, person.id));
        if choice.wanted {
            readers.push((person, choice));
        }
    }
    Ok(readers)
}

/// Those whose digest goes out on a day and who get it by neither mail nor chat; nobody while it is held.
///
/// # Errors
/// When the database cannot be read.
pub async fn readers_to_call(
    work: &mut Work,
    house: &House,
    books: &Books,
    on: NaiveDate,
) -> Result<Vec<Person>> {
    let period = week_before(on)?;
    let issue = work.find_issue(house.office.id, &period.key()).await?;
    if issue.is_none_or(|issue| issue.held_at.is_some()) {
        return Ok(Vec::new());
    }
    let mut people = Vec::new();
    for (person, choice) in readers(work, house, books).await? {
        let time = choice.due_at(period, &books.calendar);
        let is_due = time.is_some_and(|time| time.date() == on);
        if is_due && matches!(way_of(work, house, &person).await?, Way::Phone) {
            people.push(person);
        }
    }
    Ok(people)
}

/// Takes a reader's turn and enqueues their digest; whether there is one for them.
async fn send(house: &House, issue: DigestIssueId, period: DigestPeriod, person: PersonId) -> Result<bool> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let person: Person = work.get(person).await?;
    let choice = choice_of(&mut work, house, &person).await?;
    let Some(reader) = reader_of(&mut work, &books, person.clone()).await? else {
        return Ok(false);
    };
    let way = way_of(&mut work, house, &person).await?;
    drop(work);
    let is_wanted = !choice.only_changed || house.editions.of(house, period).await?.has_news(&reader.slice);
    let mut work = house.store.begin().await?;
    let key = if is_wanted { way.key() } else { "unchanged" };
    let issue = work.lock_row::<DigestIssue>(issue).await?;
    let Some(issue) = issue.filter(|issue| issue.held_at.is_none()) else {
        return Ok(false); // held while the others were sent theirs
    };
    if !work.take_digest_turn(issue.id, person.id, key, books.now).await? {
        return Ok(false);
    }
    if is_wanted {
        enqueue(&mut work, house, &books, &issue, &person, &way).await?;
    }
    work.commit().await?;
    Ok(is_wanted && !matches!(way, Way::Phone))
}

/// Mail where there is an address, else chat, else the telephone.
pub(super) async fn way_of(work: &mut Work, house: &House, person: &Person) -> Result<Way> {
    if house.mails_digests
        && let Some(address) = mail_of(work, person).await?
    {
        return Ok(Way::Mail(address));
    }
    let address = reach(work, house, person.id).await?;
    Ok(address.map_or(Way::Phone, Way::Chat))
}

async fn enqueue(
    work: &mut Work,
    house: &House,
    books: &Books,
    issue: &DigestIssue,
    person: &Person,
    way: &Way,
) -> Result<()> {
    let (channel, address) = match way {
        Way::Mail(address) => (MAIL, address),
        Way::Chat(address) => (house.chat, address),
        Way::Phone => return Ok(()),
    };
    let message = work
        .new_message(house.office.id, Some(person.id), DIGEST, books.now)
        .await?;
    let part = NewPart {
        message,
        channel,
        address,
        ordinal: 1,
        parts: 1,
        payload: None,
        at: books.now,
    };
    work.enqueue(&part).await?;
    work.set_digest_message(issue.id, person.id, message).await?;
    Ok(())
}
