//! 督办事项: one thing that somebody must do by one date.

use super::ids::{EventId, InspectionId, MatterId, OfficeId, PersonId, UnitId};
use super::mode::DueMode;
use super::role::Role;
use super::rulebook::RuleCode;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A matter as it stands; the ledger keeps complete images of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// Row.
    pub id: MatterId,
    /// Owner.
    pub office_id: OfficeId,
    /// Stable and readable: `ZG-2026-03-0031-2`.
    pub code: String,
    /// The rule that opened it.
    pub rule: RuleCode,
    /// The rulebook version that it was made under; it keeps it.
    pub rulebook: String,
    /// The unit that must act.
    pub unit_id: UnitId,
    /// The inspection that it comes from.
    pub inspection_id: Option<InspectionId>,
    /// A measure's finding.
    pub parent_id: Option<MatterId>,
    /// The event that opened it.
    pub event_id: Option<EventId>,
    /// What opened it, unique per rule and unit: `event:12`, `finding:3`, `2026-09`.
    pub origin: String,
    /// What is to be done, in the office's words. Leaves the house only through `disclosure`.
    pub title: String,
    /// T0: the day that counting starts from (itself not counted).
    pub started_on: NaiveDate,
    /// Business instant of opening.
    pub opened_at: DateTime<Utc>,
    /// How the due day was found.
    pub mode: DueMode,
    /// The last day; none for 长期坚持.
    pub due_on: Option<NaiveDate>,
    /// The first due day that it had, shown wherever it differs.
    pub original_due_on: Option<NaiveDate>,
    /// 暂定: counted over days whose holiday paper is not published.
    pub provisional: bool,
    /// 历史逾期: it was overdue when taken over; steps after the due day count from here.
    pub counts_from_on: Option<NaiveDate>,
    /// Raised with every change of the due day, so that steps may fire anew.
    pub due_revision: i64,
    /// Raised when it is reopened.
    pub cycle: i64,
    /// Where it stands.
    pub state: MatterState,
    /// Progress as last reported, 0 to 100.
    pub percent: Option<i64>,
    /// Reported as done on that day; nobody has reviewed it.
    pub claimed_on: Option<NaiveDate>,
    /// Came with a first import.
    pub taken_over: bool,
    /// The claim came with an import: it is shown and not reminded of, until somebody speaks of it.
    pub silenced: bool,
    /// 收件日: whether it is on time is seen by this day.
    #[serde(default)]
    pub received_on: Option<NaiveDate>,
    /// The day it ended.
    pub ended_on: Option<NaiveDate>,
    /// 合并: the matter that it went into, whose code stands for both.
    #[serde(default)]
    pub merged_into: Option<MatterId>,
}

impl Matter {
    /// Whether somebody still has to do something.
    pub fn is_open(&self) -> bool {
        !matches!(
            self.state,
            MatterState::Completed | MatterState::ClosedOut | MatterState::Standing | MatterState::Withdrawn
        )
    }

    /// Shown, not reminded of: an unreviewed claim of an import, and what was sent back, whose 补正 carries the
    /// date.
    pub fn is_silent(&self) -> bool {
        self.silenced && self.claimed_on.is_some() || self.state == MatterState::Returned
    }

    /// Whether what was due came by its day; none while nothing has come and the day is not over, and for what
    /// has no day.
    pub fn was_on_time(&self, today: NaiveDate) -> Option<bool> {
        let due_on = self.due_on?;
        match self.received_on.or(self.ended_on) {
            Some(day) => Some(day <= due_on),
            None => (due_on < today).then_some(false),
        }
    }

    /// Overdue when it was taken over.
    pub fn is_legacy_overdue(&self) -> bool {
        self.counts_from_on.is_some()
    }

    /// Calendar days until the due day; negative when overdue. 历史逾期 counts from the takeover day.
    pub fn days_left(&self, today: NaiveDate) -> Option<i64> {
        days_left(self.due_on, self.counts_from_on, today)
    }

    /// Whether it was reported as done or applied for, and nobody has reviewed it: it lies with the office.
    pub fn waits_for_review(&self) -> bool {
        self.claimed_on.is_some() || self.state == MatterState::UnderReview
    }

    /// Whether it is open past its day.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.is_open() && self.days_left(today).is_some_and(|left| left < 0)
    }
}

/// Calendar days from `today` until the due day, or since the day from which 历史逾期 counts.
pub fn days_left(
    due_on: Option<NaiveDate>,
    counts_from_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<i64> {
    let due_on = due_on?;
    Some((counts_from_on.unwrap_or(due_on) - today).num_days())
}

/// Where a matter stands (domain.md 2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterState {
    /// 未启动.
    NotStarted,
    /// 已签收.
    Acknowledged,
    /// 整改中.
    InProgress,
    /// 基本完成.
    MostlyCompleted,
    /// 待审核.
    UnderReview,
    /// 已退回: what was sent back waits for its 补正.
    Returned,
    /// 长期坚持: its stage result is approved; it counts as done, and is checked from time to time.
    Standing,
    /// 已办结: received, reviewed, held or fed back.
    Completed,
    /// 已销号.
    ClosedOut,
    /// 撤销.
    Withdrawn,
}

impl MatterState {
    /// All.
    pub const ALL: [MatterState; 10] = [
        MatterState::NotStarted,
        MatterState::Acknowledged,
        MatterState::InProgress,
        MatterState::MostlyCompleted,
        MatterState::UnderReview,
        MatterState::Returned,
        MatterState::Standing,
        MatterState::Completed,
        MatterState::ClosedOut,
        MatterState::Withdrawn,
    ];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            MatterState::NotStarted => "not_started",
            MatterState::Acknowledged => "acknowledged",
            MatterState::InProgress => "in_progress",
            MatterState::MostlyCompleted => "mostly_completed",
            MatterState::UnderReview => "under_review",
            MatterState::Returned => "returned",
            MatterState::Standing => "standing",
            MatterState::Completed => "completed",
            MatterState::ClosedOut => "closed_out",
            MatterState::Withdrawn => "withdrawn",
        }
    }

    /// The state of a stable key.
    pub fn from_key(key: &str) -> Option<MatterState> {
        MatterState::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// A person named on a matter for a role, before whoever else holds the role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Row.
    pub id: i64,
    /// Matter.
    pub matter_id: MatterId,
    /// Person.
    pub person_id: PersonId,
    /// For which role.
    pub role: Role,
    /// 牵头.
    pub is_lead: bool,
    /// The first day on which it no longer holds.
    pub ended_on: Option<NaiveDate>,
}
