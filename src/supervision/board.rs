//! What stands where: lists and single matters, for whoever sits in the office.

use super::board_people::{NamedPerson, people_of};
use super::closeout::{ApplicationSheet, applications_of};
use super::clue::Sight;
use super::house::{Books, House};
use super::in_review::{InReview, review_of};
use super::ladder::{LadderLine, ladder_line};
pub use super::named::get_matter;
use super::parts::{PartLine, parts_of};
use super::people::Finder;
use super::person::get_unit;
use super::schedule::Track;
use crate::domain::answer::{Evidence, Reply};
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::{PersonId, UnitId};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::Move;
use crate::domain::timeline::Light;
use crate::store::{MatterFilter, Work};
use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use std::collections::HashMap;

/// A matter in a list; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatterLine {
    /// Code.
    pub code: String,
    /// Code of its rule.
    pub kind: String,
    /// Unit that must act.
    pub unit: String,
    /// Title.
    pub title: String,
    /// State.
    pub state: &'static str,
    /// With whom it lies in review; its light and days are not counted against the unit meanwhile.
    pub review: Option<InReview>,
    /// Light of the business day.
    pub light: Light,
    /// T0.
    pub started_on: NaiveDate,
    /// Due day.
    pub due_on: Option<NaiveDate>,
    /// First due day.
    pub original_due_on: Option<NaiveDate>,
    /// 暂定.
    pub provisional: bool,
    /// 历史逾期.
    pub legacy_overdue: bool,
    /// Percent, as last reported.
    pub progress: Option<i64>,
    /// Reported as done, not reviewed.
    pub claimed_on: Option<NaiveDate>,
    /// 收件日.
    pub received_on: Option<NaiveDate>,
    /// The day it ended.
    pub ended_on: Option<NaiveDate>,
    /// Whether it came by its due day; none while that is open.
    pub on_time: Option<bool>,
    /// Calendar days until due; negative when overdue, none in review. 历史逾期 counts from the takeover day.
    pub days_left: Option<i64>,
    /// Instant of the next step.
    pub next_step_at: Option<DateTime<Utc>>,
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct ListFilter {
    /// Name of a unit.
    pub unit: Option<String>,
    /// Name of a person: matters that they would be told of.
    pub person: Option<String>,
    /// A light.
    pub light: Option<Light>,
    /// Due before this day.
    pub due_before: Option<NaiveDate>,
    /// Ended ones too.
    pub all: bool,
    /// Whoever asks: clues are there for some alone. None for whoever sits at the machine.
    pub seen_by: Option<PersonId>,
}

/// Lists matters by due day.
///
/// # Errors
/// Refused when the unit or person is unknown.
pub async fn list_matters(house: &House, filter: &ListFilter) -> Result<Vec<MatterLine>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let unit = match &filter.unit {
        Some(name) => Some(get_unit(&mut work, house, name).await?.id),
        None => None,
    };
    let person = match &filter.person {
        Some(text) => Some(super::person::find_person(&mut work, house, text).await?),
        None => None,
    };
    let matters = work
        .list_matters(&MatterFilter {
            unit,
            due_before: filter.due_before,
            open_only: !filter.all,
            ..MatterFilter::default()
        })
        .await?;
    let actor = filter.seen_by.map_or(Actor::Operator, Actor::Person);
    let sight = Sight::of(&mut work, &books, actor).await?;
    let mut finder = Finder::new(house, books.today());
    let mut lines = Vec::new();
    for matter in matters {
        if !sight.shows(&mut work, house, &books, &matter).await? {
            continue;
        }
        if let Some(person) = &person
            && !concerns(&mut work, house, &mut finder, &matter, person.id).await?
        {
            continue;
        }
        let line = line_of(&mut work, house, &books, &mut finder, &matter).await?;
        if filter.light.is_none_or(|light| line.light == light) {
            lines.push(line);
        }
    }
    Ok(lines)
}

/// Whether a person has a matter as their duty: named on it, or holding one of its rule's roles for it.
///
/// # Errors
/// When the database cannot be read.
pub async fn concerns(
    work: &mut Work,
    house: &House,
    finder: &mut Finder<'_>,
    matter: &Matter,
    person: PersonId,
) -> Result<bool> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let track = Track::of(matter, &rulebook)?;
    let mut roles = track.rule.to.clone();
    roles.extend(track.timeline.steps.iter().flat_map(|step| step.to.clone()));
    roles.sort_unstable();
    roles.dedup();
    for role in roles {
        if finder
            .answering(work, matter, role)
            .await?
            .iter()
            .any(|holder| holder.id == person)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Matters as lists show them.
///
/// # Errors
/// When the database cannot be read.
pub async fn lines_of(
    work: &mut Work,
    house: &House,
    books: &Books,
    matters: &[Matter],
) -> Result<Vec<MatterLine>> {
    let mut finder = Finder::new(house, books.today());
    let mut lines = Vec::new();
    for matter in matters {
        lines.push(line_of(work, house, books, &mut finder, matter).await?);
    }
    Ok(lines)
}

async fn line_of(
    work: &mut Work,
    house: &House,
    books: &Books,
    finder: &mut Finder<'_>,
    matter: &Matter,
) -> Result<MatterLine> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let track = Track::of(matter, &rulebook)?;
    let review = review_of(work, house, books, matter).await?;
    let counts = review.is_none();
    let next_step_at = work.planning(matter.id).await?.next_step_at;
    Ok(MatterLine {
        code: matter.code.clone(),
        kind: matter.rule.0.clone(),
        unit: finder.unit_name(work, matter.unit_id).await?,
        title: matter.title.clone(),
        state: matter.state.key(),
        light: if counts {
            track.light(matter, books)
        } else {
            Light::None
        },
        started_on: matter.started_on,
        due_on: matter.due_on,
        original_due_on: matter.original_due_on,
        provisional: matter.provisional,
        legacy_overdue: matter.is_legacy_overdue(),
        progress: matter.percent,
        claimed_on: matter.claimed_on,
        received_on: matter.received_on,
        ended_on: matter.ended_on,
        on_time: matter.was_on_time(books.today()),
        days_left: matter.days_left(books.today()).filter(|_| counts),
        next_step_at: next_step_at.filter(|_| counts),
        review,
    })
}

