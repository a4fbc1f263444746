//! Bundling: all notices for one person in one slot become one message; the office's own list and the groups'
//! neutral lines go with them.

use super::house::{Books, House};
use super::lay_out::{Live, lay_out, live_notices};
use super::leader::Cards;
use super::leading_group::{CARD, enqueue_cards, is_weekly_slot};
use super::mailed::enqueue_mail;
use super::outward::{Disclosed, Seer};
use super::people::Finder;
use super::plan::{JOB, UNREACHABLE, raise_unreachable};
use super::post::{Posting, post};
use super::reach::{reach, way_to};
use super::render::{ATTENTION, group_line, lay_out_attention};
use crate::domain::binding::ChatGroup;
use crate::domain::contact::Person;
use crate::domain::disclosure::Shown;
use crate::domain::ids::PersonId;
use crate::domain::matter::Matter;
use crate::domain::notice::{Notice, NoticeState};
use crate::domain::role::Role;
use crate::domain::rulebook::ChannelKind;
use crate::store::{Attention, NewPart, Work};
use anyhow::Result;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// Bundles everything that no message carries yet and writes that the slot was planned, in one transaction. Of
/// two that plan the same slot, the second waits for the first and bundles what that one has left.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn bundle(house: &House, books: &Books, slot_at: DateTime<Utc>) -> Result<i64> {
    let mut work = house.store.begin().await?;
    let cards = Cards::of(&mut work, house, books, slot_at).await?;
    let mut finder = Finder::new(house, books.today());
    work.write_run(JOB, slot_at, books.now, 0).await?;
    let notices = work.list_unbundled().await?;
    let mut messages = 0;
    let mut have_cards = BTreeSet::new();
    for bundle in notices.chunk_by(|one, next| one.person_id == next.person_id) {
        let going = cards.going(&mut work, house, &mut finder, bundle).await?;
        if going.is_empty() {
            continue;
        }
        let sent = bundle_person(&mut work, house, books, &going, slot_at).await?;
        messages += sent.messages;
        have_cards.extend(sent.is_card.then_some(bundle[0].person_id));
    }
    if is_weekly_slot(house, books, slot_at) {
        messages += enqueue_cards(&mut work, house, books, slot_at, &have_cards).await?;
    }
    tell_office(&mut work, house, books, slot_at).await?;
    if messages > 0 {
        tell_groups(&mut work, house, books, &notices, slot_at).await?;
    }
    super::storm::spend_released(&mut work, books).await?;
    work.count_run(JOB, slot_at, messages).await?;
    work.commit().await?;
    Ok(messages)
}

/// How many matters of a run may be spoken of in a group at all.
async fn shown_in_groups(work: &mut Work, house: &House, books: &Books, notices: &[Notice]) -> Result<usize> {
    let matters: BTreeSet<_> = notices.iter().map(|notice| notice.matter_id).collect();
    let mut shown = 0;
    for id in matters {
        let matter: Matter = work.get(id).await?;
        let disclosed = Disclosed::of(work, house, books, &matter).await?;
        let outward = disclosed.shown(None, ChannelKind::Group)?;
        shown += usize::from(matches!(outward, Shown::Full(_) | Shown::Neutral(_)));
    }
    Ok(shown)
}

async fn bundle_person(
    work: &mut Work,
    house: &House,
    books: &Books,
    notices: &[Notice],
    slot_at: DateTime<Utc>,
) -> Result<Sent> {
    let person = notices[0].person_id;
    let Some(way) = way_to(work, house, person).await? else {
        for notice in notices {
            work.mark_notice(notice.id, NoticeState::Unreachable).await?;
        }
        raise_unreachable(work, house, person).await?;
        return Ok(Sent::default());
    };
    let reader: Person = work.get(person).await?;
    let seer = Seer::of(work, books, reader).await?;
    let mut live = live_notices(work, house, books, &seer, notices, way.kind).await?;
    let mut sent = Sent::default();
    let address = way.address;
    if way.kind == ChannelKind::Mail {
        if !live.is_empty() {
            enqueue_mail(work, house, books, person, &address, slot_at, &live).await?;
            sent.messages = 1;
        }
        return Ok(sent);
    }
    if seer.roles.iter().any(|role| role.is_leading_group()) {
        let climbed: Vec<_> = live.extract_if(.., |live| live.notice.form == CARD).collect();
        sent.is_card = !climbed.is_empty();
        sent.messages = i64::from(sent.is_card);
        bundle_card(work, house, books, person, &address, slot_at, &climbed).await?;
    }
    if live.is_empty() {
        return Ok(sent);
    }
    sent.messages += 1;
    let parts = lay_out(house, books, &seer, live)?;
    let rows = enqueue(
        work,
        house,
        books,
        person,
        "notices",
        &address,
        slot_at,
        parts.len(),
    )
    .await?;
    for (part, row) in parts.iter().zip(rows) {
        for notice in part {
            work.bundle_notice(notice.id, row, notice.number).await?;
        }
    }
    Ok(sent)
}

