//! 电话告知: what a person was told of a matter by telephone, because no chat reaches them.

use super::ids::{CallId, MatterId, PersonId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A call as the ledger keeps it; never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Row.
    pub id: CallId,
    /// About.
    pub matter_id: MatterId,
    /// The matter's cycle when it was made.
    pub cycle: i64,
    /// Who was told.
    pub person_id: PersonId,
    /// The day of the call, in the office's zone.
    pub told_on: NaiveDate,
    /// Who recorded it; none for the operator.
    pub recorded_by: Option<PersonId>,
    /// Business instant.
    pub recorded_at: DateTime<Utc>,
}
