//! 回头看: what the desk says of it, by number alone, and the printed list for the office's own eyes.

use super::Text;
use super::sample::day;
use crate::domain::follow_up::Criteria;
use chrono::NaiveDate;
use serde::Serialize;

/// What came of a task about a review.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ReviewDone {
    /// It is selected.
    Selected {
        /// Its number in the list.
        number: i64,
        /// Code of the review.
        code: String,
        /// The last day of its window.
        due_on: Option<NaiveDate>,
        /// Codes of its sub-tasks.
        opened: Vec<String>,
    },
    /// The unit is told.
    Published {
        /// Its number in the list.
        number: i64,
        /// Code of the review.
        code: String,
        /// Codes of what opened for the unit.
        opened: Vec<String>,
    },
    /// It has ended.
    Concluded {
        /// Its number in the list.
        number: i64,
        /// Code of the review.
        code: String,
        /// Key of what was found.
        result: &'static str,
        /// Codes of what is open again.
        reopened: Vec<String>,
        /// Its last day.
        until: Option<NaiveDate>,
    },
}

/// 回头看遴选名单 on paper.
#[derive(Debug, Clone, Serialize)]
pub struct FollowUpPaper {
    /// 市委巡察办.
    pub office: String,
    /// The day of printing, in the office's zone.
    pub on: NaiveDate,
    /// The half-year: `2027-H1`.
    pub list: String,
    /// The rows in their order.
    pub rows: Vec<FollowUpRow>,
}

/// A row of it.
#[derive(Debug, Clone, Serialize)]
pub struct FollowUpRow {
    /// Its number.
    pub number: i64,
    /// The unit.
    pub unit: String,
    /// The round.
    pub round: String,
    /// Points.
    pub score: i64,
    /// What they are made of.
    pub criteria: Criteria,
    /// Code of its review.
    pub review: Option<String>,
}

impl Text for ReviewDone {
    const TEMPLATE: &'static str = "desk_review.html";

    fn samples() -> Vec<Self> {
        let code = || "HT-2026-03-0001".to_owned();
        let concluded = |result, reopened: Vec<String>, until| ReviewDone::Concluded {
            number: 3,
            code: code(),
            result,
            reopened,
            until,
        };
        vec![
            ReviewDone::Selected {
                number: 3,
                code: code(),
                due_on: Some(day(10, 8)),
                opened: vec!["HT-2026-03-0002".into(), "HT-2026-03-0003".into()],
            },
            ReviewDone::Published {
                number: 3,
                code: code(),
                opened: vec!["HT-2026-03-0004".into()],
            },
            concluded("in_place", Vec::new(), None),
            concluded(
                "relapsed",
                vec!["ZG-2026-03-0031".into(), "ZG-2026-03-0031-2".into()],
                Some(day(10, 30)),
            ),
        ]
    }
}

impl Text for FollowUpPaper {
    const TEMPLATE: &'static str = "paper_follow_up.paper";

    fn samples() -> Vec<Self> {
        let row = |number, unit: &str, score, criteria, review: Option<&str>| FollowUpRow {
            number,
            unit: unit.into(),
            round: "第三轮".into(),
            score,
            criteria,
            review: review.map(str::to_owned),
        };
        let poor = Criteria {
            overdue: 4,
            overdue_days: 61,
            returned: 1,
            reopened: 0,
            false_report: 1,
            grade: Some("一般".into()),
        };
        let paper = |rows| FollowUpPaper {
            office: "市委巡察办".into(),
            on: day(9, 28),
            list: "2026-H2".into(),
            rows,
        };
        vec![
            paper(vec![
                row(1, "市财政局", 39, poor, Some("HT-2026-03-0001")),
                row(2, "市住建局", 0, Criteria::default(), None),
            ]),
            paper(Vec::new()),
        ]
    }
}
