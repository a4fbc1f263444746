//! A new rulebook, rule by rule: the director lets the open matters of a rule keep their day (沿用) or gives them the
//! new one (改期).

use super::adopt::would_move;
use super::house::{Books, House};
use super::outward::Seer;
use super::recorder::may_record;
use super::recount::Recount;
use super::redate::{MovedDay, Mover};
use super::refused::{refuse, refuse_secrets};
use crate::domain::contact::Person;
use crate::domain::correction::RuleChoice;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::role::Role;
use crate::domain::rulebook::RuleCode;
use crate::store::{Act, Work};
use crate::text::MovedWhy;
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeMap;

/// A rule whose open matters the rulebook in force would date otherwise; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleDifference {
    /// Code of the rule.
    pub rule: String,
    /// Its name.
    pub name: String,
    /// What would move.
    pub would_move: Vec<MovedDay>,
}

/// What was chosen for a rule; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chosen {
    /// Code of the rule.
    pub rule: String,
    /// 改期; otherwise 沿用.
    pub redated: bool,
    /// What moved.
    pub moved: Vec<MovedDay>,
}

/// The rules for which nobody has chosen yet, with what would move.
///
/// # Errors
/// When the database cannot be read.
pub async fn open_differences(work: &mut Work, books: &Books) -> Result<Vec<RuleDifference>> {
    let rulebook = books.rulebook.clone();
    let chosen = work.list_choices(&rulebook.version).await?;
    let mut by_rule: BTreeMap<String, Vec<MovedDay>> = BTreeMap::new();
    for (matter, moved) in would_move(work, books, &rulebook).await? {
        let is_chosen = chosen.iter().any(|choice| choice.rule == matter.rule.0);
        let is_measured = matter.rule == rulebook.measures.finding;
        if matter.rulebook != rulebook.version && !is_chosen && !is_measured {
            by_rule.entry(matter.rule.0).or_default().push(moved);
        }
    }
    let differences = by_rule.into_iter().map(|(rule, would_move)| RuleDifference {
        name: rulebook
            .rule(&RuleCode(rule.clone()))
            .map_or_else(|| rule.clone(), |found| found.name.clone()),
        rule,
        would_move,
    });
    Ok(differences.collect())
}

/// Chooses for every rule with a difference: those that are named get the new day, the others keep theirs.
///
/// # Errors
/// Refused when a rule that is named has no difference, or the chooser may not.
pub async fn choose_rules(
    house: &House,
    actor: Actor,
    redate: &[String],
    reason: &str,
) -> Result<Vec<Chosen>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let differences = open_differences(&mut work, &books).await?;
    let known: Vec<&str> = differences.iter().map(|known| known.rule.as_str()).collect();
    check_redated(redate, &known, &books.rulebook.version)?;
    let mut chosen = Vec::new();
    for rule in redate {
        // What follows another rule's day may have come to its own with that one.
        let still = open_differences(&mut work, &books).await?;
        if still.iter().any(|known| known.rule == *rule) {
            chosen.push(choose_rule_in(&mut work, house, &books, actor, rule, true, reason).await?);
        }
    }
    for rest in open_differences(&mut work, &books).await? {
        chosen.push(choose_rule_in(&mut work, house, &books, actor, &rest.rule, false, reason).await?);
    }
    work.commit().await?;
    Ok(chosen)
}

/// Refuses rules of which no open matter would have another day.
///
/// # Errors
/// That refusal.
pub fn check_redated(redate: &[String], differing: &[&str], version: &str) -> Result<()> {
    match redate.iter().find(|rule| !differing.contains(&rule.as_str())) {
        Some(rule) => refuse!("no open matter of rule {rule} has another day under {version}"),
        None => Ok(()),
    }
}

/// Chooses for one rule, within a unit of work.
///
/// # Errors
/// Refused, before anything is written, when the chooser is not the director, or the rule has no difference any more.
pub async fn choose_rule_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    rule: &str,
    redated: bool,
    reason: &str,
) -> Result<Chosen> {
    if !may_choose(work, books, actor).await? {
        refuse!("the director of the office chooses that");
    }
    refuse_secrets("the reason", reason)?;
    let differences = open_differences(work, books).await?;
    let Some(difference) = differences.into_iter().find(|known| known.rule == rule) else {
        refuse!(
            "no open matter of rule {rule} has another day under {}",
            books.rulebook.version
        );
    };
    let matters = lock_all(work, house, books, actor, &difference, redated).await?;
    let act = Act::new(
        actor,
        books.now,
        if redated { "rule.redated" } else { "rule.kept" },
    )
    .because(reason);
    let choice = RuleChoice {
        id: 0,
        rulebook: books.rulebook.version.clone(),
        rule: rule.to_owned(),
        redated,
        decided_by: actor.person(),
        decided_at: books.now,
    };
    work.insert(&act, choice).await?;
    let mut mover = Mover::new(house, books, &act, MovedWhy::Rulebook);
    for matter in matters {
        redate(work, books, &mut mover, &matter).await?;
    }
    Ok(Chosen {
        rule: rule.to_owned(),
        redated,
        moved: mover.moved,
    })
}

/// Whether somebody may choose: the director, and whoever sits at the machine.
///
/// # Errors
/// When the database cannot be read.
pub async fn may_choose(work: &mut Work, books: &Books, actor: Actor) -> Result<bool> {
    let Actor::Person(id) = actor else {
        return Ok(true);
    };
    let person: Person = work.get(id).await?;
    let seer = Seer::of(work, books, person).await?;
    Ok(seer.roles.contains(&Role::OfficeDirector))
}

/// Locks what is to move, in lock order; of units that the director once served in nothing moves by their word.
async fn lock_all(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    difference: &RuleDifference,
    redated: bool,
) -> Result<Vec<Matter>> {
    let mut ids = Vec::new();
    for moved in difference.would_move.iter().filter(|_| redated) {
        let matter = work.find_matter(house.office.id, &moved.code).await?;
        ids.extend(matter.map(|matter| matter.id));
    }
    ids.sort_unstable();
    let mut matters = Vec::new();
    for id in ids {
        let Some(matter) = work.lock_matter(id).await?.filter(Matter::is_open) else {
            continue;
        };
        if may_record(work, house, books, actor, &matter).await?.is_ok() {
            matters.push(matter);
        }
    }
    Ok(matters)
}

/// Gives a locked matter the day that the rulebook in force gives it, and that rulebook from now on.
async fn redate(work: &mut Work, books: &Books, mover: &mut Mover<'_>, matter: &Matter) -> Result<()> {
    let mut recount = Recount::default();
    // As it stands now: what it follows may have moved before it.
    let matter: Matter = work.get(matter.id).await?;
    let started_on = recount.start_of(work, books, &matter).await?;
    let found = recount
        .due_of(work, books, &books.rulebook, &matter, started_on)
        .await?;
    let after = Matter {
        started_on,
        rulebook: books.rulebook.version.clone(),
        ..matter.clone()
    };
    mover.move_to(work, &matter, after, found).await
}
