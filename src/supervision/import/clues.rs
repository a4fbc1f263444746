//! 问题线索移交台账: codes, organs, days. Each clue's 移交 is recorded and opens what the organ must do; what differs
//! from the last file is taken over only if that is allowed, and no clue is deleted.

mod settle;

use super::Import;
use super::report::{Difference, ImportReport};
use crate::domain::clue::{Clue, ListedClue, TRANSFER};
use crate::domain::ids::{ClueId, InspectionId};
use crate::domain::matter::Matter;
use crate::intake::{ClueBook, merge_problems};
use crate::store::{Act, Work};
use crate::supervision::clue::{conclude, event_of, record_clue_event_in, replace, transfer_in};
use crate::supervision::due::{DueFound, find_due};
use crate::supervision::event::NewEvent;
use crate::supervision::event_mended::correct_event_in;
use crate::supervision::inspection::{ensure_inspection, ensure_round};
use crate::supervision::redate::Mover;
use crate::text::MovedWhy;
use anyhow::Result;
use chrono::Datelike;
use settle::Settled;
use std::collections::{BTreeMap, HashSet};

impl Import<'_> {
    pub(super) async fn clues(&self, work: &mut Work, book: ClueBook) -> Result<ImportReport> {
        let mut report = ImportReport {
            kind: "clues",
            sheet: book.sheet.clone(),
            errors: book.problems.clone(),
            ..ImportReport::default()
        };
        let (mut settled, mut problems) = (Vec::new(), book.problems.clone());
        for row in &book.rows {
            match self.settle(work, &book, row, &mut report).await? {
                Ok(row) => settled.push(row),
                Err(problem) => problems.push(*problem),
            }
        }
        report.errors = merge_problems(problems);
        if report.is_refused() {
            return Ok(report);
        }
        let act = Act::new(self.actor, self.books.now, "clue.imported").because(self.file_name);
        let total = settled.len() as u64;
        for (done, row) in (1_u64..).zip(&settled) {
            let known = work.find_clue(self.house.office.id, &row.code).await?;
            match known {
                None => self.add_clue(work, &act, row, &mut report).await?,
                Some(known) => self.take_over_clue(work, &act, &known, row, &mut report).await?,
            }
            (self.progress)(done, total);
        }
        let codes: HashSet<&str> = settled.iter().map(|row| row.code.as_str()).collect();
        let kept: Vec<Clue> = work.all().await?;
        let gone = kept
            .iter()
            .filter(|clue| clue.is_open() && !codes.contains(clue.code.as_str()));
        report.gone = gone.map(|clue| clue.code.clone()).collect();
        if !report.differences.is_empty() {
            self.want_acceptance(&mut report);
        }
        Ok(report)
    }

    /// A clue that is new: its 移交 opens what its organ must do, unless it is concluded already.
    async fn add_clue(
        &self,
        work: &mut Work,
        act: &Act,
        row: &Settled,
        report: &mut ImportReport,
    ) -> Result<()> {
        let clue = Clue {
            id: ClueId(0),
            office_id: self.house.office.id,
            code: row.code.clone(),
            inspection_id: self.inspection_of(work, act, row).await?,
            category: row.category.clone(),
            organ_id: row.organ.id,
            transferred_on: row.transferred_on,
            feedback_on: row.feedback_on,
            custodian_id: row.custodian.as_ref().map(|person| person.id),
            is_priority: row.is_priority,
            way: row.way.clone(),
            form: row.form.clone(),
            counts: BTreeMap::new(),
            concluded_on: row.is_concluded.then_some(self.books.today()),
            listed: Some(row.listed.clone()),
        };
        let clue = work.insert(act, clue).await?;
        report.created += 1;
        let new = NewEvent {
            kind: TRANSFER.to_owned(),
            happened_on: row.transferred_on,
            proof: self.file_name.to_owned(),
        };
        if clue.is_open() {
            let recorded = record_clue_event_in(work, self.house, self.books, act, &clue, &new).await?;
            report.opened.extend(recorded.opened);
        } else {
            let event = event_of(self.house, &clue, &new);
            work.insert(&act.doing("event.recorded"), event).await?;
        }
        Ok(())
    }

    async fn inspection_of(&self, work: &mut Work, act: &Act, row: &Settled) -> Result<Option<InspectionId>> {
        let Some((unit, round)) = &row.inspected else {
            return Ok(None);
        };
        let year = row.transferred_on.year();
        let Some(round) = ensure_round(work, self.house, act, round, year).await? else {
            return Ok(None);
        };
        let inspection = ensure_inspection(work, self.house, act, unit, &round, None).await?;
        Ok(Some(inspection.id))
    }

    /// A clue that is known: only what the file says otherwise than the last one is taken over.
    async fn take_over_clue(
        &self,
        work: &mut Work,
        act: &Act,
        known: &Clue,
        row: &Settled,
        report: &mut ImportReport,
    ) -> Result<()> {
        let last = known.listed.clone().unwrap_or_default();
        let differs = differing(&last, &row.listed);
        if differs.is_empty() {
            report.unchanged += 1;
            return Ok(());
        }
        report.changed += 1;
        report
            .differences
            .extend(differs.iter().map(|(field, before, after)| Difference {
                row: row.row,
                code: row.code.clone(),
                field,
                before: before.clone(),
                after: after.clone(),
            }));
        if !self.options.accept_changes {
            return Ok(());
        }
        let has = |field: &str| differs.iter().any(|(differing, ..)| *differing == field);
        let mut clue = self.change_row(work, act, known, row, &has).await?;
        if has("organ") && clue.is_open() && clue.organ_id != row.organ.id {
            let on = row.transferred_on.max(clue.transferred_on);
            let moved = transfer_in(work, self.house, self.books, act, &clue, &row.organ, on).await?;
            report.opened.extend(moved.opened);
            clue = work.get(clue.id).await?;
        } else if has("transferred_on") {
            clue = self.move_transfer(work, &clue, row).await?;
        }
        if has("feedback_on") {
            clue = self.move_feedback(work, act, &clue, row).await?;
        }
        if has("custodian") || has("organ") {
            let custodian = row.custodian.as_ref().map(|person| person.id);
            clue = replace(work, self.books, act, &clue, custodian).await?;
        }
        if has("concluded") && row.is_concluded && clue.is_open() {
            conclude(work, self.house, self.books, act, &clue, self.books.today()).await?;
        }
        Ok(())
    }

    /// What stands in the clue's own row alone.
    async fn change_row(
        &self,
        work: &mut Work,
        act: &Act,
        known: &Clue,
        row: &Settled,
        has: &(dyn Fn(&str) -> bool + Sync),
    ) -> Result<Clue> {
        let newer = |field, kept: &Option<String>, file: &Option<String>| {
            if has(field) { file.clone() } else { kept.clone() }
        };
        let after = Clue {
            category: newer("category", &known.category, &row.category),
            way: newer("way", &known.way, &row.way),
            form: newer("form", &known.form, &row.form),
            is_priority: if has("priority") {
                row.is_priority
            } else {
                known.is_priority
            },
            inspection_id: if has("inspected") || has("round") {
                self.inspection_of(work, act, row).await?
            } else {
                known.inspection_id
            },
            listed: Some(row.listed.clone()),
            ..known.clone()
        };
        work.update(&act.doing("clue.changed"), known, &after).await?;
        Ok(after)
    }

    /// The 移交 happened on another day: what counts from it moves.
    async fn move_transfer(&self, work: &mut Work, clue: &Clue, row: &Settled) -> Result<Clue> {
        let events = work.list_clue_events(clue.id, clue.organ_id).await?;
        let transfer = events
            .iter()
            .find(|event| event.kind == TRANSFER && event.happened_on == clue.transferred_on);
        if let Some(event) = transfer {
            let (house, books, on) = (self.house, self.books, row.transferred_on);
            correct_event_in(work, house, books, self.actor, event.id, on, self.file_name).await?;
        }
        Ok(work.get(clue.id).await?)
    }
}

