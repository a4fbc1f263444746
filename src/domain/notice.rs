//! One matter told to one person at one step.

use super::ids::{MatterId, NoticeId, PersonId};
use chrono::{DateTime, NaiveDate, Utc};

/// A notice; unique by matter, cycle, due revision, step, occurrence, person and channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Row.
    pub id: NoticeId,
    /// About.
    pub matter_id: MatterId,
    /// The matter's cycle when it was planned.
    pub cycle: i64,
    /// The matter's due revision when it was planned.
    pub due_revision: i64,
    /// Code of the step.
    pub step: String,
    /// The step's nominal day.
    pub occurrence_on: NaiveDate,
    /// To.
    pub person_id: PersonId,
    /// Kind of channel that it was planned for.
    pub channel: String,
    /// `reminder`, `urge` ...
    pub form: String,
    /// How far it has come.
    pub state: NoticeState,
    /// Its number in the message that carries it; none while no message does, or where it is only counted.
    pub number: Option<i64>,
    /// Business instant of planning.
    pub planned_at: DateTime<Utc>,
    /// Business instant at which the channel took it, or at which the office recorded its call.
    pub told_at: Option<DateTime<Utc>>,
}

/// How far a notice has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeState {
    /// Waits for bundling.
    Planned,
    /// Travels in a message.
    Bundled,
    /// Was taken by the channel.
    Told,
    /// Was no longer true when its message was to leave.
    Withdrawn,
    /// Had nowhere to go; it stands on the 电话清单.
    Unreachable,
    /// Was told by telephone.
    Called,
}

impl NoticeState {
    const ALL: [NoticeState; 6] = [
        NoticeState::Planned,
        NoticeState::Bundled,
        NoticeState::Told,
        NoticeState::Withdrawn,
        NoticeState::Unreachable,
        NoticeState::Called,
    ];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            NoticeState::Planned => "planned",
            NoticeState::Bundled => "bundled",
            NoticeState::Told => "told",
            NoticeState::Withdrawn => "withdrawn",
            NoticeState::Unreachable => "unreachable",
            NoticeState::Called => "called",
        }
    }

    /// Whether its person has heard it.
    pub fn is_told(self) -> bool {
        matches!(self, NoticeState::Told | NoticeState::Called)
    }

    /// The state of a stable key.
    pub fn from_key(key: &str) -> Option<NoticeState> {
        NoticeState::ALL.into_iter().find(|state| state.key() == key)
    }
}
