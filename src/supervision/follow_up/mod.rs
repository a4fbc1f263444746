//! 回头看: the half-year's list, selection, what the unit is told, and what was found. Until the office publishes a
//! review, nothing of it leaves: in chat it goes by its number in the list.

mod list;
mod reopen;
mod result;
mod select;

pub use list::{FollowUpLine, draw_list, draw_list_in, grade, list_follow_ups, print_follow_ups};
pub use reopen::{REOPENED, find_reopenable, list_reopenable, reopen, reopened_until};
pub use result::{Concluded, Conclusion, conclude, conclude_in};
pub use select::{Selected, publish, publish_in, select, select_in};

use super::board::Names;
use super::refused::refuse;
use crate::domain::follow_up::FollowUp;
use crate::domain::inspection::{Inspection, Round};
use crate::store::Work;
use anyhow::Result;

/// The row of a number in the latest list.
async fn row_of(work: &mut Work, number: i64) -> Result<FollowUp> {
    let rows = work.latest_follow_ups().await?;
    match rows.into_iter().find(|row| row.number == number) {
        Some(row) => Ok(row),
        None => refuse!("the latest list has no number {number}; `huiyin review list` shows it"),
    }
}

/// Name of the unit and of the round of an inspection.
async fn names_of(work: &mut Work, names: &mut Names, inspection: &Inspection) -> Result<(String, String)> {
    let round: Round = work.get(inspection.round_id).await?;
    Ok((names.of_unit(work, inspection.unit_id).await?, round.name))
}
