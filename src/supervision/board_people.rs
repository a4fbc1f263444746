//! Who stands on a matter: named, holding its rule's roles, or deciding it.

use super::decision::{About, deciders};
use super::house::{Books, House};
use super::people::Finder;
use super::schedule::Track;
use crate::domain::contact::Person;
use crate::domain::matter::Matter;
use crate::domain::role::Role;
use crate::domain::rulebook::Ends;
use crate::store::Work;
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeSet;

/// A person and the role in which they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedPerson {
    /// Name.
    pub name: String,
    /// Role key.
    pub role: &'static str,
    /// 牵头.
    pub is_lead: bool,
    /// Of a decision: whether they take it, or are only told when it climbs; none for other matters.
    pub decides: Option<bool>,
}

/// Who is named on a matter or holds one of its rule's roles; of a decision who takes it, and who is told when it climbs.
///
/// # Errors
/// When its rulebook is missing or the database cannot be read.
pub async fn people_of(
    work: &mut Work,
    house: &House,
    books: &Books,
    finder: &mut Finder<'_>,
    matter: &Matter,
) -> Result<Vec<NamedPerson>> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let track = Track::of(matter, &rulebook)?;
    if track.rule.ends == Ends::Decision && matter.is_open() && About::read(&matter.origin).is_some() {
        return people_of_decision(work, house, books, finder, matter, &track).await;
    }
    let mut people = Vec::new();
    for assignment in work.list_assignments(matter.id).await? {
        let person: Person = work.get(assignment.person_id).await?;
        people.push(NamedPerson {
            name: person.name,
            role: assignment.role.key(),
            is_lead: assignment.is_lead,
            decides: None,
        });
    }
    for role in &track.rule.to {
        if people.iter().any(|person| person.role == role.key()) {
            continue;
        }
        for person in finder.find(work, matter, *role).await? {
            people.push(stands(&person, *role, None));
        }
    }
    Ok(people)
}

async fn people_of_decision(
    work: &mut Work,
    house: &House,
    books: &Books,
    finder: &mut Finder<'_>,
    matter: &Matter,
    track: &Track<'_>,
) -> Result<Vec<NamedPerson>> {
    let able = deciders(work, house, books, matter).await?;
    let mut roles = track.rule.to.clone();
    let deciding = roles.first().copied();
    for step in track.timeline.steps.iter().filter(|step| step.at.is_after_due()) {
        roles.extend(step.to.iter().filter(|role| !track.rule.to.contains(role)));
    }
    let (mut people, mut known) = (Vec::new(), BTreeSet::new());
    if let Some(role) = deciding {
        known.extend(able.iter().map(|person| person.id));
        people.extend(able.iter().map(|person| stands(person, role, Some(true))));
    }
    for role in roles {
        for person in finder.find(work, matter, role).await? {
            if known.insert(person.id) {
                people.push(stands(&person, role, Some(false)));
            }
        }
    }
    Ok(people)
}

fn stands(person: &Person, role: Role, decides: Option<bool>) -> NamedPerson {
    NamedPerson {
        name: person.name.clone(),
        role: role.key(),
        is_lead: false,
        decides,
    }
}
