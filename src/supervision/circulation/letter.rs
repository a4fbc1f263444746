//! A claimed digest: as a letter, or as a summary in chat.

use crate::domain::circulation::DigestIssue;
use crate::domain::contact::Person;
use crate::domain::digest::{DigestPeriod, PeriodKind};
use crate::domain::ids::PersonId;
use crate::domain::letter::MAIL;
use crate::domain::message::Outgoing;
use crate::store::Claimed;
use crate::supervision::digest::reader_of;
use crate::supervision::house::House;
use crate::supervision::post::plain;
use crate::supervision::reach::{mail_of, reach};
use crate::text::DigestSummary;
use anyhow::{Context, Result};

/// The digest of a claimed part as its reader may have it now. Where they have left or have another address, or the
/// issue is held, there is none, and their turn comes again.
///
/// # Errors
/// When the database cannot be read or written, or it cannot be rendered.
pub async fn render_digest(house: &House, part: &Claimed) -> Result<Option<Outgoing>> {
    let rendered = render(house, part).await?;
    if rendered.is_none() {
        let mut work = house.store.begin().await?;
        work.give_back_digest_turn(part.message_id.into()).await?;
        work.commit().await?;
    }
    Ok(rendered)
}

async fn render(house: &House, part: &Claimed) -> Result<Option<Outgoing>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let person: Person = work
        .get(PersonId(part.person_id.context("a digest to nobody")?))
        .await?;
    let address = if part.channel == MAIL {
        mail_of(&mut work, &person).await?
    } else {
        reach(&mut work, house, person.id).await?
    };
    if !person.is_here_on(books.today()) || address.as_ref() != Some(&part.address) {
        return Ok(None);
    }
    let Some(issue) = work.issue_of_message(part.message_id.into()).await? else {
        return Ok(None); // the turn was given back, and what claimed it died before it could say so
    };
    let issue: DigestIssue = work.get(issue).await?;
    if issue.held_at.is_some() {
        return Ok(None);
    }
    let Some(reader) = reader_of(&mut work, &books, person.clone()).await? else {
        return Ok(None);
    };
    drop(work);
    let period = DigestPeriod::read(PeriodKind::Week, &issue.period).context("an issue of no week")?;
    let edition = house.editions.of(house, period).await?;
    if part.channel == MAIL {
        return Ok(Some(Outgoing::Mail(Box::new(
            edition.letter(house, &reader).await?,
        ))));
    }
    let summary = DigestSummary {
        reader: person.name,
        sheet: edition.sheet(&reader.slice),
    };
    Ok(Some(plain(house.texts.render(&summary)?)))
}
