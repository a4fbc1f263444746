//! A timeline laid over a calendar: which step is told in which send slot.

use super::Timeline;
use super::layout::Layout;
use crate::domain::calendar::Calendar;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

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

/// All firings of a timeline, by slot and step. A step of which two days meet in one slot fires there once.
pub fn occurrences(timeline: &Timeline, plan: &Plan, calendar: &Calendar) -> Vec<Occurrence> {
    let Some(layout) = Layout::of(timeline, plan, calendar) else {
        return Vec::new();
    };
    let mut found: Vec<_> = (0..timeline.steps.len())
        .flat_map(|step| layout.firings(step))
        .collect();
    found.sort_by_key(|firing| (firing.at, firing.step, firing.on));
    found.dedup_by_key(|firing| (firing.at, firing.step));
    found
}

/// The occurrence to tell now: the latest that has come since `after`, of one slot that of the latest step.
/// Earlier ones that were missed are told through it.
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
