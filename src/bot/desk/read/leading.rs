//! Decisions that wait, units of which matters have climbed, and the leading group's people.

use super::MOST;
use super::people::person_given;
use crate::bot::desk::form::{Form, Given};
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::{MatterId, PersonId};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::registration::Registration;
use crate::domain::resolution::ResolutionKind;
use crate::domain::role::Role;
use crate::supervision::{climbed, deciders, is_decision, may_record, open_matters};
use anyhow::{Context, Result};
use std::collections::BTreeSet;

/// What may be chosen for a slot of decisions.
pub async fn choices(visit: &mut Visit<'_>, form: &Form, slot: Slot) -> Result<Vec<Given>> {
    match slot {
        Slot::Decided => decisions(visit).await,
        Slot::Decider => deciders_of(visit, form).await,
        Slot::Climbed => units(visit).await,
        Slot::Leader => leaders(visit).await,
        Slot::Registered => registered(visit).await,
        _ => Ok(resolutions(visit)),
    }
}

/// Decisions that wait, those due first, where the clerk may record something of them.
async fn decisions(visit: &mut Visit<'_>) -> Result<Vec<Given>> {
    let clerk = Actor::Person(visit.person().context("a desk without a clerk")?.id);
    let mut found = Vec::new();
    for matter in open_matters(visit.work).await? {
        if found.len() < MOST
            && is_decision(visit.work, visit.house, &matter).await?
            && may_record(visit.work, visit.house, visit.books, clerk, &matter)
                .await?
                .is_ok()
        {
            found.push(Given::new(Slot::Decided, matter.id, &matter.code));
        }
    }
    Ok(found)
}

/// Who may take the decision that is spoken of.
async fn deciders_of(visit: &mut Visit<'_>, form: &Form) -> Result<Vec<Given>> {
    let matter: Matter = visit.work.get(MatterId(form.row(Slot::Decided)?)).await?;
    let people = deciders(visit.work, visit.house, visit.books, &matter).await?;
    given(visit, Slot::Decider, people).await
}

/// Units of which something has climbed to the leading group.
async fn units(visit: &mut Visit<'_>) -> Result<Vec<Given>> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for one in climbed(visit.work, visit.house, visit.books).await? {
        if found.len() < MOST && seen.insert(one.matter.unit_id) {
            let unit: Unit = visit.work.get(one.matter.unit_id).await?;
            found.push(Given::new(Slot::Climbed, unit.id, &unit.name));
        }
    }
    Ok(found)
}

/// The leading group's people.
async fn leaders(visit: &mut Visit<'_>) -> Result<Vec<Given>> {
    let (office, today) = (visit.house.office.id, visit.books.today());
    let mut people: Vec<Person> = Vec::new();
    for role in Role::ALL.into_iter().filter(|role| role.is_leading_group()) {
        for person in visit.work.list_office_holders(role, office, today).await? {
            if people.iter().all(|known| known.id != person.id) {
                people.push(person);
            }
        }
    }
    given(visit, Slot::Leader, people).await
}

/// Numbers under which a matter stands registered.
async fn registered(visit: &mut Visit<'_>) -> Result<Vec<Given>> {
    let rows: Vec<Registration> = visit.work.all().await?;
    let mut found = Vec::new();
    for row in rows.iter().filter(|row| row.stands()).take(MOST) {
        let matter: Matter = visit.work.get(row.matter_id).await?;
        let shown = format!("{} {}", row.number, matter.code);
        found.push(Given::new(Slot::Registered, &row.number, &shown));
    }
    Ok(found)
}

/// What the leading group may decide.
fn resolutions(visit: &Visit<'_>) -> Vec<Given> {
    let word = |kind: ResolutionKind| visit.house.texts.word("resolution", kind.key());
    ResolutionKind::ALL
        .map(|kind| Given::new(Slot::Resolution, kind.key(), word(kind)))
        .into()
}

async fn given(visit: &mut Visit<'_>, slot: Slot, people: Vec<Person>) -> Result<Vec<Given>> {
    let mut found = Vec::new();
    for person in people.iter().take(MOST) {
        let unit: Unit = visit.work.get(person.unit_id).await?;
        found.push(person_given(slot, person, &unit));
    }
    Ok(found)
}

/// The person that a slot names.
pub async fn person_of(visit: &mut Visit<'_>, form: &Form, slot: Slot) -> Result<Person> {
    Ok(visit.work.get(PersonId(form.row(slot)?)).await?)
}
