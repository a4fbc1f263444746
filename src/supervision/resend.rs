//! 重发: somebody gets their current list once more, with the numbers and buttons of a slot's message.

use super::clue::one_line_a_clue;
use super::duty::{open_matters_of, promise_of_person};
use super::house::{Books, House};
use super::messages::may_send;
use super::outward::{Disclosed, Seer};
use super::person::find_person;
use super::reach::reach;
use super::refused::refuse;
use super::render::buttons;
use crate::domain::contact::Person;
use crate::domain::disclosure::Shown;
use crate::domain::ids::MatterId;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::message::Outgoing;
use crate::domain::rulebook::ChannelKind;
use crate::store::{NewPart, Work};
use crate::text::{Entry, Line, Section, Todo};
use anyhow::Result;
use serde::Serialize;

/// Kind of a message that is somebody's current list, and form of its section.
const LIST: &str = "list";
const LISTED: &str = "todo";

/// A list that is on its way; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resent {
    /// To whom.
    pub person: String,
    /// How many matters it names.
    pub matters: usize,
    /// How many it only counts.
    pub counted: u32,
}

/// What is open for somebody, as they may see it.
pub struct CurrentList {
    /// Its text.
    pub todo: Todo,
    /// The matters that it numbers, from 1.
    pub matters: Vec<Matter>,
}

/// What is open for somebody now, by due day.
///
/// # Errors
/// When the database cannot be read.
pub async fn current_list(work: &mut Work, house: &House, books: &Books, seer: &Seer) -> Result<CurrentList> {
    let (mut entries, mut listed, mut counted) = (Vec::new(), Vec::new(), 0);
    let open = open_matters_of(work, house, books, &seer.person).await?;
    let folded = one_line_a_clue(work, house, &open.iter().collect::<Vec<_>>()).await?;
    for matter in open.into_iter().filter(|matter| !folded.contains(&matter.id)) {
        match line_for(work, house, books, seer, &matter).await? {
            Some(line) => {
                entries.push(Entry::Matter(line));
                listed.push(matter);
            }
            None => counted += 1,
        }
    }
    let section = (!entries.is_empty()).then(|| Section {
        form: LISTED.to_owned(),
        name: None,
        entries,
    });
    let todo = Todo {
        on: books.today(),
        name: seer.person.name.clone(),
        sections: section.into_iter().collect(),
        counted,
    };
    Ok(CurrentList {
        todo,
        matters: listed,
    })
}

/// A matter as one reader may see it in chat; none where it is only counted.
///
/// # Errors
/// When the database cannot be read.
pub async fn line_for(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    matter: &Matter,
) -> Result<Option<Line>> {
    let disclosed = Disclosed::of(work, house, books, matter).await?;
    Ok(match disclosed.shown(Some(seer), ChannelKind::Chat)? {
        Shown::Full(outward) | Shown::Neutral(outward) => {
            let promised_on = promise_of_person(work, matter, seer.person.id).await?;
            Some(Line {
                promised_on,
                ..outward.into()
            })
        }
        Shown::Counted | Shown::Withheld => None,
    })
}

/// Sends somebody, by name, `UNIT/NAME` or number, their current list.
///
/// # Errors
/// Refused when they are unknown or gone, cannot be reached, have nothing open, or the recorder may not.
pub async fn resend(house: &House, actor: Actor, name: &str) -> Result<Resent> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let person = find_person(&mut work, house, name).await?;
    let resent = resend_in(&mut work, house, &books, actor, person).await?;
    work.commit().await?;
    Ok(resent)
}

/// The same within a unit of work.
///
/// # Errors
/// As [`resend`]; nothing has been written when it refuses.
pub async fn resend_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    person: Person,
) -> Result<Resent> {
    may_send(work, books, actor, Some(&person)).await?;
    let name = person.name.clone();
    if person.left_on.is_some() {
        refuse!("{name} has left; resend to whoever follows");
    }
    let Some(address) = reach(work, house, person.id).await? else {
        refuse!("{name} has no bound account; run `huiyin invite {name}`, or tell them by telephone");
    };
    let latest = work.list_latest_messages(Some(person.id), 1).await?;
    if latest
        .iter()
        .any(|message| message.kind == LIST && message.pending > 0)
    {
        refuse!("a list is on its way to {name} already");
    }
    let seer = Seer::of(work, books, person).await?;
    let list = current_list(work, house, books, &seer).await?;
    let counted = list.todo.counted;
    if list.matters.is_empty() && counted == 0 {
        refuse!("nothing is open for {name}");
    }
    let matters = list.matters.len();
    enqueue(work, house, books, &seer, &address, list).await?;
    Ok(Resent {
        person: name,
        matters,
        counted,
    })
}

/// Enqueues a list, each part with the buttons of its own matters.
async fn enqueue(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    address: &str,
    list: CurrentList,
) -> Result<()> {
    let texts = house.texts.parts(&list.todo)?;
    let message = work
        .new_message(house.office.id, Some(seer.person.id), LIST, books.now)
        .await?;
    let parts = i64::try_from(texts.len())?;
    let mut numbered = (1..).zip(&list.matters);
    for (ordinal, text) in (1..).zip(texts) {
        let own: Vec<(i64, &Matter)> = numbered.by_ref().take(text.entries).collect();
        let part = NewPart {
            message,
            channel: house.chat,
            address,
            ordinal,
            parts,
            payload: None,
            at: books.now,
        };
        let row = work.enqueue(&part).await?;
        let listed: Vec<(i64, MatterId)> = own.iter().map(|(number, matter)| (*number, matter.id)).collect();
        work.number_matters(row, &listed).await?;
        let matters: Vec<&Matter> = own.into_iter().map(|(_, matter)| matter).collect();
        let outgoing = Outgoing::Send {
            text: text.text.into(),
            markup: buttons(work, house, books, seer, row, &matters).await?,
            reply_to: None,
        };
        work.set_payload(row, &serde_json::to_string(&outgoing)?).await?;
    }
    Ok(())
}
