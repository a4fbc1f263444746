//! 三方对账: the office's copy of a unit's ledger held against the unit's or the inspection team's, by code
//! (domain.md 2.4).

use super::ids::{InspectionId, MatterId, OfficeId, PersonId, ReconciledId, ReconciliationId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A copy that was compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// Row.
    pub id: ReconciliationId,
    /// Owner.
    pub office_id: OfficeId,
    /// Whose ledger it is.
    pub inspection_id: InspectionId,
    /// Whose copy was compared.
    pub side: Side,
    /// Name of the file.
    pub file_name: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Rows that say the same.
    pub agreed: i64,
    /// Rows that do not.
    pub different: i64,
    /// The business day on which it was compared.
    pub compared_on: NaiveDate,
    /// Who had it compared; none for the operator.
    pub recorded_by: Option<PersonId>,
    /// Business instant.
    pub recorded_at: DateTime<Utc>,
}

/// A row of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciled {
    /// Row.
    pub id: ReconciledId,
    /// Of.
    pub reconciliation_id: ReconciliationId,
    /// The matter, where the office has one of that code.
    pub matter_id: Option<MatterId>,
    /// The code.
    pub code: String,
    /// In what the copies differ; nothing: the row is stamped.
    pub differs: Vec<Differs>,
    /// The matter that answers the difference.
    pub opened_id: Option<MatterId>,
}

/// Whose copy it is, beside the office's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 被巡察单位.
    Unit,
    /// 巡察组.
    Team,
}

impl Side {
    /// Both.
    pub const ALL: [Side; 2] = [Side::Unit, Side::Team];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            Side::Unit => "unit",
            Side::Team => "team",
        }
    }

    /// The side of a stable key.
    pub fn from_key(key: &str) -> Option<Side> {
        Side::ALL.into_iter().find(|side| side.key() == key)
    }
}

/// In what two copies of a row differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Differs {
    /// 状态.
    State,
    /// 整改时限.
    Due,
    /// 完成日期.
    Finished,
    /// 佐证材料件数.
    Evidence,
    /// The office has it and the copy does not.
    NotThere,
    /// The copy has it and the office does not.
    NotHere,
}

impl Differs {
    const ALL: [Differs; 6] = [
        Differs::State,
        Differs::Due,
        Differs::Finished,
        Differs::Evidence,
        Differs::NotThere,
        Differs::NotHere,
    ];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            Differs::State => "state",
            Differs::Due => "due",
            Differs::Finished => "finished",
            Differs::Evidence => "evidence",
            Differs::NotThere => "not_there",
            Differs::NotHere => "not_here",
        }
    }

    /// The difference of a stable key.
    pub fn from_key(key: &str) -> Option<Differs> {
        Differs::ALL.into_iter().find(|differs| differs.key() == key)
    }
}

/// What a copy says of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyRow {
    /// Code of the matter.
    pub code: String,
    /// The word for its state, as the office's copy writes it.
    pub state: String,
    /// The due day; none for 长期坚持.
    pub due_on: Option<NaiveDate>,
    /// The day on which it was finished.
    pub finished_on: Option<NaiveDate>,
    /// Pieces of evidence.
    pub evidence: u32,
}

/// In what a copy's row differs from the office's own.
pub fn differences(own: &CopyRow, copy: &CopyRow) -> Vec<Differs> {
    let found = [
        (own.state != copy.state, Differs::State),
        (own.due_on != copy.due_on, Differs::Due),
        (own.finished_on != copy.finished_on, Differs::Finished),
        (own.evidence != copy.evidence, Differs::Evidence),
    ];
    found
        .into_iter()
        .filter_map(|(differs, what)| differs.then_some(what))
        .collect()
}
