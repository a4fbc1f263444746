//! What opens by itself: the calendar's cadences, rules that follow another rule's day or end, repetitions.
//! Each opens once per (rule, unit, origin), also after downtime.

use super::due::{DueFound, find_due};
use super::event::applies_to;
use super::house::{Books, House};
use super::open::{Opening, next_code, open};
use crate::domain::cadence::{CadenceOccurrence, occurrences};
use crate::domain::contact::Unit;
use crate::domain::deadline::roll;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::mode::DueMode;
use crate::domain::role::RoleScope;
use crate::domain::rulebook::{Cadence, Register, Rule, Start, Until};
use crate::store::{Act, MatterFilter, Work};
use anyhow::Result;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Name of the job in `job_run`.
const JOB: &str = "cadence";

/// Opens everything that has come up; gives the codes.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn open_due_matters(house: &House) -> Result<Vec<String>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let act = Act::new(Actor::System, books.now, "matter.opened");
    let mut opened = Vec::new();
    let since = work
        .last_run_at(JOB)
        .await?
        .map_or(books.today(), |at| books.local(at).date());
    for rule in books.rulebook.rules.iter().filter(|rule| rule.enabled) {
        match &rule.start {
            Start::Cadence(cadence) => {
                opened.extend(open_occurrences(&mut work, house, &books, &act, rule, cadence, since).await?);
            }
            Start::DayOf(_) | Start::EndOf(_) => {
                opened.extend(open_followers(&mut work, house, &books, &act, rule).await?);
            }
            Start::Event(_) | Start::Row(_) => {}
        }
        if rule.repeat.is_some() {
            opened.extend(open_repetitions(&mut work, house, &books, &act, rule).await?);
        }
    }
    let midnight = books.instant(books.today().into());
    work.write_run(JOB, midnight, books.now, 0).await?;
    work.commit().await?;
    Ok(opened)
}

async fn open_occurrences(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    cadence: &Cadence,
    since: NaiveDate,
) -> Result<Vec<String>> {
    let until = books.today().checked_add_days(Days::new(house.limits.ahead_days));
    let ahead = occurrences(cadence, since, until.unwrap_or(since), &books.calendar);
    let mut opened = Vec::new();
    if ahead.is_empty() {
        return Ok(opened);
    }
    for unit in units_of(work, house, books, rule).await? {
        for occurrence in &ahead {
            if work
                .find_matter_of(&rule.code, unit.id, &occurrence.period_key)
                .await?
                .is_none()
            {
                opened.push(open_occurrence(work, house, books, act, rule, &unit, occurrence).await?);
            }
        }
    }
    Ok(opened)
}

async fn open_occurrence(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    unit: &Unit,
    occurrence: &CadenceOccurrence,
) -> Result<String> {
    let opening = Opening {
        unit_id: unit.id,
        inspection_id: None,
        parent_id: None,
        event_id: None,
        origin: occurrence.period_key.clone(),
        code: next_code(work, rule, None, occurrence.day).await?,
        title: format!("{} {}", rule.name, occurrence.period_key),
        started_on: occurrence.starts_on.min(books.today()),
        due: DueFound {
            due_on: Some(roll(occurrence.day, rule.roll, &books.calendar)),
            provisional: occurrence.provisional,
            mode: DueMode::Calendar,
        },
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: Vec::new(),
    };
    Ok(open(work, house, books, act, rule, opening).await?.code)
}

/// The units for which a cadence opens: where its first role is held, and for rectification only units with
/// findings that are not closed.
async fn units_of(work: &mut Work, house: &House, books: &Books, rule: &Rule) -> Result<Vec<Unit>> {
    let mut units = BTreeMap::new();
    for role in &rule.to {
        for person in work
            .list_office_holders(*role, house.office.id, books.today())
            .await?
        {
            let unit: Unit = work.get(person.unit_id).await?;
            if applies_to(rule, &unit) && has_work(work, books, rule, &unit).await? {
                units.insert(unit.id, unit);
            }
        }
        if !units.is_empty() {
            break;
        }
    }
    let scope = rule.to.first().map(|role| role.scope());
    let units = units.into_values();
    Ok(if scope == Some(RoleScope::Unit) {
        units.collect()
    } else {
        units.take(1).collect()
    })
}

