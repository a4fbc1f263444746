//! 线索 in a digest: numbers, and nothing else (domain.md 4).

use super::cells::Place;
use super::scene::Scene;
use crate::domain::clue::Clue;
use crate::domain::digest::Look;
use crate::domain::ids::ClueId;
use crate::domain::matter::Matter;
use crate::domain::rulebook::Register;
use crate::text::DigestClues;
use anyhow::Result;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted of one clue.
pub struct ClueCount {
    /// The organ that has it, and the inspection that found it.
    pub place: Place,
    /// The inspected unit, as the register names it.
    pub inspected: Option<String>,
    /// Each 0 or 1.
    pub numbers: DigestClues,
}

/// Every clue at the end of a period.
///
/// # Errors
/// When a rulebook lacks a matter's rule.
pub fn clues(scene: &Scene, look: &Look) -> Result<Vec<ClueCount>> {
    let mut matters: BTreeMap<ClueId, Vec<&Matter>> = BTreeMap::new();
    for matter in scene.matters.values() {
        if let Some(clue) = scene.clue_of(matter) {
            matters.entry(clue).or_default().push(matter);
        }
    }
    let answered = fed_back(scene)?;
    let count = |(id, (since, clue)): (&ClueId, &(DateTime<Utc>, Clue))| {
        let own = matters.get(id).map(Vec::as_slice).unwrap_or_default();
        ClueCount {
            place: Place {
                unit: clue.organ_id,
                inspection: clue.inspection_id,
                inner: true,
                owed: true,
            },
            inspected: clue
                .listed
                .as_ref()
                .map(|listed| listed.inspected.trim().to_owned()),
            numbers: DigestClues {
                total: 1,
                opened: i64::from(look.holds(*since)),
                fed_back: i64::from(answered.contains(id)),
                concluded: i64::from(!clue.is_open()),
                overdue: i64::from(own.iter().any(|it| it.is_overdue(look.next_on))),
            },
        }
    };
    Ok(scene.clues.iter().map(count).collect())
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
