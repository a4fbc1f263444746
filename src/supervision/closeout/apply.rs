//! 申请销号 of a measure, or of a finding that has none, by whoever has to do it, or recorded for them (代录).

use super::step::open_step;
use super::{finding_over, ground, measures_of};
use crate::domain::capacity::Capacity;
use crate::domain::closeout::{Application, ApplicationState};
use crate::domain::contact::Person;
use crate::domain::ids::{ApplicationId, MatterId};
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::{MoveKind, Via, decide};
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::rulebook::{Inbound, RuleCode};
use crate::domain::secrecy::without_mobile_numbers;
use crate::store::{Act, Work};
use crate::supervision::answer::{Proxy, lock_for, secret_in};
use crate::supervision::board::get_matter;
use crate::supervision::house::{Books, House};
use crate::supervision::moves::{NewMove, enter};
use crate::supervision::outward::{Disclosed, Seer};
use crate::supervision::people::Finder;
use crate::supervision::person::find_person;
use crate::supervision::recorder::may_record;
use crate::supervision::schedule::Track;
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// What goes with an application.
#[derive(Debug, Clone, Copy, Default)]
pub struct Applying<'a> {
    /// What was done, in a few words.
    pub done: Option<&'a str>,
    /// How it came, where somebody records it for the applicant.
    pub proxy: Option<&'a Proxy>,
}

/// An application that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppliedFor {
    /// Of the matter.
    pub code: String,
    /// 循环审批次数.
    pub ordinal: i64,
    /// The day that counts.
    pub applied_on: NaiveDate,
    /// Pieces of 佐证材料 that go with it.
    pub evidence: i64,
    /// Code of the matter of the first decision on it.
    pub step: String,
    /// Until when it is to be decided.
    pub step_due_on: Option<NaiveDate>,
    /// Words were given and are not kept: they are not taken on this matter.
    pub words_dropped: bool,
    /// Nothing shows what was done: no words, no document, no 佐证材料.
    pub bare: bool,
}

