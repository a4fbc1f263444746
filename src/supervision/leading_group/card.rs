//! The leading group's card: three figures, the worst units, and per unit what may be decided.

use super::climbed::{Climbed, climbed, overdue};
use crate::domain::contact::{Person, Unit};
use crate::domain::disclosure::Shown;
use crate::domain::ids::{MatterId, PersonId, UnitId};
use crate::domain::message::{Button, Markup, Outgoing};
use crate::domain::resolution::ResolutionKind;
use crate::domain::role::Role;
use crate::domain::rulebook::{ChannelKind, RuleCode};
use crate::store::{Claimed, Work};
use crate::supervision::bundle::enqueue;
use crate::supervision::card::{CardAction, Held};
use crate::supervision::house::{Books, House};
use crate::supervision::lay_out::live_notices;
use crate::supervision::outward::{Disclosed, Seer};
use crate::supervision::paper::numbers_of;
use crate::supervision::reach::reach;
use crate::supervision::render::labelled;
use crate::text::{Label, LeadingCard, LeadingDetail, LeadingLine, LeadingUnit};
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// Kind of the message.
pub const CARD: &str = "leading_group";
/// The policy that says how many units a card lists.
const CARD_POLICY: &str = "G-CARD";
/// Its figure.
const UNITS: &str = "units";
/// Matters that 查看明细 lists.
const MOST: usize = 15;

/// A unit of a card with what it is about.
struct OfUnit {
    unit: Unit,
    climbed: Vec<Climbed>,
}

/// The card of a reader: what it says, and the matters behind each of its units. None while nothing has climbed that
/// they may hear of.
///
/// # Errors
/// When the database cannot be read.
pub async fn card_of(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
) -> Result<Option<(LeadingCard, Vec<Vec<Held>>)>> {
    let mut seen = Vec::new();
    for one in climbed(work, house, books).await? {
        if is_shown(work, house, books, seer, &one).await? {
            seen.push(one);
        }
    }
    if seen.is_empty() {
        return Ok(None);
    }
    let overdue = overdue(work, house, books).await?.len();
    let (climbed, silent) = (seen.len(), seen.iter().filter(|one| one.last.is_none()).count());
    let units = by_unit(work, seen).await?;
    let most = most_units(books)?;
    let card = LeadingCard {
        office: house.office.name.clone(),
        on: books.today(),
        overdue,
        climbed,
        silent,
        more: units.len().saturating_sub(most),
        units: (1..).zip(&units).take(most).map(line_of).collect(),
    };
    let held = |of: &OfUnit| of.climbed.iter().map(|one| Held::of(&one.matter)).collect();
    Ok(Some((card, units.iter().take(most).map(held).collect())))
}

async fn is_shown(work: &mut Work, house: &House, books: &Books, seer: &Seer, one: &Climbed) -> Result<bool> {
    let disclosed = Disclosed::of(work, house, books, &one.matter).await?;
    let shown = disclosed.shown(Some(seer), ChannelKind::Chat)?;
    Ok(matches!(shown, Shown::Full(_) | Shown::Neutral(_)))
}

/// Units with what has climbed of them, the most pressing first.
async fn by_unit(work: &mut Work, climbed: Vec<Climbed>) -> Result<Vec<OfUnit>> {
    let mut units: Vec<OfUnit> = Vec::new();
    for one in climbed {
        match units.iter_mut().find(|of| of.unit.id == one.matter.unit_id) {
            Some(of) => of.climbed.push(one),
            None => units.push(OfUnit {
                unit: work.get(one.matter.unit_id).await?,
                climbed: vec![one],
            }),
        }
    }
    units.sort_by_key(|of| std::cmp::Reverse((of.climbed.len(), longest(of))));
    Ok(units)
}

fn longest(of: &OfUnit) -> i64 {
    of.climbed.iter().map(|one| one.days).max().unwrap_or_default()
}

fn line_of((number, of): (usize, &OfUnit)) -> LeadingUnit {
    LeadingUnit {
        number,
        unit: of.unit.outward_name().to_owned(),
        matters: of.climbed.len(),
        longest: longest(of),
        silent: of.climbed.iter().filter(|one| one.last.is_none()).count(),
    }
}

