//! 导入: a workbook of the import folder is asked for; it is looked at outside of the update.

use super::Done;
use crate::bot::desk::form::Form;
use crate::bot::desk::imports::outward;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::text::{ImportCard, ImportStage};
use anyhow::{Context, Result};

/// Asks for a workbook to be looked at.
pub async fn ask(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let file = form.text(Slot::File)?;
    let clerk = visit.person().context("a desk without a clerk")?.id;
    visit
        .work
        .request_import(file, clerk, visit.address, visit.books.now)
        .await?;
    let asked = ImportCard {
        file: file.to_owned(),
        stage: ImportStage::Asked,
        sum: None,
        problem: None,
        previews: Vec::new(),
    };
    visit.say(&outward(visit, &asked))?;
    Ok(Ok(()))
}
