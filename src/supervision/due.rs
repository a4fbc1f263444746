//! The due day of a matter that a rule opens: counted, rolled, capped.

use super::house::Books;
use crate::domain::deadline::{Deadline, count};
use crate::domain::ids::InspectionId;
use crate::domain::matter::Matter;
use crate::domain::mode::DueMode;
use crate::domain::rulebook::{Cap, Due, Rule, RuleCode, Rulebook, Start};
use crate::store::{MatterFilter, Work};
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;

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

    /// The latest of several days; none where no one has a day.
    pub fn latest(found: impl Iterator<Item = DueFound>) -> DueFound {
        let latest = found
            .filter(|found| found.due_on.is_some())
            .max_by_key(|found| found.due_on);
        latest.map_or_else(DueFound::standing, |found| DueFound {
            mode: DueMode::Fixed,
            ..found
        })
    }

    /// Not later than a cap; one that lies before the start day limits nothing.
    fn capped(self, started_on: NaiveDate, cap: Option<NaiveDate>) -> DueFound {
        match (self.due_on, cap) {
            (Some(due), Some(cap)) if (started_on..due).contains(&cap) => DueFound {
                due_on: Some(cap),
                ..self
            },
            _ => self,
        }
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
        Due::Row(_) | Due::OnTheDay => bail!("rule {} has no period of its own", rule.code.0),
    };
    let deadline = count(started_on, period, rule.roll, &books.calendar)?;
    Ok(DueFound::counted(&deadline, DueMode::Counted(period, rule.roll)))
}

/// The day of a rule for an inspection, with its cap.
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
    let cap = find_cap(work, books, &books.rulebook, rule, inspection).await?;
    Ok(found.capped(started_on, cap))
}

/// The same matter counted again with the books as they are now; a day that was not counted stays.
///
/// # Errors
/// When it cannot be counted or the database cannot be read.
pub async fn count_again(
    work: &mut Work,
    books: &Books,
    matter: &Matter,
    rulebook: &Rulebook,
    started_on: NaiveDate,
) -> Result<DueFound> {
    let found = match &matter.mode {
        DueMode::BeforeHoliday(name) => before_holiday(books, name, started_on)?,
        mode => match mode.counting() {
            Some((period, roll)) => {
                DueFound::counted(&count(started_on, period, roll, &books.calendar)?, mode.clone())
            }
            None => return Ok(DueFound::kept(matter)),
        },
    };
    let rule = rulebook
        .rule(&matter.rule)
        .with_context(|| format!("no rule {}", matter.rule.0))?;
    if matches!(rule.due, Due::Row(_)) {
        return Ok(found); // what a row gives is kept as it gives it, from its import on
    }
    let cap = find_cap(work, books, rulebook, rule, matter.inspection_id).await?;
    Ok(found.capped(started_on, cap))
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

async fn find_cap(
    work: &mut Work,
    books: &Books,
    rulebook: &Rulebook,
    rule: &Rule,
    inspection: Option<InspectionId>,
) -> Result<Option<NaiveDate>> {
    let (Some(cap), Some(inspection)) = (&rule.cap, inspection) else {
        return Ok(None);
    };
    match cap {
        Cap::Event(kind) => Ok(work
            .find_event(kind, inspection)
            .await?
            .map(|event| event.happened_on)),
        Cap::Rule(code) => day_of_rule(work, books, rulebook, code, inspection).await,
        Cap::Policy(code) => {
            let most = rulebook.policy(code).and_then(|policy| policy.at_most);
            let feedback = work.find_event(FEEDBACK, inspection).await?;
            match (most, feedback) {
                (Some(most), Some(feedback)) => {
                    let limit = count(
                        feedback.happened_on,
                        most,
                        crate::domain::deadline::Roll::None,
                        &books.calendar,
                    )?;
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
        return Ok(matter.due_on);
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
