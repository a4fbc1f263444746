//! A claimed digest: as a letter, or as a summary in chat.

use super::edition::Edition;
use crate::domain::circulation::DigestIssue;
use crate::domain::contact::Person;
use crate::domain::digest::{DigestPeriod, PeriodKind};
use crate::domain::ids::PersonId;
use crate::domain::letter::{Enclosure, Letter, MAIL, Picture};
use crate::domain::message::Outgoing;
use crate::store::Claimed;
use crate::supervision::digest::{Slice, slice_of};
use crate::supervision::house::{Books, House};
use crate::supervision::post::plain;
use crate::supervision::reach::{mail_of, reach};
use crate::text::{DigestSummary, PICTURE_ID};
use anyhow::{Context, Result};

/// Name of the list that digests belong to.
const LIST: &str = "digest";
const PNG: &str = "image/png";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The digest of a claimed part as its reader may have it now; none where they have left or have another address.
///
/// # Errors
/// When the database cannot be read, or it cannot be rendered.
pub async fn render_digest(house: &House, part: &Claimed) -> Result<Option<Outgoing>> {
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
    let is_here = person.left_on.is_none_or(|left| books.today() < left);
    if !is_here || address.as_ref() != Some(&part.address) {
        return Ok(None);
    }
    let issue = work.issue_of_message(part.message_id.into()).await?;
    let issue: DigestIssue = work.get(issue.context("a digest of no issue")?).await?;
    let Some(slice) = slice_of(&mut work, &books, person.clone()).await? else {
        return Ok(None);
    };
    drop(work);
    let period = DigestPeriod::read(PeriodKind::Week, &issue.period).context("an issue of no week")?;
    let edition = house.editions.of(house, period).await?;
    if part.channel == MAIL {
        let letter = letter_of(house, &books, &edition, period, &slice, &person.id.to_string())?;
        return Ok(Some(Outgoing::Mail(Box::new(letter))));
    }
    let summary = DigestSummary {
        reader: person.name,
        sheet: edition.sheet(&slice),
    };
    Ok(Some(plain(house.texts.render(&summary)?)))
}

/// A slice's digest as a letter. Everything in it comes from the period, so that it is the same whenever it is made.
///
/// # Errors
/// When it cannot be rendered.
pub fn letter_of(
    house: &House,
    books: &Books,
    edition: &Edition,
    period: DigestPeriod,
    slice: &Slice,
    reader: &str,
) -> Result<Letter> {
    let rendered = edition.rendered(house, slice)?;
    let words = &rendered.words;
    let key = period.key();
    Ok(Letter {
        id: format!("{LIST}-{key}-{reader}"),
        list: LIST.to_owned(),
        dated_at: books.instant(period.next_on().and_time(house.digest.at)),
        subject: words.subject.clone().into(),
        text: words.plain.clone().into(),
        html: Some(words.html.clone().into()),
        pictures: vec![Picture {
            id: PICTURE_ID.to_owned(),
            media_type: PNG.to_owned(),
            bytes: rendered.picture.clone(),
        }],
        files: vec![Enclosure {
            name: format!("{}.xlsx", words.subject).into(),
            plain_name: format!("{LIST}-{key}.xlsx"),
            media_type: XLSX.to_owned(),
            bytes: rendered.workbook.clone(),
        }],
    })
}
