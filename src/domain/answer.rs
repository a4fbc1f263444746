//! What a person has answered about a matter, as it is kept.

use super::ids::{EvidenceId, MatterId, PersonId, ReplyId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A reply in the ledger; never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Row.
    pub id: ReplyId,
    /// About.
    pub matter_id: MatterId,
    /// By.
    pub person_id: PersonId,
    /// The matter's cycle when it was said.
    pub cycle: i64,
    /// What was said.
    pub said: SaidKind,
    /// 0 to 100, for progress.
    pub percent: Option<i64>,
    /// The day by which they promised to report.
    pub promised_on: Option<NaiveDate>,
    /// Their words, where the disclosure table takes notes.
    pub note: Option<String>,
    /// The day on which a meeting was held, as they say.
    #[serde(default)]
    pub held_on: Option<NaiveDate>,
    /// `telegram`, `console` ..., or for what was recorded for them `phone`, `paper`, `intranet`.
    pub channel: String,
    /// 代录: the day on which they gave it.
    #[serde(default)]
    pub given_on: Option<NaiveDate>,
    /// 代录: number of the document.
    #[serde(default)]
    pub document: Option<String>,
    /// 代录: who recorded it for them.
    #[serde(default)]
    pub recorded_by: Option<PersonId>,
    /// Business instant.
    pub answered_at: DateTime<Utc>,
}

/// The meanings that a reply may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaidKind {
    /// 收到.
    Acknowledged,
    /// 整改中, with or without a percentage.
    Progress,
    /// 基本完成.
    MostlyCompleted,
    /// 无变化: says that there is nothing new; changes nothing.
    Unchanged,
    /// 已完成: a claim; closes nothing.
    Completed,
    /// 已报送: it waits for 收件.
    Submitted,
    /// 已召开, with the day: it waits for the office.
    Held,
    /// Of a clue: 1 已反馈; it waits for 收件.
    FedBack,
    /// Of a clue: 2 继续办理.
    GoesOn,
    /// Of a clue: 3 办结; it waits for 收件.
    Concluded,
}

impl SaidKind {
    const ALL: [SaidKind; 10] = [
        SaidKind::Acknowledged,
        SaidKind::Progress,
        SaidKind::MostlyCompleted,
        SaidKind::Unchanged,
        SaidKind::Completed,
        SaidKind::Submitted,
        SaidKind::Held,
        SaidKind::FedBack,
        SaidKind::GoesOn,
        SaidKind::Concluded,
    ];

    /// Whether it holds the next rung: 收到, progress, a promise.
    pub fn holds_the_ladder(self) -> bool {
        matches!(
            self,
            SaidKind::Acknowledged
                | SaidKind::Progress
                | SaidKind::MostlyCompleted
                | SaidKind::Completed
                | SaidKind::GoesOn
        )
    }

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            SaidKind::Acknowledged => "acknowledged",
            SaidKind::Progress => "progress",
            SaidKind::MostlyCompleted => "mostly_completed",
            SaidKind::Unchanged => "unchanged",
            SaidKind::Completed => "completed",
            SaidKind::Submitted => "submitted",
            SaidKind::Held => "held",
            SaidKind::FedBack => "fed_back",
            SaidKind::GoesOn => "goes_on",
            SaidKind::Concluded => "concluded",
        }
    }

    /// The meaning of a stable key.
    pub fn from_key(key: &str) -> Option<SaidKind> {
        SaidKind::ALL.into_iter().find(|said| said.key() == key)
    }
}

/// 佐证材料: a file kept for a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Row.
    pub id: EvidenceId,
    /// For.
    pub matter_id: MatterId,
    /// From.
    pub person_id: PersonId,
    /// A safe file name.
    pub name: String,
    /// Media type, from the allowed list.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: i64,
    /// Of the content, lower-case hex; also its name in the evidence folder.
    pub sha256: String,
    /// Business instant.
    pub received_at: DateTime<Utc>,
}
