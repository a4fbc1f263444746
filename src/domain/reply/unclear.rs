//! What could not be read without a doubt, and what the person is asked instead.

use super::{Said, Target};
use serde::{Deserialize, Serialize};

/// A message that is not acted on. Its words are not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unclear {
    /// What is in doubt.
    pub why: UnclearWhy,
    /// The matters that the doubtful part names; empty when it names none.
    pub about: Vec<Target>,
}

/// What is in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnclearWhy {
    /// No statement that is known.
    NotUnderstood,
    /// A question mark: nothing is stated.
    Question,
    /// Two statements about one matter that cannot both hold.
    Contradicting,
    /// More than 100 %.
    PercentOver,
    /// 100 %: is it 已完成?
    MaybeCompleted,
    /// 未完成, 无法完成: still going on, or is more time wanted?
    NotDone,
    /// A day that leaves a doubt, or does not exist.
    DayUnclear,
    /// A day that lies before today.
    DayPast,
    /// Part of the message names its matter and part does not.
    TargetsMixed,
}

impl UnclearWhy {
    /// Every doubt.
    pub const ALL: [UnclearWhy; 9] = [
        UnclearWhy::NotUnderstood,
        UnclearWhy::Question,
        UnclearWhy::Contradicting,
        UnclearWhy::PercentOver,
        UnclearWhy::MaybeCompleted,
        UnclearWhy::NotDone,
        UnclearWhy::DayUnclear,
        UnclearWhy::DayPast,
        UnclearWhy::TargetsMixed,
    ];

    /// With the matters concerned.
    pub(super) fn about(self, about: Vec<Target>) -> Unclear {
        Unclear { why: self, about }
    }

    /// What the person may have meant, to be offered for a choice.
    pub fn suggestions(self) -> Vec<Said> {
        let received = Said::Acknowledged { promised_on: None };
        let extension = Said::Extension {
            to: None,
            reason: None,
        };
        match self {
            UnclearWhy::NotUnderstood | UnclearWhy::Question | UnclearWhy::Contradicting => {
                vec![received, Said::InProgress, Said::MostlyCompleted, Said::Completed]
            }
            UnclearWhy::MaybeCompleted => vec![Said::Completed, Said::MostlyCompleted],
            UnclearWhy::NotDone => vec![Said::InProgress, extension],
            UnclearWhy::DayUnclear | UnclearWhy::DayPast => vec![received],
            UnclearWhy::PercentOver | UnclearWhy::TargetsMixed => Vec::new(),
        }
    }
}
