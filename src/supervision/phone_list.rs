//! 电话清单: those whom no chat reaches and what they were to be told, one list a workday instead of a notice each.
//! Whoever is told by telephone stands on no later list; whoever is not, stands on the next one too.

use super::circulation::readers_to_call;
use super::house::{Books, House};
use super::lay_out::live_notices;
use super::outward::Seer;
use super::print::keep_paper;
use super::reach::way_to;
use super::recorder::may_record;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::MatterId;
use crate::domain::ledger::Actor;
use crate::domain::notice::Notice;
use crate::domain::rulebook::ChannelKind;
use crate::store::Work;
use crate::text::{Called, CalledLine, CalledReader, PhoneList};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// Name of the job in `job_run`, and kind of the attention that tells the office of a list.
pub const PHONE_LIST: &str = "phone_list";

/// A list that was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintedList {
    /// Name of the file in the home's folder of papers; none where nobody is to be called.
    pub file: Option<String>,
    /// How many people stand on it.
    pub people: usize,
    /// How many matters they are to be told of.
    pub matters: usize,
    /// Their units: who once served in one of them is not told of the list (回避).
    pub units: Vec<String>,
}

/// Somebody to be called.
pub struct ToCall {
    /// Who.
    pub person: Person,
    /// Where they serve.
    pub unit: Unit,
    /// What waits for them, a matter each, in order of planning.
    pub waiting: Vec<Waiting>,
}

/// A matter that somebody is to be told of.
pub struct Waiting {
    /// Which.
    pub matter: MatterId,
    /// The notices that reached nobody, in order.
    pub notices: Vec<Notice>,
    /// What may be said of it; none where it is only counted.
    line: Option<CalledLine>,
}

/// Who is to be called for what was to be told up to a day, by unit and person. What is no longer true is
/// withdrawn. A clerk is shown nothing of a unit that they once served in (回避).
///
/// # Errors
/// When the database cannot be read or written.
pub async fn to_call(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    until: NaiveDate,
) -> Result<Vec<ToCall>> {
    let mut notices = work.list_unreachable().await?;
    notices.retain(|notice| books.local(notice.planned_at).date() <= until);
    let mut list = Vec::new();
    for theirs in notices.chunk_by(|one, next| one.person_id == next.person_id) {
        let person: Person = work.get(theirs[0].person_id).await?;
        if !person.is_here_on(books.today()) || way_to(work, house, person.id).await?.is_some() {
            continue;
        }
        let waiting = waiting_for(work, house, books, actor, &person, theirs).await?;
        if !waiting.is_empty() {
            let unit = work.get(person.unit_id).await?;
            list.push(ToCall {
                person,
                unit,
                waiting,
            });
        }
    }
    list.sort_by_key(|call| (call.unit.id, call.person.id));
    Ok(list)
}

async fn waiting_for(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    person: &Person,
    notices: &[Notice],
) -> Result<Vec<Waiting>> {
    let seer = Seer::of(work, books, person.clone()).await?;
    let mut waiting: Vec<Waiting> = Vec::new();
    for live in live_notices(work, house, books, &seer, notices, ChannelKind::Chat).await? {
        if may_record(work, house, books, actor, &live.matter)
            .await?
            .is_err()
        {
            continue;
        }
        let line = live.line.map(|line| CalledLine {
            name: books
                .rulebook
                .form(&live.notice.form)
                .map(|form| form.name.clone()),
            form: live.notice.form.clone(),
            line,
        });
        let known = waiting.iter_mut().find(|known| known.matter == live.matter.id);
        match known {
            Some(known) => {
                known.notices.push(live.notice);
                known.line = line;
            }
            None => waiting.push(Waiting {
                matter: live.matter.id,
                notices: vec![live.notice],
                line,
            }),
        }
    }
    Ok(waiting)
}

/// Prints the list of what was to be told up to a day and still waits.
///
/// # Errors
/// When the database cannot be read or the paper not be written.
pub async fn print_phone_list(house: &House, actor: Actor, until: NaiveDate) -> Result<PrintedList> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let printed = print_phone_list_in(&mut work, house, &books, actor, until).await?;
    work.commit().await?;
    Ok(printed)
}

/// The same within a unit of work.
///
/// # Errors
/// As there.
pub async fn print_phone_list_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    until: NaiveDate,
) -> Result<PrintedList> {
    let list = to_call(work, house, books, actor, until).await?;
    let readers = readers_on_paper(work, house, books, until).await?;
    let matters = list.iter().map(|call| call.waiting.len()).sum();
    let mut units: Vec<String> = list.iter().map(|call| call.unit.name.clone()).collect();
    units.dedup();
    let paper = PhoneList {
        office: house.office.name.clone(),
        on: until,
        people: list.into_iter().map(on_paper).collect(),
        readers,
    };
    let is_on_top = |reader: &CalledReader| {
        let is_it = |called: &Called| (&called.unit, &called.name) == (&reader.unit, &reader.name);
        paper.people.iter().any(is_it)
    };
    let people = paper.people.len() + paper.readers.iter().filter(|it| !is_on_top(it)).count();
    let file = match people {
        0 => None,
        _ => Some(keep_paper(house, PHONE_LIST, &[&until.to_string()], &paper)?),
    };
    Ok(PrintedList {
        file,
        people,
        matters,
        units,
    })
}

/// Those whose digest goes out on the day and reaches them by neither mail nor chat.
async fn readers_on_paper(
    work: &mut Work,
    house: &House,
    books: &Books,
    on: NaiveDate,
) -> Result<Vec<CalledReader>> {
    let mut readers = Vec::new();
    for person in readers_to_call(work, house, books, on).await? {
        let unit: Unit = work.get(person.unit_id).await?;
        readers.push(CalledReader {
            unit: unit.outward_name().to_owned(),
            name: person.name,
            phone: person.phone,
        });
    }
    Ok(readers)
}

fn on_paper(call: ToCall) -> Called {
    Called {
        unit: call.unit.outward_name().to_owned(),
        name: call.person.name,
        phone: call.person.phone,
        counted: call.waiting.iter().filter(|it| it.line.is_none()).count(),
        lines: call.waiting.into_iter().filter_map(|it| it.line).collect(),
    }
}

/// Writes the list of the present workday, once, and has the office told that it lies there. Yesterday's is no
/// longer spoken of.
///
/// # Errors
/// When the database cannot be read or written, or the paper not be written.
pub async fn write_daily_list(house: &House, books: &Books) -> Result<()> {
    if house.reaches_all {
        return Ok(());
    }
    let today = books.today();
    let day = books.midnight(today);
    let mut work = house.store.begin().await?;
    if !work.write_run(PHONE_LIST, day, books.now, 0).await? {
        return Ok(());
    }
    work.settle_attention_about(PHONE_LIST, "", books.now).await?;
    let printed = print_phone_list_in(&mut work, house, books, Actor::System, today).await?;
    if printed.file.is_some() {
        let detail = serde_json::to_string(&printed)?;
        work.raise(house.office.id, PHONE_LIST, "", &detail, books.now)
            .await?;
    }
    Ok(work.commit().await?)
}
