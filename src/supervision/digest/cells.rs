//! Figures by the smallest part that a slice is made of: a unit's matters of one inspection. Every matter is counted
//! once, however many people read of it.

use super::scene::Scene;
use crate::domain::digest::{Group, Look, Tally};
use crate::domain::disclosure::{Facts, Outward, Shown, outward};
use crate::domain::ids::{InspectionId, MatterId, UnitId};
use crate::domain::matter::{Matter, MatterState};
use crate::domain::rulebook::{ChannelKind, ClockKind, Ends, Register, Rule};
use crate::domain::timeline::Light;
use anyhow::Result;
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

/// Tallies by place.
pub type Tallies = BTreeMap<Place, Tally>;

/// What a matter counts as; nothing for what is done about one clue, for clues have numbers of their own, and for
/// decisions, which are steps.
pub(super) fn group(scene: &Scene, matter: &Matter, rule: &Rule) -> Option<Group> {
    let is_clue = rule.register == Register::Clue && scene.clue_of(matter).is_some();
    if is_clue || rule.ends == Ends::Decision {
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

pub(super) fn place(scene: &Scene, matter: &Matter, look: &Look) -> Result<Place> {
    Ok(Place {
        unit: matter.unit_id,
        inspection: matter.inspection_id,
        inner: seen(scene, matter, look)?.is_none(),
    })
}

/// What of a matter may stand in a mail; none where it may only be counted, or not even that. Of the register of clues
/// nothing may, whatever the table says. Readers who avoid its unit (回避) are kept from the whole place.
pub(super) fn seen(scene: &Scene, matter: &Matter, look: &Look) -> Result<Option<Outward>> {
    let (rulebook, rule) = scene.rule(matter)?;
    let unit = scene.units.get(&matter.unit_id);
    let Some(unit) = unit.filter(|_| rule.register != Register::Clue) else {
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
