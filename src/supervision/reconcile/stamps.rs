//! 对账章: when a row of the ledger was found to say the same in another's copy.

use crate::domain::reconciliation::{Reconciliation, Side};
use crate::store::Work;
use crate::supervision::board::Names;
use crate::supervision::house::House;
use crate::supervision::named::get_matter;
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// A stamp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StampLine {
    /// The day, in the office's zone.
    pub on: NaiveDate,
    /// Whose copy agreed.
    pub side: Side,
    /// Who had it compared; none for the operator.
    pub by: Option<String>,
}

/// The stamps of a matter, oldest first.
///
/// # Errors
/// Refused when there is no such matter.
pub async fn stamps_of(work: &mut Work, house: &House, code: &str) -> Result<Vec<StampLine>> {
    let matter = get_matter(work, house, code).await?;
    let mut names = Names::default();
    let mut stamps = Vec::new();
    for row in work.list_stamps(matter.id).await? {
        let head: Reconciliation = work.get(row.reconciliation_id).await?;
        stamps.push(StampLine {
            on: head.compared_on,
            side: head.side,
            by: names.of_maybe(work, head.recorded_by).await?,
        });
    }
    Ok(stamps)
}
