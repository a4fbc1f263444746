//! 填月报 and 单位月报: what a unit's measures have come to in a month.

use super::board::Names;
use super::duty::open_matters_of;
use super::house::{Books, House};
use super::person::get_unit;
use super::print::keep_paper;
use super::recorder::may_record;
use super::refused::refuse;
use crate::domain::contact::{Person, Unit};
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::refusal::Refusal;
use crate::store::{MatterFilter, Subject, Work};
use crate::text::{MonthReport, MonthRow, MonthWord};
use anyhow::{Context, Result};
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use serde::Serialize;

/// A month's report that is open for a person's unit, and what they have to say for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenMonth {
    /// The matter of the report.
    pub report: Matter,
    /// The person's own open measures, those due first.
    pub measures: Vec<Matter>,
}

/// What a person may fill in now; none while no month's report is open for their unit.
///
/// # Errors
/// When the database cannot be read.
pub async fn open_month_of(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: &Person,
) -> Result<Option<OpenMonth>> {
    let measures = &books.rulebook.measures;
    let Some(rule) = measures.month_report.clone() else {
        return Ok(None);
    };
    let open = MatterFilter {
        unit: Some(person.unit_id),
        rule: Some(rule),
        open_only: true,
        ..MatterFilter::default()
    };
    let reports = work.list_matters(&open).await?;
    let Some(report) = reports.into_iter().min_by_key(|report| report.due_on) else {
        return Ok(None);
    };
    let mut own = open_matters_of(work, house, books, person).await?;
    own.retain(|matter| matter.rule == measures.item && matter.unit_id == person.unit_id);
    Ok(Some(OpenMonth {
        report,
        measures: own,
    }))
}

/// A report that was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintedMonth {
    /// Name of the file in the home's folder of papers.
    pub file: String,
    /// How many measures it lists.
    pub measures: usize,
    /// The day whose state it shows, in the office's zone: the last of the month, or today.
    pub as_of: NaiveDate,
}

/// Prints a unit's report of the month that a day lies in. A month that is over is shown as the ledger had it at its
/// end, the present one as it stands.
///
/// # Errors
/// Refused when the unit is unknown, the month has not begun, or the unit had no measures.
pub async fn print_monthly(
    house: &House,
    actor: Actor,
    unit: &str,
    month: NaiveDate,
) -> Result<Result<PrintedMonth, Refusal>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let unit = get_unit(&mut work, house, unit).await?;
    print_monthly_in(&mut work, house, &books, actor, &unit, month).await
}

/// The same within a unit of work; it only reads.
///
/// # Errors
/// As there.
pub async fn print_monthly_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    unit: &Unit,
    month: NaiveDate,
) -> Result<Result<PrintedMonth, Refusal>> {
    let first = month.with_day(1).context("a month without a first day")?;
    let next = first
        .checked_add_months(Months::new(1))
        .context("the last month there is")?;
    if first > books.today() {
        refuse!("{} has not begun", first.format("%Y-%m"));
    }
    let as_of = books.today().min(next.pred_opt().unwrap_or(first));
    let then = Then {
        first,
        as_of,
        until: books.midnight(next),
    };
    let (mut rows, mut names) = (Vec::new(), Names::default());
    for matter in measures_of(work, books, unit).await? {
        if let Err(refusal) = may_record(work, house, books, actor, &matter).await? {
            return Ok(Err(refusal));
        }
        if let Some(matter) = then.find(work, &matter).await? {
            rows.push(then.row(work, &mut names, &matter).await?);
        }
    }
    if rows.is_empty() {
        refuse!("{} had no measures in {}", unit.name, first.format("%Y-%m"));
    }
    let measures = rows.len();
    let paper = MonthReport {
        office: house.office.name.clone(),
        unit: unit.name.clone(),
        year: first.year(),
        month: first.month(),
        as_of,
        on: books.today(),
        rows,
    };
    let about = [unit.name.as_str(), &first.format("%Y-%m").to_string()];
    let file = keep_paper(house, "monthly", &about, &paper)?;
    Ok(Ok(PrintedMonth {
        file,
        measures,
        as_of,
    }))
}

/// The measures of a unit, by code.
async fn measures_of(work: &mut Work, books: &Books, unit: &Unit) -> Result<Vec<Matter>> {
    let filter = MatterFilter {
        unit: Some(unit.id),
        rule: Some(books.rulebook.measures.item.clone()),
        ..MatterFilter::default()
    };
    let mut matters = work.list_matters(&filter).await?;
    matters.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(matters)
}

/// A month, and how far its report looks.
struct Then {
    first: NaiveDate,
    as_of: NaiveDate,
    /// The first instant after the month.
    until: DateTime<Utc>,
}

impl Then {
    /// A matter as it was at the end, from its last image before it; none where it was not there, or had ended
    /// before the month.
    async fn find(&self, work: &mut Work, matter: &Matter) -> Result<Option<Matter>> {
        let mut then: Option<Matter> = None;
        for line in work.ledger_of(matter.id).await? {
            let entry = line.entry;
            if entry.subject != Matter::TABLE || entry.at >= self.until {
                continue;
            }
            if let Some(image) = entry.after {
                then = Some(serde_json::from_str(&image).context("an image of a matter")?);
            }
        }
        let was_there = |then: &Matter| then.state != MatterState::Withdrawn;
        let had_ended = |then: &Matter| then.ended_on.is_some_and(|on| on < self.first);
        Ok(then.filter(|then| was_there(then) && !had_ended(then)))
    }

    async fn row(&self, work: &mut Work, names: &mut Names, matter: &Matter) -> Result<MonthRow> {
        let replies = work.list_replies(matter.id).await?;
        let last = replies.into_iter().rfind(|reply| reply.answered_at < self.until);
        let last = match last {
            Some(reply) => Some(MonthWord {
                said: reply.said.key(),
                percent: reply.percent,
                by: names.of(work, reply.person_id).await?,
                note: reply.note,
            }),
            None => None,
        };
        let left = matter.days_left(self.as_of).filter(|_| matter.is_open());
        Ok(MonthRow {
            code: matter.code.clone(),
            title: matter.title.clone(),
            due_on: matter.due_on,
            original_due_on: matter
                .original_due_on
                .filter(|first| Some(*first) != matter.due_on),
            state: matter.state.key(),
            claimed: matter.claimed_on.is_some(),
            percent: matter.percent,
            last,
            overdue: left.filter(|left| *left < 0).map(|left| -left),
        })
    }
}
