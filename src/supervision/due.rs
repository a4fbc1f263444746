//! The due day of a matter that a rule opens: counted, rolled, capped.

use super::house::Books;
use crate::domain::cadence::CadenceOccurrence;
use crate::domain::calendar::Calendar;
use crate::domain::deadline::{Deadline, Roll, count, roll};
use crate::domain::ids::{InspectionId, MatterId};
use crate::domain::matter::Matter;
use crate::domain::mode::DueMode;
use crate::domain::period::Period;
use crate::domain::rulebook::{Cap, Due, Rule, RuleCode, Rulebook, Start};
use crate::store::{MatterFilter, Work};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Key of the event from which an inspection's rectification counts (反馈).
pub const FEEDBACK: &str = "feedback";

/// A due day and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueFound {
    /// The last day; none for 长期坚持.
    pub due_on: Option<NaiveDate>,
    /// 暂定.
    pub provisional: bool,
    /// How.
    pub mode: DueMode,
}

impl DueFound {
    /// A day that a document gives; it is kept as it is given.
    pub fn fixed(day: NaiveDate) -> DueFound {
        DueFound {
            due_on: Some(day),
            provisional: false,
            mode: DueMode::Fixed,
        }
    }

    /// The day that a matter has.
    pub fn kept(matter: &Matter) -> DueFound {
        DueFound {
            due_on: matter.due_on,
            provisional: matter.provisional,
            mode: matter.mode.clone(),
        }
    }

    /// No due day.
    pub fn standing() -> DueFound {
        DueFound {
            due_on: None,
            provisional: false,
            mode: DueMode::Standing,
        }
    }

    /// A counted day.
    pub fn counted(deadline: &Deadline, mode: DueMode) -> DueFound {
        DueFound {
            due_on: Some(deadline.due_on),
            provisional: deadline.provisional,
            mode,
        }
    }

    /// The latest of several days, 暂定 while one of those that are the latest is; none where no one has a day.
    pub fn latest(found: impl Iterator<Item = DueFound>) -> DueFound {
        let latest = found
            .filter(|found| found.due_on.is_some())
            .max_by_key(|found| (found.due_on, found.provisional));
        latest.map_or_else(DueFound::standing, |found| DueFound {
            mode: DueMode::Fixed,
            ..found
        })
    }

    /// The day of a cadence's occurrence, rolled as its rule says.
    pub fn of_occurrence(occurrence: &CadenceOccurrence, rule: &Rule, calendar: &Calendar) -> DueFound {
        let day = occurrence.day;
        let due_on = roll(day, rule.roll, calendar);
        let rolled_over = calendar.unpublished_years(day.min(due_on), day.max(due_on));
        DueFound {
            due_on: Some(due_on),
            provisional: occurrence.provisional || !rolled_over.is_empty(),
            mode: DueMode::Calendar,
        }
    }

    /// Not later than a cap; one that lies before the start day limits nothing.
    pub fn capped(self, started_on: NaiveDate, cap: Option<NaiveDate>) -> DueFound {
        match (self.due_on, cap) {
            (Some(due), Some(cap)) if (started_on..due).contains(&cap) => DueFound {
                due_on: Some(cap),
                ..self
            },
            _ => self,
        }
    }
}

/// Days that matters would have, where they are others than those that stand.
#[derive(Debug, Default)]
pub struct Supposed(HashMap<MatterId, Option<NaiveDate>>);

impl Supposed {
    /// Supposes a day.
    pub fn suppose(&mut self, matter: &Matter, day: Option<NaiveDate>) {
        self.0.insert(matter.id, day);
    }

    /// The day of a matter: the supposed one, else the one that stands.
    pub fn of(&self, matter: &Matter) -> Option<NaiveDate> {
        self.0.get(&matter.id).copied().unwrap_or(matter.due_on)
    }
}

/// The day of a rule that counts from a start day, before its cap.
///
/// # Errors
/// When the rule's day comes from a register's row, or cannot be counted.
pub fn count_rule(
    rulebook: &Rulebook,
    rule: &Rule,
    started_on: NaiveDate,
    books: &Books,
) -> Result<DueFound> {
    let period = match &rule.due {
        Due::Within(period) | Due::Between { to: period, .. } => *period,
        Due::SameAs(code) => {
            let other = rulebook
                .rule(code)
                .with_context(|| format!("no rule {}", code.0))?;
            return count_rule(rulebook, other, started_on, books);
        }
        Due::OnTheDay | Due::Row(_) => rule
            .after_round()
            .with_context(|| format!("rule {} has no period of its own", rule.code.0))?,
    };
    let deadline = count(started_on, period, rule.roll, &books.calendar)?;
    Ok(DueFound::counted(&deadline, DueMode::Counted(period, rule.roll)))
}

