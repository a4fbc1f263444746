//! The open matters that a digest may list, by place.

use super::cells::{Place, Seen, group, place, seen};
use super::scene::Scene;
use crate::domain::digest::Look;
use crate::domain::disclosure::Outward;
use crate::domain::ids::MatterId;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::rulebook::Rule;
use crate::domain::rung::Rung;
use crate::supervision::schedule::Track;
use crate::text::DigestRung;
use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// An open matter that a digest may list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// What may be seen of it.
    pub matter: Outward,
    /// The name that may leave of the unit that owes it, or of the office.
    pub owner: String,
    /// The last day.
    pub due_on: Option<NaiveDate>,
    /// Calendar days left on the day after the period; negative when overdue.
    pub left: Option<i64>,
    /// The rung that it has reached.
    pub rung: Option<DigestRung>,
    /// What was heard of it.
    pub heard: Heard,
    /// A finding whose overdue measures are listed themselves.
    pub by_parts: bool,
}

/// What was heard of a matter since its rung, or where there is none since it was overdue. A finding is answered by any
/// of its measures: nobody is asked about a finding itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// No word.
    Nothing,
    /// An answer.
    Answer,
    /// It is reported as done and lies with the office.
    Report,
    /// So it was reported before the import that brought it: nothing is on the desk, until somebody speaks of it.
    Imported,
}

impl Heard {
    /// Key of its word.
    pub fn key(self) -> &'static str {
        match self {
            Heard::Nothing => "silent",
            Heard::Answer => "answered",
            Heard::Report | Heard::Imported => "waits",
        }
    }
}

/// The open matters that may be listed, by place. `midnight`: when a local day begins.
///
/// # Errors
/// When a rulebook lacks a matter's rule.
pub fn list(
    scene: &Scene,
    look: &Look,
    midnight: impl Fn(NaiveDate) -> DateTime<Utc>,
) -> Result<BTreeMap<Place, Vec<Listed>>> {
    let mut found: BTreeMap<Place, Vec<Listed>> = BTreeMap::new();
    let measures = open_measures(scene);
    let answers = |matter: &Matter| is_answered(scene, matter, &midnight);
    for matter in scene.matters.values().filter(|matter| matter.is_open()) {
        let (_, rule) = scene.rule(matter)?;
        if group(scene, matter, rule).is_none() {
            continue;
        }
        let seen = seen(scene, matter, look)?;
        let (Some(place), Seen::Named(outward)) = (place(matter, rule, &seen), seen) else {
            continue;
        };
        let parts = measures.get(&matter.id).map(Vec::as_slice).unwrap_or_default();
        let mut answered = answers(matter)?;
        for part in parts {
            answered |= answers(part)?;
        }
        let listed = Listed {
            matter: outward,
            owner: owner(scene, matter, rule),
            due_on: matter.due_on,
            left: matter.days_left(look.next_on),
            rung: scene
                .rung(matter)
                .map(|rung| rung_of(scene, matter, rung))
                .transpose()?,
            heard: match (matter.waits_for_review(), matter.silenced) {
                (true, false) => Heard::Report,
                (true, true) => Heard::Imported,
                (false, _) if answered => Heard::Answer,
                (false, _) => Heard::Nothing,
            },
            by_parts: parts.iter().any(|part| part.is_overdue(look.next_on)),
        };
        found.entry(place).or_default().push(listed);
    }
    Ok(found)
}

/// As its ladder takes it: since its rung, or where there is none since the day from which it counts as overdue. What
/// was sent back came in, and its 补正 carries the day.
fn is_answered(
    scene: &Scene,
    matter: &Matter,
    midnight: impl Fn(NaiveDate) -> DateTime<Utc>,
) -> Result<bool> {
    let (_, rule) = scene.rule(matter)?;
    let overdue_from = matter.due_on.and_then(|due| {
        let last = matter.counts_from_on.map_or(due, |from| from.max(due));
        last.succ_opt()
    });
    let rung = scene.rung(matter).map(|rung| rung.fired_at);
    let since = rung.or(overdue_from.map(midnight));
    let has_come = matter.waits_for_review() || matter.state == MatterState::Returned;
    Ok(has_come || since.is_some_and(|since| scene.is_answered_since(matter, rule, since)))
}

/// The open measures of each finding.
fn open_measures(scene: &Scene) -> BTreeMap<MatterId, Vec<&Matter>> {
    let mut found: BTreeMap<MatterId, Vec<&Matter>> = BTreeMap::new();
    let measures = scene.measures.iter().filter_map(|id| scene.matters.get(id));
    for measure in measures.filter(|it| it.is_open()) {
        if let Some(finding) = measure.parent_id {
            found.entry(finding).or_default().push(measure);
        }
    }
    found
}

/// Whose name stands before a matter: what the office owes about a unit is not the unit's.
fn owner(scene: &Scene, matter: &Matter, rule: &Rule) -> String {
    let is_offices = rule.to.first().is_some_and(|role| role.is_office());
    let office = scene.office.clone().filter(|_| is_offices);
    office.unwrap_or_else(|| scene.unit_name(matter.unit_id))
}

/// A rung, and what is done on it.
fn rung_of(scene: &Scene, matter: &Matter, rung: &Rung) -> Result<DigestRung> {
    let (rulebook, _) = scene.rule(matter)?;
    let steps = &Track::of(matter, rulebook)?.timeline.steps;
    let step = steps.iter().find(|step| step.code == rung.step);
    let form = step.map(|step| step.form.clone()).unwrap_or_default();
    Ok(DigestRung {
        step: rung.step.clone(),
        name: rulebook.form(&form).map(|form| form.name.clone()),
        form,
    })
}
