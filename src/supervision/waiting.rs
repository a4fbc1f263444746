//! What waits for somebody's word: what was handed in waits for the office, what was asked for for whoever decides it.

use super::board::{MatterLine, lines_of};
use super::clue::Sight;
use super::decision::{About, is_decision};
use super::desk::{list_waiting_in, open_matters};
use super::house::House;
use super::schedule::Track;
use crate::domain::ids::MatterId;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::MoveKind;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::rulebook::Ends;
use crate::store::{MatterFilter, Work};
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeSet;

/// A matter that waits for somebody's word; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitingLine {
    /// As in a list.
    #[serde(flatten)]
    pub line: MatterLine,
    /// Key of the role that decides; none where the office confirms what was handed in.
    pub decides: Option<&'static str>,
    /// Code of the matter that a decision is about.
    pub about: Option<String>,
}

/// What waits for the office's word or for a decision, by due day.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_waiting(house: &House) -> Result<Vec<WaitingLine>> {
    list_waiting_for(house, Actor::Operator).await
}

/// The same as somebody sees it: clues are there for some alone.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_waiting_for(house: &House, actor: Actor) -> Result<Vec<WaitingLine>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let sight = Sight::of(&mut work, &books, actor).await?;
    let handed_in: BTreeSet<MatterId> = list_waiting_in(&mut work).await?.iter().map(|it| it.id).collect();
    let mut waiting = Vec::new();
    let mut decisions = Vec::new();
    for matter in open_matters(&mut work).await? {
        let rulebook = house.rulebook(&mut work, &matter.rulebook).await?;
        let rule = Track::of(&matter, &rulebook)?.rule;
        let decides = rule.to.first().filter(|_| rule.ends == Ends::Decision).copied();
        // What is applied for waits in the decision on it.
        let is_applied_for = rule.ends == Ends::Closeout && matter.state == MatterState::UnderReview;
        let waits = decides.is_some() || handed_in.contains(&matter.id) && !is_applied_for;
        if !waits || !sight.shows(&mut work, house, &books, &matter).await? {
            continue;
        }
        let about = match matter.parent_id.filter(|_| decides.is_some()) {
            Some(parent) => Some(work.get::<Matter>(parent).await?.code),
            None => None,
        };
        waiting.push(matter);
        decisions.push((decides, about));
    }
    let lines = lines_of(&mut work, house, &books, &waiting).await?;
    Ok(lines
        .into_iter()
        .zip(decisions)
        .map(|(line, (decides, about))| WaitingLine {
            line,
            decides: decides.map(Role::key),
            about,
        })
        .collect())
}

/// The refusal of a decision on a matter whose decision is a matter of its own, which waits.
///
/// # Errors
/// When the database cannot be read.
pub async fn decided_there(
    work: &mut Work,
    house: &House,
    matter: &Matter,
    kind: MoveKind,
) -> Result<Option<Refusal>> {
    if !matches!(kind, MoveKind::Passed | MoveKind::Returned) {
        return Ok(None);
    }
    let Some((step, role)) = open_decision_on(work, house, matter).await? else {
        return Ok(None);
    };
    Ok(Some(Refusal::DecidedThere {
        code: matter.code.clone(),
        decision: step.code,
        role: role.key().to_owned(),
        due_on: step.due_on,
    }))
}

/// The open decision on what was asked for a matter, and who takes it. A confirmed measure waits for its finding's.
async fn open_decision_on(work: &mut Work, house: &House, matter: &Matter) -> Result<Option<(Matter, Role)>> {
    let above = matter
        .parent_id
        .filter(|_| matter.state == MatterState::UnderReview);
    for about in [Some(matter.id), above].into_iter().flatten() {
        let under = MatterFilter {
            parent: Some(about),
            open_only: true,
            ..MatterFilter::default()
        };
        for step in work.list_matters(&under).await? {
            if About::read(&step.origin).is_none() || !is_decision(work, house, &step).await? {
                continue;
            }
            let rulebook = house.rulebook(work, &step.rulebook).await?;
            if let Some(role) = Track::of(&step, &rulebook)?.rule.to.first() {
                return Ok(Some((step, *role)));
            }
        }
    }
    Ok(None)
}