/// The day of a rule in force for an inspection, with its cap.
///
/// # Errors
/// As [`count_rule`], or when the database cannot be read.
pub async fn find_due(
    work: &mut Work,
    books: &Books,
    rule: &Rule,
    started_on: NaiveDate,
    inspection: Option<InspectionId>,
) -> Result<DueFound> {
    let found = count_rule(&books.rulebook, rule, started_on, books)?;
    let supposed = Supposed::default();
    let cap = find_cap(work, books, &books.rulebook, rule, inspection, &supposed).await?;
    Ok(found.capped(started_on, cap))
}

/// The day of a measure whose phrase names a rule (集中整改期内, 立行立改).
///
/// # Errors
/// As [`count_rule`], or when the rulebook has no such rule.
pub fn count_phrase(
    rulebook: &Rulebook,
    code: &RuleCode,
    feedback_on: NaiveDate,
    books: &Books,
    mode: fn(Period, Roll) -> DueMode,
) -> Result<DueFound> {
    let rule = rulebook
        .rule(code)
        .with_context(|| format!("rulebook {} has no rule {}", rulebook.version, code.0))?;
    let found = count_rule(rulebook, rule, feedback_on, books)?;
    let mode = match found.mode.counting() {
        Some((period, roll)) => mode(period, roll),
        None => found.mode.clone(),
    };
    Ok(DueFound { mode, ..found })
}

/// The last workday before the days off of a holiday, written `NAME` (the first one after a day) or `NAME YEAR`.
///
/// # Errors
/// When no calendar knows the holiday.
pub fn before_holiday(books: &Books, name: &str, after: NaiveDate) -> Result<DueFound> {
    let named = name
        .split_once(' ')
        .and_then(|(holiday, year)| Some((holiday, NaiveDate::from_ymd_opt(year.parse().ok()?, 1, 1)?)));
    let (holiday, after) = named.unwrap_or((name, after));
    let day = books
        .calendar
        .before_holiday(holiday, after)
        .with_context(|| format!("no holiday {name}"))?;
    let provisional = !books.calendar.unpublished_years(day, day).is_empty();
    Ok(DueFound {
        due_on: Some(day),
        provisional,
        mode: DueMode::BeforeHoliday(name.to_owned()),
    })
}

/// The day that a rule's due day may not pass for an inspection.
///
/// # Errors
/// As [`day_of_rule`].
pub async fn find_cap(
    work: &mut Work,
    books: &Books,
    rulebook: &Rulebook,
    rule: &Rule,
    inspection: Option<InspectionId>,
    supposed: &Supposed,
) -> Result<Option<NaiveDate>> {
    find_limit(work, books, rulebook, rule.cap.as_ref(), inspection, supposed).await
}

/// The day that a limit is for an inspection.
///
/// # Errors
/// As [`day_of_rule`].
pub async fn find_limit(
    work: &mut Work,
    books: &Books,
    rulebook: &Rulebook,
    limit: Option<&Cap>,
    inspection: Option<InspectionId>,
    supposed: &Supposed,
) -> Result<Option<NaiveDate>> {
    let (Some(limit), Some(inspection)) = (limit, inspection) else {
        return Ok(None);
    };
    match limit {
        Cap::Event(kind) => Ok(work
            .find_event(kind, inspection)
            .await?
            .map(|event| event.happened_on)),
        Cap::Rule(code) => day_of_rule(work, books, rulebook, code, inspection, supposed).await,
        Cap::Policy(code) => {
            let most = rulebook.policy(code).and_then(|policy| policy.at_most);
            let feedback = work.find_event(FEEDBACK, inspection).await?;
            match (most, feedback) {
                (Some(most), Some(feedback)) => {
                    let limit = count(feedback.happened_on, most, Roll::None, &books.calendar)?;
                    Ok(Some(limit.due_on))
                }
                _ => Ok(None),
            }
        }
    }
}

/// The due day that a rule has for an inspection: its matter's, else counted from its event.
///
/// # Errors
/// When it cannot be counted or the database cannot be read.
pub async fn day_of_rule(
    work: &mut Work,
    books: &Books,
    rulebook: &Rulebook,
    code: &RuleCode,
    inspection: InspectionId,
    supposed: &Supposed,
) -> Result<Option<NaiveDate>> {
    let filter = MatterFilter {
        inspection: Some(inspection),
        rule: Some(code.clone()),
        ..MatterFilter::default()
    };
    if let Some(matter) = work
        .list_matters(&filter)
        .await?
        .into_iter()
        .find(Matter::is_open)
    {
        return Ok(supposed.of(&matter));
    }
    let Some(rule) = rulebook.rule(code) else {
        return Ok(None);
    };
    let Start::Event(kind) = &rule.start else {
        return Ok(None);
    };
    match work.find_event(kind, inspection).await? {
        Some(event) => Ok(count_rule(rulebook, rule, event.happened_on, books)?.due_on),
        None => Ok(None),
    }
}
