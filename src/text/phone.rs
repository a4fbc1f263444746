//! 已电话告知, at the desk.

use super::Text;
use super::sample::day;
use chrono::NaiveDate;
use serde::Serialize;

/// People were told by telephone.
#[derive(Debug, Clone, Serialize)]
pub struct ToldByPhone {
    /// On which day, in the office's zone.
    pub on: NaiveDate,
    /// Unit, name, and codes of what they were told of.
    pub people: Vec<(String, String, Vec<String>)>,
}

/// The 电话清单 is empty.
#[derive(Debug, Clone, Serialize)]
pub struct NobodyToCall {}

impl Text for ToldByPhone {
    const TEMPLATE: &'static str = "desk_told.html";

    fn samples() -> Vec<Self> {
        let codes = ["BS-2026-03-0002", "HY-2026-03-0001"].map(str::to_owned);
        vec![ToldByPhone {
            on: day(9, 28),
            people: vec![("市住建局".into(), "甲五".into(), codes.into())],
        }]
    }
}

impl Text for NobodyToCall {
    const TEMPLATE: &'static str = "desk_nobody_to_call.html";

    fn samples() -> Vec<Self> {
        vec![NobodyToCall {}]
    }
}
