//! 选定回头看: a row of the list becomes a review with its window and its sub-tasks; and 公布, after which the unit
//! hears of it.

use super::row_of;
use crate::domain::contact::Unit;
use crate::domain::follow_up::FollowUp;
use crate::domain::inspection::Inspection;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::{Rule, Start};
use crate::store::{Act, MatterFilter, Work};
use crate::supervision::due::find_due;
use crate::supervision::event::{NewEvent, record_event};
use crate::supervision::house::{Books, House};
use crate::supervision::open::{Opening, next_code, open};
use crate::supervision::recorder::may_record;
use crate::supervision::redate::origin_after;
use crate::supervision::refused::{refuse, refuse_secrets};
use anyhow::Result;
use serde::Serialize;

/// The row on which the sub-tasks of a review start: 再了解, 再发现.
const ROW: &str = "follow_up";
/// The event by which the unit hears of it.
const PUBLISHED: &str = "review_published";

/// A review that was opened, or published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Selected {
    /// Its number in the list.
    pub number: i64,
    /// Code of the review.
    pub code: String,
    /// The last day of its window.
    pub due_on: Option<chrono::NaiveDate>,
    /// Codes of what opened with it.
    pub opened: Vec<String>,
}

/// Selects a row of the latest list.
///
/// # Errors
/// Refused when there is no such number, or it is selected already.
pub async fn select(house: &House, actor: Actor, number: i64) -> Result<Result<Selected, Refusal>> {
    house
        .alone(async |work, books| select_in(work, house, books, actor, number).await)
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// As [`select`]; nothing has been written when it refuses.
pub async fn select_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    number: i64,
) -> Result<Result<Selected, Refusal>> {
    let row = row_of(work, number).await?;
    if row.selected_on.is_some() {
        refuse!("number {number} is selected already");
    }
    let leader = concentrated(work, books, &row).await?;
    if let Err(refusal) = may_record(work, house, books, actor, &leader).await? {
        return Ok(Err(refusal));
    }
    let Some(rule) = books
        .rulebook
        .rules
        .iter()
        .find(|rule| rule.by_selection && rule.enabled)
    else {
        refuse!("the rulebook has no rule that a selection opens");
    };
    let act = Act::new(actor, books.now, "follow_up.selected");
    let review = open_one(work, house, books, &act, rule, &leader, None).await?;
    let mut opened = Vec::new();
    let starts_here = |rule: &&Rule| rule.enabled && matches!(&rule.start, Start::Row(row) if row == ROW);
    for rule in books.rulebook.rules.iter().filter(starts_here) {
        let task = open_one(work, house, books, &act, rule, &leader, Some(&review)).await?;
        opened.push(task.code);
    }
    let after = FollowUp {
        matter_id: Some(review.id),
        selected_on: Some(books.today()),
        ..row.clone()
    };
    work.update(&act, &row, &after).await?;
    Ok(Ok(Selected {
        number,
        code: review.code,
        due_on: review.due_on,
        opened,
    }))
}

/// The matter of 集中整改期满, from whose day the window counts.
async fn concentrated(work: &mut Work, books: &Books, row: &FollowUp) -> Result<Matter> {
    let filter = MatterFilter {
        inspection: Some(row.inspection_id),
        rule: Some(books.rulebook.measures.concentrated.clone()),
        ..MatterFilter::default()
    };
    let mut found = work.list_matters(&filter).await?;
    found.retain(|matter| matter.state != MatterState::Withdrawn && matter.due_on.is_some());
    match found.pop() {
        Some(matter) => Ok(matter),
        None => refuse!(
            "number {} has no end of its rectification period any more; draw the list anew",
            row.number
        ),
    }
}

/// Opens the review, or one of its sub-tasks. Its window counts from the end of 集中整改; where that window is over,
/// from today.
async fn open_one(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    leader: &Matter,
    above: Option<&Matter>,
) -> Result<Matter> {
    let inspection = leader.inspection_id;
    let mut started_on = leader.due_on.unwrap_or(books.today());
    let mut origin = origin_after(leader);
    let mut due = find_due(work, books, rule, started_on, inspection).await?;
    if due.due_on.is_some_and(|day| day < books.today()) {
        started_on = books.today();
        origin = format!("selected:{}", leader.id);
        due = find_due(work, books, rule, started_on, inspection).await?;
    }
    let opening = Opening {
        unit_id: leader.unit_id,
        inspection_id: inspection,
        parent_id: above.map(|above| above.id),
        event_id: None,
        origin,
        code: next_code(work, rule, inspection, books.today()).await?,
        title: rule.name.clone(),
        started_on,
        due,
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: Vec::new(),
    };
    open(work, house, books, act, rule, opening).await
}

/// 公布: from now on the unit may know; what it has to do opens.
///
/// # Errors
/// Refused when there is no such number, or it is not selected.
pub async fn publish(
    house: &House,
    actor: Actor,
    number: i64,
    proof: &str,
) -> Result<Result<Selected, Refusal>> {
    house
        .alone(async |work, books| publish_in(work, house, books, actor, number, proof).await)
        .await
}

/// The same within a unit of work.
///
/// # Errors
/// As [`publish`]; nothing has been written when it refuses.
pub async fn publish_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    number: i64,
    proof: &str,
) -> Result<Result<Selected, Refusal>> {
    refuse_secrets("the document", proof)?;
    let row = row_of(work, number).await?;
    let Some(review) = row.matter_id else {
        refuse!("number {number} is not selected");
    };
    if row.published_on.is_some() {
        refuse!("number {number} is published already");
    }
    let review: Matter = work.get(review).await?;
    if let Err(refusal) = may_record(work, house, books, actor, &review).await? {
        return Ok(Err(refusal));
    }
    let inspection: Inspection = work.get(row.inspection_id).await?;
    let unit: Unit = work.get(inspection.unit_id).await?;
    let new = NewEvent {
        kind: PUBLISHED.to_owned(),
        happened_on: books.today(),
        proof: proof.to_owned(),
    };
    let recorded = record_event(work, house, books, actor, &unit, Some(&inspection), &new).await?;
    let after = FollowUp {
        published_on: Some(books.today()),
        ..row.clone()
    };
    work.update(&Act::new(actor, books.now, "follow_up.published"), &row, &after)
        .await?;
    Ok(Ok(Selected {
        number,
        code: review.code,
        due_on: review.due_on,
        opened: recorded.opened,
    }))
}
