//! Rendering, when a part is claimed: what is no longer true is withdrawn, what is left becomes a card.

use super::bind::random_text;
use super::card::{CardAction, CardPress, Held, KeptPress};
use super::circulation::{DIGEST, render_digest};
use super::clue::is_coded;
use super::decision::{Deciding, deciding, is_decision};
use super::house::{Books, House};
use super::lay_out::{Live, listing_of, live_notices};
use super::leading_group::{CARD, render_card};
use super::mailed::render_mail;
use super::outward::Seer;
use super::plan::raise_unreachable;
use super::reach::way_to;
use crate::domain::contact::Person;
use crate::domain::ids::{MatterId, MessageId, PersonId};
use crate::domain::letter::MAIL;
use crate::domain::matter::Matter;
use crate::domain::message::{Button, Markup, Outgoing};
use crate::domain::notice::NoticeState;
use crate::domain::reply::Coded;
use crate::domain::rulebook::ChannelKind;
use crate::store::{Attention, Claimed, NewPart, Work};
use crate::text::{self, Entry, GroupLines, Label, Notices, Part, Place, Section};
use anyhow::{Context, Result};

const TOKEN_LENGTH: usize = 20;

/// Kind of a message that tells a clerk what the office must look at.
pub const ATTENTION: &str = "attention";

/// A claimed part, ready.
#[derive(Debug)]
pub enum Prepared {
    /// To be sent.
    Send(Outgoing),
    /// Nothing is left of it.
    Nothing,
}

/// Prepares a claimed part: a stored one as it stands, one of notices or attention from what is true now.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn prepare(house: &House, part: &Claimed) -> Result<Prepared> {
    if let Some(payload) = &part.payload {
        let outgoing = serde_json::from_str(payload).context("the payload of an outbox row")?;
        return Ok(Prepared::Send(outgoing));
    }
    if part.kind == DIGEST {
        let digest = render_digest(house, part).await?;
        return Ok(digest.map_or(Prepared::Nothing, Prepared::Send));
    }
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let person = part.person_id.context("a message to nobody")?;
    let person: Person = work.get(PersonId(person)).await?;
    let outgoing = if !is_still_theirs(&mut work, house, part, &person).await? {
        None
    } else if part.channel == MAIL {
        render_mail(&mut work, house, &books, person, part).await?
    } else if part.kind == CARD {
        render_card(&mut work, house, &books, person, part).await?
    } else if part.kind == ATTENTION {
        render_attention(&mut work, house, &books, &person, part).await?
    } else {
        render_notices(&mut work, house, &books, person, part).await?
    };
    work.commit().await?;
    Ok(outgoing.map_or(Prepared::Nothing, Prepared::Send))
}

/// Whether the address is still the person's, who has not left (the console would reach even those); if not, the
/// notices go to their new one with the next bundle, or the office is told that they reached nobody.
async fn is_still_theirs(work: &mut Work, house: &House, part: &Claimed, person: &Person) -> Result<bool> {
    let way = way_to(work, house, person.id).await?;
    let way = way.filter(|_| person.left_on.is_none());
    if way
        .as_ref()
        .is_some_and(|way| way.channel == part.channel && way.address == part.address)
    {
        return Ok(true);
    }
    let state = if way.is_some() {
        NoticeState::Planned
    } else {
        NoticeState::Unreachable
    };
    for notice in work.list_notices_in(part.id).await? {
        work.mark_notice(notice.id, state).await?;
    }
    if way.is_none() && person.left_on.is_none() {
        raise_unreachable(work, house, person.id).await?;
    }
    Ok(false)
}

async fn render_notices(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: Person,
    part: &Claimed,
) -> Result<Option<Outgoing>> {
    let seer = Seer::of(work, books, person).await?;
    let notices = work.list_notices_in(part.id).await?;
    let mut live = live_notices(work, house, books, &seer, &notices, ChannelKind::Chat).await?;
    if live.is_empty() {
        return Ok(None);
    }
    for live in &mut live {
        // What had no number when it was laid out gets none now.
        live.line = live.line.take().filter(|_| live.notice.number.is_some());
    }
    live.sort_by_key(|live| (live.line.is_none(), live.notice.number));
    let place = Place {
        matters: Some(u32::try_from(work.count_numbered(part.message_id).await?)?),
        ..place_of(part)?
    };
    let mut texts = house
        .texts
        .parts(&listing_of(house, books, &seer, &live, place)?)?;
    if texts.len() > 1 {
        let rest = live.split_off(texts[0].entries);
        pass_on(work, house, part, &texts[1..], rest).await?;
    }
    let shown = || live.iter().filter(|live| live.line.is_some());
    let numbered: Vec<(i64, MatterId)> = shown()
        .filter_map(|live| Some((live.notice.number?, live.matter.id)))
        .collect();
    work.number_matters(part.id, &numbered).await?;
    let matters: Vec<&Matter> = shown()
        .map(|live| &live.matter)
        .filter(|matter| matter.is_open())
        .collect();
    let markup = buttons(work, house, books, &seer, part.id, &matters).await?;
    Ok(Some(Outgoing::Send {
        text: texts.swap_remove(0).text.into(),
        markup,
        reply_to: None,
    }))
}

