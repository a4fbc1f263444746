//! Papers of the ladder, and forms that units fill in.

use crate::bot::desk::form::Given;
use crate::bot::desk::read::MOST;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::Unit;
use crate::supervision::UnitFormKind;
use anyhow::Result;

/// The latest papers.
pub async fn latest(visit: &mut Visit<'_>, slot: Slot) -> Result<Vec<Given>> {
    let mut papers = visit.work.list_papers(None).await?;
    papers.truncate(MOST);
    let mut found = Vec::new();
    for paper in papers {
        let unit: Unit = visit.work.get(paper.unit_id).await?;
        let rulebook = visit.house.rulebook(visit.work, &paper.rulebook).await?;
        let name = rulebook
            .form(&paper.form)
            .map_or(&*paper.form, |form| &*form.name);
        let shown = format!("{} {name} {} {}", paper.id, unit.outward_name(), paper.drafted_on);
        found.push(Given::new(slot, paper.id, &shown));
    }
    Ok(found)
}

/// The forms.
pub fn forms(visit: &Visit<'_>, slot: Slot) -> Vec<Given> {
    let texts = &visit.house.texts;
    UnitFormKind::ALL
        .map(|kind| Given::new(slot, kind.key(), texts.word("paper", kind.key())))
        .into()
}
