//! The half-year's list: every inspection whose 集中整改 is over, ranked by criteria that are data.

use super::names_of;
use crate::domain::contact::Unit;
use crate::domain::follow_up::{Criteria, FollowUp};
use crate::domain::ids::FollowUpId;
use crate::domain::inspection::Inspection;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::rulebook::{Policy, RuleCode};
use crate::store::{Act, MatterFilter, Work};
use crate::supervision::board::Names;
use crate::supervision::house::{Books, House};
use crate::supervision::inspection::find_inspection;
use crate::supervision::person::get_unit;
use crate::supervision::print::keep_paper;
use crate::supervision::refused::{refuse, refuse_secrets};
use crate::text::{FollowUpPaper, FollowUpRow};
use anyhow::{Context, Result};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// Points by which the list is ranked.
const RANKING: &str = "B-RANK";
/// Grades of the 整改成效评估, and their points.
const GRADES: &str = "B-GRADE";
/// The last month of a first half-year.
const JUNE: u32 = 6;

/// A row of the list as the office reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FollowUpLine {
    /// Its number.
    pub number: i64,
    /// Its list: the half-year, `2027-H1`; drawn anew `2027-H1-2`.
    pub list: String,
    /// The unit.
    pub unit: String,
    /// The round.
    pub round: String,
    /// Points.
    pub score: i64,
    /// What they are made of.
    pub criteria: Criteria,
    /// Code of the review that its selection opened.
    pub review: Option<String>,
    /// The day of its selection.
    pub selected_on: Option<NaiveDate>,
    /// The day on which the unit was told.
    pub published_on: Option<NaiveDate>,
    /// What was found.
    pub result: Option<&'static str>,
}

/// The latest list; empty where none was drawn.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_follow_ups(house: &House) -> Result<Vec<FollowUpLine>> {
    let mut work = house.store.read().await?;
    let rows = work.latest_follow_ups().await?;
    lines(&mut work, &rows).await
}

/// Draws this half-year's list, unless it stands; it is drawn anew only while nothing of it is selected.
///
/// # Errors
/// Refused when something of the list is selected already; a fault when the rulebook ranks nothing.
pub async fn draw_list(house: &House, actor: Actor, anew: bool) -> Result<Vec<FollowUpLine>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let lines = draw_list_in(&mut work, house, &books, actor, anew).await?;
    work.commit().await?;
    Ok(lines)
}

/// The same within a unit of work.
///
/// # Errors
/// As [`draw_list`]; nothing has been written when it refuses.
pub async fn draw_list_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    anew: bool,
) -> Result<Vec<FollowUpLine>> {
    let half_year = half_year(books.today());
    let mut standing = work.latest_follow_ups().await?;
    standing.retain(|row| row.list_key.starts_with(&half_year));
    if !standing.is_empty() && !anew {
        return lines(work, &standing).await;
    }
    if standing.iter().any(|row| row.selected_on.is_some()) {
        refuse!("reviews of this half-year's list are selected already; it is drawn anew next half-year");
    }
    let list_key = match standing.first() {
        Some(row) => next_key(&half_year, &row.list_key),
        None => half_year,
    };
    let act = Act::new(actor, books.now, "follow_up.listed");
    let mut rows = Vec::new();
    for (number, (inspection, criteria, score)) in (1..).zip(rank(work, books).await?) {
        let row = FollowUp {
            id: FollowUpId(0),
            office_id: house.office.id,
            list_key: list_key.clone(),
            number,
            inspection_id: inspection.id,
            criteria,
            score,
            matter_id: None,
            selected_on: None,
            published_on: None,
            finding: None,
            ended_on: None,
        };
        rows.push(work.insert(&act, row).await?);
    }
    lines(work, &rows).await
}

/// Prints the list; gives the file's name.
///
/// # Errors
/// When it cannot be set or written.
pub fn print_follow_ups(house: &House, books: &Books, lines: &[FollowUpLine]) -> Result<String> {
    let row = |line: &FollowUpLine| FollowUpRow {
        number: line.number,
        unit: line.unit.clone(),
        round: line.round.clone(),
        score: line.score,
        criteria: line.criteria.clone(),
        review: line.review.clone(),
    };
    let list = lines
        .first()
        .map_or_else(|| half_year(books.today()), |line| line.list.clone());
    let paper = FollowUpPaper {
        office: house.office.name.clone(),
        on: books.today(),
        list: list.clone(),
        rows: lines.iter().map(row).collect(),
    };
    keep_paper(house, "follow_up", &[&list, &books.today().to_string()], &paper)
}

/// The key of a list that takes another's place.
fn next_key(half_year: &str, last: &str) -> String {
    let drawn = last
        .strip_prefix(half_year)
        .and_then(|rest| rest.strip_prefix('-'));
    let drawn: u32 = drawn.and_then(|drawn| drawn.parse().ok()).unwrap_or(1);
    format!("{half_year}-{}", drawn + 1)
}

