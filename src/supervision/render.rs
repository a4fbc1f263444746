//! Rendering, when a part is claimed: what is no longer true is withdrawn, what is left becomes a card.

use super::bind::random_text;
use super::card::{CardAction, CardPress, Held, KeptPress};
use super::firing::{PROMISED, TAKEN_OVER};
use super::house::{Books, House};
use super::moves::ENDED;
use super::outward::{Disclosed, Seer};
use super::plan::raise_unreachable;
use super::reach::reach;
use super::redate::moved_line;
use super::schedule::standing_promises;
use super::withdraw::WITHDRAWN;
use crate::domain::contact::Person;
use crate::domain::disclosure::Shown;
use crate::domain::ids::{MatterId, MessageId, PersonId};
use crate::domain::matter::{Matter, MatterState};
use crate::domain::message::{Button, Markup, Outgoing};
use crate::domain::notice::{Notice, NoticeState};
use crate::domain::rulebook::ChannelKind;
use crate::store::{Attention, Claimed, NewPart, Work};
use crate::text::{self, Entry, GroupLines, Label, Line, Notices, Part, Place, Section};
use anyhow::{Context, Result};

const TOKEN_LENGTH: usize = 20;

/// A claimed part, ready.
#[derive(Debug)]
pub enum Prepared {
    /// To be sent.
    Send(Outgoing),
    /// Nothing is left of it.
    Nothing,
}

/// A notice that is still true, with its matter as its reader may see it.
struct Live {
    notice: Notice,
    matter: Matter,
    line: Option<Line>,
}

/// Prepares a claimed part: a stored one as it stands, one of notices from what is true now.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn prepare(house: &House, part: &Claimed) -> Result<Prepared> {
    if let Some(payload) = &part.payload {
        let outgoing = serde_json::from_str(payload).context("the payload of an outbox row")?;
        return Ok(Prepared::Send(outgoing));
    }
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let person = part.person_id.context("a message of notices to nobody")?;
    let person: Person = work.get(PersonId(person)).await?;
    if !is_still_theirs(&mut work, house, part, &person).await? {
        work.commit().await?;
        return Ok(Prepared::Nothing);
    }
    let seer = Seer::of(&mut work, &books, person).await?;
    let live = live_notices(&mut work, house, &books, &seer, part).await?;
    if live.is_empty() {
        work.commit().await?;
        return Ok(Prepared::Nothing);
    }
    let outgoing = render(&mut work, house, &books, &seer, part, live).await?;
    work.commit().await?;
    Ok(Prepared::Send(outgoing))
}

/// Whether the address is still the person's; if not, the notices go to their new one with the next bundle, or
/// the office is told that they reached nobody.
async fn is_still_theirs(work: &mut Work, house: &House, part: &Claimed, person: &Person) -> Result<bool> {
    let address = reach(work, house, person.id).await?;
    if address.as_ref() == Some(&part.address) {
        return Ok(true);
    }
    let state = if address.is_some() {
        NoticeState::Planned
    } else {
        NoticeState::Unreachable
    };
    for notice in work.list_notices_in(part.id).await? {
        work.mark_notice(notice.id, state).await?;
    }
    if address.is_none() && person.left_on.is_none() {
        raise_unreachable(work, house, person.id).await?;
    }
    Ok(false)
}

/// The notices of a part that are still true; the others are withdrawn.
async fn live_notices(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    part: &Claimed,
) -> Result<Vec<Live>> {
    let mut live = Vec::new();
    for notice in work.list_notices_in(part.id).await? {
        let matter: Matter = work.get(notice.matter_id).await?;
        let shown = Disclosed::of(work, house, books, &matter)
            .await?
            .shown(Some(seer), ChannelKind::Chat)?;
        let line = match shown {
            Shown::Full(outward) | Shown::Neutral(outward) => {
                Some(line_of(work, &notice, &matter, outward.into()).await?)
            }
            Shown::Counted => None,
            Shown::Withheld => {
                work.mark_notice(notice.id, NoticeState::Withdrawn).await?;
                continue;
            }
        };
        if is_true(work, &notice, &matter).await? {
            live.push(Live { notice, matter, line });
        } else {
            work.mark_notice(notice.id, NoticeState::Withdrawn).await?;
        }
    }
    Ok(live)
}

/// Whether a notice still says what is: its matter is open, has not moved or been reopened, and its reader has
/// not answered since it was planned.
async fn is_true(work: &mut Work, notice: &Notice, matter: &Matter) -> Result<bool> {
    if notice.form == WITHDRAWN {
        return Ok(matter.state == MatterState::Withdrawn);
    }
    if notice.form == ENDED {
        return Ok(matter.state == MatterState::Completed);
    }
    if !matter.is_open() || notice.cycle != matter.cycle || notice.due_revision != matter.due_revision {
        return Ok(false);
    }
    if notice.form == super::redate::MOVED {
        return Ok(true);
    }
    let replies = work.list_replies(matter.id).await?;
    let has_answered = replies
        .iter()
        .any(|reply| reply.person_id == notice.person_id && reply.answered_at >= notice.planned_at);
    Ok(!has_answered)
}

async fn line_of(work: &mut Work, notice: &Notice, matter: &Matter, line: Line) -> Result<Line> {
    let promises = standing_promises(matter, &work.list_replies(matter.id).await?);
    let own = promises.iter().find(|promise| promise.person == notice.person_id);
    let moved = moved_line(work, notice, matter).await?;
    Ok(Line {
        promised_on: own.map(|promise| promise.promised_on),
        moved,
        ..line
    })
}

