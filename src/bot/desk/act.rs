//! What a task does when all is given and confirmed, in the unit of work of the press.

use super::form::{Form, NONE, PASSED, Slot, Task};
use crate::bot::visit::Visit;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::{EventId, MatterId, PersonId, UnitId};
use crate::domain::inspection::Event;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::{MoveKind, Via};
use crate::domain::refusal::Refusal;
use crate::domain::reply::{Parsed, parse};
use crate::domain::rulebook::Ends;
use crate::supervision::{
    NewEvent, NewMove, Proxy, Refused, Seer, Spoken, correct_event_in, invite, leave_in, list_unanswered,
    make_move, record_in, release_in, take_answer, withdraw_event_in,
};
use crate::text::{DeskDone, UnansweredMatter, UnansweredUnit};
use anyhow::{Context, Result};
use chrono::NaiveDate;

/// Matters of a unit that one line names.
const NAMED: usize = 5;

/// Does what a form says, and says what came of it.
pub async fn act(visit: &mut Visit<'_>, form: &Form) -> Result<()> {
    let done = match form.task {
        Task::RecordEvent => record_event(visit, form).await,
        Task::Receive => receive(visit, form).await,
        Task::Review => review(visit, form).await,
        Task::Proxy => proxy(visit, form).await,
        Task::Invite => invite_one(visit, form).await,
        Task::Successor => succeed(visit, form).await,
        Task::CorrectEvent => correct(visit, form).await,
        Task::WithdrawEvent => withdraw(visit, form).await,
        Task::Release => release(visit).await,
        Task::Unanswered => unanswered(visit).await,
    };
    match done {
        Ok(Done::Said(done)) => visit.say(&done),
        Ok(Done::Refused(refusal)) => visit.refuse(refusal),
        // A verb refuses before it writes, so that nothing of it is kept.
        Err(error) if error.is::<Refused>() => visit.say(&DeskDone::Refused {
            task: form.task.key(),
        }),
        Err(error) => Err(error),
    }
}

/// What a task came to.
enum Done {
    Said(DeskDone),
    Refused(Refusal),
}

fn text(form: &Form, slot: Slot) -> Result<&str> {
    form.value(slot)
        .with_context(|| format!("no {} is given", slot.key()))
}

fn maybe(form: &Form, slot: Slot) -> Option<String> {
    form.value(slot).filter(|value| *value != NONE).map(str::to_owned)
}

fn number(form: &Form, slot: Slot) -> Result<i64> {
    Ok(text(form, slot)?.parse()?)
}

fn day(form: &Form, slot: Slot) -> Result<NaiveDate> {
    Ok(text(form, slot)?.parse()?)
}

fn via(form: &Form) -> Result<Via> {
    Via::from_key(text(form, Slot::Via)?).context("an unknown way")
}

fn actor(visit: &Visit<'_>) -> Result<Actor> {
    let clerk = visit.person().context("a desk without a clerk")?;
    Ok(Actor::Person(clerk.id))
}

async fn record_event(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let unit: Unit = visit.work.get(UnitId(number(form, Slot::Unit)?)).await?;
    let new = NewEvent {
        kind: text(form, Slot::EventKind)?.to_owned(),
        happened_on: day(form, Slot::Day)?,
        proof: maybe(form, Slot::Document).unwrap_or_default(),
    };
    let actor = actor(visit)?;
    let recorded = record_in(visit.work, visit.house, visit.books, actor, &unit, None, &new).await?;
    Ok(Done::Said(DeskDone::Event {
        kind: kind_name(visit, &new.kind),
        unit: unit.name,
        on: Some(new.happened_on),
        opened: recorded.opened,
        ended: recorded.ended,
        moved: Vec::new(),
        withdrawn: Vec::new(),
    }))
}

fn kind_name(visit: &Visit<'_>, key: &str) -> String {
    let kind = visit.books.rulebook.events.iter().find(|kind| kind.code == key);
    kind.map_or(key, |kind| kind.name.as_str()).to_owned()
}

async fn receive(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let matter: Matter = visit.work.get(MatterId(number(form, Slot::Matter)?)).await?;
    let rulebook = visit.house.rulebook(visit.work, &matter.rulebook).await?;
    let is_held = rulebook
        .rule(&matter.rule)
        .is_some_and(|rule| rule.ends == Ends::Held);
    let kind = if is_held {
        MoveKind::Held
    } else {
        MoveKind::Received
    };
    let new = NewMove {
        kind,
        on: day(form, Slot::Day)?,
        giver: None,
        via: via(form)?,
        document: maybe(form, Slot::Document),
        reason: None,
        fix_by: None,
    };
    moved(visit, matter.id, &new).await
}

async fn review(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let passes = text(form, Slot::Verdict)? == PASSED;
    let fix_by = maybe(form, Slot::FixBy).map(|day| day.parse()).transpose()?;
    let new = NewMove {
        kind: if passes {
            MoveKind::Passed
        } else {
            MoveKind::Returned
        },
        on: visit.books.today(),
        giver: None,
        via: Via::Desk,
        document: None,
        reason: maybe(form, Slot::Reason),
        fix_by,
    };
    moved(visit, MatterId(number(form, Slot::Reviewed)?), &new).await
}

