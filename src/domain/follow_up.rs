//! 回头看: which inspections are looked at again, and what was found there.

use super::ids::{FollowUpId, InspectionId, MatterId, OfficeId};
use super::rulebook::Policy;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One row of a half-year's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Row.
    pub id: FollowUpId,
    /// Owner.
    pub office_id: OfficeId,
    /// Its list: the half-year, `2027-H1`; drawn anew `2027-H1-2`.
    pub list_key: String,
    /// Its place in the list, from 1; by it the office speaks of it where the unit may not be named.
    pub number: i64,
    /// The inspection that would be followed up.
    pub inspection_id: InspectionId,
    /// What speaks for it.
    pub criteria: Criteria,
    /// The sum of points by which it is ranked.
    pub score: i64,
    /// The review that its selection opened.
    pub matter_id: Option<MatterId>,
    /// The day of its selection, in the office's zone.
    pub selected_on: Option<NaiveDate>,
    /// The day on which the office told the unit.
    pub published_on: Option<NaiveDate>,
    /// What was found.
    pub finding: Option<FollowUpResult>,
    /// The day on which it was found.
    pub ended_on: Option<NaiveDate>,
}

/// What speaks for looking at an inspection again (document 004: 整改不力、效果不好、问题依然多发).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criteria {
    /// Matters that are or were overdue.
    pub overdue: i64,
    /// Calendar days overdue, of all of them.
    pub overdue_days: i64,
    /// How often something was sent back.
    pub returned: i64,
    /// Matters that were reopened.
    pub reopened: i64,
    /// Findings whose close-out a 抽查 found to be false.
    #[serde(default)]
    pub false_report: i64,
    /// Grade of the 整改成效评估.
    pub grade: Option<String>,
}

/// 回头看结论.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpResult {
    /// 到位.
    InPlace,
    /// 未到位: findings are reopened.
    NotInPlace,
    /// 反弹: findings are reopened.
    Relapsed,
}

impl FollowUpResult {
    /// All.
    pub const ALL: [FollowUpResult; 3] = [
        FollowUpResult::InPlace,
        FollowUpResult::NotInPlace,
        FollowUpResult::Relapsed,
    ];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            FollowUpResult::InPlace => "in_place",
            FollowUpResult::NotInPlace => "not_in_place",
            FollowUpResult::Relapsed => "relapsed",
        }
    }

    /// The result of a stable key.
    pub fn from_key(key: &str) -> Option<FollowUpResult> {
        FollowUpResult::ALL.into_iter().find(|result| result.key() == key)
    }

    /// Whether it reopens findings.
    pub fn reopens(self) -> bool {
        self != FollowUpResult::InPlace
    }
}

impl Criteria {
    /// Points by the office's weights: those of `ranking` for each piece (of overdue days one for every
    /// `days_a_point`), those of `grades` for the grade. A weight that is not given counts nothing.
    pub fn score(&self, ranking: &Policy, grades: &Policy) -> i64 {
        let weight = |name: &str| ranking.figures.get(name).copied().unwrap_or_default();
        let days_a_point = weight("days_a_point");
        let days = if days_a_point > 0 {
            self.overdue_days / days_a_point
        } else {
            0
        };
        let grade = self.grade.as_ref().and_then(|grade| grades.figures.get(grade));
        self.overdue * weight("overdue")
            + days
            + self.returned * weight("returned")
            + self.reopened * weight("reopened")
            + self.false_report * weight("false_report")
            + grade.copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Criteria;
    use crate::domain::rulebook::{RuleCode, embedded};

    #[test]
    fn every_criterion_adds_its_points() {
        let book = embedded();
        let policy = |code: &str| book.policy(&RuleCode(code.to_owned())).expect("a policy");
        let (ranking, grades) = (policy("B-RANK"), policy("B-GRADE"));
        let worst = grades.figures.iter().max_by_key(|(_, points)| **points);
        let none = Criteria::default();
        assert_eq!(none.score(ranking, grades), 0);
        let worse = [
            Criteria {
                overdue: 1,
                ..none.clone()
            },
            Criteria {
                overdue_days: 365,
                ..none.clone()
            },
            Criteria {
                returned: 1,
                ..none.clone()
            },
            Criteria {
                reopened: 1,
                ..none.clone()
            },
            Criteria {
                false_report: 1,
                ..none.clone()
            },
            Criteria {
                grade: worst.map(|(grade, _)| grade.clone()),
                ..none
            },
        ];
        for criteria in worse {
            assert!(criteria.score(ranking, grades) > 0, "{criteria:?}");
        }
    }
}
