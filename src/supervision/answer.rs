//! Taking an answer about a matter: checked on the locked row, entered with its effect on the matter.

use super::board::concerns;
use super::house::{Books, House};
use super::open::arm;
use super::outward::{Disclosed, Seer};
use super::people::Finder;
use crate::domain::answer::{Reply, SaidKind};
use crate::domain::ids::{MatterId, ReplyId};
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::refusal::Refusal;
use crate::domain::reply::Said;
use crate::domain::rulebook::Inbound;
use crate::store::{Act, Work};
use anyhow::Result;
use chrono::NaiveDate;

/// An answer that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The matter after it.
    pub matter: Matter,
    /// The reply as kept.
    pub reply: Reply,
    /// Parts of the answer that were not taken.
    pub but: Vec<Refusal>,
}

/// Records what a person says of a matter. A claim closes nothing.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn take_answer(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    id: MatterId,
    said: &Said,
    note: Option<&str>,
) -> Result<Result<Taken, Refusal>> {
    let matter = match lock_for(work, house, books, seer, id).await? {
        Ok(matter) => matter,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Some(kind) = kind_of(said) else {
        return Ok(Err(Refusal::ExtensionAtOffice { code: matter.code }));
    };
    let mut but = Vec::new();
    let promised_on = promise_of(said, &matter, &mut but);
    let disclosed = Disclosed::of(work, house, books, &matter).await?;
    let takes_notes = matches!(disclosed.taken(seer)?, Inbound::Notes | Inbound::Files);
    if note.is_some() && !takes_notes {
        but.push(Refusal::NotesNotTaken {
            code: matter.code.clone(),
        });
    }
    let act = Act::new(Actor::Person(seer.person.id), books.now, "reply.taken");
    let reply = Reply {
        id: ReplyId(0),
        matter_id: matter.id,
        person_id: seer.person.id,
        cycle: matter.cycle,
        said: kind,
        percent: percent_of(said),
        promised_on,
        note: note.filter(|_| takes_notes).map(str::to_owned),
        channel: house.chat.to_owned(),
        answered_at: books.now,
    };
    let reply = work.insert(&act, reply).await?;
    let after = effect(&matter, &reply, books.today());
    work.update(&act.doing("matter.answered"), &matter, &after)
        .await?;
    let planning = work.planning(matter.id).await?;
    arm(work, house, books, &after, planning).await?;
    Ok(Ok(Taken {
        matter: after,
        reply,
        but,
    }))
}

/// Locks a matter for somebody who may act on it.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn lock_for(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    id: MatterId,
) -> Result<Result<Matter, Refusal>> {
    let Some(matter) = work.lock_matter(id).await? else {
        return Ok(Err(Refusal::ButtonGone));
    };
    let disclosed = Disclosed::of(work, house, books, &matter).await?;
    if disclosed.taken(seer)? == Inbound::None {
        return Ok(Err(Refusal::Avoidance));
    }
    let mut finder = Finder::new(house, books.today());
    if !concerns(work, house, &mut finder, &matter, seer.person.id).await? {
        return Ok(Err(Refusal::NotInRole { code: matter.code }));
    }
    if !matter.is_open() {
        return Ok(Err(Refusal::MatterClosed {
            code: matter.code,
            state: matter.state.key().to_owned(),
        }));
    }
    Ok(Ok(matter))
}

/// What is kept of a statement; none for those that are decided at the office.
fn kind_of(said: &Said) -> Option<SaidKind> {
    match said {
        Said::Acknowledged { .. } => Some(SaidKind::Acknowledged),
        Said::Progress { .. } | Said::InProgress => Some(SaidKind::Progress),
        Said::MostlyCompleted => Some(SaidKind::MostlyCompleted),
        Said::Completed => Some(SaidKind::Completed),
        Said::Extension { .. } => None,
    }
}

fn percent_of(said: &Said) -> Option<i64> {
    match said {
        Said::Progress { percent } => Some(i64::from(*percent)),
        _ => None,
    }
}

/// The day that is promised; one behind the due day holds nothing.
fn promise_of(said: &Said, matter: &Matter, but: &mut Vec<Refusal>) -> Option<NaiveDate> {
    let Said::Acknowledged {
        promised_on: Some(promised_on),
    } = *said
    else {
        return None;
    };
    match matter.due_on {
        Some(due_on) if promised_on > due_on => {
            but.push(Refusal::PromisePastDue {
                code: matter.code.clone(),
                promised_on,
                due_on,
            });
            None
        }
        _ => Some(promised_on),
    }
}

/// The matter after a reply.
fn effect(matter: &Matter, reply: &Reply, today: NaiveDate) -> Matter {
    let mut after = Matter {
        silenced: false,
        ..matter.clone()
    };
    let is_reviewed = matches!(matter.state, MatterState::UnderReview | MatterState::Standing);
    match reply.said {
        SaidKind::Acknowledged if matter.state == MatterState::NotStarted => {
            after.state = MatterState::Acknowledged;
        }
        SaidKind::Acknowledged => {}
        SaidKind::Progress => {
            after.percent = reply.percent.or(matter.percent);
            after.claimed_on = None;
            if !is_reviewed {
                after.state = MatterState::InProgress;
            }
        }
        SaidKind::MostlyCompleted => {
            after.claimed_on = None;
            if !is_reviewed {
                after.state = MatterState::MostlyCompleted;
            }
        }
        SaidKind::Completed => after.claimed_on = Some(today),
    }
    after
}
