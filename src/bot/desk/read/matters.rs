//! Matters that a clerk may record something of.

use crate::bot::desk::form::{ALL_PARTS, Form, Given, NOT_WANTED};
use crate::bot::desk::read::MOST;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::ids::MatterId;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::rulebook::Ends;
use crate::supervision::{may_record, missing_parts, office_reviews, open_matters, survivor_of};
use anyhow::{Context, Result};

/// The matter of a code, where the clerk may record something of it.
pub async fn named(visit: &mut Visit<'_>, slot: Slot, code: &str) -> Result<Option<Given>> {
    let code = code.to_uppercase();
    let found = match visit.work.find_matter(visit.house.office.id, &code).await? {
        Some(matter) => Some(survivor_of(visit.work, matter).await?),
        None => None,
    };
    match found {
        Some(matter) if may_record_it(visit, &matter).await? => Ok(Some(matter_given(slot, &matter))),
        _ => Ok(None),
    }
}

/// What is reported as sent in or held and waits for 收件.
pub async fn submitted(visit: &mut Visit<'_>, slot: Slot) -> Result<Vec<Given>> {
    let rulebook = visit.books.rulebook.clone();
    waiting(visit, slot, |matter| {
        let rule = rulebook.rule(&matter.rule);
        let is_received = rule.is_some_and(|rule| rule.ends.waits_for_office());
        is_received && matter.claimed_on.is_some() && !matter.is_silent()
    })
    .await
}

fn matter_given(slot: Slot, matter: &Matter) -> Given {
    Given::new(slot, matter.id, &matter.code)
}

async fn may_record_it(visit: &mut Visit<'_>, matter: &Matter) -> Result<bool> {
    let clerk = visit.person().context("a desk without a clerk")?.id;
    let allowed = may_record(visit.work, visit.house, visit.books, Actor::Person(clerk), matter).await?;
    Ok(allowed.is_ok())
}

/// The matters that wait for the office's word, those due first.
async fn waiting(visit: &mut Visit<'_>, slot: Slot, fits: impl Fn(&Matter) -> bool) -> Result<Vec<Given>> {
    let open = open_matters(visit.work).await?;
    let mut found = Vec::new();
    for matter in open.iter().filter(|matter| fits(matter)) {
        if found.len() < MOST && may_record_it(visit, matter).await? {
            found.push(matter_given(slot, matter));
        }
    }
    Ok(found)
}

/// What lies with the office for review.
pub async fn reviewed(visit: &mut Visit<'_>) -> Result<Vec<Given>> {
    let rulebook = visit.books.rulebook.clone();
    let office_reviews = |matter: &Matter| {
        let rule = rulebook.rule(&matter.rule);
        rule.is_some_and(office_reviews) && matter.state != MatterState::Returned
    };
    let closes_out = |matter: &Matter| {
        let rule = rulebook.rule(&matter.rule);
        rule.is_some_and(|rule| rule.ends == Ends::Closeout)
    };
    waiting(visit, Slot::Reviewed, |matter| {
        matter.state == MatterState::UnderReview && !closes_out(matter) || office_reviews(matter)
    })
    .await
}

/// Matters that want parts which have not arrived.
pub async fn packaged(visit: &mut Visit<'_>) -> Result<Vec<Given>> {
    let rulebook = visit.books.rulebook.clone();
    waiting(visit, Slot::Packaged, |matter| {
        let rule = rulebook.rule(&matter.rule);
        rule.is_some_and(|rule| !rule.parts.is_empty())
    })
    .await
}

/// The parts that are missing, and what may be said of all of them.
pub async fn parts(visit: &mut Visit<'_>, form: &Form) -> Result<Vec<Given>> {
    let matter: Matter = visit.work.get(MatterId(form.row(Slot::Packaged)?)).await?;
    let missing = missing_parts(visit.work, visit.house, &matter).await?;
    let mut choices: Vec<Given> = missing
        .iter()
        .map(|name| Given::new(Slot::Part, name, name))
        .collect();
    let texts = &visit.house.texts;
    choices.extend(
        [ALL_PARTS, NOT_WANTED].map(|all| Given::new(Slot::Part, all, texts.word("desk_parts", all))),
    );
    Ok(choices)
}
