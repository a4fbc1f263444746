//! Why a matter is due when it is: start and proof, rule and basis, counting step by step, what was and will be
//! told.

use super::board::{Names, get_matter};
use super::due::FEEDBACK;
use super::extension::{ExtensionLine, extensions_of};
use super::house::{Books, House};
use super::ladder::{LadderLine, climb_of, ladder_line};
use super::schedule::Track;
use crate::domain::deadline::{Trace, count};
use crate::domain::inspection::Event;
use crate::domain::matter::Matter;
use crate::domain::rulebook::{Rulebook, Sureness};
use crate::domain::timeline::Light;
use crate::store::Work;
use anyhow::Result;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::Serialize;

/// The reasons of a matter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reasons {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// What opened it.
    pub event: Option<EventLine>,
    /// T0.
    pub started_on: NaiveDate,
    /// Rule code.
    pub rule: String,
    /// Rule name.
    pub rule_name: String,
    /// Rulebook version that it was made under.
    pub rulebook: String,
    /// Source of the rule.
    pub basis: String,
    /// How sure the source is.
    pub sure: Sureness,
    /// How the due day was found, with its period: `relative 1 month next`.
    pub mode: String,
    /// The counting; empty where a document gives the day.
    pub counting: Vec<Trace>,
    /// Due day.
    pub due_on: Option<NaiveDate>,
    /// First due day.
    pub original_due_on: Option<NaiveDate>,
    /// 建议报送日.
    pub suggested_on: Option<NaiveDate>,
    /// 暂定.
    pub provisional: bool,
    /// Its steps, behind and ahead.
    pub timeline: Vec<StepLine>,
    /// Where it stands on its ladder.
    pub ladder: Option<LadderLine>,
    /// Requests for more time, oldest first: what was granted is why the day is another now.
    pub extensions: Vec<ExtensionLine>,
}

/// An event as a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventLine {
    /// Kind.
    pub kind: String,
    /// Name of the kind.
    pub name: String,
    /// Day.
    pub happened_on: NaiveDate,
    /// Proof.
    pub proof: String,
}

/// One step of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepLine {
    /// Step code.
    pub step: String,
    /// Nominal day.
    pub on: NaiveDate,
    /// Local time of the slot, for a step ahead.
    pub at: Option<NaiveDateTime>,
    /// Light; none for news.
    pub light: Option<Light>,
    /// Who was told, when; empty for a step ahead.
    pub told: Vec<ToldLine>,
}

/// Who was told, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldLine {
    /// Name.
    pub person: String,
    /// `planned`, `bundled`, `told`, `withdrawn`, `unreachable`, `called`.
    pub state: &'static str,
    /// Business instant at which the channel took it.
    pub told_at: Option<DateTime<Utc>>,
}

/// The reasons of a matter by code.
///
/// # Errors
/// Refused when there is none.
pub async fn why(house: &House, code: &str) -> Result<Reasons> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let matter = get_matter(&mut work, house, code).await?;
    let rulebook = house.rulebook(&mut work, &matter.rulebook).await?;
    let track = Track::of(&matter, &rulebook)?;
    let counted = match matter.mode.counting() {
        Some((period, roll)) => Some(count(matter.started_on, period, roll, &books.calendar)?),
        None => None,
    };
    let event = find_start(&mut work, &matter).await?;
    let event = event.map(|event| event_line(&rulebook, event));
    let timeline = steps(&mut work, house, &books, &matter, &track).await?;
    let ladder = ladder_line(&mut work, house, &books, &matter).await?;
    Ok(Reasons {
        extensions: extensions_of(&mut work, &books, &matter).await?,
        ladder,
        event,
        started_on: matter.started_on,
        rule: matter.rule.0.clone(),
        rule_name: track.rule.name.clone(),
        basis: track.rule.basis.clone(),
        sure: track.rule.sure,
        mode: matter.mode.to_string(),
        suggested_on: counted.as_ref().map(|deadline| deadline.suggested_on),
        counting: counted.map(|deadline| deadline.trace).unwrap_or_default(),
        due_on: matter.due_on,
        original_due_on: matter.original_due_on,
        provisional: matter.provisional,
        rulebook: matter.rulebook,
        title: matter.title,
        code: matter.code,
        timeline,
    })
}

fn event_line(rulebook: &Rulebook, event: Event) -> EventLine {
    let known = rulebook.events.iter().find(|kind| kind.code == event.kind);
    EventLine {
        name: known.map_or_else(|| event.kind.clone(), |kind| kind.name.clone()),
        kind: event.kind,
        happened_on: event.happened_on,
        proof: event.proof,
    }
}

/// The event that opened a matter, or the feedback that an imported one counts from.
async fn find_start(work: &mut Work, matter: &Matter) -> Result<Option<Event>> {
    match (matter.event_id, matter.inspection_id) {
        (Some(id), _) => Ok(Some(work.get(id).await?)),
        (None, Some(inspection)) => Ok(work.find_event(FEEDBACK, inspection).await?),
        (None, None) => Ok(None),
    }
}

fn light_of(track: &Track<'_>, step: &str) -> Option<Light> {
    let mut steps = track.timeline.steps.iter();
    steps.find(|known| known.code == step).map(|step| step.light)
}

async fn steps(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
    track: &Track<'_>,
) -> Result<Vec<StepLine>> {
    let mut lines: Vec<StepLine> = Vec::new();
    let mut names = Names::default();
    for notice in work.list_notices_of(matter.id).await? {
        let told = ToldLine {
            person: names.of(work, notice.person_id).await?,
            state: notice.state.key(),
            told_at: notice.told_at,
        };
        match lines
            .iter_mut()
            .find(|line| line.step == notice.step && line.on == notice.occurrence_on)
        {
            Some(line) => line.told.push(told),
            None => lines.push(StepLine {
                light: light_of(track, &notice.step),
                step: notice.step,
                on: notice.occurrence_on,
                at: None,
                told: vec![told],
            }),
        }
    }
    let planning = work.planning(matter.id).await?;
    if planning.next_step_at.is_some() {
        let after = planning.planned_to_at.map(|at| books.local(at));
        let rulebook = house.rulebook(work, &matter.rulebook).await?;
        let climb = climb_of(work, house, matter, track, &rulebook, books).await?;
        let laid_out = track.lay_out(matter, &planning, &climb, books, &house.office);
        let ahead = laid_out
            .iter()
            .filter(|occurrence| after.is_none_or(|after| occurrence.at > after));
        let mut ahead: Vec<_> = ahead.map(|told| (told.step, told.on, told.at)).collect();
        let rungs = track.rungs_ahead(matter, &planning, &climb, books, &house.office);
        let rungs = rungs.iter().filter(|_| climb.lies_until.is_none());
        ahead.extend(rungs.map(|rung| (rung.step, rung.on, rung.at)));
        ahead.sort_by_key(|(step, _, at)| (*at, *step));
        lines.extend(ahead.into_iter().map(|(step, on, at)| {
            let step = &track.timeline.steps[step];
            StepLine {
                step: step.code.clone(),
                on,
                at: Some(at),
                light: Some(step.light),
                told: Vec::new(),
            }
        }));
    }
    Ok(lines)
}