async fn moved(visit: &mut Visit<'_>, matter: MatterId, new: &NewMove) -> Result<Done> {
    let actor = actor(visit)?;
    let moved = make_move(visit.work, visit.house, visit.books, actor, matter, new).await?;
    Ok(match moved {
        Ok(moved) => Done::Said(DeskDone::Moved {
            on_time: moved.matter.was_on_time(visit.books.today()),
            state: moved.matter.state.key(),
            code: moved.matter.code,
            opened: moved.opened,
            ended: moved.ended,
        }),
        Err(refusal) => Done::Refused(refusal),
    })
}

async fn proxy(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let giver: Person = visit.work.get(PersonId(number(form, Slot::Giver)?)).await?;
    let seer = Seer::of(visit.work, visit.books, giver.clone()).await?;
    let proxy = Proxy {
        recorder: actor(visit)?,
        via: via(form)?,
        given_on: day(form, Slot::Day)?,
        document: maybe(form, Slot::Document),
    };
    let Parsed::Answers(answers) = parse(text(form, Slot::Words)?, visit.books.today()) else {
        anyhow::bail!("words that were read once are read no more");
    };
    let matter = MatterId(number(form, Slot::Matter)?);
    let mut last = None;
    for answer in &answers {
        let spoken = Spoken {
            said: &answer.said,
            note: answer.note.as_deref(),
            proxy: Some(&proxy),
        };
        match take_answer(visit.work, visit.house, visit.books, &seer, matter, spoken).await? {
            Ok(mut taken) => {
                for refusal in std::mem::take(&mut taken.but) {
                    visit.refuse(refusal)?;
                }
                last = Some((taken, answer.said.to_string()));
            }
            Err(refusal) => return Ok(Done::Refused(refusal)),
        }
    }
    let (taken, said) = last.context("an answer that says nothing")?;
    Ok(Done::Said(DeskDone::Answered {
        code: taken.matter.code,
        giver: giver.name,
        said,
        state: taken.matter.state.key(),
    }))
}

async fn invite_one(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let person: Person = visit.work.get(PersonId(number(form, Slot::Person)?)).await?;
    let invitation = invite(visit.work, visit.house, visit.books, &person, None).await?;
    Ok(Done::Said(DeskDone::Invited {
        person: invitation.person,
        unit: invitation.unit,
        code: invitation.code,
        link: invitation.link,
        hours: visit.house.limits.invite_hours,
    }))
}

async fn succeed(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let person: Person = visit.work.get(PersonId(number(form, Slot::Person)?)).await?;
    let heir: Person = visit.work.get(PersonId(number(form, Slot::Heir)?)).await?;
    let actor = actor(visit)?;
    let left = leave_in(visit.work, visit.books, actor, &person, Some(&heir)).await?;
    Ok(Done::Said(DeskDone::Left {
        person: left.person,
        successor: left.successor,
        roles: left.roles,
        matters: left.matters,
    }))
}

async fn correct(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let event: Event = visit.work.get(EventId(number(form, Slot::Event)?)).await?;
    let on = day(form, Slot::Day)?;
    let (actor, reason) = (actor(visit)?, text(form, Slot::Reason)?);
    let corrected =
        correct_event_in(visit.work, visit.house, visit.books, actor, event.id, on, reason).await?;
    event_done(visit, event, Some(on), corrected.moved, Vec::new()).await
}

async fn withdraw(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let event: Event = visit.work.get(EventId(number(form, Slot::Event)?)).await?;
    let (actor, reason) = (actor(visit)?, text(form, Slot::Reason)?);
    let withdrawn = withdraw_event_in(visit.work, visit.house, visit.books, actor, event.id, reason).await?;
    event_done(visit, event, None, Vec::new(), withdrawn).await
}

async fn event_done(
    visit: &mut Visit<'_>,
    event: Event,
    on: Option<NaiveDate>,
    moved: Vec<String>,
    withdrawn: Vec<String>,
) -> Result<Done> {
    let unit: Unit = visit.work.get(event.unit_id).await?;
    Ok(Done::Said(DeskDone::Event {
        kind: kind_name(visit, &event.kind),
        unit: unit.name,
        on,
        opened: Vec::new(),
        ended: Vec::new(),
        moved,
        withdrawn,
    }))
}

async fn release(visit: &mut Visit<'_>) -> Result<Done> {
    let was_held = release_in(visit.work, visit.books).await?;
    Ok(Done::Said(DeskDone::Released { was_held }))
}

async fn unanswered(visit: &mut Visit<'_>) -> Result<Done> {
    let mut units: Vec<UnansweredUnit> = Vec::new();
    for (unit, matter, days) in list_unanswered(visit.work, visit.house, visit.books).await? {
        let index = units.iter().position(|known| known.unit == unit);
        let index = index.unwrap_or_else(|| {
            units.push(UnansweredUnit {
                unit,
                matters: Vec::new(),
                more: 0,
            });
            units.len() - 1
        });
        if units[index].matters.len() < NAMED {
            units[index].matters.push(UnansweredMatter {
                code: matter.code,
                days,
            });
        } else {
            units[index].more += 1;
        }
    }
    Ok(Done::Said(DeskDone::Unanswered { units }))
}
