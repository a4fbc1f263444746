//! Where a matter stands on its ladder, what holds it there, and what comes next.

use super::house::{Books, House};
use super::in_review::review_of;
use super::schedule::{Track, standing_promises};
use super::submitted::{is_in_review, lies_with_office};
use crate::domain::answer::Reply;
use crate::domain::contact::Person;
use crate::domain::matter::Matter;
use crate::domain::rulebook::{RuleCode, Rulebook};
use crate::domain::rung::{Cause, Rung};
use crate::domain::timeline::{Answered, Climb, Timeline};
use crate::store::Work;
use anyhow::Result;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::Serialize;

/// The policy that keeps rungs apart.
const GAP: &str = "L-GAP";
/// The policy that says how long an answer holds.
const HOLD: &str = "L-HOLD";

/// Where a matter stands on its ladder.
///
/// # Errors
/// When the database cannot be read or a policy's period cannot be counted.
pub async fn climb_of(
    work: &mut Work,
    house: &House,
    matter: &Matter,
    track: &Track<'_>,
    rulebook: &Rulebook,
    books: &Books,
) -> Result<Climb> {
    let policy = |code: &str| rulebook.policy(&RuleCode(code.to_owned()));
    let climb = Climb {
        gap: policy(GAP).and_then(|policy| policy.at_least),
        hold: policy(HOLD).and_then(|policy| policy.at_most),
        ..Climb::default()
    };
    let Some(due_on) = matter.due_on.filter(|due_on| *due_on < books.today()) else {
        return Ok(climb);
    };
    let last = work.list_rungs(matter).await?.pop();
    let replies = work.list_replies(matter.id).await?;
    let counts_from = matter.counts_from_on.map_or(due_on, |from| from.max(due_on));
    let mut since = Vec::new();
    for reply in replies.iter().filter(|reply| reply.cycle == matter.cycle) {
        let is_since = match &last {
            Some(rung) => reply.answered_at >= rung.fired_at,
            None => books.local(reply.answered_at).date() > counts_from,
        };
        if is_since && reply.said.holds_the_ladder() && is_theirs(work, matter, track, reply).await? {
            since.push(reply.clone());
        }
    }
    let promised = standing_promises(matter, &since);
    let lies =
        lies_with_office(matter, track, rulebook, books)? || is_in_review(work, house, books, matter).await?;
    Ok(Climb {
        last: last.and_then(|rung| Some((index_of(track.timeline, &rung)?, rung.fired_on))),
        answer: since.first().map(|reply| Answered {
            on: books.local(reply.answered_at).date(),
            promised_on: reply.promised_on,
        }),
        promised_on: promised.iter().map(|promise| promise.promised_on).min(),
        lies_until: lies.then(|| books.today()),
        ..climb
    })
}

/// Whether an answer comes from those whose duty it is: not from the leaders above them to whom the matter has climbed.
async fn is_theirs(work: &mut Work, matter: &Matter, track: &Track<'_>, reply: &Reply) -> Result<bool> {
    if !track.rule.is_a_units() {
        return Ok(true);
    }
    let person: Person = work.get(reply.person_id).await?;
    Ok(person.unit_id == matter.unit_id)
}

/// The place of a rung in a timeline; in one that has another since, by how high it stood.
fn index_of(timeline: &Timeline, rung: &Rung) -> Option<usize> {
    let by_code = timeline.steps.iter().position(|step| step.code == rung.step);
    by_code.or_else(|| {
        let height = usize::try_from(rung.position).ok()?.checked_sub(1)?;
        let mut rungs = timeline.steps.iter().enumerate();
        let mut rungs = rungs.by_ref().filter(|(_, step)| step.at.is_after_due());
        let reached = rungs.nth(height).map(|(index, _)| index);
        reached.or_else(|| timeline.steps.len().checked_sub(1))
    })
}

/// How high a step stands among its timeline's rungs, from 1.
pub fn position_of(timeline: &Timeline, index: usize) -> i64 {
    let below = timeline.steps.iter().take(index + 1);
    let count = below.filter(|step| step.at.is_after_due()).count();
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A matter on its ladder, as the office reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LadderLine {
    /// The rungs that it has climbed for its present date, from below.
    pub climbed: Vec<RungLine>,
    /// What holds the next one: `office`, `review`, `answer`.
    pub held_by: Option<&'static str>,
    /// The last day on which it holds.
    pub held_until: Option<NaiveDate>,
    /// Code of the next one; none while it lies with the office or in review.
    pub next: Option<String>,
    /// Local time at which that comes when nobody answers.
    pub next_at: Option<NaiveDateTime>,
}

/// A rung that was climbed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RungLine {
    /// Code of the step.
    pub step: String,
    /// Business instant.
    pub fired_at: DateTime<Utc>,
    /// Why then.
    pub cause: Cause,
    /// The day that was promised and passed.
    pub promised_on: Option<NaiveDate>,
}

/// Where an open matter stands on its ladder; none for what has none, or has ended.
///
/// # Errors
/// When the database cannot be read.
pub async fn ladder_line(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
) -> Result<Option<LadderLine>> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let track = Track::of(matter, &rulebook)?;
    if !matter.is_open() || matter.is_silent() || matter.due_on.is_none() {
        return Ok(None);
    }
    let planning = work.planning(matter.id).await?;
    let climb = climb_of(work, house, matter, &track, &rulebook, books).await?;
    let ahead = track.rungs_ahead(matter, &planning, &climb, books, &house.office);
    let next = ahead.first();
    let held_until = climb.held_until(&books.calendar);
    let is_held = held_until.is_some_and(|until| books.today() < until);
    let climbed = work.list_rungs(matter).await?;
    let climbed = climbed.into_iter().map(RungLine::from).collect();
    if climb.lies_until.is_some() {
        let review = review_of(work, house, books, matter).await?;
        return Ok(Some(LadderLine {
            climbed,
            held_by: Some(if review.is_some() { "review" } else { "office" }),
            held_until: review.and_then(|review| review.until_on),
            next: None,
            next_at: None,
        }));
    }
    Ok(Some(LadderLine {
        climbed,
        held_by: (is_held && next.is_some()).then_some("answer"),
        held_until: held_until
            .filter(|_| is_held && next.is_some())
            .and_then(|day| day.pred_opt()),
        next: next.map(|rung| track.timeline.steps[rung.step].code.clone()),
        next_at: next.map(|rung| rung.at),
    }))
}

impl From<Rung> for RungLine {
    fn from(rung: Rung) -> Self {
        RungLine {
            step: rung.step,
            fired_at: rung.fired_at,
            cause: rung.cause,
            promised_on: rung.promised_on,
        }
    }
}
