//! Taking an office's workbook into the registers: read, check everything, then write all of it or nothing.

mod clues;
mod compare;
mod contacts;
mod copy;
mod desired;
mod ledger;
mod listing;
mod match_people;
mod report;
mod requested;
mod scene;
mod standing;
mod write;

pub use copy::keep_copy;
pub use report::{Difference, ImportReport, MeasureLine};
pub use requested::{Looked, import_as_shown, list_import_files, look_at_import};

use super::house::{Books, House};
use super::imports::keep_run;
use super::refused::{refuse, refuse_secret_name, refuse_secrets};
use crate::domain::ledger::Actor;
use crate::intake::{Defaults, Workbook, read};
use crate::store::{Act, Work};
use anyhow::Result;
use chrono::NaiveDate;

/// What the caller knows and allows.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Show what would happen, keep nothing.
    pub dry_run: bool,
    /// 被巡察单位, where the sheet does not say.
    pub unit: Option<String>,
    /// 轮次, where the sheet does not say.
    pub round: Option<String>,
    /// 反馈时间, where the sheet does not say.
    pub feedback_on: Option<NaiveDate>,
    /// Add units and people that are not in the contacts.
    pub create_missing: bool,
    /// Take over what differs from the last import.
    pub accept_changes: bool,
}

/// Hears how far an import has come: rows done, rows in all.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

/// Imports a workbook in one unit of work. With errors or a refusal in the report nothing was changed.
///
/// # Errors
/// Refused when the file cannot be read as a workbook of a known kind.
pub async fn import(
    house: &House,
    actor: Actor,
    bytes: &[u8],
    file_name: &str,
    options: &ImportOptions,
    progress: Progress<'_>,
) -> Result<ImportReport> {
    check_words(file_name, options)?;
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    drop(work);
    let defaults = Defaults {
        today: books.today(),
        years_back: house.limits.oldest_years,
        years_ahead: house.limits.furthest_years,
        unit: options.unit.clone(),
        round: options.round.clone(),
        feedback_on: options.feedback_on,
    };
    let book = match read(bytes, &defaults) {
        Ok(book) => book,
        Err(error) => refuse!("{file_name}: {error}"),
    };
    let mut work = house.store.begin().await?;
    let import = Import {
        house,
        books: &books,
        actor,
        file_name,
        options,
        progress,
    };
    let report = match book {
        Workbook::Contacts(book) => import.contacts(&mut work, book).await?,
        Workbook::Ledger(book) => import.ledger(&mut work, book).await?,
        Workbook::Clues(book) => import.clues(&mut work, book).await?,
    };
    if !report.is_refused() {
        let act = Act::new(actor, books.now, "import.made").because(file_name);
        let what = (report.kind, report.unit.as_deref());
        keep_run(&mut work, house, &act, (file_name, bytes), what).await?;
    }
    finish(work, options, report).await
}

/// What the ledger will keep beside the rows.
fn check_words(file_name: &str, options: &ImportOptions) -> Result<()> {
    refuse_secret_name("the file's name", file_name)?;
    let given = [("--unit", &options.unit), ("--round", &options.round)];
    for (option, words) in given {
        refuse_secrets(option, words.as_deref().unwrap_or_default())?;
    }
    Ok(())
}

async fn finish(work: Work, options: &ImportOptions, mut report: ImportReport) -> Result<ImportReport> {
    if report.is_refused() || options.dry_run {
        return Ok(report);
    }
    work.commit().await?;
    report.kept = true;
    Ok(report)
}

/// One import under way.
struct Import<'a> {
    house: &'a House,
    books: &'a Books,
    actor: Actor,
    file_name: &'a str,
    options: &'a ImportOptions,
    progress: Progress<'a>,
}

impl Import<'_> {
    /// Refuses rows that differ from the last import, unless that was allowed.
    fn want_acceptance(&self, report: &mut ImportReport) {
        if !self.options.accept_changes {
            report.refusal = Some(format!(
                "{} rows differ from the last import; look at the differences, then add --accept-changes",
                report.changed
            ));
        }
    }
}
