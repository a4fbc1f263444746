//! Notices by mail, for whom no chat reaches: one letter a slot, in neutral form, without anything to press.

use super::house::{Books, House};
use super::lay_out::{Live, listing_of, live_notices};
use super::outward::Seer;
use crate::domain::contact::Person;
use crate::domain::ids::PersonId;
use crate::domain::letter::{Letter, MAIL};
use crate::domain::message::Outgoing;
use crate::domain::rulebook::ChannelKind;
use crate::store::{Claimed, NewPart, Work};
use crate::text::{MailNotices, MailSubject, MailTest, Place};
use anyhow::Result;
use chrono::{DateTime, Utc};

/// Name of the list that notices belong to, and kind of their messages.
const NOTICES: &str = "notices";

/// Enqueues the letter of a slot.
///
/// # Errors
/// When the database refuses it.
pub async fn enqueue_mail(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: PersonId,
    address: &str,
    slot_at: DateTime<Utc>,
    live: &[Live],
) -> Result<()> {
    let message = work
        .new_message(house.office.id, Some(person), NOTICES, slot_at)
        .await?;
    let part = NewPart {
        message,
        channel: MAIL,
        address,
        ordinal: 1,
        parts: 1,
        payload: None,
        at: books.now,
    };
    let row = work.enqueue(&part).await?;
    for live in live {
        work.bundle_notice(live.notice.id, row, None).await?;
    }
    Ok(())
}

/// The letter of a claimed part, of what is still true; none when nothing is.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn render_mail(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: Person,
    part: &Claimed,
) -> Result<Option<Outgoing>> {
    let seer = Seer::of(work, books, person).await?;
    let notices = work.list_notices_in(part.id).await?;
    let mut live = live_notices(work, house, books, &seer, &notices, ChannelKind::Mail).await?;
    if live.is_empty() {
        return Ok(None);
    }
    Live::put_in_order(&mut live);
    let listed = listing_of(house, books, &seer, &live, Place::default())?;
    let matters = live.iter().filter(|live| live.line.is_some()).count();
    let subject = house.texts.render(&MailSubject {
        office: house.office.name.clone(),
        on: listed.on,
        matters,
        counted: listed.counted,
    })?;
    let text = house.texts.render(&MailNotices {
        office: listed.office,
        on: listed.on,
        name: listed.name,
        sections: listed.sections,
        counted: listed.counted,
        duty_phone: house.office.duty_phone.clone(),
    })?;
    Ok(Some(Outgoing::Mail(Box::new(Letter {
        id: letter_id(part),
        list: NOTICES.to_owned(),
        dated_at: part.slot_at,
        subject: subject.into(),
        text: text.into(),
        html: None,
        pictures: Vec::new(),
        files: Vec::new(),
    }))))
}

/// The same however often the part is sent, and another in another database.
fn letter_id(part: &Claimed) -> String {
    let slot = part.slot_at.format("%Y%m%dT%H%M");
    format!("{NOTICES}-{slot}-{}-{}", part.message_id, part.ordinal)
}

/// A letter without any matter in it, to try the way.
///
/// # Errors
/// When its text cannot be made.
pub async fn test_letter(house: &House) -> Result<Letter> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let rendered = house.texts.render(&MailTest {
        office: house.office.name.clone(),
        at: books.local(books.now),
    })?;
    let (subject, text) = rendered.split_once('\n').unwrap_or((&rendered, &rendered));
    Ok(Letter {
        id: format!("test-{}", books.now.format("%Y%m%dT%H%M%S")),
        list: "test".to_owned(),
        dated_at: books.now,
        subject: subject.into(),
        text: text.trim().into(),
        html: None,
        pictures: Vec::new(),
        files: Vec::new(),
    })
}