/// A matter with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatterSheet {
    /// As in a list.
    #[serde(flatten)]
    pub line: MatterLine,
    /// Code of the matter above it.
    pub parent: Option<String>,
    /// Codes of the matters under it.
    pub children: Vec<String>,
    /// Codes of the matters that were merged into it; they stand for it.
    pub merged: Vec<String>,
    /// Who is named on it or holds its first role.
    pub people: Vec<NamedPerson>,
    /// Answers, oldest first.
    pub replies: Vec<ReplyLine>,
    /// What the office recorded, oldest first.
    pub moves: Vec<MoveLine>,
    /// The parts of its report package, in the rule's order.
    pub parts: Vec<PartLine>,
    /// Where it stands on its ladder.
    pub ladder: Option<LadderLine>,
    /// Files, oldest first.
    pub evidence: Vec<Evidence>,
    /// Applications for its close-out and the decisions on them, oldest first.
    pub applications: Vec<ApplicationSheet>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplyLine {
    /// Who.
    pub person: String,
    /// 代录: who recorded it for them.
    pub recorder: Option<String>,
    /// What.
    #[serde(flatten)]
    pub reply: Reply,
}

/// What the office recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MoveLine {
    /// Who handed it in or said it.
    pub giver: Option<String>,
    /// Who recorded it; none for the operator and the program.
    pub recorder: Option<String>,
    /// What.
    #[serde(flatten)]
    pub made: Move,
}

/// Shows one matter.
///
/// # Errors
/// Refused when there is none.
pub async fn show_matter(house: &House, code: &str) -> Result<MatterSheet> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let mut finder = Finder::new(house, books.today());
    let matter = get_matter(&mut work, house, code).await?;
    let parent = match matter.parent_id {
        Some(id) => Some(work.get::<Matter>(id).await?.code),
        None => None,
    };
    let under = MatterFilter {
        parent: Some(matter.id),
        ..MatterFilter::default()
    };
    let mut names = Names::default();
    let mut replies = Vec::new();
    for reply in work.list_replies(matter.id).await? {
        replies.push(ReplyLine {
            person: names.of(&mut work, reply.person_id).await?,
            recorder: names.of_maybe(&mut work, reply.recorded_by).await?,
            reply,
        });
    }
    let mut moves = Vec::new();
    for made in work.list_moves(matter.id).await? {
        moves.push(MoveLine {
            giver: names.of_maybe(&mut work, made.giver_id).await?,
            recorder: names.of_maybe(&mut work, made.recorded_by).await?,
            made,
        });
    }
    Ok(MatterSheet {
        line: line_of(&mut work, house, &books, &mut finder, &matter).await?,
        parent,
        children: work
            .list_matters(&under)
            .await?
            .into_iter()
            .map(|child| child.code)
            .collect(),
        merged: work.list_merged_into(matter.id).await?,
        people: people_of(&mut work, house, &books, &mut finder, &matter).await?,
        replies,
        moves,
        parts: parts_of(&mut work, house, &matter).await?,
        ladder: ladder_line(&mut work, house, &books, &matter).await?,
        evidence: work.list_evidence(matter.id).await?,
        applications: applications_of(&mut work, matter.id).await?,
    })
}

/// Names of persons and units, looked up once.
#[derive(Debug, Default)]
pub struct Names {
    people: HashMap<PersonId, String>,
    units: HashMap<UnitId, String>,
}

impl Names {
    /// A person's name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(&mut self, work: &mut Work, id: PersonId) -> Result<String> {
        if let Some(name) = self.people.get(&id) {
            return Ok(name.clone());
        }
        let name = work.get::<Person>(id).await?.name;
        self.people.insert(id, name.clone());
        Ok(name)
    }

    /// The name of a person who may be none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of_maybe(&mut self, work: &mut Work, id: Option<PersonId>) -> Result<Option<String>> {
        match id {
            Some(id) => Ok(Some(self.of(work, id).await?)),
            None => Ok(None),
        }
    }

    /// A unit's name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of_unit(&mut self, work: &mut Work, id: UnitId) -> Result<String> {
        if let Some(name) = self.units.get(&id) {
            return Ok(name.clone());
        }
        let name = work.get::<Unit>(id).await?.name;
        self.units.insert(id, name.clone());
        Ok(name)
    }
}
