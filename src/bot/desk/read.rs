//! What a clerk writes for a slot, read into a value; or what they may choose from, or what is wrong with it.

use super::form::{Form, Given, NONE, PASSED, RETURNED, Slot};
use crate::bot::visit::Visit;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::MatterId;
use crate::domain::inspection::Event;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::Via;
use crate::domain::reply::{Parsed, parse, read_day_ahead, read_past_day};
use crate::domain::rulebook::EventKind;
use crate::supervision::{
    is_concerned, is_of_round, may_record, office_reviews, open_matters, people_of_unit,
};
use anyhow::{Context, Result};

/// Choices on one card.
const MOST: usize = 12;
/// Longest words that are kept.
const LONGEST: usize = 200;

/// What became of some words.
pub enum Read {
    /// This is meant.
    One(Given),
    /// Several fit.
    Several(Vec<Given>),
    /// Nothing fits: key of what is wrong.
    Wrong(&'static str),
}

impl Read {
    fn of(mut fitting: Vec<Given>, problem: &'static str) -> Read {
        match fitting.len() {
            0 => Read::Wrong(problem),
            1 => Read::One(fitting.remove(0)),
            _ => {
                fitting.truncate(MOST);
                Read::Several(fitting)
            }
        }
    }
}

/// Reads what was written for a slot.
pub async fn read(visit: &mut Visit<'_>, form: &Form, slot: Slot, text: &str) -> Result<Read> {
    let text = text.trim();
    let today = visit.books.today();
    let words = |problem| match text.chars().count() {
        0 => Read::Wrong("empty"),
        1..=LONGEST => Read::One(given(slot, text, text)),
        _ => Read::Wrong(problem),
    };
    Ok(match slot {
        Slot::Unit => Read::of(units(visit, slot, text).await?, "unit"),
        Slot::Matter | Slot::Reviewed => {
            let code = text.to_uppercase();
            match visit.work.find_matter(visit.house.office.id, &code).await? {
                Some(matter) if may_record_it(visit, &matter).await? => {
                    Read::One(matter_given(slot, &matter))
                }
                _ => Read::Wrong("matter"),
            }
        }
        Slot::Giver | Slot::Person | Slot::Heir => Read::of(people(visit, slot, text).await?, "person"),
        Slot::Day => match read_past_day(text, today) {
            Some(day) => Read::One(given(slot, &day.to_string(), &day.to_string())),
            None => Read::Wrong("day"),
        },
        Slot::FixBy => match read_day_ahead(text, today) {
            Some(day) => Read::One(given(slot, &day.to_string(), &day.to_string())),
            None => Read::Wrong("day"),
        },
        Slot::Words => match parse(text, today) {
            Parsed::Answers(_) => words("words"),
            Parsed::Unclear(_) | Parsed::Command(_) => Read::Wrong("words"),
        },
        Slot::Document | Slot::Reason => words("words"),
        Slot::EventKind | Slot::Event | Slot::Via | Slot::Verdict => {
            let fits = |choice: &Given| choice.shown == text || choice.value == text;
            let chosen: Vec<Given> = choices(visit, form, slot)
                .await?
                .into_iter()
                .filter(fits)
                .collect();
            Read::of(chosen, "choice")
        }
    })
}

/// What may be chosen for a slot; empty where it is written.
pub async fn choices(visit: &mut Visit<'_>, form: &Form, slot: Slot) -> Result<Vec<Given>> {
    let texts = &visit.house.texts;
    Ok(match slot {
        Slot::Unit => Vec::new(),
        Slot::EventKind => {
            let rulebook = &visit.books.rulebook;
            let of_a_unit = |kind: &&EventKind| !is_of_round(rulebook, &kind.code);
            let kinds = rulebook.events.iter().filter(of_a_unit);
            kinds.map(|kind| given(slot, &kind.code, &kind.name)).collect()
        }
        Slot::Event => events(visit, form).await?,
        Slot::Day => {
            let today = visit.books.today();
            let days = [Some(today), today.pred_opt()];
            let days = days.into_iter().flatten().map(|day| day.to_string());
            days.map(|day| given(slot, &day, &day)).collect()
        }
        Slot::Matter => {
            let rulebook = visit.books.rulebook.clone();
            waiting(visit, slot, |matter| {
                let rule = rulebook.rule(&matter.rule);
                let is_received = rule.is_some_and(|rule| rule.ends.waits_for_office());
                is_received && matter.claimed_on.is_some() && !matter.is_silent()
            })
            .await?
        }
        Slot::Reviewed => reviewed(visit).await?,
        Slot::Giver => givers(visit, form).await?,
        Slot::Via => [Via::Phone, Via::Paper, Via::Intranet]
            .map(|via| given(slot, via.key(), texts.word("via", via.key())))
            .into(),
        Slot::Verdict => [PASSED, RETURNED]
            .map(|verdict| given(slot, verdict, texts.word("move", verdict)))
            .into(),
        Slot::Document | Slot::FixBy => vec![given(slot, NONE, texts.word("desk_none", slot.key()))],
        Slot::Person | Slot::Heir | Slot::Words | Slot::Reason => Vec::new(),
    })
}

fn given(slot: Slot, value: &str, shown: &str) -> Given {
    Given {
        slot,
        value: value.to_owned(),
        shown: shown.to_owned(),
    }
}

fn matter_given(slot: Slot, matter: &Matter) -> Given {
    given(slot, &matter.id.to_string(), &matter.code)
}

async fn may_record_it(visit: &mut Visit<'_>, matter: &Matter) -> Result<bool> {
    let clerk = visit.person().context("a desk without a clerk")?.id;
    let allowed = may_record(visit.work, visit.house, visit.books, Actor::Person(clerk), matter).await?;
    Ok(allowed.is_ok())
}

async fn units(visit: &mut Visit<'_>, slot: Slot, text: &str) -> Result<Vec<Given>> {
    let all: Vec<Unit> = visit.work.all().await?;
    let former = visit
        .person()
        .map(|clerk| clerk.former_units.clone())
        .unwrap_or_default();
    let all = all.into_iter().filter(|unit| !former.contains(&unit.name));
    let named: Vec<Unit> = all
        .filter(|unit| !text.is_empty() && unit.name.contains(text))
        .collect();
    let exact = named.iter().find(|unit| unit.name == text);
    let found = exact.map_or(named.as_slice(), std::slice::from_ref);
    Ok(found
        .iter()
        .map(|unit| given(slot, &unit.id.to_string(), &unit.name))
        .collect())
}

async fn people(visit: &mut Visit<'_>, slot: Slot, text: &str) -> Result<Vec<Given>> {
    let (unit, name) = text
        .split_once('/')
        .map_or((None, text), |(unit, name)| (Some(unit), name));
    let office = visit.house.office.id;
    let mut found = Vec::new();
    for person in visit.work.list_persons_named(office, name).await? {
        let of: Unit = visit.work.get(person.unit_id).await?;
        if person.left_on.is_none() && unit.is_none_or(|unit| of.name.contains(unit)) {
            found.push(person_given(slot, &person, &of));
        }
    }
    Ok(found)
}

fn person_given(slot: Slot, person: &Person, unit: &Unit) -> Given {
    let shown = format!("{} {}", unit.name, person.name);
    given(slot, &person.id.to_string(), &shown)
}

async fn events(visit: &mut Visit<'_>, form: &Form) -> Result<Vec<Given>> {
    let unit: i64 = form.value(Slot::Unit).context("no unit is given")?.parse()?;
    let mut events: Vec<Event> = visit.work.all().await?;
    events.retain(|event| event.unit_id.0 == unit && !event.withdrawn);
    events.sort_by_key(|event| std::cmp::Reverse((event.happened_on, event.id)));
    let kinds = &visit.books.rulebook.events;
    let name_of = |event: &Event| {
        let kind = kinds.iter().find(|kind| kind.code == event.kind);
        kind.map_or_else(|| event.kind.clone(), |kind| kind.name.clone())
    };
    let shown = |event: &Event| format!("{} {}", event.happened_on, name_of(event));
    let latest = events.iter().take(MOST);
    Ok(latest
        .map(|event| given(Slot::Event, &event.id.to_string(), &shown(event)))
        .collect())
}

/// The matters that wait for the office's word, those due first.
async fn waiting(visit: &mut Visit<'_>, slot: Slot, fits: impl Fn(&Matter) -> bool) -> Result<Vec<Given>> {
    let open = open_matters(visit.work).await?;
    let mut found = Vec::new();
    for matter in open.iter().filter(|matter| fits(matter)) {
        if found.len() < MOST && may_record_it(visit, matter).await? {
            found.push(matter_given(slot, matter));
        }
    }
    Ok(found)
}

async fn reviewed(visit: &mut Visit<'_>) -> Result<Vec<Given>> {
    let rulebook = visit.books.rulebook.clone();
    let office_reviews = |matter: &Matter| {
        let rule = rulebook.rule(&matter.rule);
        rule.is_some_and(office_reviews) && matter.state != MatterState::Returned
    };
    waiting(visit, Slot::Reviewed, |matter| {
        matter.state == MatterState::UnderReview || office_reviews(matter)
    })
    .await
}

/// Those who have to do with the matter that is spoken of.
async fn givers(visit: &mut Visit<'_>, form: &Form) -> Result<Vec<Given>> {
    let matter: i64 = form.value(Slot::Matter).context("no matter is given")?.parse()?;
    let matter: Matter = visit.work.get(MatterId(matter)).await?;
    let unit: Unit = visit.work.get(matter.unit_id).await?;
    let mut found = Vec::new();
    for person in people_of_unit(visit.work, unit.id).await? {
        let is_concerned = is_concerned(visit.work, visit.house, visit.books, &matter, person.id).await?;
        if is_concerned && found.len() < MOST {
            found.push(person_given(Slot::Giver, &person, &unit));
        }
    }
    Ok(found)
}
