//! Which chat account speaks for which person, and which groups the office has registered.

use super::ids::{BindingId, OfficeId, PersonId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A chat account bound to a person; at most one open a person and channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// Row.
    pub id: BindingId,
    /// Who it speaks for.
    pub person_id: PersonId,
    /// `telegram` ...
    pub channel: String,
    /// The account's address in the channel.
    pub address: String,
    /// Business instant of the confirmation.
    pub bound_at: DateTime<Utc>,
    /// Business instant of the end.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A group that the office has registered; it gets neutral lines only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatGroup {
    /// Row.
    pub id: i64,
    /// Owner.
    pub office_id: OfficeId,
    /// `telegram` ...
    pub channel: String,
    /// The group's address in the channel.
    pub address: String,
    /// What it is for.
    pub purpose: String,
    /// Business instant.
    pub registered_at: DateTime<Utc>,
    /// Business instant of the end.
    pub ended_at: Option<DateTime<Utc>>,
}
