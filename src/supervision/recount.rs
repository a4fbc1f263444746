//! What a matter's days would be if it were opened now: from which day it counts, and where the counting ends.

use super::due::{DueFound, FEEDBACK, Supposed, before_holiday, count_phrase, count_rule, find_cap};
use super::house::Books;
use crate::domain::cadence::occurrences;
use crate::domain::deadline::{Roll, count};
use crate::domain::ids::{InspectionId, MatterId};
use crate::domain::inspection::Event;
use crate::domain::matter::Matter;
use crate::domain::mode::DueMode;
use crate::domain::period::Period;
use crate::domain::rulebook::{Due, Rule, Rulebook, Start};
use crate::store::Work;
use anyhow::Result;
use chrono::{Months, NaiveDate};
use std::collections::HashMap;

/// What a matter's start day hangs from; its origin says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Base {
    /// The event that opened it.
    Event,
    /// The due day of the matter that it follows or repeats.
    Day(MatterId),
    /// The feedback of its inspection: rows of the 整改台账.
    Feedback,
    /// Nothing that can move.
    Own,
}

impl Base {
    fn of(matter: &Matter, books: &Books) -> Base {
        let (what, id) = matter.origin.split_once(':').unwrap_or((&matter.origin, ""));
        match what {
            "event" => Base::Event,
            "day_of" | "repeat" => id.parse().map_or(Base::Own, |id| Base::Day(MatterId(id))),
            "measure" | "finding" => Base::Feedback,
            // The check of a 长期坚持 that was taken over late counts from the takeover.
            "standing" if matter.started_on < books.local(matter.opened_at).date() => Base::Feedback,
            _ => Base::Own,
        }
    }
}

/// Counts matters again, one after the other, in the order in which they were opened: what follows comes after
/// what it follows.
#[derive(Debug, Default)]
pub struct Recount {
    /// Days that are supposed, not written.
    pub supposed: Supposed,
    feedback: HashMap<InspectionId, Option<NaiveDate>>,
}

impl Recount {
    /// The day that a matter counts from, as the registers stand; its own where they say nothing (any more).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn start_of(&mut self, work: &mut Work, books: &Books, matter: &Matter) -> Result<NaiveDate> {
        let found = match (Base::of(matter, books), matter.event_id, matter.inspection_id) {
            (Base::Event, Some(event), _) => Some(work.get::<Event>(event).await?.happened_on),
            (Base::Day(leader), ..) => {
                let leader = work.find::<Matter>(leader).await?;
                leader.and_then(|leader| self.supposed.of(&leader))
            }
            (Base::Feedback, _, Some(inspection)) => self.feedback_to(work, inspection).await?,
            _ => None,
        };
        Ok(found.unwrap_or(matter.started_on))
    }

    async fn feedback_to(&mut self, work: &mut Work, inspection: InspectionId) -> Result<Option<NaiveDate>> {
        if let Some(known) = self.feedback.get(&inspection) {
            return Ok(*known);
        }
        let event = work.find_event(FEEDBACK, inspection).await?;
        let day = event.map(|event| event.happened_on);
        self.feedback.insert(inspection, day);
        Ok(day)
    }

    /// The day that a rulebook gives a matter; what a document or a plan gives stays as it is given.
    ///
    /// # Errors
    /// When it cannot be counted or the database cannot be read.
    pub async fn due_of(
        &self,
        work: &mut Work,
        books: &Books,
        rulebook: &Rulebook,
        matter: &Matter,
        started_on: NaiveDate,
    ) -> Result<DueFound> {
        let kept = DueFound::kept(matter);
        let Some(rule) = rulebook.rule(&matter.rule) else {
            return Ok(kept);
        };
        let measures = &rulebook.measures;
        match (&matter.mode, &rule.due) {
            (DueMode::Fixed | DueMode::Standing, _) => Ok(kept),
            (DueMode::BeforeHoliday(name), _) => Ok(before_holiday(books, name, started_on).unwrap_or(kept)),
            (DueMode::Calendar, _) => Ok(on_the_day(books, rule, matter).unwrap_or(kept)),
            (DueMode::Concentrated(..), _) => {
                let code = &measures.concentrated;
                count_phrase(rulebook, code, started_on, books, DueMode::Concentrated)
            }
            (DueMode::Immediate(..), _) => count_phrase(
                rulebook,
                &measures.immediate,
                started_on,
                books,
                DueMode::Immediate,
            ),
            (DueMode::Counted(period, roll), Due::Row(_)) => count_period(books, started_on, *period, *roll),
            (DueMode::Counted(..), Due::OnTheDay) if rule.after_round().is_none() => Ok(kept),
            (DueMode::Counted(..), _) => {
                let found = match rule.repeat {
                    Some(period) if matter.origin.starts_with("repeat:") => {
                        count_period(books, started_on, period, rule.roll)?
                    }
                    _ => count_rule(rulebook, rule, started_on, books)?,
                };
                let inspection = matter.inspection_id;
                let cap = find_cap(work, books, rulebook, rule, inspection, &self.supposed).await?;
                Ok(found.capped(started_on, cap))
            }
        }
    }
}

fn count_period(books: &Books, started_on: NaiveDate, period: Period, roll: Roll) -> Result<DueFound> {
    let deadline = count(started_on, period, roll, &books.calendar)?;
    Ok(DueFound::counted(&deadline, DueMode::Counted(period, roll)))
}

/// The day of the occurrence that opened a matter, as the calendar has it now.
fn on_the_day(books: &Books, rule: &Rule, matter: &Matter) -> Option<DueFound> {
    let Start::Cadence(cadence) = &rule.start else {
        return None;
    };
    let period = matter.origin.split(':').next();
    let (near, year) = (matter.due_on?, Months::new(12));
    let (from, to) = (near.checked_sub_months(year)?, near.checked_add_months(year)?);
    occurrences(cadence, from, to, &books.calendar)
        .iter()
        .find(|occurrence| Some(occurrence.period_key.as_str()) == period)
        .map(|occurrence| DueFound::of_occurrence(occurrence, rule, &books.calendar))
}
