//! Figures by the smallest part that a slice is made of: a unit's matters of one inspection. Every matter is counted
//! once, however many people read of it.

use super::scene::Scene;
use crate::domain::digest::{Group, Look, Tally};
use crate::domain::disclosure::{Facts, Outward, Shown, may_be_counted, outward};
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
    /// Whether the unit owes it itself; else the office, a team or an organ owes it about the unit.
    pub owed: bool,
}

/// What may stand of a matter in a mail. Readers who avoid its unit (回避) are kept from the whole place.
pub enum Seen {
    /// So much.
    Named(Outward),
    /// That there is one.
    Counted,
    /// Not even that.
    Withheld,
}

/// Tallies by place.
pub type Tallies = BTreeMap<Place, Tally>;

/// What a matter counts as; nothing for what is done about one clue, for clues have numbers of their own, and for
/// decisions, which are steps.
pub fn group(scene: &Scene, matter: &Matter, rule: &Rule) -> Option<Group> {
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
            let Some(place) = place(matter, rule, &seen(scene, matter, look)?) else {
                continue;
            };
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

/// Where a matter is counted; none where it may not be.
pub fn place(matter: &Matter, rule: &Rule, seen: &Seen) -> Option<Place> {
    let inner = match seen {
        Seen::Named(_) => false,
        Seen::Counted => true,
        Seen::Withheld => return None,
    };
    Some(Place {
        unit: matter.unit_id,
        inspection: matter.inspection_id,
        inner,
        owed: rule.is_a_units(),
    })
}

/// What the disclosure table shows of a matter by mail. Nothing of the register of clues has a name, whatever the table
/// says.
///
/// # Errors
/// When a rulebook lacks the matter's rule.
pub fn seen(scene: &Scene, matter: &Matter, look: &Look) -> Result<Seen> {
    let (rulebook, rule) = scene.rule(matter)?;
    let Some(unit) = scene.units.get(&matter.unit_id) else {
        return Ok(Seen::Withheld);
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
    let shown = outward(&facts, None, rulebook, ChannelKind::Mail, look.next_on);
    Ok(match shown {
        Shown::Full(outward) | Shown::Neutral(outward) if rule.register != Register::Clue => {
            Seen::Named(outward)
        }
        _ if may_be_counted(&facts, rulebook, ChannelKind::Mail) => Seen::Counted,
        _ => Seen::Withheld,
    })
}
