//! 放行 and 未答复.

use super::{Done, said};
use crate::bot::visit::Visit;
use crate::supervision::{list_unanswered, release_in};
use crate::text::{DeskDone, UnansweredMatter, UnansweredUnit};
use anyhow::Result;

/// Matters of a unit that one line names.
const NAMED: usize = 5;

/// Lets go what the storm guard holds.
pub async fn release(visit: &mut Visit<'_>) -> Result<Done> {
    let was_held = release_in(visit.work, visit.books).await?.is_some();
    said(visit, &DeskDone::Released { was_held })
}

/// Who has not answered.
pub async fn unanswered(visit: &mut Visit<'_>) -> Result<Done> {
    let mut units: Vec<UnansweredUnit> = Vec::new();
    for (unit, matter, days) in list_unanswered(visit.work, visit.house, visit.books).await? {
        let index = units.iter().position(|known| known.unit == unit);
        let index = index.unwrap_or_else(|| {
            units.push(UnansweredUnit {
                unit,
                matters: Vec::new(),
                more: 0,
            });
            units.len() - 1
        });
        if units[index].matters.len() < NAMED {
            units[index].matters.push(UnansweredMatter {
                code: matter.code,
                days,
            });
        } else {
            units[index].more += 1;
        }
    }
    said(visit, &DeskDone::Unanswered { units })
}