async fn render(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    part: &Claimed,
    mut live: Vec<Live>,
) -> Result<Outgoing> {
    live.sort_by_key(|live| {
        let due_on = live.matter.due_on;
        (
            live.line.is_none(),
            gravity(&live.notice.form),
            due_on.is_none(),
            due_on,
        )
    });
    let first_number = work.last_number(part.message_id, part.ordinal).await? + 1;
    let listing = listing_of(house, books, seer, part, &live, first_number)?;
    let mut texts = house.texts.parts(&listing)?;
    let here = texts.first().map_or(0, |first| first.entries);
    let rest: Vec<Live> = if texts.len() > 1 {
        live.split_off(here)
    } else {
        Vec::new()
    };
    if !rest.is_empty() {
        pass_on(work, house, part, texts.len(), &rest).await?;
    }
    let numbered: Vec<(i64, MatterId)> = (first_number..)
        .zip(
            live.iter()
                .filter(|live| live.line.is_some())
                .map(|live| live.matter.id),
        )
        .collect();
    work.number_matters(part.id, &numbered).await?;
    let Part { text, .. } = texts.swap_remove(0);
    let matters: Vec<&Matter> = live
        .iter()
        .filter(|live| live.line.is_some() && live.matter.is_open())
        .map(|live| &live.matter)
        .collect();
    let markup = buttons(work, house, books, seer, part, &matters).await?;
    Ok(Outgoing::Send {
        text: text.into(),
        markup,
        reply_to: None,
    })
}

fn listing_of(
    house: &House,
    books: &Books,
    seer: &Seer,
    part: &Claimed,
    live: &[Live],
    first_number: i64,
) -> Result<Notices> {
    let mut sections: Vec<Section> = Vec::new();
    let shown = live
        .iter()
        .filter_map(|live| Some((&live.notice.form, live.line.clone()?)));
    for (form, line) in shown {
        match sections.last_mut().filter(|section| section.form == *form) {
            Some(section) => section.entries.push(Entry::Matter(line)),
            None => sections.push(Section {
                form: form.clone(),
                name: books.rulebook.form(form).map(|form| form.name.clone()),
                entries: vec![Entry::Matter(line)],
            }),
        }
    }
    let counted = live.iter().filter(|live| live.line.is_none()).count();
    Ok(Notices {
        office: house.office.name.clone(),
        on: books.today(),
        name: seer.person.name.clone(),
        sections,
        counted: u32::try_from(counted)?,
        place: Place {
            first_number: u32::try_from(first_number)?,
            part: usize::try_from(part.ordinal)?,
            parts: usize::try_from(part.parts)?,
        },
    })
}

/// What does not fit goes into a part of its own behind this one.
async fn pass_on(work: &mut Work, house: &House, part: &Claimed, texts: usize, rest: &[Live]) -> Result<()> {
    let ordinal = part.ordinal + 1;
    let parts = part.parts.max(part.ordinal + i64::try_from(texts)? - 1);
    let new = NewPart {
        message: MessageId(part.message_id),
        channel: &part.channel,
        address: &part.address,
        ordinal,
        parts,
        payload: None,
        at: house.clock.now(),
    };
    let new = work.enqueue(&new).await?;
    for live in rest {
        work.bundle_notice(live.notice.id, new).await?;
    }
    Ok(())
}

/// The gravest first.
fn gravity(form: &str) -> usize {
    const ORDER: [&str; 9] = [
        "leading_group",
        "admonish",
        "supervise",
        "urge",
        PROMISED,
        super::redate::MOVED,
        "reminder",
        TAKEN_OVER,
        "opened",
    ];
    ORDER
        .iter()
        .position(|known| *known == form)
        .unwrap_or(ORDER.len())
}

async fn buttons(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    part: &Claimed,
    matters: &[&Matter],
) -> Result<Markup> {
    if matters.is_empty() {
        return Ok(Markup::None);
    }
    let held: Vec<Held> = matters.iter().map(|matter| Held::of(matter)).collect();
    let mut buttons = Vec::new();
    for (label, action) in [
        (Label::Acknowledge, CardAction::Acknowledge),
        (Label::Report, CardAction::Report),
        (Label::CloseOut, CardAction::CloseOut),
        (Label::Extend, CardAction::Extend),
    ] {
        let token = random_text(TOKEN_LENGTH)?;
        let card = CardPress {
            action,
            matters: held.clone(),
        };
        let press = serde_json::to_string(&KeptPress::Card(&card))?;
        work.new_button(&token, Some(part.id), seer.person.id, &press, books.now)
            .await?;
        buttons.push(Button {
            label: house.texts.label(label).to_owned().into(),
            data: token,
        });
    }
    Ok(Markup::Buttons(
        buttons.chunks(2).map(<[Button]>::to_vec).collect(),
    ))
}

/// The card of what the office must look at.
///
/// # Errors
/// When its text cannot be made.
pub fn attention_cards(
    house: &House,
    books: &Books,
    clerk: &Person,
    items: &[Attention],
) -> Result<Vec<Outgoing>> {
    let mut entries = Vec::new();
    for item in items {
        match text::Attention::from_stored(&item.kind, &item.detail) {
            Ok(attention) => entries.push(Entry::Attention(attention)),
            Err(error) => tracing::error!(attention.id = item.id, %error, "an attention cannot be told"),
        }
    }
    let listing = Notices {
        office: house.office.name.clone(),
        on: books.today(),
        name: clerk.name.clone(),
        sections: vec![Section {
            form: "attention".to_owned(),
            name: None,
            entries,
        }],
        counted: 0,
        place: Place::default(),
    };
    Ok(house
        .texts
        .parts(&listing)?
        .into_iter()
        .map(|part| plain_card(part.text))
        .collect())
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
