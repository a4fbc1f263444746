//! Rounds, and the inspection of one unit in one round.

use super::ids::{EventId, InspectionId, OfficeId, RoundId, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 轮次.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Row.
    pub id: RoundId,
    /// Owner.
    pub office_id: OfficeId,
    /// What 第三轮, 第3轮 and 三轮 have in common: `3`, or `2026-3` where the name gives a year.
    pub round_key: String,
    /// As first written: 第三轮.
    pub name: String,
    /// The year in its matters' codes.
    pub year: i64,
    /// The number in its matters' codes.
    pub ordinal: i64,
}

/// One unit inspected in one round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// Row.
    pub id: InspectionId,
    /// Owner.
    pub office_id: OfficeId,
    /// Round.
    pub round_id: RoundId,
    /// Inspected unit.
    pub unit_id: UnitId,
    /// 巡察组 as written.
    pub team: Option<String>,
    /// Grade of the 整改成效评估, of the rulebook's grades.
    #[serde(default)]
    pub grade: Option<String>,
}

/// A dated fact with its proof. Everything starts from one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Row.
    pub id: EventId,
    /// Owner.
    pub office_id: OfficeId,
    /// Key of the rulebook's event kinds: `feedback`.
    pub kind: String,
    /// The unit that it happened to; for an event of a whole round the office's own.
    pub unit_id: UnitId,
    /// The inspection that it belongs to.
    pub inspection_id: Option<InspectionId>,
    /// The round that it belongs to as a whole, such as its end.
    #[serde(default)]
    pub round_id: Option<RoundId>,
    /// The calendar day, in the rulebook's zone.
    pub happened_on: NaiveDate,
    /// Where the proof is: a document number, a workbook's name.
    pub proof: String,
    /// Taken back: it opens nothing, and what it opened is withdrawn.
    pub withdrawn: bool,
}
