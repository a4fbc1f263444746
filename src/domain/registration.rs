//! 挂号督办: a matter under a number and a named leader, reported on every week until the leading group lifts it.

use super::ids::{MatterId, OfficeId, PersonId, RegistrationId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A registration as the ledger keeps it. Days are in the office's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Row.
    pub id: RegistrationId,
    /// Owner.
    pub office_id: OfficeId,
    /// The matter.
    pub matter_id: MatterId,
    /// Its number, without gaps in a year: `2026-3`.
    pub number: String,
    /// 督办领导; none while nobody is named.
    pub leader_id: Option<PersonId>,
    /// Since.
    pub registered_on: NaiveDate,
    /// Until.
    pub lifted_on: Option<NaiveDate>,
    /// Who of the leading group lifted it.
    pub lifted_by: Option<PersonId>,
    /// Why it was lifted.
    pub reason: Option<String>,
}

impl Registration {
    /// Whether it stands.
    pub fn stands(&self) -> bool {
        self.lifted_on.is_none()
    }

    /// Whether it stood on a day.
    pub fn held_on(&self, day: NaiveDate) -> bool {
        self.registered_on <= day && self.lifted_on.is_none_or(|lifted| day <= lifted)
    }
}
