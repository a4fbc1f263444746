//! 发行: the numbered issue of a digest, whether the office holds it back, and when each reader wants theirs.

use super::calendar::Calendar;
use super::digest::{DigestPeriod, PeriodKind};
use super::ids::{DigestChoiceId, DigestIssueId, OfficeId, PersonId};
use chrono::{DateTime, Days, NaiveDateTime, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Serialize};

/// The digest of a period as it was drafted. It goes out at its time, unless it is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestIssue {
    /// Row.
    pub id: DigestIssueId,
    /// Whose.
    pub office_id: OfficeId,
    /// Its period as it is written: `2026-W37`.
    pub period: String,
    /// The year that its number counts in: its week's.
    pub year: i64,
    /// 期号 in that year, from 1, without gaps.
    pub number: i64,
    /// Business instant at which it was drafted.
    pub drafted_at: DateTime<Utc>,
    /// 暂缓 since this business instant; none where it goes.
    pub held_at: Option<DateTime<Utc>>,
}

/// What a reader has chosen; without one the settings say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestChoice {
    /// Row.
    pub id: DigestChoiceId,
    /// Whose.
    pub person_id: PersonId,
    /// Day of the week.
    pub weekday: Weekday,
    /// Time of day in the office's zone.
    pub at: NaiveTime,
    /// Only when something of theirs has changed in the period.
    pub only_changed: bool,
    /// Whether they want it at all.
    pub wanted: bool,
}

impl DigestChoice {
    /// When the digest of a period is due to them, local; none in a week without workdays.
    pub fn due_at(&self, period: DigestPeriod, calendar: &Calendar) -> Option<NaiveDateTime> {
        due_at(period, self.weekday, self.at, calendar)
    }
}

/// Counter of an office's 期号 in a year.
pub fn counter_of_issues(office: OfficeId, year: i64) -> String {
    format!("digest-{office}-{year}")
}

/// When a digest is due to a reader, local: on their day of the week that follows the period; on the next workday of
/// that week where it is a day off, else on the last one before. None in a week without workdays: the next digest says
/// what came of it.
pub fn due_at(
    period: DigestPeriod,
    weekday: Weekday,
    at: NaiveTime,
    calendar: &Calendar,
) -> Option<NaiveDateTime> {
    let days = u64::from(weekday.num_days_from_monday());
    let wished = period.next_on().checked_add_days(Days::new(days))?;
    let week = DigestPeriod::around(PeriodKind::Week, period.next_on())?;
    let found = [calendar.next_workday(wished), calendar.prev_workday(wished)];
    let day = found
        .into_iter()
        .find(|day| (week.first_on()..=week.last_on()).contains(day))?;
    Some(day.and_time(at))
}
