//! Climbing: the rung that fires now, and those above it where nobody can be reached through what it adds.

use super::clue::is_coded;
use super::firing::{FiredStep, Firing, PassedRung, Telling, addressees};
use super::house::{Books, House};
use super::ladder::position_of;
use super::paper::{roles_beside_unit, waits_for_issue};
use super::people::Finder;
use super::reach::way_to;
use super::schedule::Track;
use crate::domain::contact::Person;
use crate::domain::ids::{PersonId, RungId};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::role::Role;
use crate::domain::rulebook::Rulebook;
use crate::domain::rung::{Cause, Rung};
use crate::domain::timeline::{NextRung, Timeline};
use crate::store::{Act, Work};
use anyhow::Result;
use std::collections::BTreeMap;

/// Kind of the attention for a rung that reaches nobody new.
const RUNG_VACANT: &str = "rung_vacant";

/// Fires a rung, and at once the one above where nobody can be reached through all the roles that it adds. Whoever
/// both tell is told once.
///
/// # Errors
/// When the database cannot be read.
pub async fn climb_rungs(
    work: &mut Work,
    house: &House,
    books: &Books,
    finder: &mut Finder<'_>,
    (matter, track, rulebook): (&Matter, &Track<'_>, &Rulebook),
    first: NextRung,
    firing: &mut Firing,
) -> Result<()> {
    let steps = &track.timeline.steps;
    let mut tellings: BTreeMap<PersonId, Telling> = BTreeMap::new();
    let mut rung = Some(first);
    while let Some(now) = rung.take() {
        let step = &steps[now.step];
        firing.rungs.push(rung_of(books, matter, track, &now));
        firing.fired.push(FiredStep {
            step: step.code.clone(),
            on: now.on,
            form: step.form.clone(),
        });
        let mut people = addressees(work, finder, matter, &step.to, &mut firing.vacant).await?;
        if waits_for_issue(rulebook, track, &step.form) {
            // The unit is told when its paper is issued, the office at once.
            let office = roles_beside_unit(&step.to);
            people = addressees(work, finder, matter, &office, &mut Vec::new()).await?;
        }
        tellings.extend(people.into_values().map(|person| {
            let telling = Telling {
                step: step.code.clone(),
                on: now.on,
                form: form_for(rulebook, &step.form, matter, &person),
                person: person.id,
            };
            (person.id, telling)
        }));
        let added = added_by(track.timeline, now.step);
        if is_reached(work, house, finder, matter, &added).await? {
            break;
        }
        firing.passed.push(PassedRung {
            step: step.code.clone(),
            roles: added,
        });
        rung = above(track, matter, &now, books);
    }
    firing.vacant.sort_unstable_by_key(|vacancy| vacancy.role);
    firing.vacant.dedup();
    firing.tellings.extend(tellings.into_values());
    Ok(())
}

/// The form in which somebody is told of a step: what goes to the leading group is told to the unit in words of its own.
pub fn form_for(rulebook: &Rulebook, form: &str, matter: &Matter, person: &Person) -> String {
    let known = rulebook.form(form).filter(|_| person.unit_id == matter.unit_id);
    let own = known.and_then(|form| form.to_unit.clone());
    own.unwrap_or_else(|| form.to_owned())
}

fn rung_of(books: &Books, matter: &Matter, track: &Track<'_>, now: &NextRung) -> Rung {
    Rung {
        id: RungId(0),
        matter_id: matter.id,
        cycle: matter.cycle,
        due_revision: matter.due_revision,
        step: track.timeline.steps[now.step].code.clone(),
        position: position_of(track.timeline, now.step),
        fired_on: books.today(),
        fired_at: books.now,
        cause: now.cause,
        promised_on: now.promised_on,
    }
}

/// The roles of a rung that none below it has.
fn added_by(timeline: &Timeline, index: usize) -> Vec<Role> {
    let below = &timeline.steps[..index];
    let is_known = |role: &Role| {
        let mut rungs = below.iter().filter(|step| step.at.is_after_due());
        rungs.any(|step| step.to.contains(role))
    };
    let mut added = timeline.steps[index].to.clone();
    added.retain(|role| !is_known(role));
    added
}

/// Whether anybody can be reached through one of some roles; where there is none to ask for, nobody is missed.
async fn is_reached(
    work: &mut Work,
    house: &House,
    finder: &mut Finder<'_>,
    matter: &Matter,
    roles: &[Role],
) -> Result<bool> {
    for role in roles {
        for person in finder.find(work, matter, *role).await? {
            if way_to(work, house, person.id).await?.is_some() {
                return Ok(true);
            }
        }
    }
    Ok(roles.is_empty())
}

/// The rung above one, fired with it.
fn above(track: &Track<'_>, matter: &Matter, below: &NextRung, books: &Books) -> Option<NextRung> {
    let steps = &track.timeline.steps;
    let step = (below.step + 1..steps.len()).find(|step| steps[*step].at.is_after_due())?;
    Some(NextRung {
        step,
        on: steps[step]
            .at
            .day(matter.due_on, matter.counts_from_on, &books.calendar)?,
        at: below.at,
        cause: Cause::Vacant,
        promised_on: None,
    })
}

/// Writes the rungs that have fired, and tells the office of those that reach nobody new.
///
/// # Errors
/// When the database refuses it.
pub async fn remember_rungs(
    work: &mut Work,
    house: &House,
    books: &Books,
    finder: &mut Finder<'_>,
    matter: &Matter,
    firing: &Firing,
) -> Result<()> {
    let act = Act::new(Actor::System, books.now, "matter.climbed");
    for rung in &firing.rungs {
        work.insert(&act, rung.clone()).await?;
    }
    if firing.passed.is_empty() {
        return Ok(());
    }
    // Of a clue its code alone is told.
    let unit = if is_coded(work, house, matter).await? {
        None
    } else {
        Some(finder.unit_name(work, matter.unit_id).await?)
    };
    for passed in &firing.passed {
        let detail = serde_json::json!({
            "code": matter.code,
            "unit": unit,
            "step": passed.step,
            "roles": passed.roles.iter().map(|role| role.key()).collect::<Vec<_>>(),
        });
        let subject = format!("{}:{}", matter.code, passed.step);
        work.raise(
            house.office.id,
            RUNG_VACANT,
            &subject,
            &detail.to_string(),
            books.now,
        )
        .await?;
    }
    Ok(())
}
