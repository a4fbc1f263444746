//! A task of the desk that is being filled in: what has been given, and what is asked next. It lives in the chat's
//! conversation and on the buttons of its card, so a restart loses nothing.

use super::slot::Slot;
use super::task::Task;
use crate::domain::follow_up::FollowUpResult;
use crate::domain::moves::{MoveKind, Via};
use crate::domain::resolution::ResolutionKind;
use crate::domain::spot_check::SpotResult;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The value of a choice that says "none", "as the rulebook has it".
pub const NONE: &str = "";
/// The value of a choice that means all parts that are missing.
pub const ALL_PARTS: &str = "all_parts";
/// The value of a choice that says that what is missing is not wanted.
pub const NOT_WANTED: &str = "not_wanted";

/// A thing that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// For what.
    pub slot: Slot,
    /// As the verbs take it: a row's number, a key, an ISO date, words.
    pub value: String,
    /// As the clerk reads it.
    pub shown: String,
}

/// A task being filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Tells it from the chat's earlier and later ones: a button of another form does nothing.
    pub token: String,
    /// Which.
    pub task: Task,
    /// In the order of asking.
    pub given: Vec<Given>,
}

impl Given {
    /// This is given.
    pub fn new(slot: Slot, value: impl ToString, shown: &str) -> Given {
        Given {
            slot,
            value: value.to_string(),
            shown: shown.to_owned(),
        }
    }
}

impl Form {
    /// What is asked next; none when all is given.
    pub fn next(&self) -> Option<Slot> {
        let is_asked = |slot: &Slot| match slot {
            Slot::Reason | Slot::FixBy if self.task == Task::Review => {
                self.value(Slot::Verdict) == Some(MoveKind::Returned.key())
            }
            Slot::Reason if self.task == Task::RecordDecision => {
                self.value(Slot::Verdict) == Some(MoveKind::Returned.key())
            }
            Slot::Due if self.task == Task::RecordResolution => {
                self.value(Slot::Resolution) == Some(ResolutionKind::Limit.key())
            }
            Slot::Day if self.task == Task::TickParts => self.value(Slot::Part) != Some(NOT_WANTED),
            Slot::Reason if self.task == Task::TickParts => self.value(Slot::Part) == Some(NOT_WANTED),
            Slot::Reason if self.task == Task::SpotEnd => {
                self.value(Slot::SpotResult) == Some(SpotResult::False.key())
            }
            Slot::Findings => {
                let result = self.value(Slot::ReviewResult).and_then(FollowUpResult::from_key);
                result.is_some_and(FollowUpResult::reopens)
            }
            _ => true,
        };
        let open = |slot: &Slot| self.value(*slot).is_none();
        self.task
            .slots()
            .iter()
            .copied()
            .filter(is_asked)
            .find(|slot| open(slot))
    }

    /// What was given for a slot.
    pub fn value(&self, slot: Slot) -> Option<&str> {
        let given = self.given.iter().find(|given| given.slot == slot)?;
        Some(&given.value)
    }

    /// What must have been given.
    pub fn text(&self, slot: Slot) -> Result<&str> {
        self.value(slot)
            .with_context(|| format!("no {} is given", slot.key()))
    }

    /// What may have been given.
    pub fn maybe(&self, slot: Slot) -> Option<String> {
        self.value(slot).filter(|value| *value != NONE).map(str::to_owned)
    }

    /// The row that must have been chosen.
    pub fn row(&self, slot: Slot) -> Result<i64> {
        Ok(self.text(slot)?.parse()?)
    }

    /// The day that must have been given, in the office's zone.
    pub fn day(&self, slot: Slot) -> Result<NaiveDate> {
        Ok(self.text(slot)?.parse()?)
    }

    /// The way that must have been given.
    pub fn via(&self) -> Result<Via> {
        Via::from_key(self.text(Slot::Via)?).context("an unknown way")
    }

    /// The same with something more.
    pub fn with(&self, given: Given) -> Form {
        let mut more = self.clone();
        more.given.push(given);
        more
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Given};
    use crate::bot::desk::slot::Slot;
    use crate::bot::desk::task::Task;
    use crate::domain::moves::MoveKind;

    #[test]
    fn a_reason_is_asked_of_those_who_send_back() {
        let form = |verdict: MoveKind| Form {
            token: String::new(),
            task: Task::Review,
            given: vec![
                Given::new(Slot::Reviewed, 7, ""),
                Given::new(Slot::Verdict, verdict.key(), ""),
            ],
        };
        assert_eq!(form(MoveKind::Passed).next(), None);
        assert_eq!(form(MoveKind::Returned).next(), Some(Slot::Reason));
    }
}
