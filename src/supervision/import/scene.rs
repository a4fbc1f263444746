//! Which unit, round and inspection each row belongs to.

use super::Import;
use super::report::ImportReport;
use crate::domain::contact::Unit;
use crate::domain::inspection::Inspection;
use crate::intake::{LedgerBook, LedgerColumn, MeasureRow, RowProblem, advice};
use crate::store::{Act, Work};
use crate::supervision::due::FEEDBACK;
use crate::supervision::inspection::{ensure_inspection, ensure_round, find_open_inspection};
use crate::supervision::person::{ensure_unit, find_unit};
use anyhow::Result;
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// An inspection that rows belong to.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub unit: Unit,
    pub inspection: Inspection,
    pub feedback_on: Option<NaiveDate>,
}

/// All places of a file, by (unit, round) as the rows write them.
#[derive(Debug, Default)]
pub(super) struct Scenes {
    units: HashMap<String, Option<Unit>>,
    places: HashMap<(String, Option<String>), Place>,
    problems: Vec<RowProblem>,
}

impl Scenes {
    pub fn of(&self, row: &MeasureRow) -> Option<&Place> {
        self.places.get(&(row.unit.clone()?, row.round.clone()))
    }

    /// The unit of a row, be its inspection known or not.
    pub fn unit_of(&self, row: &MeasureRow) -> Option<&Unit> {
        self.units.get(row.unit.as_ref()?)?.as_ref()
    }

    pub fn take_problems(&mut self) -> Vec<RowProblem> {
        std::mem::take(&mut self.problems)
    }

    pub fn all(&self) -> impl Iterator<Item = &Place> {
        self.places.values()
    }
}

impl Import<'_> {
    /// Finds or, where it is allowed, makes the place of every row.
    pub(super) async fn set_scenes(
        &self,
        work: &mut Work,
        book: &LedgerBook,
        report: &mut ImportReport,
    ) -> Result<Scenes> {
        let act = Act::new(self.actor, self.books.now, "inspection.opened").because(self.file_name);
        let mut scenes = Scenes::default();
        for row in &book.rows {
            let Some(name) = row.unit.clone() else {
                report.refusal = Some("the file names no inspected unit; give it with --unit".to_owned());
                return Ok(scenes);
            };
            let Some(unit) = self.unit_of(work, &act, &mut scenes, &name, report).await? else {
                let why = advice::UNKNOWN_UNIT;
                scenes
                    .problems
                    .push(book.problem(row, LedgerColumn::Unit, &name, why));
                continue;
            };
            let key = (name, row.round.clone());
            if let Entry::Vacant(vacant) = scenes.places.entry(key) {
                match self.place_of(work, &act, unit, row, book).await? {
                    Ok(place) => {
                        vacant.insert(place);
                    }
                    Err(refusal) => {
                        report.refusal.get_or_insert(refusal);
                    }
                }
            }
        }
        Ok(scenes)
    }

    async fn unit_of(
        &self,
        work: &mut Work,
        act: &Act,
        scenes: &mut Scenes,
        name: &str,
        report: &mut ImportReport,
    ) -> Result<Option<Unit>> {
        if let Some(known) = scenes.units.get(name) {
            return Ok(known.clone());
        }
        let mut unit = find_unit(work, self.house, name).await?;
        if unit.is_none() && self.options.create_missing {
            unit = Some(ensure_unit(work, self.house, act, name, None).await?);
            report.added.push(name.to_owned());
        }
        scenes.units.insert(name.to_owned(), unit.clone());
        Ok(unit)
    }

    async fn place_of(
        &self,
        work: &mut Work,
        act: &Act,
        unit: Unit,
        row: &MeasureRow,
        book: &LedgerBook,
    ) -> Result<std::result::Result<Place, String>> {
        let inspection = match &row.round {
            Some(name) => match self.inspection_in(work, act, &unit, name, book, row).await? {
                Some(inspection) => inspection,
                None => {
                    return Ok(Err(format!(
                        "`{name}` names no round by its ordinal; correct it, or give it with --round"
                    )));
                }
            },
            None => match find_open_inspection(work, unit.id).await? {
                Some(inspection) => inspection,
                None => {
                    return Ok(Err(format!(
                        "the file names no round, and {} has no single open inspection; give it with --round",
                        unit.name
                    )));
                }
            },
        };
        let recorded = work.find_event(FEEDBACK, inspection.id).await?;
        if let (Some(event), Some(given)) = (&recorded, book.feedback_on)
            && event.happened_on != given
        {
            return Ok(Err(format!(
                "the feedback to {} is recorded on {}, the file says {given}; correct the file, or the event with \
                 `huiyin event correct {} --on {given}`",
                unit.name, event.happened_on, event.id
            )));
        }
        let feedback_on = book.feedback_on.or(recorded.map(|event| event.happened_on));
        Ok(Ok(Place {
            unit,
            inspection,
            feedback_on,
        }))
    }

    async fn inspection_in(
        &self,
        work: &mut Work,
        act: &Act,
        unit: &Unit,
        round_name: &str,
        book: &LedgerBook,
        row: &MeasureRow,
    ) -> Result<Option<Inspection>> {
        let year = book.feedback_on.unwrap_or(self.books.today()).year();
        let Some(round) = ensure_round(work, self.house, act, round_name, year).await? else {
            return Ok(None);
        };
        Ok(Some(
            ensure_inspection(work, self.house, act, unit, &round, row.team.as_deref()).await?,
        ))
    }
}
