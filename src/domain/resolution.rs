//! What the leading group decides on a unit: 约谈, 通报, 限期, 挂号督办.

use super::ids::{InspectionId, MatterId, OfficeId, PersonId, ResolutionId, UnitId};
use super::moves::Via;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A decision of the leading group as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// Row.
    pub id: ResolutionId,
    /// Owner.
    pub office_id: OfficeId,
    /// The unit that it is about.
    pub unit_id: UnitId,
    /// The inspection whose matters it is about.
    pub inspection_id: Option<InspectionId>,
    /// Which.
    pub kind: ResolutionKind,
    /// The matters for which it was taken.
    pub about: Vec<MatterId>,
    /// 限期: the new last day.
    pub due_on: Option<NaiveDate>,
    /// Who of the leading group.
    pub proposed_by: PersonId,
    /// How it reached the office.
    pub via: Via,
    /// Number of the document.
    pub document: Option<String>,
    /// Who recorded it, for what was given on paper; none for the operator.
    pub recorded_by: Option<PersonId>,
    /// The day of the decision, in the office's zone.
    pub given_on: NaiveDate,
    /// Business instant.
    pub recorded_at: DateTime<Utc>,
    /// Where it stands.
    pub state: ResolutionState,
    /// The day on which it was approved or refused.
    pub decided_on: Option<NaiveDate>,
}

/// What may be decided on a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResolutionKind {
    /// 约谈.
    Talk,
    /// 通报.
    Circular,
    /// 限期.
    Limit,
    /// 挂号督办.
    Register,
}

impl ResolutionKind {
    /// All, in the order of the card.
    pub const ALL: [ResolutionKind; 4] = [
        ResolutionKind::Talk,
        ResolutionKind::Circular,
        ResolutionKind::Limit,
        ResolutionKind::Register,
    ];

    /// The stable English key; rules that start on this row open with it.
    pub fn key(self) -> &'static str {
        match self {
            ResolutionKind::Talk => "talk",
            ResolutionKind::Circular => "circular",
            ResolutionKind::Limit => "limit",
            ResolutionKind::Register => "register",
        }
    }

    /// The row on which its approval starts; without a rule that starts there, it needs none.
    pub fn proposal_row(self) -> &'static str {
        match self {
            ResolutionKind::Talk => "talk_proposed",
            ResolutionKind::Circular => "circular_proposed",
            ResolutionKind::Limit => "limit_proposed",
            ResolutionKind::Register => "register_proposed",
        }
    }

    /// The kind of a stable key.
    pub fn from_key(key: &str) -> Option<ResolutionKind> {
        ResolutionKind::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Where a decision of the leading group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResolutionState {
    /// 提出: it waits for its approval.
    Proposed,
    /// 同意.
    Approved,
    /// 不同意.
    Refused,
}

impl ResolutionState {
    const ALL: [ResolutionState; 3] = [
        ResolutionState::Proposed,
        ResolutionState::Approved,
        ResolutionState::Refused,
    ];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            ResolutionState::Proposed => "proposed",
            ResolutionState::Approved => "approved",
            ResolutionState::Refused => "refused",
        }
    }

    /// The state of a stable key.
    pub fn from_key(key: &str) -> Option<ResolutionState> {
        ResolutionState::ALL.into_iter().find(|state| state.key() == key)
    }
}