fn most_units(books: &Books) -> Result<usize> {
    let code = RuleCode(CARD_POLICY.to_owned());
    let policy = books.rulebook.policy(&code);
    let figure = policy.and_then(|policy| policy.figures.get(UNITS));
    let figure = figure.with_context(|| format!("policy {code} gives no {UNITS}"))?;
    Ok(usize::try_from(*figure)?)
}

/// The card as it is sent, when its part is claimed.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn render_card(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: Person,
    part: &Claimed,
) -> Result<Option<Outgoing>> {
    let seer = Seer::of(work, books, person).await?;
    let notices = work.list_notices_in(part.id).await?;
    live_notices(work, house, books, &seer, &notices, ChannelKind::Chat).await?;
    let Some((card, held)) = card_of(work, house, books, &seer).await? else {
        return Ok(None);
    };
    let mut rows = Vec::new();
    for (unit, held) in card.units.iter().zip(&held) {
        rows.push(unit_buttons(work, house, books, &seer, part.id, unit.number, held).await?);
    }
    Ok(Some(Outgoing::Send {
        text: house.texts.render(&card)?.into(),
        markup: Markup::Buttons(rows),
        reply_to: None,
    }))
}

async fn unit_buttons(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    outbox: i64,
    number: usize,
    held: &[Held],
) -> Result<Vec<Button>> {
    let decide = ResolutionKind::ALL.map(|kind| {
        let word = house.texts.word("resolution", kind.key());
        (format!("{number} {word}"), CardAction::Resolve(kind))
    });
    let detail = format!("{number} {}", house.texts.label(Label::Detail));
    let actions: Vec<_> = decide.into_iter().chain([(detail, CardAction::Detail)]).collect();
    labelled(work, books, seer, outbox, held, &actions).await
}

/// 查看明细: the matters of a unit with their rung, days and last answer.
///
/// # Errors
/// When the database cannot be read.
pub async fn unit_detail(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    matters: &[MatterId],
) -> Result<Option<LeadingDetail>> {
    let mut lines = Vec::new();
    let mut unit: Option<UnitId> = None;
    for one in climbed(work, house, books).await? {
        if !matters.contains(&one.matter.id) || !is_shown(work, house, books, seer, &one).await? {
            continue;
        }
        unit = Some(one.matter.unit_id);
        let registration = work.standing_registration(one.matter.id).await?;
        let papers = numbers_of(work, house, &one.matter).await?;
        lines.push(LeadingLine {
            code: one.matter.code,
            due_on: one.matter.due_on,
            original_due_on: one
                .matter
                .original_due_on
                .filter(|day| Some(*day) != one.matter.due_on),
            step: one.step,
            days: one.days,
            last_on: one.last.map(|(on, _)| on),
            last_said: one.last.map(|(_, said)| said.key()),
            registered: registration.map(|row| row.number),
            papers,
        });
    }
    let Some(unit) = unit else { return Ok(None) };
    let unit: Unit = work.get(unit).await?;
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    Ok(Some(LeadingDetail {
        on: books.today(),
        unit: unit.outward_name().to_owned(),
        lines,
        more,
    }))
}

/// Whether a slot is the week's first: then the leading group gets its card, new or not.
pub fn is_weekly_slot(house: &House, books: &Books, slot_at: DateTime<Utc>) -> bool {
    let local = books.local(slot_at);
    let first_day = books.calendar.first_workday_of_week(local.date());
    first_day == Some(local.date()) && house.office.slots.first() == Some(&local.time())
}

/// The week's card for everybody of the leading group who has not just got one.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn enqueue_cards(
    work: &mut Work,
    house: &House,
    books: &Books,
    slot_at: DateTime<Utc>,
    has_one: &BTreeSet<PersonId>,
) -> Result<i64> {
    let mut told = has_one.clone();
    for role in Role::ALL.into_iter().filter(|role| role.is_leading_group()) {
        let holders = work
            .list_office_holders(role, house.office.id, books.today())
            .await?;
        for person in holders {
            let Some(address) = reach(work, house, person.id).await? else {
                continue;
            };
            let id = person.id;
            if told.contains(&id) {
                continue;
            }
            let seer = Seer::of(work, books, person).await?;
            if card_of(work, house, books, &seer).await?.is_some() {
                enqueue(work, house, books, id, CARD, &address, slot_at, 1).await?;
                told.insert(id);
            }
        }
    }
    Ok(i64::try_from(told.len() - has_one.len())?)
}
