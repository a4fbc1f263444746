//! 已电话告知: what somebody was told by telephone counts as told.

use super::board::get_matter;
use super::house::{Books, House};
use super::person::{find_person, get_unit};
use super::phone_list::{PHONE_LIST, ToCall, to_call};
use super::plan::UNREACHABLE;
use super::reach::reach;
use super::recorder::may_record;
use super::refused::refuse;
use crate::domain::call::Call;
use crate::domain::contact::Person;
use crate::domain::ids::{CallId, MatterId, PersonId, UnitId};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::refusal::Refusal;
use crate::store::{Act, Work};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// Who was called, and about what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// A person, about everything that waits for them.
    Person(PersonId),
    /// A person, about one matter.
    Matter(PersonId, MatterId),
    /// Everybody of a unit, about everything that waits for them.
    Unit(UnitId),
}

/// What was recorded of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldPerson {
    /// Name.
    pub person: String,
    /// Their unit.
    pub unit: String,
    /// Codes of the matters that they were told of.
    pub codes: Vec<String>,
}

impl Told {
    /// Reads what an operator names: a person, with a matter's code or without, or a unit.
    ///
    /// # Errors
    /// Refused when there is no such person, unit or matter.
    pub async fn named(
        work: &mut Work,
        house: &House,
        person: Option<&str>,
        code: Option<&str>,
        unit: Option<&str>,
    ) -> Result<Told> {
        let person = match (person, unit) {
            (Some(name), _) => find_person(work, house, name).await?.id,
            (None, Some(unit)) => return Ok(Told::Unit(get_unit(work, house, unit).await?.id)),
            (None, None) => refuse!("name who was called"),
        };
        Ok(match code {
            Some(code) => Told::Matter(person, get_matter(work, house, code).await?.id),
            None => Told::Person(person),
        })
    }

    fn is_about(self, call: &ToCall) -> bool {
        match self {
            Told::Person(person) | Told::Matter(person, _) => call.person.id == person,
            Told::Unit(unit) => call.unit.id == unit,
        }
    }

    fn is_of(self, matter: MatterId) -> bool {
        !matches!(self, Told::Matter(_, only) if only != matter)
    }
}

/// Records that people were told by telephone of what waits for them on the list.
///
/// # Errors
/// Refused when nothing waits for them; a fault when the database cannot be read or written.
pub async fn tell_by_phone(
    house: &House,
    actor: Actor,
    told: Told,
    on: NaiveDate,
) -> Result<Result<Vec<ToldPerson>, Refusal>> {
    house
        .alone(async |work, books| tell_by_phone_in(work, house, books, actor, told, on).await)
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// As there; nothing has been written when it refuses.
pub async fn tell_by_phone_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    told: Told,
    on: NaiveDate,
) -> Result<Result<Vec<ToldPerson>, Refusal>> {
    if let Told::Matter(_, matter) = told {
        let matter: Matter = work.get(matter).await?;
        if let Err(refusal) = may_record(work, house, books, actor, &matter).await? {
            return Ok(Err(refusal));
        }
    }
    if on > books.today() {
        refuse!("{on} has not come yet");
    }
    let seen = waiting_for(work, house, books, actor, told, on).await?;
    lock(work, &seen).await?;
    // Somebody else may have recorded the same call meanwhile.
    let list = waiting_for(work, house, books, actor, told, on).await?;
    if list.is_empty() {
        return nothing_waits(work, house, told, on).await;
    }
    let act = Act::new(actor, books.now, "matter.told_by_phone");
    let mut done = Vec::with_capacity(list.len());
    for call in list {
        done.push(record(work, books, &act, call, on).await?);
    }
    if work.list_unreachable().await?.is_empty() {
        work.settle_attention_about(PHONE_LIST, "", books.now).await?;
    }
    Ok(Ok(done))
}

/// Refuses to record a call about which no list says anything, and says what to do instead.
async fn nothing_waits<T>(work: &mut Work, house: &House, told: Told, on: NaiveDate) -> Result<T> {
    const INSTEAD: &str =
        "what somebody said is recorded with `huiyin desk answer CODE TEXT --giver PERSON --via phone`";
    if house.reaches_all {
        refuse!(
            "messages go to the console, which reaches everybody: nobody stands on a phone list; {INSTEAD}"
        );
    }
    if let Told::Person(person) | Told::Matter(person, _) = told
        && reach(work, house, person).await?.is_some()
    {
        let person: Person = work.get(person).await?;
        refuse!(
            "{} is told by chat and stands on no phone list; {INSTEAD}",
            person.name
        );
    }
    refuse!(
        "nothing that was to be told by {on} waits for them on the phone list (`huiyin print phone-list`): it was told \
         or answered already, or its next step is still ahead (`huiyin why CODE`); {INSTEAD}"
    );
}

/// What waits on the list for those who were called.
async fn waiting_for(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    told: Told,
    on: NaiveDate,
) -> Result<Vec<ToCall>> {
    let mut list = to_call(work, house, books, actor, on).await?;
    list.retain(|call| told.is_about(call));
    for call in &mut list {
        call.waiting.retain(|waiting| told.is_of(waiting.matter));
    }
    list.retain(|call| !call.waiting.is_empty());
    Ok(list)
}

/// Locks the matters in the order that all do.
async fn lock(work: &mut Work, list: &[ToCall]) -> Result<()> {
    let mut matters: Vec<MatterId> = list
        .iter()
        .flat_map(|call| call.waiting.iter().map(|waiting| waiting.matter))
        .collect();
    matters.sort();
    matters.dedup();
    for matter in matters {
        work.lock_matter(matter).await?;
    }
    Ok(())
}

async fn record(
    work: &mut Work,
    books: &Books,
    act: &Act,
    call: ToCall,
    on: NaiveDate,
) -> Result<ToldPerson> {
    let mut codes = Vec::with_capacity(call.waiting.len());
    for waiting in &call.waiting {
        let matter: Matter = work.get(waiting.matter).await?;
        let made = Call {
            id: CallId(0),
            matter_id: matter.id,
            cycle: matter.cycle,
            person_id: call.person.id,
            told_on: on,
            recorded_by: act.actor.person(),
            recorded_at: books.now,
        };
        work.insert(act, made).await?;
        for notice in &waiting.notices {
            work.mark_called(notice.id, books.now).await?;
        }
        codes.push(matter.code);
    }
    let subject = call.person.id.to_string();
    work.settle_attention_about(UNREACHABLE, &subject, books.now)
        .await?;
    Ok(ToldPerson {
        person: call.person.name,
        unit: call.unit.name,
        codes,
    })
}
