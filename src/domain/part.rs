//! The parts of a report package (domain.md 2.2), each ticked off as it arrives.

use super::ids::{MatterId, PartId, PersonId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A part of what a matter wants, as the office has ticked it off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Row.
    pub id: PartId,
    /// Of.
    pub matter_id: MatterId,
    /// The matter's cycle when it was ticked off.
    pub cycle: i64,
    /// Its name, as the rule has it.
    pub name: String,
    /// The day on which it arrived, in the office's zone; none for one that is not wanted.
    pub received_on: Option<NaiveDate>,
    /// Why it is not wanted: there was nothing to report.
    pub reason: Option<String>,
    /// Who ticked it off; none for the operator.
    pub recorded_by: Option<PersonId>,
    /// Business instant.
    pub recorded_at: DateTime<Utc>,
}

/// Names of the parts that a rule wants and nobody has ticked off in the matter's cycle, in the rule's order.
pub fn missing(wanted: &[String], ticked: &[Part], cycle: i64) -> Vec<String> {
    let is_ticked = |name: &String| {
        ticked
            .iter()
            .any(|part| part.cycle == cycle && part.name == *name)
    };
    wanted.iter().filter(|name| !is_ticked(name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::{Part, missing};
    use crate::domain::ids::{MatterId, PartId};
    use chrono::DateTime;

    #[test]
    fn a_new_cycle_wants_everything_again() {
        let wanted = ["one".to_owned(), "two".to_owned()];
        let part = Part {
            id: PartId(1),
            matter_id: MatterId(1),
            cycle: 0,
            name: "two".to_owned(),
            received_on: None,
            reason: None,
            recorded_by: None,
            recorded_at: DateTime::UNIX_EPOCH,
        };
        let ticked = [part];
        assert_eq!(missing(&wanted, &ticked, 0), ["one"]);
        assert_eq!(missing(&wanted, &ticked, 1), wanted);
    }
}