impl Import<'_> {
    /// The first feedback is due on another day.
    async fn move_feedback(&self, work: &mut Work, act: &Act, clue: &Clue, row: &Settled) -> Result<Clue> {
        let after = Clue {
            feedback_on: row.feedback_on,
            ..clue.clone()
        };
        work.update(&act.doing("clue.changed"), clue, &after).await?;
        let mut mover = Mover::new(self.house, self.books, act, MovedWhy::Import);
        for matter in work.list_clue_matters(clue.id).await? {
            let is_first = matter.origin.starts_with("event:") && matter.unit_id == clue.organ_id;
            let rule = self
                .books
                .rulebook
                .rule(&matter.rule)
                .filter(|rule| rule.repeat.is_some());
            let (true, Some(rule)) = (is_first, rule) else {
                continue;
            };
            let Some(matter) = work.lock_matter(matter.id).await?.filter(Matter::is_open) else {
                continue;
            };
            let found = match row.feedback_on {
                Some(day) => DueFound::fixed(day),
                None => find_due(work, self.books, rule, matter.started_on, None).await?,
            };
            mover.move_to(work, &matter, matter.clone(), found).await?;
        }
        Ok(after)
    }
}

/// The fields in which two rows of the register differ: name, before, after.
fn differing(last: &ListedClue, file: &ListedClue) -> Vec<(&'static str, String, String)> {
    let pairs = last.fields().into_iter().zip(file.fields());
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((field, before), (_, after))| (field, before.to_owned(), after.to_owned()))
        .collect()
}
