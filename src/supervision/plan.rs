//! Planning: from matters whose step has come to notices, in batches that each stand alone, then one bundling.

use super::attention::raise_vacancy;
use super::bundle::bundle;
use super::climb::remember_rungs;
use super::firing::{Firing, fire};
use super::house::{Books, House};
use super::paper::{draft_papers, withdraw_empty_papers};
use super::people::Finder;
use super::phone_list::write_daily_list;
use super::reach::way_to;
use super::refused::with_retries;
use super::storm;
use crate::domain::contact::Unit;
use crate::domain::ids::PersonId;
use crate::domain::matter::Matter;
use crate::domain::notice::NoticeState;
use crate::store::{NewNotice, Planning, StoreError, Work};
use anyhow::Result;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeSet;

/// Name of the job in `job_run`.
pub const JOB: &str = "plan";
/// Kind of the attention for somebody whom no chat reaches.
pub const UNREACHABLE: &str = "nobody_reachable";

/// What a planning run did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Planned {
    /// Now is no time to send.
    NoSlot,
    /// This slot has been planned.
    AlreadyRun,
    /// The storm guard stopped it; nothing was planned.
    Held {
        /// Messages that it would have sent.
        messages: i64,
        /// Messages that go without asking.
        usual: i64,
    },
    /// Done.
    Ran {
        /// Business instant of the slot.
        slot_at: DateTime<Utc>,
        /// Notices planned.
        notices: usize,
        /// Messages enqueued.
        messages: i64,
    },
}

/// Plans the present slot, once. Whatever crashes, a matter's step is planned or it is not, never half.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn plan(house: &House) -> Result<Planned> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let Some(slot_at) = present_slot(house, &books) else {
        return Ok(Planned::NoSlot);
    };
    let has_run = work.has_run(JOB, slot_at).await?;
    drop(work);
    if has_run {
        return Ok(Planned::AlreadyRun);
    }
    if let Some(held) = storm::guard(house, &books, slot_at).await? {
        return Ok(held);
    }
    let mut notices = 0;
    loop {
        let (matters, planned) = with_retries(|| plan_batch(house, &books, slot_at)).await?;
        notices += planned;
        if matters == 0 {
            break;
        }
    }
    with_retries(|| withdraw_empty_papers(house, &books)).await?;
    with_retries(|| write_daily_list(house, &books)).await?;
    let messages = with_retries(|| bundle(house, &books, slot_at)).await?;
    Ok(Planned::Ran {
        slot_at,
        notices,
        messages,
    })
}

/// The latest slot of today that has come, while sending is allowed.
fn present_slot(house: &House, books: &Books) -> Option<DateTime<Utc>> {
    let now = books.local(books.now);
    let office = &house.office;
    if !books.calendar.is_workday(now.date()) || now.time() < office.opens || now.time() >= office.closes {
        return None;
    }
    let slot = office.slots.iter().rfind(|slot| **slot <= now.time())?;
    Some(books.instant(now.date().and_time(*slot)))
}

/// The first slot after an instant.
pub fn next_slot(house: &House, books: &Books, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let local = books.local(after);
    let today = local.date();
    let later = office_slot_after(house, books, local);
    later.or_else(|| {
        let day = books.calendar.next_workday(today.succ_opt()?);
        Some(books.instant(day.and_time(*house.office.slots.first()?)))
    })
}

fn office_slot_after(house: &House, books: &Books, local: chrono::NaiveDateTime) -> Option<DateTime<Utc>> {
    let slot = house.office.slots.iter().find(|slot| **slot > local.time())?;
    books
        .calendar
        .is_workday(local.date())
        .then(|| books.instant(local.date().and_time(*slot)))
}

/// Plans one batch in one transaction; gives how many matters it took and how many notices it made.
async fn plan_batch(house: &House, books: &Books, slot_at: DateTime<Utc>) -> Result<(usize, usize)> {
    let mut work = house.store.begin().await?;
    let mut finder = Finder::new(house, books.today());
    let ids = work.lock_due_matters(books.now, house.limits.batch).await?;
    let mut notices = 0;
    for id in &ids {
        let matter: Matter = work.get(*id).await?;
        match plan_matter(&mut work, house, books, slot_at, &mut finder, &matter).await {
            Ok(planned) => notices += planned,
            Err(error) if error.is::<StoreError>() => return Err(error),
            Err(error) => put_off(&mut work, house, books, &matter, &error).await?,
        }
    }
    work.commit().await?;
    Ok((ids.len(), notices))
}

