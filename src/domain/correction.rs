//! What corrections are kept by: imports that can be undone, messages that were withdrawn, what was chosen for the
//! open matters of a rule.

use super::ids::{EventId, MatterId, MessageId, OfficeId, PersonId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An import that changed something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRun {
    /// Row.
    pub id: i64,
    /// Owner.
    pub office_id: OfficeId,
    /// Name of the file.
    pub file_name: String,
    /// Of the file, in lower-case hex.
    pub sha256: String,
    /// `contacts`, `unit_ledger`, `city_ledger`.
    pub kind: String,
    /// The inspected unit of a unit's ledger.
    pub unit: Option<String>,
    /// The matters that it opened.
    pub opened: Vec<MatterId>,
    /// The events that it recorded itself.
    pub events: Vec<EventId>,
    /// Who; none for the operator.
    pub imported_by: Option<PersonId>,
    /// Business instant.
    pub imported_at: DateTime<Utc>,
    /// Business instant at which it was undone.
    pub undone_at: Option<DateTime<Utc>>,
}

/// 撤回 of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageWithdrawal {
    /// Row.
    pub id: i64,
    /// The message.
    pub message_id: MessageId,
    /// To whom it went; none for a group.
    pub person_id: Option<PersonId>,
    /// How many of its parts will never leave.
    pub unsent: i64,
    /// How many had left.
    pub sent: i64,
    /// Why, in words that its reader may see.
    pub reason: String,
    /// Who; none for the operator.
    pub recorded_by: Option<PersonId>,
    /// Business instant.
    pub recorded_at: DateTime<Utc>,
}

/// What the director chose for the open matters of a rule when a rulebook came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleChoice {
    /// Row.
    pub id: i64,
    /// Version of the rulebook.
    pub rulebook: String,
    /// Code of the rule.
    pub rule: String,
    /// 改期; otherwise 沿用.
    pub redated: bool,
    /// Who; none for the operator.
    pub decided_by: Option<PersonId>,
    /// Business instant.
    pub decided_at: DateTime<Utc>,
}
