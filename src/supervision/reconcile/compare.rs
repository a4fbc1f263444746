//! A copy that came back, against the office's own. Either the whole of it is compared, or nothing is kept.

use super::difference::{answered_before, open_difference, settle};
use super::own::{OwnRow, own_rows, unit_of};
use crate::domain::ids::{InspectionId, MatterId, ReconciledId, ReconciliationId};
use crate::domain::ledger::{Actor, digest};
use crate::domain::matter::Matter;
use crate::domain::reconciliation::{Differs, Reconciled, Reconciliation, Side, differences};
use crate::domain::rulebook::Rule;
use crate::intake::{CopyBook, RowProblem, merge_problems, read_copy};
use crate::store::{Act, MatterFilter, Work};
use crate::supervision::house::{Books, House};
use crate::supervision::named::survivor_of;
use crate::supervision::recorder::may_record;
use crate::supervision::refused::{refuse, refuse_secret_name};
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeMap;

/// What came of a copy; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReconcileReport {
    /// Whether it was kept.
    pub kept: bool,
    /// The unit's name.
    pub unit: String,
    /// Whose copy it is.
    pub side: Side,
    /// Rows that say the same, and are stamped.
    pub agreed: usize,
    /// The others.
    pub differing: Vec<ComparedLine>,
    /// Codes of difference matters that ended, because their rows agree now.
    pub settled: Vec<String>,
    /// The period's 对账 that is open; the office records when it was held.
    pub meeting: Option<String>,
    /// What is wrong with the file; with any, nothing was compared.
    pub problems: Vec<RowProblem>,
}

/// A row that does not say the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedLine {
    /// Code.
    pub code: String,
    /// In what the copies differ.
    pub differs: Vec<Differs>,
    /// Code of the matter that answers it.
    pub matter: String,
    /// It was opened by an earlier copy.
    pub is_known: bool,
}

/// Compares a copy with the office's own, in one unit of work.
///
/// # Errors
/// Refused when the file is no such workbook, none of its codes is known, the rulebook has no rule for differences, or
/// the clerk once served in the unit.
pub async fn reconcile(
    house: &House,
    actor: Actor,
    bytes: &[u8],
    file_name: &str,
    side: Side,
) -> Result<ReconcileReport> {
    refuse_secret_name("the name of the file", file_name)?;
    let book = match read_copy(bytes) {
        Ok(book) => book,
        Err(error) => refuse!("{file_name}: {error}"),
    };
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let Some((inspection, strays)) = inspection_of(&mut work, house, &book).await? else {
        refuse!("{file_name}: none of its codes is known; export the office's copy, and have it filled in");
    };
    let unit = unit_of(&mut work, inspection).await?;
    let mut report = ReconcileReport {
        kept: false,
        unit: unit.name.clone(),
        side,
        agreed: 0,
        differing: Vec::new(),
        settled: Vec::new(),
        meeting: None,
        problems: merge_problems(book.problems.iter().cloned().chain(strays)),
    };
    if !report.problems.is_empty() {
        return Ok(report);
    }
    let own = own_rows(&mut work, house, inspection).await?;
    may_compare(&mut work, house, &books, actor, &own).await?;
    let comparison = Comparison {
        house,
        books: &books,
        act: Act::new(actor, books.now, "reconciliation.made"),
        inspection,
        rule: rule_for(&books, side)?,
    };
    let rows = compare(own, &book);
    let head = comparison.head(&mut work, file_name, bytes, side, &rows).await?;
    for (code, matter, differs) in rows {
        comparison
            .keep(&mut work, head.id, code, matter, differs, &mut report)
            .await?;
    }
    report.meeting = comparison.meeting(&mut work).await?;
    report.kept = true;
    work.commit().await?;
    Ok(report)
}

/// Refuses those who may record nothing of the rows.
async fn may_compare(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    own: &[OwnRow],
) -> Result<()> {
    let Some(row) = own.first() else { return Ok(()) };
    match may_record(work, house, books, actor, &row.matter).await? {
        Ok(()) => Ok(()),
        Err(_) => refuse!("copies are compared by the office's own, who never served in the unit"),
    }
}

/// The rule that opens what a side must answer.
fn rule_for(books: &Books, side: Side) -> Result<Rule> {
    let codes = &books.rulebook.reconciliation;
    let code = match side {
        Side::Unit => codes.unit.as_ref(),
        Side::Team => codes.team.as_ref(),
    };
    match code.and_then(|code| books.rulebook.rule(code)) {
        Some(rule) => Ok(rule.clone()),
        None => refuse!(
            "the rulebook in force has no rule for differences; `huiyin rules adopt` takes the new one"
        ),
    }
}

