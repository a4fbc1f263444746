//! 通讯录: units, people, roles. Importing the same file again changes nothing.

use super::Import;
use super::report::ImportReport;
use crate::intake::{ContactsBook, advice};
use crate::store::{Act, Work};
use crate::supervision::person::{PersonFacts, ensure_unit, set_person};
use anyhow::Result;

impl Import<'_> {
    pub(super) async fn contacts(&self, work: &mut Work, book: ContactsBook) -> Result<ImportReport> {
        let mut report = ImportReport {
            kind: "contacts",
            sheet: book.sheet.clone(),
            warnings: book.warnings,
            errors: book.problems,
            ..ImportReport::default()
        };
        if report.is_refused() {
            return Ok(report);
        }
        let act = Act::new(self.actor, self.books.now, "person.added").because(self.file_name);
        let total = book.rows.len() as u64;
        for (done, row) in (1_u64..).zip(&book.rows) {
            let unit = ensure_unit(work, self.house, &act, &row.unit, row.category.as_deref()).await?;
            let known = work.find_person(unit.id, &row.name).await?;
            if known.as_ref().is_some_and(|person| person.left_on.is_some()) {
                report
                    .warnings
                    .push(advice::left_contacts(row.row, &row.name, &row.unit));
                report.unchanged += 1;
                continue;
            }
            let facts = PersonFacts {
                post: row.post.clone(),
                phone: row.phone.clone(),
                mail: row.mail.clone(),
                former_units: Some(row.former_units.clone()),
                role: row.role,
            };
            let (_, has_changed) = set_person(work, self.house, &act, &unit, &row.name, &facts).await?;
            match (known.is_some(), has_changed) {
                (false, _) => report.created += 1,
                (true, true) => report.changed += 1,
                (true, false) => report.unchanged += 1,
            }
            (self.progress)(done, total);
        }
        Ok(report)
    }
}