async fn has_work(work: &mut Work, books: &Books, rule: &Rule, unit: &Unit) -> Result<bool> {
    let is_unit_duty = rule
        .to
        .first()
        .is_some_and(|role| role.scope() == RoleScope::Unit);
    if rule.register != Register::Rectification || !is_unit_duty {
        return Ok(true);
    }
    let findings = MatterFilter {
        unit: Some(unit.id),
        rule: Some(books.rulebook.measures.finding.clone()),
        open_only: true,
        ..MatterFilter::default()
    };
    Ok(!work.list_matters(&findings).await?.is_empty())
}

/// Opens the matters of a rule that follows another rule's day or end.
async fn open_followers(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
) -> Result<Vec<String>> {
    let (leader, by_end) = match &rule.start {
        Start::DayOf(code) => (code, false),
        Start::EndOf(code) => (code, true),
        _ => return Ok(Vec::new()),
    };
    let filter = MatterFilter {
        rule: Some(leader.clone()),
        ..MatterFilter::default()
    };
    let mut opened = Vec::new();
    for matter in work.list_matters(&filter).await? {
        let (origin, day) = if by_end {
            (format!("end_of:{}", matter.id), matter.ended_on)
        } else {
            (format!("day_of:{}", matter.id), matter.due_on)
        };
        let Some(day) = day.filter(|day| *day <= books.today()) else {
            continue;
        };
        if matter.state == MatterState::Withdrawn || is_opened(work, rule, &matter, &origin).await? {
            continue;
        }
        opened.push(open_after(work, house, books, act, rule, &matter, origin, day).await?);
    }
    Ok(opened)
}

/// Opens the next repetition of a rule's matters whose day has come and whose end has not.
async fn open_repetitions(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
) -> Result<Vec<String>> {
    let filter = MatterFilter {
        rule: Some(rule.code.clone()),
        due_before: books.today().succ_opt(),
        ..MatterFilter::default()
    };
    let mut opened = Vec::new();
    for matter in work.list_matters(&filter).await? {
        let origin = format!("repeat:{}", matter.id);
        let Some(day) = matter.due_on else { continue };
        if has_ended(work, books, rule, &matter).await? || is_opened(work, rule, &matter, &origin).await? {
            continue;
        }
        opened.push(open_after(work, house, books, act, rule, &matter, origin, day).await?);
    }
    Ok(opened)
}

async fn has_ended(work: &mut Work, books: &Books, rule: &Rule, matter: &Matter) -> Result<bool> {
    if matter.state == MatterState::Withdrawn {
        return Ok(true);
    }
    match (rule.until.unwrap_or(Until::Closed), matter.inspection_id) {
        (Until::AllFindingsClosed, Some(inspection)) => {
            let findings = MatterFilter {
                inspection: Some(inspection),
                rule: Some(books.rulebook.measures.finding.clone()),
                open_only: true,
                ..MatterFilter::default()
            };
            Ok(work.list_matters(&findings).await?.is_empty())
        }
        _ => Ok(!matter.is_open()),
    }
}

async fn is_opened(work: &mut Work, rule: &Rule, matter: &Matter, origin: &str) -> Result<bool> {
    Ok(work
        .find_matter_of(&rule.code, matter.unit_id, origin)
        .await?
        .is_some())
}

#[expect(
    clippy::too_many_arguments,
    reason = "one call that names everything an opening needs"
)]
async fn open_after(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    leader: &Matter,
    origin: String,
    day: NaiveDate,
) -> Result<String> {
    let due = match rule.repeat {
        Some(period) if rule.code == leader.rule => {
            let deadline = crate::domain::deadline::count(day, period, rule.roll, &books.calendar)?;
            DueFound::counted(&deadline, DueMode::Counted(period, rule.roll))
        }
        _ => find_due(work, books, rule, day, leader.inspection_id).await?,
    };
    let opening = Opening {
        unit_id: leader.unit_id,
        inspection_id: leader.inspection_id,
        parent_id: None,
        event_id: leader.event_id,
        origin,
        code: next_code(work, rule, leader.inspection_id, books.today()).await?,
        title: rule.name.clone(),
        started_on: day,
        due,
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: Vec::new(),
    };
    Ok(open(work, house, books, act, rule, opening).await?.code)
}
