//! 对账销号: an application, how it stands, and what its moves make of a matter.

use super::ids::{ApplicationId, MatterId, PersonId};
use super::matter::{Matter, MatterState};
use super::mode::DueMode;
use super::moves::{MoveKind, Via};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// 销号申请 of a measure or a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Row.
    pub id: ApplicationId,
    /// Of.
    pub matter_id: MatterId,
    /// The matter's cycle when it was made.
    pub cycle: i64,
    /// 循环审批次数, from 1 in each cycle.
    pub ordinal: i64,
    /// Who applies; none where it comes of itself, with the last confirmed measure.
    pub applicant_id: Option<PersonId>,
    /// What was done, in a few words; only where the disclosure table takes notes.
    pub done: Option<String>,
    /// Pieces of 佐证材料 that were kept by then.
    pub evidence: i64,
    /// The day that counts, in the office's zone.
    pub applied_on: NaiveDate,
    /// Business instant.
    pub applied_at: DateTime<Utc>,
    /// How it reached the office.
    pub via: Via,
    /// Number of the document, of a 代录.
    pub document: Option<String>,
    /// Who recorded it for the applicant.
    pub recorded_by: Option<PersonId>,
    /// How it stands.
    pub state: ApplicationState,
    /// The day of the last decision on it.
    pub ended_on: Option<NaiveDate>,
}

/// How an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationState {
    /// Somebody has yet to decide.
    Pending,
    /// Every step has agreed.
    Agreed,
    /// 退回: it must be made again.
    Returned,
    /// Its matter was withdrawn.
    Withdrawn,
}

impl ApplicationState {
    const ALL: [ApplicationState; 4] = [
        ApplicationState::Pending,
        ApplicationState::Agreed,
        ApplicationState::Returned,
        ApplicationState::Withdrawn,
    ];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            ApplicationState::Pending => "pending",
            ApplicationState::Agreed => "agreed",
            ApplicationState::Returned => "returned",
            ApplicationState::Withdrawn => "withdrawn",
        }
    }

    /// The state of a stable key.
    pub fn from_key(key: &str) -> Option<ApplicationState> {
        ApplicationState::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// An open matter that ends by 销号 after a move of its chain; none where it has not come so far. `until` is the
/// 补正 day of what is returned.
pub fn after(matter: &Matter, kind: MoveKind, on: NaiveDate, until: Option<NaiveDate>) -> Option<Matter> {
    let is_under_review = matter.state == MatterState::UnderReview;
    match kind {
        MoveKind::Applied if !is_under_review => Some(Matter {
            state: MatterState::UnderReview,
            received_on: Some(on),
            claimed_on: None,
            silenced: false,
            ..matter.clone()
        }),
        MoveKind::Confirmed if is_under_review => Some(matter.clone()),
        MoveKind::Returned if is_under_review => until.map(|until| returned(matter, until)),
        MoveKind::ClosedOut if is_under_review => Some(Matter {
            state: match matter.mode {
                DueMode::Standing => MatterState::Standing,
                _ => MatterState::ClosedOut,
            },
            ended_on: Some(on),
            ..matter.clone()
        }),
        _ => None,
    }
}

/// Back to 整改中 with its 补正 day, of which it is reminded anew. 长期坚持 stays what it is.
fn returned(matter: &Matter, until: NaiveDate) -> Matter {
    let mode = match matter.mode {
        DueMode::Standing => DueMode::Standing,
        _ => DueMode::Fixed,
    };
    Matter {
        state: MatterState::InProgress,
        mode,
        due_on: Some(until),
        due_revision: matter.due_revision + 1,
        provisional: false,
        counts_from_on: None,
        claimed_on: None,
        received_on: None,
        ..matter.clone()
    }
}
