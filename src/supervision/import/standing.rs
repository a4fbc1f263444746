//! What the registers hold of an inspection before an import.

use super::scene::Scenes;
use crate::domain::finding::{Finding, Measure};
use crate::domain::ids::InspectionId;
use crate::domain::matter::Matter;
use crate::intake::MeasureRow;
use crate::store::Work;
use crate::supervision::withdraw::is_taken_back;
use anyhow::Result;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A finding that is in the register.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub finding: Finding,
    pub matter: Matter,
    pub measures: BTreeMap<i64, (Measure, Matter)>,
}

/// All findings of the inspections that a file names.
#[derive(Debug, Default)]
pub(super) struct Register {
    by_code: HashMap<(InspectionId, String), usize>,
    by_number: HashMap<(InspectionId, i64), usize>,
    kept: Vec<Kept>,
    met: HashSet<i64>,
    known_inspections: HashSet<InspectionId>,
}

impl Register {
    pub async fn load(work: &mut Work, scenes: &Scenes) -> Result<Register> {
        let mut register = Register::default();
        for place in scenes.all() {
            for finding in work.list_findings(place.inspection.id).await? {
                let matter = work.get(finding.matter_id).await?;
                if is_taken_back(&matter) {
                    continue;
                }
                register.known_inspections.insert(place.inspection.id);
                let mut measures = BTreeMap::new();
                for measure in work.list_measures(finding.id).await? {
                    let matter = work.get(measure.matter_id).await?;
                    if is_taken_back(&matter) {
                        continue;
                    }
                    measures.insert(measure.position, (measure, matter));
                }
                register.add(Kept {
                    finding,
                    matter,
                    measures,
                });
            }
        }
        Ok(register)
    }

    fn add(&mut self, kept: Kept) {
        let (place, at) = (kept.finding.inspection_id, self.kept.len());
        if let Some(code) = &kept.finding.given_code {
            self.by_code.insert((place, code.clone()), at);
        }
        self.by_number.insert((place, kept.finding.number), at);
        self.kept.push(kept);
    }

    /// The finding of a row: by the given code, else by its number.
    pub fn find(&self, inspection: InspectionId, row: &MeasureRow) -> Option<&Kept> {
        let at = match &row.code {
            Some(code) => self.by_code.get(&(inspection, code.clone())),
            None => self.by_number.get(&(inspection, i64::from(row.problem))),
        };
        at.map(|at| &self.kept[*at])
    }

    /// The measure of a row, as the last import left it.
    pub fn measure(&self, inspection: InspectionId, row: &MeasureRow) -> Option<&Measure> {
        let kept = self.find(inspection, row)?;
        kept.measures
            .get(&i64::from(row.position))
            .map(|(measure, _)| measure)
    }

    /// Remembers that the file still has a matter.
    pub fn meet(&mut self, matter: &Matter) {
        self.met.insert(matter.id.0);
    }

    /// Whether nothing of an inspection was imported before.
    pub fn is_first(&self, inspection: InspectionId) -> bool {
        !self.known_inspections.contains(&inspection)
    }

    /// Codes of open matters that the file no longer has.
    pub fn gone(&self) -> Vec<String> {
        let matters = self.kept.iter().flat_map(|kept| {
            std::iter::once(&kept.matter).chain(kept.measures.values().map(|(_, matter)| matter))
        });
        matters
            .filter(|matter| matter.is_open() && !self.met.contains(&matter.id.0))
            .map(|matter| matter.code.clone())
            .collect()
    }
}