/// What one person is sent in a slot.
#[derive(Debug, Clone, Copy, Default)]
struct Sent {
    /// Messages.
    messages: i64,
    /// One of them is the leading group's card.
    is_card: bool,
}

/// What has climbed to somebody of the leading group comes to them as one card.
async fn bundle_card(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: PersonId,
    address: &str,
    slot_at: DateTime<Utc>,
    climbed: &[Live],
) -> Result<()> {
    if climbed.is_empty() {
        return Ok(());
    }
    let rows = enqueue(work, house, books, person, CARD, address, slot_at, 1).await?;
    for live in climbed {
        work.bundle_notice(live.notice.id, rows[0], None).await?;
    }
    Ok(())
}

/// What the office must look at goes to those of its clerks who may hear of it; it stays on `huiyin attention`
/// until it is settled. It counts as told when a message with it has arrived.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn tell_office(
    work: &mut Work,
    house: &House,
    books: &Books,
    slot_at: DateTime<Utc>,
) -> Result<()> {
    let mut untold = work.list_attention(true).await?;
    // Whom nobody reaches stands on the day's 电话清单, which is told of in one line.
    untold.retain(|item| item.kind != UNREACHABLE);
    if untold.is_empty() {
        return Ok(());
    }
    for clerk in work
        .list_office_holders(Role::OfficeClerk, house.office.id, books.today())
        .await?
    {
        let Some(address) = reach(work, house, clerk.id).await? else {
            continue;
        };
        let for_them: Vec<_> = untold.iter().filter(|item| !avoids(&clerk, item)).collect();
        let parts = lay_out_attention(house, books, &clerk, &for_them)?;
        if parts.is_empty() {
            continue;
        }
        let rows = enqueue(
            work,
            house,
            books,
            clerk.id,
            ATTENTION,
            &address,
            slot_at,
            parts.len(),
        )
        .await?;
        for (part, row) in parts.iter().zip(rows) {
            for id in part {
                work.carry_attention(*id, row).await?;
            }
        }
    }
    Ok(())
}

/// Whether it is about a unit that the clerk once served in (回避).
fn avoids(clerk: &Person, item: &Attention) -> bool {
    let detail: serde_json::Value = serde_json::from_str(&item.detail).unwrap_or_default();
    let units = detail["units"].as_array().into_iter().flatten();
    let mut about = units.chain([&detail["unit"]]).filter_map(|unit| unit.as_str());
    about.any(|unit| {
        clerk
            .former_units
            .iter()
            .any(|former| former.trim() == unit.trim())
    })
}

async fn tell_groups(
    work: &mut Work,
    house: &House,
    books: &Books,
    notices: &[Notice],
    slot_at: DateTime<Utc>,
) -> Result<()> {
    let mut groups: Vec<ChatGroup> = work.all().await?;
    groups.retain(|group| group.ended_at.is_none() && group.channel == house.chat);
    if groups.is_empty() {
        return Ok(());
    }
    let matters = shown_in_groups(work, house, books, notices).await?;
    for group in groups.iter().filter(|_| matters > 0) {
        let posting = Posting {
            person: None,
            address: &group.address,
            kind: "group",
            slot_at,
        };
        let line = group_line(house, books, matters)?;
        post(work, house, books, posting, &[line]).await?;
    }
    Ok(())
}

/// Enqueues a message to a person whose parts are rendered when they are claimed; gives its outbox rows.
///
/// # Errors
/// When the database refuses it.
#[expect(clippy::too_many_arguments, reason = "a message and its parts, named in full")]
pub async fn enqueue(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: PersonId,
    kind: &str,
    address: &str,
    slot_at: DateTime<Utc>,
    count: usize,
) -> Result<Vec<i64>> {
    let message = work
        .new_message(house.office.id, Some(person), kind, slot_at)
        .await?;
    let parts = i64::try_from(count)?;
    let mut rows = Vec::with_capacity(count);
    for ordinal in 1..=parts {
        let part = NewPart {
            message,
            channel: house.chat,
            address,
            ordinal,
            parts,
            payload: None,
            at: books.now,
        };
        rows.push(work.enqueue(&part).await?);
    }
    Ok(rows)
}
