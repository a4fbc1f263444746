//! Printing: a paper as a document, and the forms that units fill in.

use super::list::number_text;
use super::order::registered_on;
use crate::domain::contact::Unit;
use crate::domain::ids::PaperId;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::PaperKind;
use crate::domain::supervision_paper::Paper;
use crate::paper::print;
use crate::store::Work;
use crate::supervision::house::{Books, House};
use crate::supervision::print::keep_paper;
use crate::supervision::recorder::may_record;
use crate::supervision::refused::refuse;
use crate::supervision::schedule::Track;
use crate::text::{
    AdmonishPaper, CircularPaper, PaperRow, ReminderPaper, SupervisePaper, SupervisionPaper, TalkPaper, Text,
    UrgePaper,
};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// A paper that was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintedPaper {
    /// Name of the file in the home's folder of papers.
    pub file: String,
    /// How many matters stand on it.
    pub matters: usize,
}

/// A paper as the bytes of a .docx file.
///
/// # Errors
/// Refused when there is none.
pub async fn paper_document(house: &House, actor: Actor, id: PaperId) -> Result<Result<Vec<u8>, Refusal>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let (kind, paper) = match worded(&mut work, house, &books, actor, id).await? {
        Ok(worded) => worded,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let document = with_wording(kind, paper, &mut Document(house))?;
    Ok(Ok(document))
}

/// Prints a paper into the home's folder of papers.
///
/// # Errors
/// Refused when there is none.
pub async fn print_paper_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: PaperId,
) -> Result<Result<PrintedPaper, Refusal>> {
    let (kind, paper) = match worded(work, house, books, actor, id).await? {
        Ok(worded) => worded,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let matters = paper.rows.len();
    let about = [paper.unit.clone(), paper.on.to_string(), id.to_string()];
    let file = with_wording(kind, paper, &mut Kept(house, about))?;
    Ok(Ok(PrintedPaper { file, matters }))
}

/// What is made of a text with a template of its own.
trait Made {
    type Output;
    fn made<T: Text>(&mut self, kind: PaperKind, text: &T) -> Result<Self::Output>;
}

struct Document<'a>(&'a House);

impl Made for Document<'_> {
    type Output = Vec<u8>;

    fn made<T: Text>(&mut self, _: PaperKind, text: &T) -> Result<Vec<u8>> {
        Ok(print(&self.0.texts.render(text)?)?)
    }
}

struct Kept<'a>(&'a House, [String; 3]);

impl Made for Kept<'_> {
    type Output = String;

    fn made<T: Text>(&mut self, kind: PaperKind, text: &T) -> Result<String> {
        let about: Vec<&str> = self.1.iter().map(String::as_str).collect();
        keep_paper(self.0, kind.key(), &about, text)
    }
}

fn with_wording<M: Made>(kind: PaperKind, paper: SupervisionPaper, make: &mut M) -> Result<M::Output> {
    match kind {
        PaperKind::Reminder => make.made(kind, &ReminderPaper(paper)),
        PaperKind::Urge => make.made(kind, &UrgePaper(paper)),
        PaperKind::Supervise => make.made(kind, &SupervisePaper(paper)),
        PaperKind::Admonish => make.made(kind, &AdmonishPaper(paper)),
        PaperKind::Circular => make.made(kind, &CircularPaper(paper)),
        PaperKind::Talk => make.made(kind, &TalkPaper(paper)),
    }
}

/// What a paper says, and in which wording; nobody prints what concerns their former unit.
async fn worded(
    work: &mut Work,
    house: &House,
    books: &Books,
    actor: Actor,
    id: PaperId,
) -> Result<Result<(PaperKind, SupervisionPaper), Refusal>> {
    let Some(paper) = work.find::<Paper>(id).await? else {
        refuse!("no paper {id}; `huiyin paper list` shows all");
    };
    let rulebook = house.rulebook(work, &paper.rulebook).await?;
    let form = rulebook.form(&paper.form);
    let Some((form, kind)) = form.and_then(|form| Some((form, form.paper?))) else {
        refuse!("paper {id}: its rulebook has no wording for `{}`", paper.form);
    };
    let on = paper.issued_on.unwrap_or(books.today());
    let mut rows = Vec::new();
    for item in work.list_paper_items(paper.id).await? {
        let matter: Matter = work.get(item.matter_id).await?;
        if let Err(refusal) = may_record(work, house, books, actor, &matter).await? {
            return Ok(Err(refusal));
        }
        let stands = paper.number.is_some() || item.stands(&matter);
        if stands {
            let row = row_of(work, house, &matter, item.due_on, on).await?;
            rows.push(PaperRow {
                registered: registered_on(work, Some(form), &matter, paper.issued_on).await?,
                ..row
            });
        }
    }
    if rows.is_empty() {
        refuse!("nothing on paper {id} stands any more");
    }
    let unit: Unit = work.get(paper.unit_id).await?;
    let worded = SupervisionPaper {
        name: form.name.clone(),
        number: number_text(&paper, &rulebook),
        office: house.office.name.clone(),
        duty_phone: house.office.duty_phone.clone(),
        unit: unit.name,
        rows,
        due_on: paper.due_on,
        on,
    };
    Ok(Ok((kind, worded)))
}

/// A matter as papers name it: its code, its neutral kind, its days.
///
/// # Errors
/// When its rulebook is missing.
pub(super) async fn row_of(
    work: &mut Work,
    house: &House,
    matter: &Matter,
    due_on: Option<NaiveDate>,
    on: NaiveDate,
) -> Result<PaperRow> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let overdue = due_on.map(|due_on| (on - due_on).num_days());
    Ok(PaperRow {
        code: matter.code.clone(),
        kind: Track::of(matter, &rulebook)?.rule.neutral.clone(),
        due_on,
        overdue: overdue.filter(|days| *days > 0),
        registered: None,
    })
}
