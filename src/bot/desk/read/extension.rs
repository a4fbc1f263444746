//! Categories of reasons, and the requests that wait.

use crate::bot::desk::form::Given;
use crate::bot::desk::read::MOST;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::supervision::{may_record, waiting_extensions};
use anyhow::{Context, Result};

/// What may be chosen; a day is written.
pub async fn choices(visit: &mut Visit<'_>, slot: Slot) -> Result<Vec<Given>> {
    match slot {
        Slot::Cause => Ok(causes(visit, slot)),
        Slot::Extended => waiting(visit, slot).await,
        _ => Ok(Vec::new()),
    }
}

/// The rulebook's categories.
fn causes(visit: &Visit<'_>, slot: Slot) -> Vec<Given> {
    let causes = &visit.books.rulebook.extensions.cause;
    let given = |word: &crate::domain::rulebook::ClueWord| {
        let name = word.names.first().unwrap_or(&word.code);
        Given::new(slot, &word.code, name)
    };
    causes.iter().map(given).collect()
}

/// The matters for which a request waits.
async fn waiting(visit: &mut Visit<'_>, slot: Slot) -> Result<Vec<Given>> {
    let clerk = Actor::Person(visit.person().context("a desk without a clerk")?.id);
    let mut found = Vec::new();
    for id in waiting_extensions(visit.work).await? {
        let matter: Matter = visit.work.get(id).await?;
        let may = may_record(visit.work, visit.house, visit.books, clerk, &matter).await?;
        if may.is_ok() && found.len() < MOST {
            found.push(Given::new(slot, matter.id, &matter.code));
        }
    }
    Ok(found)
}
