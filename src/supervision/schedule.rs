//! When a matter's next step comes.

use super::house::{Books, OfficeWays};
use crate::domain::answer::{Reply, SaidKind};
use crate::domain::ids::PersonId;
use crate::domain::matter::Matter;
use crate::domain::rulebook::{Rule, Rulebook};
use crate::domain::timeline::{
    Climb, Light, NextRung, Occurrence, Plan, StepDay, Timeline, light_on, occurrences, repetitions,
    rungs_ahead,
};
use crate::store::Planning;
use anyhow::{Context, Result};
use chrono::{DateTime, Months, NaiveDate, Utc};

/// How far behind the later of today and the due day occurrences are laid out: enough for the next one of any
/// repetition.
const HORIZON: Months = Months::new(2);

/// The rule and timeline that a matter runs on.
pub struct Track<'a> {
    /// Its rule, in the version that it was made under.
    pub rule: &'a Rule,
    /// Its timeline.
    pub timeline: &'a Timeline,
}

impl<'a> Track<'a> {
    /// Finds them in a rulebook.
    ///
    /// # Errors
    /// When the rulebook lacks one of them.
    pub fn of(matter: &Matter, rulebook: &'a Rulebook) -> Result<Track<'a>> {
        let rule = rulebook
            .rule(&matter.rule)
            .with_context(|| format!("rulebook {} has no rule {}", rulebook.version, matter.rule.0))?;
        let timeline = rulebook
            .timelines
            .get(&rule.timeline)
            .with_context(|| format!("rulebook {} has no timeline {}", rulebook.version, rule.timeline))?;
        Ok(Track { rule, timeline })
    }

    /// Its light on the business day.
    pub fn light(&self, matter: &Matter, books: &Books) -> Light {
        if matter.is_open() {
            light_on(
                self.timeline,
                matter.due_on,
                matter.counts_from_on,
                books.today(),
                &books.calendar,
            )
        } else {
            Light::None
        }
    }

    /// The steps up to the matter's present due day, told or not, and the repetitions of the rung on which it stands.
    pub fn lay_out(
        &self,
        matter: &Matter,
        planning: &Planning,
        climb: &Climb,
        books: &Books,
        office: &OfficeWays,
    ) -> Vec<Occurrence> {
        let plan = Self::plan(matter, planning, books, office);
        let mut found = occurrences(self.timeline, &plan, &books.calendar);
        let is_moved = planning.armed_at.is_some();
        found.retain(|occurrence| {
            let at = self.timeline.steps[occurrence.step].at;
            !(at.is_after_due() || is_moved && at == StepDay::Opened)
        });
        found.extend(repetitions(self.timeline, &plan, climb, &books.calendar));
        found
    }

    /// The rungs still ahead, each as it comes when nobody answers.
    pub fn rungs_ahead(
        &self,
        matter: &Matter,
        planning: &Planning,
        climb: &Climb,
        books: &Books,
        office: &OfficeWays,
    ) -> Vec<NextRung> {
        let plan = Self::plan(matter, planning, books, office);
        rungs_ahead(self.timeline, &plan, climb, &books.calendar)
    }

    fn plan<'o>(matter: &Matter, planning: &Planning, books: &Books, office: &'o OfficeWays) -> Plan<'o> {
        let opened_at = books.local(planning.armed_at.unwrap_or(matter.opened_at));
        let until = matter.due_on.unwrap_or(opened_at.date()).max(books.today());
        Plan {
            opened_on: opened_at.date(),
            opened_at,
            started_on: matter.started_on,
            due_on: matter.due_on,
            counts_from_on: matter.counts_from_on,
            slots: &office.slots,
            until: until.checked_add_months(HORIZON).unwrap_or(until),
            weekly_gather: office.gather_weekly,
        }
    }
}

/// A promise that nobody has spoken of since: who, and the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// Who promised.
    pub person: PersonId,
    /// To report by.
    pub promised_on: NaiveDate,
}

/// The standing promises of a matter: each person's last reply of this cycle, where it promises a
/// day. A bare 收到 takes nothing back.
pub fn standing_promises(matter: &Matter, replies: &[Reply]) -> Vec<Promise> {
    let mut last: Vec<&Reply> = Vec::new();
    let says_nothing_new =
        |reply: &&Reply| matches!(reply.said, SaidKind::Acknowledged | SaidKind::Unchanged);
    let says_more = |reply: &&Reply| !says_nothing_new(reply) || reply.promised_on.is_some();
    for reply in replies
        .iter()
        .filter(|reply| reply.cycle == matter.cycle)
        .filter(says_more)
    {
        last.retain(|earlier| earlier.person_id != reply.person_id);
        last.push(reply);
    }
    last.into_iter()
        .filter_map(|reply| {
            Some(Promise {
                person: reply.person_id,
                promised_on: reply.promised_on?,
            })
        })
        .collect()
}

impl Promise {
    /// The slot in which its maker is reminded that the day has passed.
    pub fn reminded_at(&self, books: &Books, office: &OfficeWays) -> Option<DateTime<Utc>> {
        let day = books.calendar.next_workday(self.promised_on.succ_opt()?);
        Some(books.instant(day.and_time(*office.slots.first()?)))
    }
}

/// The instant of the next thing to be told about a matter, after what has been planned.
///
/// # Errors
/// When the matter's rule is not in its rulebook.
pub fn next_step_at(
    matter: &Matter,
    planning: &Planning,
    climb: &Climb,
    promises: &[Promise],
    rulebook: &Rulebook,
    books: &Books,
    office: &OfficeWays,
) -> Result<Option<DateTime<Utc>>> {
    let after = planning.planned_to_at;
    let is_ahead = |at: &DateTime<Utc>| after.is_none_or(|after| *at > after);
    let news = planning.news.is_some().then_some(books.now);
    if !matter.is_open() || matter.is_silent() {
        return Ok(news);
    }
    let track = Track::of(matter, rulebook)?;
    let step = track
        .lay_out(matter, planning, climb, books, office)
        .into_iter()
        .map(|occurrence| books.instant(occurrence.at))
        .find(is_ahead);
    let rung = track
        .rungs_ahead(matter, planning, climb, books, office)
        .first()
        .map(|rung| books.instant(rung.at));
    let promise = promises
        .iter()
        .filter_map(|promise| promise.reminded_at(books, office))
        .filter(is_ahead)
        .min();
    Ok([step, rung, promise, news].into_iter().flatten().min())
}
