//! Adopting a rulebook: it says beforehand what would change, and moves nothing by itself.

use super::house::{Books, House};
use super::recount::Recount;
use super::redate::MovedDay;
use super::refused::refuse;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::rulebook::{Change, Rulebook, diff};
use crate::domain::version::RulebookVersion;
use crate::store::{Act, MatterFilter, Work};
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a new rulebook would change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preview {
    /// The version in force.
    pub from: Option<String>,
    /// The new version.
    pub to: String,
    /// Field by field.
    pub changes: Vec<Change>,
    /// Open matters that the new rules would date otherwise. They keep the rules that they were made under.
    pub would_move: Vec<MovedDay>,
    /// How many of them each rule opened.
    pub by_rule: BTreeMap<String, usize>,
}

/// Says what a rulebook would change.
///
/// # Errors
/// Refused when its version name stands for another content.
pub async fn preview_rulebook(house: &House, new: &Rulebook) -> Result<Preview> {
    let mut work = house.store.read().await?;
    let Some(current) = work.current_rulebook().await? else {
        return Ok(Preview {
            from: None,
            to: new.version.clone(),
            changes: Vec::new(),
            would_move: Vec::new(),
            by_rule: BTreeMap::new(),
        });
    };
    if let Some(known) = work.find_rulebook(&new.version).await?
        && known.content != new.to_text()
    {
        refuse!(
            "rulebook version {} is known with another content; give the changed one a new version",
            new.version
        );
    }
    let books = house.books(&mut work).await?;
    let moved = would_move(&mut work, &books, new).await?;
    Ok(Preview {
        from: Some(current.version.clone()),
        to: new.version.clone(),
        changes: diff(&books.rulebook, new),
        would_move: moved.iter().map(|(_, moved)| moved.clone()).collect(),
        by_rule: by_rule(&moved),
    })
}

fn by_rule(moved: &[(Matter, MovedDay)]) -> BTreeMap<String, usize> {
    let mut by_rule = BTreeMap::new();
    for (matter, _) in moved {
        *by_rule.entry(matter.rule.0.clone()).or_default() += 1;
    }
    by_rule
}

/// Counts all open matters under a rulebook, without writing: what follows a day follows the supposed one.
///
/// # Errors
/// When the database cannot be read.
pub async fn would_move(work: &mut Work, books: &Books, new: &Rulebook) -> Result<Vec<(Matter, MovedDay)>> {
    let mut matters = work.list_matters(&MatterFilter::default()).await?;
    matters.retain(|matter| matter.state != MatterState::Withdrawn);
    matters.sort_by_key(|matter| matter.id);
    let (mut recount, mut latest) = (Recount::default(), BTreeMap::new());
    for matter in &matters {
        if matter.is_open() {
            let started_on = recount.start_of(work, books, matter).await?;
            let found = recount.due_of(work, books, new, matter, started_on).await?;
            recount.supposed.suppose(matter, found.due_on);
        }
        if let Some(above) = matter.parent_id {
            let day = recount.supposed.of(matter);
            let known = latest.entry(above).or_insert(day);
            *known = day.max(*known);
        }
    }
    for finding in matters
        .iter()
        .filter(|matter| matter.rule == new.measures.finding && matter.is_open())
    {
        if let Some(day) = latest.get(&finding.id) {
            recount.supposed.suppose(finding, *day);
        }
    }
    let to = |matter: &Matter| recount.supposed.of(matter);
    let moved = matters.iter().filter(|matter| to(matter) != matter.due_on);
    Ok(moved
        .map(|matter| {
            let moved = MovedDay {
                code: matter.code.clone(),
                from: matter.due_on,
                to: to(matter),
            };
            (matter.clone(), moved)
        })
        .collect())
}

/// Puts a rulebook in force for what opens from now on; `false` when it is in force already.
///
/// # Errors
/// Refused when its version name stands for another content.
pub async fn adopt_rulebook(house: &House, actor: Actor, new: &Rulebook) -> Result<bool> {
    let mut work = house.store.begin().await?;
    let content = new.to_text();
    if let Some(known) = work.find_rulebook(&new.version).await?
        && known.content != content
    {
        refuse!(
            "rulebook version {} is known with another content; give the changed one a new version",
            new.version
        );
    }
    if work
        .current_rulebook()
        .await?
        .is_some_and(|current| current.version == new.version)
    {
        return Ok(false);
    }
    let act = Act::new(actor, house.clock.now(), "rulebook.adopted");
    let version = RulebookVersion {
        id: 0,
        version: new.version.clone(),
        content,
        adopted_at: house.clock.now(),
    };
    work.insert(&act, version).await?;
    work.commit().await?;
    Ok(true)
}
