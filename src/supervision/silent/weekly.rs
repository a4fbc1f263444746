//! The week's list: to everybody who keeps the office's desk, in the first slot of the week's first workday; once,
//! whatever crashes, and not where everybody has answered. It is printed too.

use super::collect::{POLICY, SilentList, SilentMatter, list_silent};
use crate::domain::contact::Person;
use crate::domain::ledger::Actor;
use crate::domain::role::Role;
use crate::domain::rulebook::RuleCode;
use crate::store::Work;
use crate::supervision::house::{Books, House};
use crate::supervision::post::{Posting, plain, post};
use crate::supervision::print::keep_paper;
use crate::supervision::reach::reach;
use crate::text::{SilencePaper, SilentLine, WeeklySilence};
use anyhow::Result;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;

/// Name of the job in `job_run`, and kind of its message.
const JOB: &str = "silent";
/// Who gets it.
const READERS: [Role; 3] = [Role::OfficeClerk, Role::OfficeLiaison, Role::OfficeDirector];

/// A list that was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintedSilence {
    /// Name of the file in the home's folder of papers.
    pub file: String,
    /// How many matters stand on it.
    pub matters: usize,
}

/// Sends the week's list, where its time has come and it was not sent; gives how many people get it.
///
/// # Errors
/// When the database cannot be read or written, or the text not be made.
pub async fn send_weekly_silence(house: &House) -> Result<usize> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let Some(slot_at) = slot_of_week(house, &books) else {
        return Ok(0);
    };
    if !work.write_run(JOB, slot_at, books.now, 0).await? {
        return Ok(0);
    }
    let mut readers: BTreeMap<_, Person> = BTreeMap::new();
    for role in READERS {
        let holders = work
            .list_office_holders(role, house.office.id, books.today())
            .await?;
        readers.extend(holders.into_iter().map(|person| (person.id, person)));
    }
    let mut told = 0;
    for person in readers.into_values() {
        told += usize::from(tell(&mut work, house, &books, &person, slot_at).await?);
    }
    work.count_run(JOB, slot_at, i64::try_from(told)?).await?;
    work.commit().await?;
    Ok(told)
}

/// The week's slot, from then on to the end of its week while sending is allowed.
fn slot_of_week(house: &House, books: &Books) -> Option<DateTime<Utc>> {
    let now = books.local(books.now);
    let office = &house.office;
    if !books.calendar.is_workday(now.date()) || now.time() < office.opens || now.time() >= office.closes {
        return None;
    }
    let first = books.calendar.first_workday_of_week(now.date())?;
    let slot_at = books.instant(first.and_time(*office.slots.first()?));
    (slot_at <= books.now).then_some(slot_at)
}

async fn tell(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: &Person,
    slot_at: DateTime<Utc>,
) -> Result<bool> {
    let Some(address) = reach(work, house, person.id).await? else {
        return Ok(false);
    };
    let list = list_silent(work, house, books, Actor::Person(person.id), None).await?;
    if list.matters() + list.counted == 0 {
        return Ok(false);
    }
    let text = house.texts.render(&weekly(house, books, &person.name, &list))?;
    let posting = Posting {
        person: Some(person.id),
        address: &address,
        kind: JOB,
        slot_at,
    };
    post(work, house, books, posting, &[plain(text)]).await?;
    Ok(true)
}

/// The list as far as one message goes.
fn weekly(house: &House, books: &Books, name: &str, list: &SilentList) -> WeeklySilence {
    let policy = books.rulebook.policy(&RuleCode(POLICY.to_owned()));
    let most = policy.and_then(|policy| policy.figures.get("lines")).copied();
    let most = most
        .and_then(|most| usize::try_from(most).ok())
        .unwrap_or(usize::MAX);
    let all = list
        .units
        .iter()
        .flat_map(|unit| unit.matters.iter().map(|matter| line_of(&unit.unit, matter)));
    WeeklySilence {
        office: house.office.name.clone(),
        name: name.to_owned(),
        on: books.today(),
        matters: list.matters(),
        units: list.units.len(),
        overdue: list.overdue(),
        untold: list.untold(),
        counted: list.counted,
        lines: all.take(most).collect(),
    }
}

fn line_of(unit: &str, matter: &SilentMatter) -> SilentLine {
    SilentLine {
        unit: unit.to_owned(),
        code: matter.code.clone(),
        kind: matter.kind.clone(),
        due_on: matter.due_on,
        original_due_on: matter.original_due_on,
        overdue: matter.overdue,
        told_on: matter.told_on,
        silent: matter.silent,
        told: matter.told.clone(),
        via: matter.via.clone(),
    }
}

/// Prints the list as whoever asks may see it.
///
/// # Errors
/// When the database cannot be read or the paper not be written.
pub async fn print_silent(house: &House, actor: Actor, days: Option<i64>) -> Result<PrintedSilence> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    print_silent_in(&mut work, house, &books, actor, days).await
}

/// The same within a unit of work.
///
/// # Errors
/// As there.
pub async fn print_silent_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    days: Option<i64>,
) -> Result<PrintedSilence> {
    let list = list_silent(work, house, books, actor, days).await?;
    let lines = list
        .units
        .iter()
        .flat_map(|unit| unit.matters.iter().map(|matter| line_of(&unit.unit, matter)));
    let paper = SilencePaper {
        office: house.office.name.clone(),
        on: books.today(),
        counted: list.counted,
        lines: lines.collect(),
    };
    Ok(PrintedSilence {
        file: keep_paper(house, JOB, &[&books.today().to_string()], &paper)?,
        matters: list.matters(),
    })
}
