//! Adopting a rulebook: it says beforehand what would change, and moves nothing by itself.

use super::calendar::MovedDay;
use super::due::count_rule;
use super::house::House;
use super::refused::refuse;
use crate::domain::ledger::Actor;
use crate::domain::rulebook::{Change, Due, Rulebook, diff};
use crate::domain::version::RulebookVersion;
use crate::store::{Act, MatterFilter};
use anyhow::Result;
use serde::Serialize;

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
    let open = MatterFilter {
        open_only: true,
        ..MatterFilter::default()
    };
    let mut would_move = Vec::new();
    for matter in work.list_matters(&open).await? {
        let Some(rule) = new.rule(&matter.rule) else {
            continue;
        };
        if matches!(rule.due, Due::Row(_) | Due::OnTheDay) {
            continue;
        }
        let found = count_rule(new, rule, matter.started_on, &books)?;
        if found.due_on != matter.due_on {
            would_move.push(MovedDay {
                code: matter.code,
                from: matter.due_on,
                to: found.due_on,
            });
        }
    }
    Ok(Preview {
        from: Some(current.version.clone()),
        to: new.version.clone(),
        changes: diff(&books.rulebook, new),
        would_move,
    })
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
