//! 重启: what had ended, or was claimed to be done, is open again in a new cycle. Cycles before it never change,
//! so months that were reported stay as they were.

use super::matter::{Matter, MatterState};
use super::mode::DueMode;
use super::refusal::Refusal;
use chrono::NaiveDate;

/// A matter reopened with a new last day.
///
/// # Errors
/// Refused when it was withdrawn, or nobody has said or decided that it is done.
pub fn reopened(matter: &Matter, due_on: NaiveDate) -> Result<Matter, Refusal> {
    let is_done = !matter.is_open() || matter.claimed_on.is_some();
    if matter.state == MatterState::Withdrawn || !is_done {
        return Err(Refusal::NotReopenable {
            code: matter.code.clone(),
            state: matter.state.key().to_owned(),
        });
    }
    Ok(Matter {
        state: MatterState::InProgress,
        cycle: matter.cycle + 1,
        due_revision: matter.due_revision + 1,
        due_on: Some(due_on),
        // What goes on for good stays that.
        mode: match matter.mode {
            DueMode::Standing => DueMode::Standing,
            _ => DueMode::Fixed,
        },
        provisional: false,
        counts_from_on: None,
        percent: None,
        claimed_on: None,
        silenced: false,
        received_on: None,
        ended_on: None,
        ..matter.clone()
    })
}
