//! What is open for one person, and what they may know of.

use super::acting::StandIns;
use super::house::{Books, House};
use super::outward::{Disclosed, Seer};
use super::people::Finder;
use super::schedule::{Track, standing_promises};
use crate::domain::answer::{Reply, SaidKind};
use crate::domain::contact::Person;
use crate::domain::disclosure::Shown;
use crate::domain::ids::{MatterId, PersonId};
use crate::domain::matter::Matter;
use crate::domain::reply::{Coded, Said};
use crate::domain::role::RoleScope;
use crate::domain::rulebook::ChannelKind;
use crate::store::{MatterFilter, Work};
use anyhow::Result;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The open matters that are somebody's duty, by due day: named on them, or holding a role that their rule
/// names. A finding is the duty of those who hold its measures.
///
/// # Errors
/// When the database cannot be read.
pub async fn open_matters_of(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: &Person,
) -> Result<Vec<Matter>> {
    let mut finder = Finder::new(house, books.today());
    let finding = &books.rulebook.measures.finding;
    let mut matters = Vec::new();
    let mut found = candidates(work, books, person.id).await?;
    let away = StandIns::on(work, books.today()).await?.whom(person.id);
    for away in &away {
        found.extend(candidates(work, books, *away).await?);
    }
    for matter in found.into_values() {
        if matter.rule != *finding && is_duty_of(work, house, &mut finder, &matter, person.id, &away).await? {
            matters.push(matter);
        }
    }
    matters.sort_by_key(|matter| (matter.due_on.is_none(), matter.due_on, matter.code.clone()));
    Ok(matters)
}

async fn candidates(work: &mut Work, books: &Books, person: PersonId) -> Result<BTreeMap<MatterId, Matter>> {
    let mut found = BTreeMap::new();
    for assignment in work.list_assignments_of(person).await? {
        let matter: Matter = work.get(assignment.matter_id).await?;
        found.insert(matter.id, matter);
    }
    let open = || MatterFilter {
        open_only: true,
        ..MatterFilter::default()
    };
    for holding in work.list_holdings(person).await? {
        if !holding.is_held_on(books.today()) {
            continue;
        }
        let mut filters = Vec::new();
        if holding.role.scope() == RoleScope::Unit {
            filters.push(MatterFilter {
                unit: Some(holding.unit_id),
                ..open()
            });
        } else {
            let rules = books
                .rulebook
                .rules
                .iter()
                .filter(|rule| rule.to.contains(&holding.role));
            filters.extend(rules.map(|rule| MatterFilter {
                rule: Some(rule.code.clone()),
                ..open()
            }));
        }
        for filter in filters {
            found.extend(
                work.list_matters(&filter)
                    .await?
                    .into_iter()
                    .map(|matter| (matter.id, matter)),
            );
        }
    }
    Ok(found)
}

async fn is_duty_of(
    work: &mut Work,
    house: &House,
    finder: &mut Finder<'_>,
    matter: &Matter,
    person: PersonId,
    away: &[PersonId],
) -> Result<bool> {
    let is_named = |named: PersonId| named == person || away.contains(&named);
    if work
        .list_assignments(matter.id)
        .await?
        .iter()
        .any(|assignment| is_named(assignment.person_id))
    {
        return Ok(true);
    }
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    for role in &Track::of(matter, &rulebook)?.rule.to {
        if finder
            .answering(work, matter, *role)
            .await?
            .iter()
            .any(|holder| holder.id == person)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether somebody may know that a matter exists.
///
/// # Errors
/// When the database cannot be read.
pub async fn may_know(
    work: &mut Work,
    house: &House,
    books: &Books,
    seer: &Seer,
    matter: &Matter,
) -> Result<bool> {
    let disclosed = Disclosed::of(work, house, books, matter).await?;
    if !matches!(
        disclosed.shown(Some(seer), ChannelKind::Chat)?,
        Shown::Full(_) | Shown::Neutral(_)
    ) {
        return Ok(false);
    }
    let mut finder = Finder::new(house, books.today());
    Ok(seer.is_office() || super::board::concerns(work, house, &mut finder, matter, seer.person.id).await?)
}

/// The day that a person has promised for a matter and not spoken of since.
///
/// # Errors
/// When the database cannot be read.
pub async fn promise_of_person(
    work: &mut Work,
    matter: &Matter,
    person: PersonId,
) -> Result<Option<NaiveDate>> {
    let promises = standing_promises(matter, &work.list_replies(matter.id).await?);
    Ok(promises
        .into_iter()
        .find(|promise| promise.person == person)
        .map(|promise| promise.promised_on))
}

/// What a kept reply said.
pub fn said_of(reply: &Reply) -> Said {
    let coded = |coded| Said::Coded { coded };
    match (
        reply.said,
        reply.percent.and_then(|percent| u8::try_from(percent).ok()),
    ) {
        (SaidKind::Acknowledged, _) => Said::Acknowledged {
            promised_on: reply.promised_on,
        },
        (SaidKind::Progress, Some(percent)) => Said::Progress { percent },
        (SaidKind::Progress, None) => Said::InProgress,
        (SaidKind::MostlyCompleted, _) => Said::MostlyCompleted,
        (SaidKind::Unchanged, _) => Said::Unchanged,
        (SaidKind::Completed, _) => Said::Completed,
        (SaidKind::Submitted, _) => Said::Submitted,
        (SaidKind::Held, _) => Said::Held { on: reply.held_on },
        (SaidKind::FedBack, _) => coded(Coded::FedBack),
        (SaidKind::GoesOn, _) => coded(Coded::GoesOn),
        (SaidKind::Concluded, _) => coded(Coded::Concluded),
    }
}