/// Records for somebody that they apply.
///
/// # Errors
/// Refused when there is no such matter or person; a fault when the database cannot be read or written.
pub async fn apply(
    house: &House,
    code: &str,
    by: &str,
    asked: Applying<'_>,
) -> Result<Result<AppliedFor, Refusal>> {
    house
        .alone(async |work, books| {
            let matter = get_matter(work, house, code).await?;
            let person = find_person(work, house, by).await?;
            apply_in(work, house, books, &person, matter.id, asked).await
        })
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// When the database cannot be read or written; nothing has been written when it refuses.
pub async fn apply_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: &Person,
    id: MatterId,
    asked: Applying<'_>,
) -> Result<Result<AppliedFor, Refusal>> {
    let document = asked.proxy.and_then(|proxy| proxy.document.as_deref());
    if let Some(found) = secret_in(books, &[asked.done, document]) {
        return Ok(Err(Refusal::SecretContent { found }));
    }
    let seer = Seer::of(work, books, person.clone()).await?;
    let admitted = admit(work, house, books, &seer, id, asked.proxy).await?;
    let (matter, first) = match admitted {
        Ok(admitted) => admitted,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let on = asked.proxy.map_or(books.today(), |proxy| proxy.given_on);
    let ground = ground(work, house, books, &matter, Capacity::Handler, None).await?;
    let after = match decide(&matter, ground, MoveKind::Applied, on) {
        Ok(after) => after,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let disclosed = Disclosed::of(work, house, books, &matter).await?;
    let takes_words = matches!(disclosed.taken(&seer)?, Inbound::Notes | Inbound::Files);
    let done = asked.done.map(str::trim).filter(|done| !done.is_empty());
    let new = Application {
        applicant_id: Some(person.id),
        done: done.filter(|_| takes_words).map(without_mobile_numbers),
        document: document.map(str::to_owned),
        recorded_by: asked.proxy.and_then(|proxy| proxy.recorder.person()),
        applied_on: on,
        applied_at: books.now,
        via: asked.proxy.map_or(Via::Chat, |proxy| proxy.via),
        ..Application::blank(&matter)
    };
    let actor = asked
        .proxy
        .map_or(Actor::Person(person.id), |proxy| proxy.recorder);
    let act = Act::new(actor, books.now, "matter.applied");
    let (made, step) = write(work, house, books, &act, (&matter, &after), new, &first).await?;
    let shows_nothing = made.evidence == 0 && made.done.is_none() && made.document.is_none();
    Ok(Ok(AppliedFor {
        bare: shows_nothing,
        code: after.code,
        ordinal: made.ordinal,
        applied_on: on,
        evidence: made.evidence,
        step: step.code,
        step_due_on: step.due_on,
        words_dropped: done.is_some() && !takes_words,
    }))
}

/// Writes an application that was decided on, and opens the first decision on it.
pub(super) async fn write(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    (before, after): (&Matter, &Matter),
    application: Application,
    first: &RuleCode,
) -> Result<(Application, Matter)> {
    let new = NewMove {
        kind: MoveKind::Applied,
        on: application.applied_on,
        giver: application.applicant_id,
        via: application.via,
        document: application.document.clone(),
        reason: None,
        fix_by: None,
        pledge: None,
    };
    enter(work, house, books, act, (before, after), &new).await?;
    let earlier = work.list_applications(before.id).await?;
    let in_cycle = earlier.iter().filter(|one| one.cycle == before.cycle).count();
    let kept = work.list_evidence(before.id).await?.len();
    let application = Application {
        ordinal: i64::try_from(in_cycle)? + 1,
        evidence: application.evidence.max(i64::try_from(kept)?),
        ..application
    };
    let application = work.insert(&act.doing("application.made"), application).await?;
    let step = open_step(work, house, books, act, after, &application, first).await?;
    Ok((application, step))
}

/// Locks a matter for which somebody may apply; gives it and the first decision on it.
async fn admit(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    id: MatterId,
    proxy: Option<&Proxy>,
) -> Result<Result<(Matter, RuleCode), Refusal>> {
    let matter = match lock_for(work, house, books, seer, id).await? {
        Ok(matter) => matter,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Some(proxy) = proxy
        && let Err(refusal) = may_record(work, house, books, proxy.recorder, &matter).await?
    {
        return Ok(Err(refusal));
    }
    let code = || matter.code.clone();
    if !is_theirs(work, house, books, seer, &matter).await? {
        return Ok(Err(Refusal::NotInRole { code: code() }));
    }
    if let (MatterState::UnderReview, Some(day)) = (matter.state, matter.received_on) {
        return Ok(Err(Refusal::AppliedAlready { code: code(), day }));
    }
    let chain = &books.rulebook.closeout;
    let is_measure = work.find_measure_of(matter.id).await?.is_some();
    let first = match finding_over(work, &matter).await? {
        None => None,
        Some(_) if is_measure => chain.measure.first(),
        Some(finding) if measures_of(work, finding.id).await?.is_empty() => {
            chain.of_finding(finding.is_focus).first()
        }
        Some(_) => return Ok(Err(Refusal::ApplyForMeasures { code: code() })),
    };
    Ok(match first.cloned() {
        Some(first) => Ok((matter, first)),
        None => Err(Refusal::CloseOutAtOffice { code: code() }),
    })
}

/// Whether a matter is somebody's to do: they are named on it, or hold a role whose duty it is.
async fn is_theirs(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    matter: &Matter,
) -> Result<bool> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let duty = &Track::of(matter, &rulebook)?.rule.to;
    let mut finder = Finder::new(house, books.today());
    for role in duty.iter().copied().chain([Role::Handler]) {
        let people = finder.answering(work, matter, role).await?;
        if people.iter().any(|person| person.id == seer.person.id) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether words are taken with somebody's application for a matter.
///
/// # Errors
/// When the database cannot be read.
pub async fn takes_words(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    matter: &Matter,
) -> Result<bool> {
    let disclosed = Disclosed::of(work, house, books, matter).await?;
    Ok(matches!(disclosed.taken(seer)?, Inbound::Notes | Inbound::Files))
}

impl Application {
    /// One of a matter in its present cycle that says nothing yet.
    pub(super) fn blank(matter: &Matter) -> Application {
        Application {
            id: ApplicationId(0),
            matter_id: matter.id,
            cycle: matter.cycle,
            ordinal: 0,
            applicant_id: None,
            done: None,
            evidence: 0,
            applied_on: matter.started_on,
            applied_at: matter.opened_at,
            via: Via::Program,
            document: None,
            recorded_by: None,
            state: ApplicationState::Pending,
            ended_on: None,
        }
    }
}
