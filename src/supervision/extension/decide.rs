//! What a decision about a request sets off: the new day, told to all who knew the old one; or the refusal, told to
//! whoever asked.

use super::REFUSED;
use super::ask::{procedure, terms};
use crate::domain::extension::{Extension, ExtensionState, window};
use crate::domain::ids::PersonId;
use crate::domain::matter::Matter;
use crate::domain::mode::DueMode;
use crate::domain::moves::{Move, MoveKind};
use crate::domain::rulebook::{Cap, ClueWord, Due, Rule, RuleCode};
use crate::store::{Act, MatterFilter, Planning, Work};
use crate::supervision::due::DueFound;
use crate::supervision::house::{Books, House};
use crate::supervision::open::arm;
use crate::supervision::redate::Mover;
use crate::supervision::schedule::Track;
use crate::text::{Fact, MovedWhy};
use anyhow::{Context, Result};
use chrono::NaiveDate;

/// Who asked: they do not decide it.
///
/// # Errors
/// When the database cannot be read.
pub async fn applicants(work: &mut Work, row: i64) -> Result<Vec<PersonId>> {
    let asked: Extension = work.get(row).await?;
    Ok(vec![asked.giver_id])
}

/// What whoever decides must know: days, and the category.
///
/// # Errors
/// When the database cannot be read.
pub async fn facts(work: &mut Work, house: &House, row: i64) -> Result<Vec<Fact>> {
    let books = house.books(work).await?;
    let asked: Extension = work.get(row).await?;
    let matter: Matter = work.get(asked.matter_id).await?;
    let fact = |key, value: String| Fact { key, value };
    let original = matter.original_due_on.filter(|first| *first != asked.due_on);
    let mut facts = vec![fact("due_on", asked.due_on.to_string())];
    facts.extend(original.map(|first| fact("original_due_on", first.to_string())));
    facts.push(fact("wanted_on", asked.wanted_on.to_string()));
    facts.push(fact("cause", cause_of(&books, &asked)));
    Ok(facts)
}

/// The name of a request's category; its key where this rulebook knows it no more.
pub(super) fn cause_of(books: &Books, asked: &Extension) -> String {
    let known = ClueWord::find(&books.rulebook.extensions.cause, &asked.cause);
    let name = known.and_then(|word| word.names.first());
    name.unwrap_or(&asked.cause).clone()
}

/// What a decision sets off; it opens nothing.
///
/// # Errors
/// When its request is not there, or the database refuses it.
pub async fn decided(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    row: i64,
    made: &Move,
) -> Result<Vec<String>> {
    let asked: Extension = work.get(row).await?;
    if asked.state != ExtensionState::Asked {
        return Ok(Vec::new());
    }
    let matter = work
        .lock_matter(asked.matter_id)
        .await?
        .context("a request for nothing")?;
    let state = if !fits(work, house, books, &matter, &asked).await? {
        ExtensionState::Lapsed
    } else if made.kind == MoveKind::Passed {
        ExtensionState::Granted
    } else {
        ExtensionState::Refused
    };
    let after = Extension {
        state,
        decided_on: Some(made.moved_on),
        ..asked.clone()
    };
    match state {
        ExtensionState::Granted => {
            work.update(&act.doing("extension.granted"), &asked, &after)
                .await?;
            grant(work, house, books, act, &matter, asked.wanted_on).await?;
        }
        ExtensionState::Refused => {
            work.update(&act.doing("extension.refused"), &asked, &after)
                .await?;
            tell_refused(work, house, books, &matter).await?;
        }
        _ => {
            work.update(&act.doing("extension.lapsed"), &asked, &after)
                .await?;
        }
    }
    Ok(Vec::new())
}

/// Whether a request still means something: its matter is open in the same cycle, and where its day has moved since,
/// the new one is still later and within bounds.
async fn fits(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
    asked: &Extension,
) -> Result<bool> {
    let Some(due_on) = matter
        .due_on
        .filter(|_| matter.is_open() && matter.cycle == asked.cycle)
    else {
        return Ok(false);
    };
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let rule = Track::of(matter, &rulebook)?.rule;
    let Some((policy, _)) = procedure(books, rule) else {
        return Ok(false);
    };
    let terms = terms(work, books, &rulebook, matter, policy).await?;
    let window = window(matter.code.clone(), due_on, &terms, &books.calendar);
    Ok(window.takes(asked.wanted_on).is_ok())
}

/// Gives a matter its new day, and what hangs from that day with it.
async fn grant(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    matter: &Matter,
    day: NaiveDate,
) -> Result<()> {
    let mut mover = Mover::new(house, books, act, MovedWhy::Extension);
    let found = DueFound::fixed(day);
    mover.move_to(work, matter, matter.clone(), found.clone()).await?;
    let Some(inspection) = matter.inspection_id else {
        return Ok(());
    };
    let open = MatterFilter {
        inspection: Some(inspection),
        open_only: true,
        ..MatterFilter::default()
    };
    for other in work.list_matters(&open).await? {
        if other.id == matter.id {
            continue;
        }
        let rulebook = house.rulebook(work, &other.rulebook).await?;
        let rule = Track::of(&other, &rulebook)?.rule;
        if has_same_day(rule, &other, matter, &rulebook.measures.concentrated) {
            let Some(locked) = work.lock_matter(other.id).await?.filter(Matter::is_open) else {
                continue;
            };
            mover
                .move_to(work, &locked, locked.clone(), found.clone())
                .await?;
        } else if rule.cap == Some(Cap::Rule(matter.rule.clone())) {
            mover.recount(work, other.id).await?;
        }
    }
    Ok(())
}

/// Whether a matter has its day from another one: a rule that is due on the same day, or a measure of 集中整改期内.
fn has_same_day(rule: &Rule, other: &Matter, extended: &Matter, concentrated: &RuleCode) -> bool {
    let follows = match other.mode {
        DueMode::Concentrated(..) => extended.rule == *concentrated,
        DueMode::Counted(..) => rule.due == Due::SameAs(extended.rule.clone()),
        _ => false,
    };
    follows && other.due_on == extended.due_on
}

/// Has the asker told that the day stands.
async fn tell_refused(work: &mut Work, house: &House, books: &Books, matter: &Matter) -> Result<()> {
    let planning = work.planning(matter.id).await?;
    let planning = Planning {
        news: Some(REFUSED.to_owned()),
        ..planning
    };
    arm(work, house, books, matter, planning).await
}
