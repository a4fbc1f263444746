//! Figures and lines by the smallest part that a slice is made of: a unit's matters of one inspection. Every matter is
//! counted once, however many people read of it.

use super::scene::Scene;
use crate::domain::digest::{Group, Look, Tally};
use crate::domain::disclosure::{Facts, Outward, Shown, outward};
use crate::domain::ids::{InspectionId, MatterId, UnitId};
use crate::domain::matter::{Matter, MatterState};
use crate::domain::rulebook::{ChannelKind, ClockKind, Ends, Register, Rule};
use crate::domain::timeline::Light;
use anyhow::Result;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Whose matters a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The unit that must act.
    pub unit: UnitId,
    /// The inspection that they come from.
    pub inspection: Option<InspectionId>,
    /// What the disclosure table names to nobody by mail: numbers for the whole office, nothing for anybody else.
    pub inner: bool,
}

/// An open matter that a digest may list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// What may be seen of it.
    pub matter: Outward,
    /// Its unit's name that may leave.
    pub unit_name: String,
    /// The last day.
    pub due_on: Option<NaiveDate>,
    /// Calendar days left on the day after the period; negative when overdue.
    pub left: Option<i64>,
    /// Code of the rung that it has reached.
    pub step: Option<String>,
    /// Somebody has spoken of it since that rung, or where there is none since it was due; or it lies with the office.
    pub answered: bool,
    /// It lies with the office.
    pub waits: bool,
}

/// Tallies by place.
pub type Tallies = BTreeMap<Place, Tally>;

/// What a matter counts as; nothing for clues, which have numbers of their own, and for decisions, which are steps.
fn group(scene: &Scene, matter: &Matter, rule: &Rule) -> Option<Group> {
    if rule.register == Register::Clue || rule.ends == Ends::Coded || rule.ends == Ends::Decision {
        return None;
    }
    Some(match rule.clock {
        _ if scene.findings.contains(&matter.id) => Group::Finding,
        _ if scene.measures.contains(&matter.id) => Group::Measure,
        ClockKind::Item => Group::Check,
        ClockKind::Unit => Group::Unit,
        ClockKind::Organ => Group::Organ,
    })
}

/// Counts a scene as a period sees it.
///
/// # Errors
/// When a rulebook lacks a matter's rule.
pub fn tally(scene: &Scene, look: &Look) -> Result<Tallies> {
    let (mut tallies, mut places) = (Tallies::new(), BTreeMap::<MatterId, (Place, Group)>::new());
    for matter in scene.matters.values() {
        let (_, rule) = scene.rule(matter)?;
        if let Some(group) = group(scene, matter, rule) {
            let place = place(scene, matter, look)?;
            tallies.entry(place).or_default().count(group, matter, look);
            if matter.state != MatterState::Withdrawn {
                places.insert(matter.id, (place, group));
            }
        }
    }
    for (at, matter, movement) in scene.movements() {
        if let Some((place, group)) = places.get(&matter).filter(|_| look.holds(at)) {
            tallies.entry(*place).or_default().moved(*group, movement);
        }
    }
    Ok(tallies)
}

fn place(scene: &Scene, matter: &Matter, look: &Look) -> Result<Place> {
    Ok(Place {
        unit: matter.unit_id,
        inspection: matter.inspection_id,
        inner: seen(scene, matter, look)?.is_none(),
    })
}

/// What of a matter may stand in a mail; none where it may only be counted, or not even that. Readers who avoid its
/// unit (回避) are kept from the whole place.
fn seen(scene: &Scene, matter: &Matter, look: &Look) -> Result<Option<Outward>> {
    let (rulebook, rule) = scene.rule(matter)?;
    let Some(unit) = scene.units.get(&matter.unit_id) else {
        return Ok(None);
    };
    let facts = Facts {
        code: &matter.code,
        rule: &matter.rule,
        register: rule.register,
        secrecy: rule.secrecy,
        neutral: &rule.neutral,
        title: None,
        unit_id: unit.id,
        unit_name: &unit.name,
        unit_alias: Some(unit.outward_name()),
        inspected_unit: None,
        custodian: None,
        coded: rule.ends == Ends::Coded,
        due_on: matter.due_on,
        original_due_on: matter.original_due_on,
        provisional: matter.provisional,
        light: Light::None,
        percent: matter.percent.and_then(|percent| u8::try_from(percent).ok()),
        claimed: matter.claimed_on.is_some(),
        counts_from_on: matter.counts_from_on,
        state: matter.state.key(),
    };
    Ok(
        match outward(&facts, None, rulebook, ChannelKind::Mail, look.next_on) {
            Shown::Full(outward) | Shown::Neutral(outward) => Some(outward),
            Shown::Counted | Shown::Withheld => None,
        },
    )
}

/// The open matters that may be listed, by place.
///
/// # Errors
/// When a rulebook lacks a matter's rule.
pub fn list(
    scene: &Scene,
    look: &Look,
    due: impl Fn(NaiveDate) -> chrono::DateTime<chrono::Utc>,
) -> Result<BTreeMap<Place, Vec<Listed>>> {
    let mut found: BTreeMap<Place, Vec<Listed>> = BTreeMap::new();
    for matter in scene.matters.values().filter(|matter| matter.is_open()) {
        let (_, rule) = scene.rule(matter)?;
        if group(scene, matter, rule).is_none() {
            continue;
        }
        let (Some(outward), Some(unit)) = (seen(scene, matter, look)?, scene.units.get(&matter.unit_id))
        else {
            continue;
        };
        let rung = scene.rung(matter);
        let waits = matter.claimed_on.is_some() || matter.state == MatterState::UnderReview;
        let since = rung.map(|rung| rung.fired_at).or(matter.due_on.map(&due));
        let listed = Listed {
            matter: outward,
            unit_name: unit.outward_name().to_owned(),
            due_on: matter.due_on,
            left: matter.days_left(look.next_on),
            step: rung.map(|rung| rung.step.clone()),
            answered: waits || since.is_some_and(|since| scene.has_spoken_since(matter, since)),
            waits,
        };
        found.entry(place(scene, matter, look)?).or_default().push(listed);
    }
    Ok(found)
}
