//! Taking an answer about a matter: checked on the locked row, entered with its effect on the matter. What was
//! given by telephone, on paper or over the intranet is recorded for its giver (代录) and counts the same.

use super::board::concerns;
use super::house::{Books, House};
use super::open::arm;
use super::outward::{Disclosed, Seer};
use super::people::Finder;
use super::recorder::may_record;
use super::schedule::Track;
use super::submitted::raise_submitted;
use crate::domain::answer::{Reply, SaidKind};
use crate::domain::ids::{MatterId, ReplyId};
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::{MoveKind, Via};
use crate::domain::refusal::Refusal;
use crate::domain::reply::{Coded, Said};
use crate::domain::rulebook::{Ends, Inbound};
use crate::domain::secrecy::{SecretKind, find, find_mark, without_mobile_numbers};
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
    /// What was said, as it was understood.
    pub said: Said,
    /// Parts of the answer that were not taken.
    pub but: Vec<Refusal>,
}

/// What is said of a matter, and how it came.
#[derive(Debug, Clone, Copy)]
pub struct Spoken<'a> {
    /// What.
    pub said: &'a Said,
    /// The words beside it.
    pub note: Option<&'a str>,
    /// How it came, where somebody records it for its giver.
    pub proxy: Option<&'a Proxy>,
}