/// A code, its matter at the office, and in what the copies differ.
type Row = (String, Option<Matter>, Vec<Differs>);

/// Every code of either copy, in order.
fn compare(own: Vec<OwnRow>, book: &CopyBook) -> Vec<Row> {
    let mut copies: BTreeMap<&str, _> = book
        .rows
        .iter()
        .map(|(_, row)| (row.code.as_str(), row))
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    for row in own {
        let differs = match copies.remove(row.says.code.as_str()) {
            Some(copy) => differences(&row.says, copy),
            None => vec![Differs::NotThere],
        };
        rows.push((row.says.code, Some(row.matter), differs));
    }
    let strangers = copies.into_keys();
    rows.extend(strangers.map(|code| (code.to_owned(), None, vec![Differs::NotHere])));
    rows
}

/// The inspection whose rows a copy names, with the problems of rows that are another's.
async fn inspection_of(
    work: &mut Work,
    house: &House,
    book: &CopyBook,
) -> Result<Option<(InspectionId, Vec<RowProblem>)>> {
    let (mut found, mut strays) = (None, Vec::new());
    for row in &book.rows {
        let Some(matter) = work.find_matter(house.office.id, &row.1.code).await? else {
            continue;
        };
        let matter = survivor_of(work, matter).await?;
        match (found, matter.inspection_id) {
            (None, Some(inspection)) => found = Some(inspection),
            (Some(one), Some(other)) if one == other => {}
            _ => strays.push(book.problem(row, house.texts.word("copy", "stray"))),
        }
    }
    Ok(found.map(|inspection| (inspection, strays)))
}

/// What all rows of a copy are kept with.
struct Comparison<'a> {
    house: &'a House,
    books: &'a Books,
    act: Act,
    inspection: InspectionId,
    /// Opens the matters that answer differences.
    rule: Rule,
}

impl Comparison<'_> {
    async fn head(
        &self,
        work: &mut Work,
        file_name: &str,
        bytes: &[u8],
        side: Side,
        rows: &[Row],
    ) -> Result<Reconciliation> {
        let agreed = rows.iter().filter(|(_, _, differs)| differs.is_empty()).count();
        let head = Reconciliation {
            id: ReconciliationId(0),
            office_id: self.house.office.id,
            inspection_id: self.inspection,
            side,
            file_name: file_name.to_owned(),
            sha256: digest(bytes),
            agreed: i64::try_from(agreed)?,
            different: i64::try_from(rows.len() - agreed)?,
            compared_on: self.books.today(),
            recorded_by: self.act.actor.person(),
            recorded_at: self.books.now,
        };
        Ok(work.insert(&self.act, head).await?)
    }

    async fn keep(
        &self,
        work: &mut Work,
        head: ReconciliationId,
        code: String,
        matter: Option<Matter>,
        differs: Vec<Differs>,
        report: &mut ReconcileReport,
    ) -> Result<()> {
        let row = Reconciled {
            id: ReconciledId(0),
            reconciliation_id: head,
            matter_id: matter.as_ref().map(|matter| matter.id),
            code: code.clone(),
            differs: differs.clone(),
            opened_id: None,
        };
        let known = answered_before(work, self.inspection, &code, &self.rule).await?;
        if differs.is_empty() {
            work.insert(&self.act.doing("reconciliation.stamped"), row)
                .await?;
            report.agreed += 1;
            if let Some(known) = known {
                report
                    .settled
                    .extend(settle(work, self.house, self.books, &self.act, known).await?);
            }
            return Ok(());
        }
        let act = self.act.doing("reconciliation.differs");
        let row = work.insert(&act, row).await?;
        let (answers, is_known) = match known {
            Some(known) => (known, true),
            None => {
                let new = (&self.rule, self.inspection, &row, matter.as_ref());
                let opened = open_difference(work, self.house, self.books, &act, new).await?;
                (opened, false)
            }
        };
        let opened_id: Option<MatterId> = Some(answers.id);
        let after = Reconciled {
            opened_id,
            ..row.clone()
        };
        work.update(&act, &row, &after).await?;
        report.differing.push(ComparedLine {
            code,
            differs,
            matter: answers.code,
            is_known,
        });
        Ok(())
    }

    /// The period's 对账 that is open.
    async fn meeting(&self, work: &mut Work) -> Result<Option<String>> {
        let rule = self.books.rulebook.reconciliation.meeting.clone();
        let Some(rule) = rule else { return Ok(None) };
        let filter = MatterFilter {
            inspection: Some(self.inspection),
            rule: Some(rule),
            open_only: true,
            ..MatterFilter::default()
        };
        Ok(work
            .list_matters(&filter)
            .await?
            .into_iter()
            .next()
            .map(|it| it.code))
    }
}