fn place_of(part: &Claimed) -> Result<Place> {
    Ok(Place {
        part: usize::try_from(part.ordinal)?,
        parts: usize::try_from(part.parts)?,
        matters: None,
    })
}

/// What has grown too long for its part goes into parts of its own right behind it; those that follow move on.
async fn pass_on(
    work: &mut Work,
    house: &House,
    part: &Claimed,
    texts: &[Part],
    rest: Vec<Live>,
) -> Result<()> {
    let more = i64::try_from(texts.len())?;
    work.make_room(part.message_id, part.ordinal, more).await?;
    let (mut rest, last) = (rest.into_iter(), part.ordinal + more);
    for (ordinal, text) in (part.ordinal + 1..).zip(texts) {
        let new = NewPart {
            message: MessageId(part.message_id),
            channel: &part.channel,
            address: &part.address,
            ordinal,
            parts: part.parts + more,
            payload: None,
            at: house.clock.now(),
        };
        let new = work.enqueue(&new).await?;
        let entries = if ordinal == last { usize::MAX } else { text.entries };
        for live in rest.by_ref().take(entries) {
            work.bundle_notice(live.notice.id, new, live.notice.number)
                .await?;
        }
    }
    Ok(())
}

/// The buttons under a part that lists matters.
///
/// # Errors
/// When they cannot be kept.
pub async fn buttons(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    outbox: i64,
    matters: &[&Matter],
) -> Result<Markup> {
    let (mut plain, mut coded) = (Vec::new(), Vec::new());
    let (mut agreed, mut signed) = (Vec::new(), Vec::new());
    for matter in matters {
        let held = Held::of(matter);
        if is_coded(work, house, matter).await? {
            coded.push(held);
        } else if is_decision(work, house, matter).await? {
            match deciding(work, house, books, matter, seer.person.id).await? {
                Some(Deciding::Agrees) => agreed.push(held),
                Some(Deciding::Signs) => signed.push(held),
                None => {}
            }
        } else {
            plain.push(held);
        }
    }
    let mut rows = Vec::new();
    for (held, actions) in [(signed, SIGNING), (agreed, AGREEING)] {
        if !held.is_empty() {
            let actions = deciding_actions(house, actions, held.len());
            rows.push(labelled(work, books, seer, outbox, &held, &actions).await?);
        }
    }
    if !plain.is_empty() {
        let actions = [
            (Label::Acknowledge, CardAction::Acknowledge),
            (Label::Report, CardAction::Report),
            (Label::CloseOut, CardAction::CloseOut),
            (Label::Extend, CardAction::Extend),
        ];
        let month = books.rulebook.measures.month_report.as_ref();
        let has_report = matters.iter().any(|matter| Some(&matter.rule) == month);
        let fill = has_report.then_some((Label::FillMonth, CardAction::FillMonth));
        let named = |(label, action)| (house.texts.label(label).to_owned(), action);
        let actions: Vec<_> = actions.into_iter().chain(fill).map(named).collect();
        let buttons = labelled(work, books, seer, outbox, &plain, &actions).await?;
        rows.extend(buttons.chunks(2).map(<[Button]>::to_vec));
    }
    if !coded.is_empty() {
        let actions = Coded::ALL.map(|coded| (coded.to_string(), CardAction::Coded(coded)));
        rows.push(labelled(work, books, seer, outbox, &coded, &actions).await?);
    }
    Ok(if rows.is_empty() {
        Markup::None
    } else {
        Markup::Buttons(rows)
    })
}

/// What decides: for one matter, for all of a card, which action.
type DecidingLabels = (Label, Label, CardAction);

