//! A timeline laid over a calendar: which step is told in which send slot.

use super::{Gather, Light, Repeat, Step, StepDay, Timeline};
use crate::domain::calendar::Calendar;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use std::iter;

/// What a timeline is laid out for. Days and times are local to the rulebook's zone.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// The business day on which the matter opened, or its date was moved.
    pub opened_on: NaiveDate,
    /// The moment of it; nothing is told before.
    pub opened_at: NaiveDateTime,
    /// The day from which the period was counted.
    pub started_on: NaiveDate,
    /// None for standing matters, which are told only when they open.
    pub due_on: Option<NaiveDate>,
    /// Steps after the due day count from the later of the two (历史逾期: the takeover day).
    pub counts_from_on: Option<NaiveDate>,
    /// Send times of a workday, in rising order.
    pub slots: &'a [NaiveTime],
    /// Where a repetition without a next step stops; that day is counted.
    pub until: NaiveDate,
    /// May steps gather on a day of their week?
    pub weekly_gather: bool,
}

/// One firing of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Occurrence {
    /// Index in the timeline.
    pub step: usize,
    /// The day that the timeline names, be it a rest day: with `step` the occurrence's identity.
    pub on: NaiveDate,
    /// Local time of the slot in which it is sent.
    pub at: NaiveDateTime,
}

/// All firings of a timeline, by their slot. A step of which two days meet in one slot fires there once.
pub fn occurrences(timeline: &Timeline, plan: &Plan, calendar: &Calendar) -> Vec<Occurrence> {
    let (Some(&first_slot), Some(&last_slot)) = (plan.slots.first(), plan.slots.last()) else {
        return Vec::new();
    };
    let layout = Layout {
        timeline,
        plan,
        calendar,
        first_slot,
        last_slot,
    };
    let mut found: Vec<_> = (0..timeline.steps.len())
        .flat_map(|step| layout.firings(step))
        .collect();
    found.sort_by_key(|firing| (firing.at, firing.step, firing.on));
    found.dedup_by_key(|firing| (firing.at, firing.step));
    found
}

/// The occurrence to tell now: the latest that has come since `after`. Earlier ones that were missed are told
/// through it.
pub fn due_occurrence(
    occurrences: &[Occurrence],
    now: NaiveDateTime,
    after: Option<NaiveDateTime>,
) -> Option<&Occurrence> {
    let latest = occurrences.iter().rfind(|occurrence| occurrence.at <= now);
    latest.filter(|occurrence| after.is_none_or(|after| occurrence.at > after))
}

/// The first occurrence that is still to come.
pub fn next_after(occurrences: &[Occurrence], now: NaiveDateTime) -> Option<&Occurrence> {
    occurrences.iter().find(|occurrence| occurrence.at > now)
}

/// The light of an open matter: that of the last step whose day has come, gathered or not.
pub fn light_on(
    timeline: &Timeline,
    due_on: Option<NaiveDate>,
    counts_from_on: Option<NaiveDate>,
    today: NaiveDate,
    calendar: &Calendar,
) -> Light {
    let has_come = |step: &&Step| {
        step.at == StepDay::Opened
            || named_day(step.at, due_on, counts_from_on, calendar).is_some_and(|day| day <= today)
    };
    timeline
        .steps
        .iter()
        .rev()
        .find(has_come)
        .map_or(Light::None, |step| step.light)
}

/// The day that a step other than `opened` names.
fn named_day(
    at: StepDay,
    due_on: Option<NaiveDate>,
    counts_from_on: Option<NaiveDate>,
    calendar: &Calendar,
) -> Option<NaiveDate> {
    let due = due_on?;
    let base = counts_from_on
        .filter(|_| at.is_after_due())
        .map_or(due, |from| from.max(due));
    at.beside(base, calendar)
}

struct Layout<'a> {
    timeline: &'a Timeline,
    plan: &'a Plan<'a>,
    calendar: &'a Calendar,
    first_slot: NaiveTime,
    last_slot: NaiveTime,
}

impl Layout<'_> {
    fn firings(&self, index: usize) -> Vec<Occurrence> {
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
            at => named_day(at, self.plan.due_on, self.plan.counts_from_on, self.calendar),
        }
    }

    /// Short periods drop the early steps; the due day itself is told as long as it is ahead.
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
