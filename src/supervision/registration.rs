//! 挂号督办: a matter gets a number and a named leader, is reported on every week, and only the leading group lifts it.

use super::due::find_due;
use super::house::{Books, House};
use super::open::{Opening, next_code, open};
use super::recorder::may_record;
use super::refused::{refuse, refuse_secrets};
use super::resolution::is_of_leading_group;
use crate::domain::code::numbered;
use crate::domain::contact::Person;
use crate::domain::ids::{PersonId, RegistrationId};
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::refusal::Refusal;
use crate::domain::registration::Registration;
use crate::domain::resolution::ResolutionKind;
use crate::domain::role::Role;
use crate::domain::rulebook::{Rule, Start};
use crate::store::{Act, Work};
use anyhow::Result;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// First part of the numbers.
const STEM: &str = "GD";
/// Kind of what a registration opens, in its origin.
pub const REGISTRATION: &str = "registration";

/// A registration as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegistrationLine {
    /// `GD-2026-0003`.
    pub number: String,
    /// Code of the matter.
    pub code: String,
    /// The named leader.
    pub leader: Option<String>,
    /// Since.
    pub registered_on: NaiveDate,
    /// Until.
    pub lifted_on: Option<NaiveDate>,
}

/// Registers a matter, unless it is registered already; its weekly reports begin. Without a named leader it is the
/// deputy head of the leading group.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn register_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    matter: &Matter,
    leader: Option<PersonId>,
) -> Result<Registration> {
    if let Some(standing) = work.standing_registration(matter.id).await? {
        return Ok(standing);
    }
    let leader = match leader {
        Some(leader) => Some(leader),
        None => deputy(work, house, books).await?,
    };
    let stem = format!("{STEM}-{}", books.today().year());
    let number = work.next_number(&stem).await?;
    let registration = Registration {
        id: RegistrationId(0),
        office_id: house.office.id,
        matter_id: matter.id,
        number: numbered(&stem, number),
        leader_id: leader,
        registered_on: books.today(),
        lifted_on: None,
        lifted_by: None,
        reason: None,
    };
    let registration = work.insert(&act.doing("registration.made"), registration).await?;
    let starts = |rule: &&Rule| {
        rule.enabled && matches!(&rule.start, Start::Row(row) if row == ResolutionKind::Register.key())
    };
    for rule in books.rulebook.rules.iter().filter(starts) {
        open_report(work, house, books, act, rule, matter, &registration).await?;
    }
    Ok(registration)
}

async fn deputy(work: &mut Work, house: &House, books: &Books) -> Result<Option<PersonId>> {
    let holders = work
        .list_office_holders(Role::LeadingGroupDeputy, house.office.id, books.today())
        .await?;
    Ok(holders.first().map(|person| person.id))
}

/// The first weekly report; the following ones repeat it.
async fn open_report(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    matter: &Matter,
    registration: &Registration,
) -> Result<()> {
    let today = books.today();
    let leader = registration.leader_id;
    let opening = Opening {
        unit_id: matter.unit_id,
        inspection_id: matter.inspection_id,
        parent_id: Some(matter.id),
        event_id: None,
        origin: format!("{REGISTRATION}:{}", registration.id),
        code: next_code(work, rule, matter.inspection_id, today).await?,
        title: format!("{} {}", rule.name, registration.number),
        started_on: today,
        due: find_due(work, books, rule, today, matter.inspection_id).await?,
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: leader
            .map(|leader| (Role::LeadingGroupDeputy, leader, true))
            .into_iter()
            .collect(),
    };
    open(work, house, books, act, rule, opening).await?;
    Ok(())
}

/// Lifts the registration of a number: by somebody of the leading group, or recorded for them.
///
/// # Errors
/// Refused when no such registration stands, or whoever lifts it is not of the leading group.
pub async fn lift(
    house: &House,
    actor: Actor,
    number: &str,
    by: &Person,
    reason: &str,
) -> Result<Result<RegistrationLine, Refusal>> {
    house
        .alone(async |work, books| lift_in(work, house, books, actor, number, by, reason).await)
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// As [`lift`]; nothing has been written when it refuses.
pub async fn lift_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    number: &str,
    by: &Person,
    reason: &str,
) -> Result<Result<RegistrationLine, Refusal>> {
    refuse_secrets("the reason", reason)?;
    let all: Vec<Registration> = work.all().await?;
    let Some(standing) = all.into_iter().find(|row| row.number == number && row.stands()) else {
        refuse!("no registration {number} stands; `huiyin leading registered` shows them");
    };
    let Some(matter) = work.lock_matter(standing.matter_id).await? else {
        refuse!("the matter of {number} is gone");
    };
    if actor.person() != Some(by.id)
        && let Err(refusal) = may_record(work, house, books, actor, &matter).await?
    {
        return Ok(Err(refusal));
    }
    if !is_of_leading_group(work, books, by).await? {
        return Ok(Err(Refusal::NotInRole { code: matter.code }));
    }
    let lifted = Registration {
        lifted_on: Some(books.today()),
        lifted_by: Some(by.id),
        reason: Some(reason.to_owned()),
        ..standing.clone()
    };
    let act = Act::new(actor, books.now, "registration.lifted").because(reason);
    work.update(&act, &standing, &lifted).await?;
    Ok(Ok(line_of(work, &lifted).await?))
}

/// All registrations, those that stand first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_registrations(house: &House) -> Result<Vec<RegistrationLine>> {
    let mut work = house.store.read().await?;
    let mut all: Vec<Registration> = work.all().await?;
    all.sort_by_key(|row| (!row.stands(), row.id));
    let mut lines = Vec::with_capacity(all.len());
    for row in &all {
        lines.push(line_of(&mut work, row).await?);
    }
    Ok(lines)
}

async fn line_of(work: &mut Work, row: &Registration) -> Result<RegistrationLine> {
    let matter: Matter = work.get(row.matter_id).await?;
    let leader = match row.leader_id {
        Some(leader) => Some(work.get::<Person>(leader).await?.name),
        None => None,
    };
    Ok(RegistrationLine {
        number: row.number.clone(),
        code: matter.code,
        leader,
        registered_on: row.registered_on,
        lifted_on: row.lifted_on,
    })
}
