//! Bundling: all notices for one person in one slot become one message; the office's own list and the groups'
//! neutral lines go with them.

use super::house::{Books, House};
use super::outward::Disclosed;
use super::plan::{JOB, raise_unreachable};
use super::reach::reach;
use super::render::{attention_cards, group_line};
use crate::domain::binding::ChatGroup;
use crate::domain::disclosure::Shown;
use crate::domain::ids::PersonId;
use crate::domain::matter::Matter;
use crate::domain::notice::{Notice, NoticeState};
use crate::domain::role::Role;
use crate::domain::rulebook::ChannelKind;
use crate::store::{NewPart, Work};
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
    work.write_run(JOB, slot_at, books.now, 0).await?;
    let notices = work.list_unbundled().await?;
    let mut messages = 0;
    for bundle in notices.chunk_by(|one, next| one.person_id == next.person_id) {
        messages += i64::from(bundle_person(&mut work, house, books, bundle, slot_at).await?);
    }
    tell_office(&mut work, house, books, slot_at).await?;
    let matters = shown_in_groups(&mut work, house, books, &notices).await?;
    if messages > 0 && matters > 0 {
        tell_groups(&mut work, house, books, matters, slot_at).await?;
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
) -> Result<bool> {
    let person = notices[0].person_id;
    let Some(address) = reach(work, house, person).await? else {
        for notice in notices {
            work.mark_notice(notice.id, NoticeState::Unreachable).await?;
        }
        raise_unreachable(work, house, person).await?;
        return Ok(false);
    };
    let part = enqueue(
        work,
        house,
        books,
        Some(person),
        "notices",
        &address,
        slot_at,
        None,
    )
    .await?;
    for notice in notices {
        work.bundle_notice(notice.id, part).await?;
    }
    Ok(true)
}

/// What the office must look at goes to its clerks; it stays on `huiyin attention` until it is settled.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn tell_office(
    work: &mut Work,
    house: &House,
    books: &Books,
    slot_at: DateTime<Utc>,
) -> Result<()> {
    let untold = work.list_attention(true).await?;
    if untold.is_empty() {
        return Ok(());
    }
    let mut is_told = false;
    for clerk in work
        .list_office_holders(Role::OfficeClerk, house.office.id, books.today())
        .await?
    {
        if let Some(address) = reach(work, house, clerk.id).await? {
            for card in attention_cards(house, books, &clerk, &untold)? {
                let card = serde_json::to_string(&card)?;
                enqueue(
                    work,
                    house,
                    books,
                    Some(clerk.id),
                    "attention",
                    &address,
                    slot_at,
                    Some(&card),
                )
                .await?;
            }
            is_told = true;
        }
    }
    if is_told {
        for attention in untold {
            work.tell_attention(attention.id, books.now).await?;
        }
    }
    Ok(())
}

async fn tell_groups(
    work: &mut Work,
    house: &House,
    books: &Books,
    matters: usize,
    slot_at: DateTime<Utc>,
) -> Result<()> {
    let groups: Vec<ChatGroup> = work.all().await?;
    for group in groups
        .iter()
        .filter(|group| group.ended_at.is_none() && group.channel == house.chat)
    {
        let line = serde_json::to_string(&group_line(house, books, matters)?)?;
        enqueue(
            work,
            house,
            books,
            None,
            "group",
            &group.address,
            slot_at,
            Some(&line),
        )
        .await?;
    }
    Ok(())
}

#[expect(
    clippy::too_many_arguments,
    reason = "a message and its only part, named in full"
)]
async fn enqueue(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: Option<PersonId>,
    kind: &str,
    address: &str,
    slot_at: DateTime<Utc>,
    payload: Option<&str>,
) -> Result<i64> {
    let message = work.new_message(house.office.id, person, kind, slot_at).await?;
    let part = NewPart {
        message,
        channel: house.chat,
        address,
        ordinal: 1,
        parts: 1,
        payload,
        at: books.now,
    };
    Ok(work.enqueue(&part).await?)
}
