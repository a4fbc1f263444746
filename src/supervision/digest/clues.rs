//! 线索 in a digest: numbers, and nothing else (domain.md 4).

use super::scene::Scene;
use crate::domain::digest::Look;
use crate::domain::ids::ClueId;
use crate::domain::matter::Matter;
use crate::domain::rulebook::Register;
use crate::text::DigestClues;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};

/// The numbers at the end of a period.
///
/// # Errors
/// When a rulebook lacks a matter's rule.
pub fn clues(scene: &Scene, look: &Look) -> Result<DigestClues> {
    let mut matters: BTreeMap<ClueId, Vec<&Matter>> = BTreeMap::new();
    for matter in scene.matters.values() {
        if let Some(clue) = scene.clue_of(matter) {
            matters.entry(clue).or_default().push(matter);
        }
    }
    let answered = fed_back(scene)?;
    let mut numbers = DigestClues::default();
    for (id, (since, clue)) in &scene.clues {
        let own = matters.get(id).map(Vec::as_slice).unwrap_or_default();
        numbers.total += 1;
        numbers.opened += i64::from(look.holds(*since));
        numbers.fed_back += i64::from(answered.contains(id));
        numbers.concluded += i64::from(!clue.is_open());
        numbers.overdue += i64::from(own.iter().any(|it| it.is_overdue(look.next_on)));
    }
    Ok(numbers)
}

/// Those of which the organ has reported at least once; what repeats is the report.
fn fed_back(scene: &Scene) -> Result<BTreeSet<ClueId>> {
    let mut found = BTreeSet::new();
    for matter in scene.fed_back().iter().filter_map(|id| scene.matters.get(id)) {
        let (_, rule) = scene.rule(matter)?;
        if rule.register == Register::Clue && rule.repeat.is_some() {
            found.extend(scene.clue_of(matter));
        }
    }
    Ok(found)
}
