//! The ladder: the steps after the due day, climbed one by one. None is skipped, none comes sooner than the gap after
//! the one before, and an answer holds the next one once.

use super::layout::Layout;
use super::{Occurrence, Plan, Repeat, Timeline};
use crate::domain::calendar::Calendar;
use crate::domain::deadline::{Roll, count};
use crate::domain::period::Period;
use crate::domain::rung::Cause;
use chrono::{Days, NaiveDate, NaiveDateTime};
use std::iter;

/// Where a matter stands on its ladder, and what holds it there. Days are local to the rulebook's zone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Climb {
    /// The last rung that fired for the present date: its index in the timeline, and the day.
    pub last: Option<(usize, NaiveDate)>,
    /// How long after it the next one comes at the soonest.
    pub gap: Option<Period>,
    /// The first answer since.
    pub answer: Option<Answered>,
    /// How long an answer holds at most.
    pub hold: Option<Period>,
    /// The earliest day since promised of which nobody has spoken again.
    pub promised_on: Option<NaiveDate>,
    /// Nothing fires up to this day: what was handed in lies with the office.
    pub lies_until: Option<NaiveDate>,
}

/// An answer as the ladder sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// Its day.
    pub on: NaiveDate,
    /// The day that it promised.
    pub promised_on: Option<NaiveDate>,
}

/// The rung that comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextRung {
    /// Index in the timeline.
    pub step: usize,
    /// The day that the timeline names.
    pub on: NaiveDate,
    /// Local time of the first slot in which it fires.
    pub at: NaiveDateTime,
    /// Why then.
    pub cause: Cause,
    /// For [`Cause::Promise`]: the day that was promised.
    pub promised_on: Option<NaiveDate>,
}

/// The rung after the last that fired; none at the top, and for what has no due day.
pub fn next_rung(
    timeline: &Timeline,
    plan: &Plan<'_>,
    climb: &Climb,
    calendar: &Calendar,
) -> Option<NextRung> {
    let above = climb.last.map_or(0, |(step, _)| step + 1);
    let is_rung = |step: &usize| timeline.steps[*step].at.is_after_due();
    let step = (above..timeline.steps.len()).find(is_rung)?;
    let at = timeline.steps[step].at;
    let on = at.day(plan.due_on, plan.counts_from_on, calendar)?;
    let soonest = [climb.after_gap(calendar), climb.lies_until.and_then(next_day)];
    let soonest = soonest.into_iter().flatten().max();
    let by_itself = [Some(on), soonest, climb.held_until(calendar)];
    let by_itself = by_itself.into_iter().flatten().max()?;
    let broken = climb.promised_on.and_then(next_day).max(soonest);
    let broken = broken.filter(|day| climb.promised_on.is_some() && *day <= by_itself);
    Some(NextRung {
        step,
        on,
        at: Layout::of(timeline, plan, calendar)?.rung_slot(broken.unwrap_or(by_itself)),
        cause: if broken.is_some() {
            Cause::Promise
        } else {
            Cause::Due
        },
        promised_on: climb.promised_on.filter(|_| broken.is_some()),
    })
}

/// All rungs still ahead, each as it comes when nobody answers.
pub fn rungs_ahead(
    timeline: &Timeline,
    plan: &Plan<'_>,
    climb: &Climb,
    calendar: &Calendar,
) -> Vec<NextRung> {
    let climbed = |rung: &NextRung| {
        let then = Climb {
            last: Some((rung.step, rung.at.date())),
            gap: climb.gap,
            hold: climb.hold,
            ..Climb::default()
        };
        next_rung(timeline, plan, &then, calendar)
    };
    iter::successors(next_rung(timeline, plan, climb, calendar), climbed).collect()
}

/// The repetitions of the rung on which a matter stands, up to the next one; none on days on which it is held.
pub fn repetitions(
    timeline: &Timeline,
    plan: &Plan<'_>,
    climb: &Climb,
    calendar: &Calendar,
) -> Vec<Occurrence> {
    let (Some((step, fired_on)), Some(layout)) = (climb.last, Layout::of(timeline, plan, calendar)) else {
        return Vec::new();
    };
    let Some(repeat) = timeline.steps[step].repeat else {
        return Vec::new();
    };
    let next = next_rung(timeline, plan, climb, calendar).map(|rung| rung.at);
    let held_until = climb.held_until(calendar);
    let is_held = |day: &NaiveDate| {
        climb.lies_until.is_some_and(|until| *day <= until)
            || climb
                .answer
                .is_some_and(|answer| *day >= answer.on && held_until.is_some_and(|until| *day < until))
    };
    let mut found: Vec<Occurrence> = iter::successors(Some(fired_on), |day| match repeat {
        Repeat::Workdays => calendar.add_workdays(*day, 1),
        Repeat::Weekly => day.checked_add_days(Days::new(7)),
    })
    .skip(1)
    .take_while(|day| *day <= plan.until)
    .filter(|day| !is_held(day))
    .map(|on| Occurrence {
        step,
        on,
        at: layout.rung_slot(on),
    })
    .take_while(|told| next.is_none_or(|next| told.at < next))
    .collect();
    found.dedup_by_key(|told| told.at);
    found
}

impl Climb {
    fn after_gap(&self, calendar: &Calendar) -> Option<NaiveDate> {
        let (_, fired_on) = self.last?;
        after(fired_on, self.gap, calendar).max(next_day(fired_on))
    }

    /// The first day on which an answer holds the next rung no more: the policy's time after it, or the day after
    /// the promised one where that is sooner.
    pub fn held_until(&self, calendar: &Calendar) -> Option<NaiveDate> {
        let answer = self.answer?;
        let most = after(answer.on, self.hold, calendar)?;
        let promised = answer.promised_on.and_then(next_day);
        Some(promised.map_or(most, |promised| promised.min(most)))
    }
}

fn after(day: NaiveDate, period: Option<Period>, calendar: &Calendar) -> Option<NaiveDate> {
    Some(count(day, period?, Roll::None, calendar).ok()?.due_on)
}

fn next_day(day: NaiveDate) -> Option<NaiveDate> {
    day.succ_opt()
}