fn half_year(today: NaiveDate) -> String {
    let half = if today.month() <= JUNE { 1 } else { 2 };
    format!("{}-H{half}", today.year())
}

/// Inspections that may be followed up, the most pressing first.
async fn rank(work: &mut Work, books: &Books) -> Result<Vec<(Inspection, Criteria, i64)>> {
    let (ranking, grades) = (policy(books, RANKING)?, policy(books, GRADES)?);
    let mut ranked = Vec::new();
    for inspection in work.all::<Inspection>().await? {
        if work.was_followed_up(inspection.id).await? {
            continue;
        }
        let all = MatterFilter {
            inspection: Some(inspection.id),
            ..MatterFilter::default()
        };
        let matters = work.list_matters(&all).await?;
        if !is_over(books, &matters) {
            continue;
        }
        let criteria = Criteria {
            returned: work.count_returned(inspection.id).await?,
            false_report: work.count_false_reports(inspection.id).await?,
            grade: inspection.grade.clone(),
            ..count(books, &matters)
        };
        let score = criteria.score(ranking, grades);
        ranked.push((inspection, criteria, score));
    }
    ranked.sort_by_key(|(inspection, criteria, score)| {
        (std::cmp::Reverse((*score, criteria.overdue_days)), inspection.id)
    });
    Ok(ranked)
}

fn policy<'b>(books: &'b Books, code: &str) -> Result<&'b Policy> {
    let code = RuleCode(code.to_owned());
    let policy = books.rulebook.policy(&code);
    policy.with_context(|| format!("rulebook {} has no policy {code}", books.rulebook.version))
}

/// Whether the day of 集中整改期满 has come.
fn is_over(books: &Books, matters: &[Matter]) -> bool {
    let concentrated = &books.rulebook.measures.concentrated;
    matters.iter().any(|matter| {
        matter.rule == *concentrated
            && matter.state != MatterState::Withdrawn
            && matter.due_on.is_some_and(|due| due <= books.today())
    })
}

/// What was overdue and reopened. Findings count by their measures.
fn count(books: &Books, matters: &[Matter]) -> Criteria {
    let finding = &books.rulebook.measures.finding;
    let counted = matters
        .iter()
        .filter(|matter| matter.rule != *finding && matter.state != MatterState::Withdrawn);
    let mut criteria = Criteria::default();
    for matter in counted {
        let days = overdue_days(matter, books.today());
        criteria.overdue += i64::from(days > 0);
        criteria.overdue_days += days;
        criteria.reopened += i64::from(matter.cycle > 0);
    }
    criteria
}

/// Calendar days that a matter was late, or is; 历史逾期 counts from its takeover. A claim stops the count.
fn overdue_days(matter: &Matter, today: NaiveDate) -> i64 {
    let came_on = matter.received_on.or(matter.ended_on).or(matter.claimed_on);
    let from = matter.counts_from_on.or(matter.due_on);
    from.map_or(0, |due| (came_on.unwrap_or(today) - due).num_days().max(0))
}

async fn lines(work: &mut Work, rows: &[FollowUp]) -> Result<Vec<FollowUpLine>> {
    let mut names = Names::default();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let inspection: Inspection = work.get(row.inspection_id).await?;
        let (unit, round) = names_of(work, &mut names, &inspection).await?;
        let review = match row.matter_id {
            Some(id) => Some(work.get::<Matter>(id).await?.code),
            None => None,
        };
        lines.push(FollowUpLine {
            number: row.number,
            list: row.list_key.clone(),
            unit,
            round,
            score: row.score,
            criteria: row.criteria.clone(),
            review,
            selected_on: row.selected_on,
            published_on: row.published_on,
            result: row.finding.map(crate::domain::follow_up::FollowUpResult::key),
        });
    }
    Ok(lines)
}

/// Enters the grade of the 整改成效评估 of a unit's open inspection, or of the one in a round.
///
/// # Errors
/// Refused when the unit has no such inspection, or the rulebook knows no such grade.
pub async fn grade(
    house: &House,
    actor: Actor,
    unit: &str,
    round: Option<&str>,
    grade: &str,
    reason: &str,
) -> Result<Unit> {
    refuse_secrets("the reason", reason)?;
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let unit = get_unit(&mut work, house, unit).await?;
    let Some(inspection) = find_inspection(&mut work, unit.id, round).await? else {
        refuse!(
            "{} has no such inspection, or several; name its round with --round",
            unit.name
        );
    };
    let grades = &policy(&books, GRADES)?.figures;
    if !grades.contains_key(grade) {
        let known: Vec<&str> = grades.keys().map(String::as_str).collect();
        refuse!("`{grade}` is no grade; the rulebook has {}", known.join(", "));
    }
    let after = Inspection {
        grade: Some(grade.to_owned()),
        ..inspection.clone()
    };
    let act = Act::new(actor, books.now, "inspection.graded").because(reason);
    work.update(&act, &inspection, &after).await?;
    work.commit().await?;
    Ok(unit)
}
