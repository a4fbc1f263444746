//! The rectification register: findings and their measures, each owning a matter.

use super::ids::{FindingId, InspectionId, MatterId, MeasureId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 反馈问题.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Row.
    pub id: FindingId,
    /// The matter that closes with it.
    pub matter_id: MatterId,
    /// Where it was found.
    pub inspection_id: InspectionId,
    /// 序号 in the unit's ledger.
    pub number: i64,
    /// 问题编号 as the office gave it.
    pub given_code: Option<String>,
    /// 问题类别.
    pub category: Option<String>,
    /// 重点问题.
    pub is_focus: bool,
}

/// 整改措施.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Row.
    pub id: MeasureId,
    /// Its matter, under the finding's matter.
    pub matter_id: MatterId,
    /// The finding that it mends.
    pub finding_id: FindingId,
    /// From 1, in the finding.
    pub position: i64,
    /// 措施类型.
    pub kind: Option<String>,
    /// 责任科室.
    pub department: Option<String>,
    /// 整改时限 as written.
    pub phrase: String,
    /// The phrase adds 并长期坚持.
    pub then_standing: bool,
    /// 完成情况 as written in the last import.
    pub status: String,
    /// 责任领导 as the last import named them.
    #[serde(default)]
    pub leaders: String,
    /// 责任人 as the last import named them.
    #[serde(default)]
    pub responsible: String,
    /// The day on which the supervising leader confirmed that it is done, until it is returned or reopened.
    #[serde(default)]
    pub confirmed_on: Option<NaiveDate>,
}
