//! Where a step's days fall, and in which slot each is sent.

use super::{Gather, Occurrence, Plan, Repeat, Step, StepDay, Timeline};
use crate::domain::calendar::Calendar;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use std::iter;

/// A timeline, and what it is laid over.
pub(super) struct Layout<'a> {
    pub timeline: &'a Timeline,
    pub plan: &'a Plan<'a>,
    pub calendar: &'a Calendar,
    pub first_slot: NaiveTime,
    pub last_slot: NaiveTime,
}

impl<'a> Layout<'a> {
    /// Lays a timeline over a calendar; none where nothing is ever sent.
    pub fn of(timeline: &'a Timeline, plan: &'a Plan<'a>, calendar: &'a Calendar) -> Option<Layout<'a>> {
        let (Some(&first_slot), Some(&last_slot)) = (plan.slots.first(), plan.slots.last()) else {
            return None;
        };
        Some(Layout {
            timeline,
            plan,
            calendar,
            first_slot,
            last_slot,
        })
    }

    /// The slot of a day after the due day: its first, or that of the next workday; never before the opening.
    pub fn rung_slot(&self, on: NaiveDate) -> NaiveDateTime {
        let wanted = self.slot_after(on);
        if wanted < self.plan.opened_at {
            self.next_slot(self.plan.opened_at)
        } else {
            wanted
        }
    }

    /// One step's occurrences.
    pub fn firings(&self, index: usize) -> Vec<Occurrence> {
        let step = &self.timeline.steps[index];
        let Some(own) = self.named_day(step).filter(|own| !self.is_too_early(step, *own)) else {
            return Vec::new();
        };
        iter::once(own)
            .chain(self.repetitions(index, own))
            .filter_map(|on| {
                Some(Occurrence {
                    step: index,
                    on,
                    at: self.slot(step, on)?,
                })
            })
            .collect()
    }

    fn named_day(&self, step: &Step) -> Option<NaiveDate> {
        match step.at {
            StepDay::Opened => Some(self.plan.opened_on),
            at => at.day(self.plan.due_on, self.plan.counts_from_on, self.calendar),
        }
    }

    /// Short periods drop the early steps, with their repetitions; the due day itself is told as long as it is ahead.
    fn is_too_early(&self, step: &Step, own: NaiveDate) -> bool {
        is_before_due(step) && !step.at.is_due() && own <= self.opening()
    }

    fn opening(&self) -> NaiveDate {
        self.plan.opened_on.max(self.plan.started_on)
    }

    /// The days after `own` on which the step fires again, up to the day before the next step.
    fn repetitions(&self, index: usize, own: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let next_step = self
            .timeline
            .steps
            .get(index + 1)
            .and_then(|next| self.named_day(next));
        let repeat = self.timeline.steps[index].repeat;
        iter::successors(Some(own), move |day| match repeat? {
            Repeat::Workdays => self.calendar.add_workdays(*day, 1),
            Repeat::Weekly => day.checked_add_days(Days::new(7)),
        })
        .skip(1)
        .take_while(move |day| *day <= self.plan.until && next_step.is_none_or(|next| *day < next))
    }

    /// The slot for a step's day: never before the opening, and before the due day never after it.
    fn slot(&self, step: &Step, on: NaiveDate) -> Option<NaiveDateTime> {
        let wanted = if is_before_due(step) {
            self.slot_before(step, on)
        } else {
            self.slot_after(on)
        };
        let at = if wanted < self.plan.opened_at {
            self.next_slot(self.plan.opened_at)
        } else {
            wanted
        };
        let in_time = !is_before_due(step) || self.plan.due_on.is_some_and(|due| at.date() <= due);
        in_time.then_some(at)
    }

    /// Before the due day: the day's first slot, for a rest day the last slot before it, gathered if the step
    /// gathers and its week's first workday comes after the opening.
    fn slot_before(&self, step: &Step, on: NaiveDate) -> NaiveDateTime {
        let workday = self.calendar.prev_workday(on);
        let gathers = self.plan.weekly_gather && step.gather == Some(Gather::Weekly);
        let gathered = gathers
            .then(|| self.calendar.first_workday_of_week(workday))
            .flatten();
        match gathered.filter(|day| *day > self.opening()) {
            Some(day) => day.and_time(self.first_slot),
            None if workday == on => on.and_time(self.first_slot),
            None => workday.and_time(self.last_slot),
        }
    }

    fn slot_after(&self, on: NaiveDate) -> NaiveDateTime {
        self.calendar.next_workday(on).and_time(self.first_slot)
    }

    /// The first slot at that moment or later.
    fn next_slot(&self, at: NaiveDateTime) -> NaiveDateTime {
        let today = self.plan.slots.iter().find(|slot| **slot >= at.time());
        match today.filter(|_| self.calendar.is_workday(at.date())) {
            Some(slot) => at.date().and_time(*slot),
            None => {
                let next = self.calendar.add_workdays(at.date(), 1).unwrap_or(at.date());
                next.and_time(self.first_slot)
            }
        }
    }
}

/// Before or on the due day.
fn is_before_due(step: &Step) -> bool {
    step.at != StepDay::Opened && !step.at.is_after_due()
}
