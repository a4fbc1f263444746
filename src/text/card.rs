//! One matter, in full as far as it may be shown.

use super::sample::{day, overdue, soon, standing, today};
use super::{Line, Text};
use crate::domain::reply::Said;
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

/// Answer to `/m CODE`.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// The business day, in the office's zone.
    pub on: NaiveDate,
    /// What may be seen of it.
    pub matter: Line,
    /// The last answer.
    pub last: Option<LastAnswer>,
    /// Files kept as evidence.
    pub evidence: u32,
    /// Where its application for 销号 lies.
    pub review: Option<ReviewLine>,
    /// The day of the next reminder, in the office's zone.
    pub next_on: Option<NaiveDate>,
}

/// Where an application for 销号 lies.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewLine {
    /// The day of the application.
    pub applied_on: NaiveDate,
    /// 循环审批次数.
    pub ordinal: i64,
    /// Key of the role that decides now.
    pub role: &'static str,
    /// Until when.
    pub due_on: Option<NaiveDate>,
}

/// The last answer to a matter.
#[derive(Debug, Clone, Serialize)]
pub struct LastAnswer {
    /// Who gave it.
    pub by: String,
    /// When, in the office's zone.
    pub at: NaiveDateTime,
    /// What was said, as [`Said`] writes itself.
    pub said: String,
}

impl Text for Card {
    const TEMPLATE: &'static str = "card.html";

    fn samples() -> Vec<Self> {
        let last = LastAnswer {
            by: "甲五".into(),
            at: day(9, 20).and_hms_opt(9, 5, 0).unwrap_or_default(),
            said: Said::Progress { percent: 60 }.to_string(),
        };
        let card = |matter| Card {
            on: today(),
            matter,
            last: None,
            evidence: 0,
            review: None,
            next_on: None,
        };
        vec![
            card(soon()),
            Card {
                last: Some(last),
                evidence: 2,
                next_on: Some(day(10, 8)),
                ..card(overdue())
            },
            card(standing()),
            Card {
                review: Some(ReviewLine {
                    applied_on: day(9, 25),
                    ordinal: 2,
                    role: "principal",
                    due_on: Some(day(10, 9)),
                }),
                ..card(soon())
            },
        ]
    }
}