/// 代录: how the office came by what somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// Who records it, as the ledger will say.
    pub recorder: Actor,
    /// By telephone, on paper, over the intranet.
    pub via: Via,
    /// The day on which it was given, in the office's zone.
    pub given_on: NaiveDate,
    /// Number of the document.
    pub document: Option<String>,
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
    spoken: Spoken<'_>,
) -> Result<Result<Taken, Refusal>> {
    let Spoken { said, note, proxy } = spoken;
    let document = proxy.and_then(|proxy| proxy.document.as_deref());
    if let Some(found) = secret_in(books, &[note, document]) {
        return Ok(Err(Refusal::SecretContent { found }));
    }
    let (matter, ends) = match admit(work, house, books, seer, id, spoken).await? {
        Ok(admitted) => admitted,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Some(kind) = kind_of(said) else {
        return Ok(Err(Refusal::ExtensionAtOffice { code: matter.code }));
    };
    let mut but = Vec::new();
    let promised_on = promise_of(said, &matter, books.today(), &mut but);
    let disclosed = Disclosed::of(work, house, books, &matter).await?;
    let takes_notes = matches!(disclosed.taken(seer)?, Inbound::Notes | Inbound::Files);
    if note.is_some() && !takes_notes {
        but.push(Refusal::NotesNotTaken {
            code: matter.code.clone(),
        });
    }
    let act = match proxy {
        Some(proxy) => Act::new(proxy.recorder, books.now, "reply.recorded"),
        None => Act::new(Actor::Person(seer.person.id), books.now, "reply.taken"),
    };
    let note = note.filter(|_| takes_notes);
    let reply = reply_of(
        house,
        books,
        seer,
        &matter,
        kind,
        Spoken { note, ..spoken },
        promised_on,
    );
    let reply = work.insert(&act, reply).await?;
    let after = effect(&matter, &reply, books.today());
    work.update(&act.doing("matter.answered"), &matter, &after)
        .await?;
    let planning = work.planning(matter.id).await?;
    arm(work, house, books, &after, planning).await?;
    raise_submitted(work, house, books, &after, ends).await?;
    Ok(Ok(Taken {
        matter: after,
        reply,
        said: said.clone(),
        but,
    }))
}

/// What must not be kept of some words: numbers of persons, words of the secrecy list, marks.
pub fn secret_in(books: &Books, words: &[Option<&str>]) -> Option<SecretKind> {
    words.iter().flatten().find_map(|words| {
        let hit = find(words, &books.rulebook.secret_words)
            .first()
            .map(|hit| hit.kind);
        hit.or_else(|| find_mark(words).map(|_| SecretKind::SecretWord))
    })
}

/// Locks the matter where the statement may be made of it; gives it and how it ends.
async fn admit(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    id: MatterId,
    Spoken { said, note, proxy }: Spoken<'_>,
) -> Result<Result<(Matter, Ends), Refusal>> {
    let matter = match lock_for(work, house, books, seer, id).await? {
        Ok(matter) => matter,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Some(proxy) = proxy
        && let Err(refusal) = may_record(work, house, books, proxy.recorder, &matter).await?
    {
        return Ok(Err(refusal));
    }
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let ends = Track::of(&matter, &rulebook)?.rule.ends;
    let is_bare = matches!(
        said,
        Said::Coded { .. } | Said::Acknowledged { promised_on: None }
    );
    if ends == Ends::Coded && (note.is_some() || !is_bare) {
        return Ok(Err(Refusal::CodedOnly { code: matter.code }));
    }
    let checked = check(&matter, ends, said, proxy, books.today());
    Ok(checked.map(|()| (matter, ends)))
}

/// The row of a statement.
fn reply_of(
    house: &House,
    books: &Books,
    seer: &Seer,
    matter: &Matter,
    kind: SaidKind,
    Spoken { said, note, proxy }: Spoken<'_>,
    promised_on: Option<NaiveDate>,
) -> Reply {
    Reply {
        id: ReplyId(0),
        matter_id: matter.id,
        person_id: seer.person.id,
        cycle: matter.cycle,
        said: kind,
        percent: percent_of(said),
        promised_on,
        note: note.map(without_mobile_numbers),
        held_on: held_on(said),
        channel: proxy.map_or(house.chat, |proxy| proxy.via.key()).to_owned(),
        given_on: proxy.map(|proxy| proxy.given_on),
        document: proxy.and_then(|proxy| proxy.document.clone()),
        recorded_by: proxy.and_then(|proxy| proxy.recorder.person()),
        answered_at: books.now,
    }
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
        Said::Unchanged => Some(SaidKind::Unchanged),
        Said::Completed => Some(SaidKind::Completed),
        Said::Submitted => Some(SaidKind::Submitted),
        Said::Held { .. } => Some(SaidKind::Held),
        Said::Coded { coded } => Some(match coded {
            Coded::FedBack => SaidKind::FedBack,
            Coded::GoesOn => SaidKind::GoesOn,
            Coded::Concluded => SaidKind::Concluded,
        }),
        Said::Extension { .. } => None,
    }
}

/// Whether a statement fits how the matter ends, and its days are days that have been.
fn check(
    matter: &Matter,
    ends: Ends,
    said: &Said,
    proxy: Option<&Proxy>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let code = || matter.code.clone();
    let not_fitting = |kind: MoveKind| Refusal::MoveNotFitting {
        code: code(),
        kind: kind.key().to_owned(),
        ends: ends.key().to_owned(),
    };
    match said {
        said if ends == Ends::Decision && !matches!(said, Said::Acknowledged { .. }) => {
            return Err(Refusal::DecideByButton { code: code() });
        }
        Said::Coded { .. } if ends != Ends::Coded => return Err(not_fitting(MoveKind::Received)),
        Said::Held { .. } if ends != Ends::Held => return Err(not_fitting(MoveKind::Held)),
        Said::Held { on: None } => return Err(Refusal::HeldDayMissing { code: code() }),
        Said::Submitted if ends == Ends::Held => return Err(not_fitting(MoveKind::Received)),
        _ => {}
    }
    let days = [held_on(said), proxy.map(|proxy| proxy.given_on)];
    match days.into_iter().flatten().find(|on| *on > today) {
        Some(day) => Err(Refusal::DayAhead { code: code(), day }),
        None => Ok(()),
    }
}

fn held_on(said: &Said) -> Option<NaiveDate> {
    match said {
        Said::Held { on } => *on,
        _ => None,
    }
}

fn percent_of(said: &Said) -> Option<i64> {
    match said {
        Said::Progress { percent } => Some(i64::from(*percent)),
        _ => None,
    }
}

/// The day that is promised; one behind a due day that is still ahead holds nothing.
fn promise_of(said: &Said, matter: &Matter, today: NaiveDate, but: &mut Vec<Refusal>) -> Option<NaiveDate> {
    let Said::Acknowledged {
        promised_on: Some(promised_on),
    } = *said
    else {
        return None;
    };
    match matter.due_on {
        Some(due_on) if promised_on > due_on && today <= due_on => {
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
    let is_reviewed = matches!(
        matter.state,
        MatterState::UnderReview | MatterState::Returned | MatterState::Standing
    );
    match reply.said {
        SaidKind::Acknowledged if matter.state == MatterState::NotStarted => {
            after.state = MatterState::Acknowledged;
        }
        SaidKind::GoesOn => {
            after.claimed_on = None;
            after.state = MatterState::InProgress;
        }
        SaidKind::Acknowledged | SaidKind::Unchanged => {}
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
        SaidKind::Completed
        | SaidKind::Submitted
        | SaidKind::Held
        | SaidKind::FedBack
        | SaidKind::Concluded => {
            after.claimed_on = Some(reply.held_on.or(reply.given_on).unwrap_or(today));
        }
    }
    after
}
