//! Rungs: the steps after the due day, as they were climbed.

use super::ids::{MatterId, RungId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A rung that a matter has climbed; never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// Row.
    pub id: RungId,
    /// Of.
    pub matter_id: MatterId,
    /// The matter's cycle when it fired.
    pub cycle: i64,
    /// The matter's due revision when it fired.
    pub due_revision: i64,
    /// Code of the step: `T+7`.
    pub step: String,
    /// How high it stands among its timeline's rungs, from 1.
    pub position: i64,
    /// The business day on which it fired.
    pub fired_on: NaiveDate,
    /// Business instant.
    pub fired_at: DateTime<Utc>,
    /// Why it fired when it did.
    pub cause: Cause,
    /// The day that was promised and passed.
    pub promised_on: Option<NaiveDate>,
}

/// Why a rung fires when it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Its day has come.
    Due,
    /// A promise has passed.
    Promise,
    /// Nobody whom the rung below adds can be reached.
    Vacant,
}

impl Cause {
    const ALL: [Cause; 3] = [Cause::Due, Cause::Promise, Cause::Vacant];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            Cause::Due => "due",
            Cause::Promise => "promise",
            Cause::Vacant => "vacant",
        }
    }

    /// The cause of a stable key.
    pub fn from_key(key: &str) -> Option<Cause> {
        Cause::ALL.into_iter().find(|cause| cause.key() == key)
    }
}
