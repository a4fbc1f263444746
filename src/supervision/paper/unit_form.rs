//! Forms that a unit fills in: 销号申请表, 延期申请表, 真实性承诺书. They take a code, a unit and days.

use super::print::{PrintedPaper, row_of};
use crate::domain::contact::Unit;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::refusal::Refusal;
use crate::store::Work;
use crate::supervision::house::{Books, House};
use crate::supervision::named::get_matter;
use crate::supervision::print::keep_paper;
use crate::supervision::recorder::may_record;
use crate::text::{CloseOutForm, ExtensionForm, PledgeForm, UnitForm};
use anyhow::Result;

/// Which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitFormKind {
    /// 销号申请表.
    CloseOut,
    /// 延期申请表.
    Extension,
    /// 真实性承诺书.
    Pledge,
}

impl UnitFormKind {
    /// All.
    pub const ALL: [UnitFormKind; 3] = [
        UnitFormKind::CloseOut,
        UnitFormKind::Extension,
        UnitFormKind::Pledge,
    ];

    /// The stable English key.
    pub fn key(self) -> &'static str {
        match self {
            UnitFormKind::CloseOut => "closeout",
            UnitFormKind::Extension => "extension",
            UnitFormKind::Pledge => "pledge",
        }
    }

    /// The form of a stable key.
    pub fn from_key(key: &str) -> Option<UnitFormKind> {
        UnitFormKind::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Prints a form for a matter into the home's folder of papers.
///
/// # Errors
/// Refused when there is no such matter.
pub async fn print_form(
    house: &House,
    actor: Actor,
    kind: UnitFormKind,
    code: &str,
) -> Result<Result<PrintedPaper, Refusal>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let matter = get_matter(&mut work, house, code).await?;
    print_form_in(&mut work, house, &books, actor, kind, &matter).await
}

/// The same within a unit of work; it only reads.
///
/// # Errors
/// As there.
pub async fn print_form_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    kind: UnitFormKind,
    matter: &Matter,
) -> Result<Result<PrintedPaper, Refusal>> {
    if let Err(refusal) = may_record(work, house, books, actor, matter).await? {
        return Ok(Err(refusal));
    }
    let unit: Unit = work.get(matter.unit_id).await?;
    let form = UnitForm {
        office: house.office.name.clone(),
        unit: unit.name,
        row: row_of(work, house, matter, matter.due_on, books.today()).await?,
        on: books.today(),
    };
    let about = [matter.code.as_str()];
    let file = match kind {
        UnitFormKind::CloseOut => keep_paper(house, kind.key(), &about, &CloseOutForm(form))?,
        UnitFormKind::Extension => keep_paper(house, kind.key(), &about, &ExtensionForm(form))?,
        UnitFormKind::Pledge => keep_paper(house, kind.key(), &about, &PledgeForm(form))?,
    };
    Ok(Ok(PrintedPaper { file, matters: 1 }))
}