const AGREEING: DecidingLabels = (Label::Agree, Label::AgreeAll, CardAction::Agree);
const SIGNING: DecidingLabels = (Label::Sign, Label::SignAll, CardAction::Sign);

/// 同意 and 退回 of one decision; 全部, 逐项 and 退回 of several.
fn deciding_actions(
    house: &House,
    (one, all, action): DecidingLabels,
    count: usize,
) -> Vec<(String, CardAction)> {
    let actions = if count == 1 {
        vec![(one, action), (Label::SendBack, CardAction::SendBack)]
    } else {
        vec![
            (all, action),
            (Label::Each, CardAction::Each),
            (Label::SendBack, CardAction::SendBack),
        ]
    };
    let named = |(label, action)| (house.texts.label(label).to_owned(), action);
    actions.into_iter().map(named).collect()
}

/// Buttons of a card with these labels, each for all of these matters.
///
/// # Errors
/// When they cannot be kept.
pub async fn labelled(
    work: &mut Work,
    books: &Books,
    seer: &Seer,
    outbox: i64,
    held: &[Held],
    actions: &[(String, CardAction)],
) -> Result<Vec<Button>> {
    let mut buttons = Vec::new();
    for (label, action) in actions {
        let token = random_text(TOKEN_LENGTH)?;
        let card = CardPress {
            action: *action,
            matters: held.to_vec(),
        };
        let press = serde_json::to_string(&KeptPress::Card(&card))?;
        work.new_button(&token, Some(outbox), seer.person.id, &press, books.now)
            .await?;
        buttons.push(Button {
            label: label.clone().into(),
            data: token,
        });
    }
    Ok(buttons)
}

async fn render_attention(
    work: &mut Work,
    house: &House,
    books: &Books,
    clerk: &Person,
    part: &Claimed,
) -> Result<Option<Outgoing>> {
    let open = work.list_attention_in(part.id).await?;
    let told = open.iter().filter_map(readable).map(|(_, told)| told).collect();
    let listing = attention_listing(house, books, clerk, told, place_of(part)?);
    let texts = house.texts.parts(&listing)?;
    let text = texts.into_iter().next().filter(|_| !open.is_empty());
    Ok(text.map(|part| plain_card(part.text)))
}

/// The ids of what each part of a clerk's message tells.
///
/// # Errors
/// When its text cannot be made.
pub fn lay_out_attention(
    house: &House,
    books: &Books,
    clerk: &Person,
    items: &[&Attention],
) -> Result<Vec<Vec<i64>>> {
    let (ids, told): (Vec<i64>, Vec<_>) = items.iter().filter_map(|item| readable(item)).unzip();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let listing = attention_listing(house, books, clerk, told, Place::default());
    let mut rest = ids.into_iter();
    let parts = house.texts.parts(&listing)?;
    Ok(parts
        .iter()
        .map(|part| rest.by_ref().take(part.entries).collect())
        .collect())
}

fn readable(item: &Attention) -> Option<(i64, text::Attention)> {
    match text::Attention::from_stored(&item.kind, &item.detail) {
        Ok(attention) => Some((item.id, attention)),
        Err(error) => {
            tracing::error!(attention.id = item.id, %error, "an attention cannot be told");
            None
        }
    }
}

fn attention_listing(
    house: &House,
    books: &Books,
    clerk: &Person,
    told: Vec<text::Attention>,
    place: Place,
) -> Notices {
    Notices {
        office: house.office.name.clone(),
        on: books.today(),
        name: clerk.name.clone(),
        sections: vec![Section {
            form: ATTENTION.to_owned(),
            name: None,
            entries: told.into_iter().map(Entry::Attention).collect(),
        }],
        counted: 0,
        place,
    }
}

/// The neutral line for a group.
///
/// # Errors
/// When its text cannot be made.
pub fn group_line(house: &House, books: &Books, matters: usize) -> Result<Outgoing> {
    let lines = GroupLines {
        office: house.office.name.clone(),
        on: books.today(),
        sections: Vec::new(),
        told: u32::try_from(matters)?,
    };
    let text = house
        .texts
        .parts(&lines)?
        .into_iter()
        .map(|part| part.text)
        .collect::<Vec<_>>()
        .join("\n");
    Ok(plain_card(text))
}

fn plain_card(text: String) -> Outgoing {
    Outgoing::Send {
        text: text.into(),
        markup: Markup::None,
        reply_to: None,
    }
}