/// A matter that cannot be planned must not stop the others: it is looked at again in the next slot.
async fn put_off(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
    error: &anyhow::Error,
) -> Result<()> {
    tracing::error!(
        matter.code = matter.code,
        error = format!("{error:#}"),
        "a matter cannot be planned"
    );
    let planning = work.planning(matter.id).await?;
    let next_step_at = next_slot(house, books, books.now);
    work.set_planning(
        matter.id,
        &Planning {
            next_step_at,
            ..planning
        },
    )
    .await?;
    Ok(())
}

async fn plan_matter(
    work: &mut Work,
    house: &House,
    books: &Books,
    slot_at: DateTime<Utc>,
    finder: &mut Finder<'_>,
    matter: &Matter,
) -> Result<usize> {
    let planning = work.planning(matter.id).await?;
    let firing = fire(work, house, books, finder, matter, &planning).await?;
    report_vacancies(work, house, books, finder, matter, &firing).await?;
    remember_rungs(work, house, books, finder, matter, &firing).await?;
    draft_papers(work, house, books, slot_at, matter, &firing).await?;
    let mut notices = 0;
    for telling in &firing.tellings {
        let way = way_to(work, house, telling.person).await?;
        let state = if way.is_some() {
            NoticeState::Planned
        } else {
            NoticeState::Unreachable
        };
        let new = NewNotice {
            step: &telling.step,
            occurrence_on: telling.on,
            person: telling.person,
            channel: house.chat,
            form: &telling.form,
            at: books.now,
            state,
        };
        notices += usize::from(work.plan_notice(matter, &new).await?);
        if way.is_none() {
            raise_unreachable(work, house, telling.person).await?;
        }
    }
    let planning = Planning {
        planned_to_at: Some(books.now),
        news: None,
        ..planning
    };
    super::open::arm(work, house, books, matter, planning).await?;
    Ok(notices)
}

async fn report_vacancies(
    work: &mut Work,
    house: &House,
    books: &Books,
    finder: &mut Finder<'_>,
    matter: &Matter,
    firing: &Firing,
) -> Result<()> {
    for vacancy in &firing.vacant {
        let unit = finder.unit_name(work, matter.unit_id).await?;
        raise_vacancy(work, house, books, *vacancy, matter.unit_id, &unit).await?;
    }
    Ok(())
}

/// Tells the office that a person cannot be reached.
///
/// # Errors
/// When the database refuses it.
pub async fn raise_unreachable(work: &mut Work, house: &House, person: PersonId) -> Result<()> {
    let person: crate::domain::contact::Person = work.get(person).await?;
    let unit: Unit = work.get(person.unit_id).await?;
    let detail = serde_json::json!({ "person": person.name, "unit": unit.name }).to_string();
    work.raise(
        house.office.id,
        UNREACHABLE,
        &person.id.to_string(),
        &detail,
        house.clock.now(),
    )
    .await?;
    Ok(())
}

/// How many messages a run would send now: one a reachable person who is to be told anything.
///
/// # Errors
/// When the database cannot be read.
pub async fn count_messages(house: &House, books: &Books) -> Result<i64> {
    let mut work = house.store.read().await?;
    let mut finder = Finder::new(house, books.today());
    let mut people = BTreeSet::new();
    for matter in work.list_due_matters(books.now).await? {
        let planning = work.planning(matter.id).await?;
        let Ok(firing) = fire(&mut work, house, books, &mut finder, &matter, &planning).await else {
            continue;
        };
        people.extend(firing.tellings.into_iter().map(|telling| telling.person));
    }
    let mut messages = 0;
    for person in people {
        messages += i64::from(way_to(&mut work, house, person).await?.is_some());
    }
    Ok(messages)
}
