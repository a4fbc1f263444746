//! The papers as the office reads them.

use super::order::registered_on;
use crate::domain::contact::Unit;
use crate::domain::ids::PaperId;
use crate::domain::matter::Matter;
use crate::domain::rulebook::Rulebook;
use crate::domain::supervision_paper::{Paper, PaperState};
use crate::store::Work;
use crate::supervision::board::Names;
use crate::supervision::house::House;
use crate::supervision::refused::refuse;
use crate::text::{PaperNumber, paper_number};
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// A paper in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperLine {
    /// Row, by which the office calls it until it has a number.
    pub id: i64,
    /// Key of its form.
    pub form: String,
    /// 督办单, as its rulebook calls it.
    pub name: String,
    /// 文号; none before 签发.
    pub number: Option<String>,
    /// To whom it goes.
    pub unit: String,
    /// `drafted`, `issued`, `deferred`, `withdrawn`.
    pub state: &'static str,
    /// How many matters stand on it.
    pub matters: usize,
    /// The business day on which it was drafted.
    pub drafted_on: NaiveDate,
    /// The day of issue.
    pub issued_on: Option<NaiveDate>,
    /// 新的期限.
    pub due_on: Option<NaiveDate>,
}

/// A paper with its matters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperSheet {
    /// As in a list.
    #[serde(flatten)]
    pub line: PaperLine,
    /// Who issued it; none for what issues itself, and for the operator.
    pub issued_by: Option<String>,
    /// Why it was put off.
    pub reason: Option<String>,
    /// Its matters.
    pub items: Vec<PaperItemLine>,
}

/// A matter on a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperItemLine {
    /// Its code.
    pub code: String,
    /// Code of the step that fired.
    pub step: String,
    /// Its due day then.
    pub due_on: Option<NaiveDate>,
    /// Whether the paper still says what is.
    pub stands: bool,
    /// The number under which its issue registered the matter (挂号督办).
    pub registered: Option<String>,
}

/// All papers, latest first; of one state where that is asked for.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_papers(house: &House, state: Option<PaperState>) -> Result<Vec<PaperLine>> {
    let mut work = house.store.read().await?;
    let mut lines = Vec::new();
    for paper in work.list_papers(state).await? {
        lines.push(line_of(&mut work, house, &paper).await?);
    }
    Ok(lines)
}

/// One paper.
///
/// # Errors
/// Refused when there is none.
pub async fn show_paper(house: &House, id: PaperId) -> Result<PaperSheet> {
    let mut work = house.store.read().await?;
    let Some(paper) = work.find::<Paper>(id).await? else {
        refuse!("no paper {id}; `huiyin paper list` shows all");
    };
    let rulebook = house.rulebook(&mut work, &paper.rulebook).await?;
    let form = rulebook.form(&paper.form);
    let mut items = Vec::new();
    for item in work.list_paper_items(paper.id).await? {
        let matter: Matter = work.get(item.matter_id).await?;
        items.push(PaperItemLine {
            registered: registered_on(&mut work, form, &matter, paper.issued_on).await?,
            stands: item.stands(&matter),
            code: matter.code,
            step: item.step,
            due_on: item.due_on,
        });
    }
    Ok(PaperSheet {
        line: line_of(&mut work, house, &paper).await?,
        issued_by: Names::default().of_maybe(&mut work, paper.issued_by).await?,
        reason: paper.reason,
        items,
    })
}

async fn line_of(work: &mut Work, house: &House, paper: &Paper) -> Result<PaperLine> {
    let rulebook = house.rulebook(work, &paper.rulebook).await?;
    let unit: Unit = work.get(paper.unit_id).await?;
    Ok(PaperLine {
        id: paper.id.0,
        name: name_of(paper, &rulebook),
        number: number_text(paper, &rulebook),
        form: paper.form.clone(),
        unit: unit.name,
        state: paper.state.key(),
        matters: work.list_paper_items(paper.id).await?.len(),
        drafted_on: paper.drafted_on,
        issued_on: paper.issued_on,
        due_on: paper.due_on,
    })
}

/// What its rulebook calls a paper; the form's key where the rulebook has no such form.
pub(super) fn name_of(paper: &Paper, rulebook: &Rulebook) -> String {
    let form = rulebook.form(&paper.form);
    form.map_or_else(|| paper.form.clone(), |form| form.name.clone())
}

/// 文号; none before 签发.
pub(super) fn number_text(paper: &Paper, rulebook: &Rulebook) -> Option<String> {
    let word = rulebook.form(&paper.form)?.word.as_deref().unwrap_or_default();
    Some(paper_number(paper.year?, word, paper.number?))
}

/// 文号 of every paper that was issued for a matter.
///
/// # Errors
/// When the database cannot be read.
pub async fn numbers_of(work: &mut Work, house: &House, matter: &Matter) -> Result<Vec<String>> {
    let mut numbers = Vec::new();
    for (_, paper) in work.list_papers_of(matter.id).await? {
        let rulebook = house.rulebook(work, &paper.rulebook).await?;
        numbers.extend(number_text(&paper, &rulebook));
    }
    Ok(numbers)
}

/// The paper that was issued for a matter at a step of its present date.
///
/// # Errors
/// When the database cannot be read.
pub async fn number_of(
    work: &mut Work,
    house: &House,
    matter: &Matter,
    step: &str,
) -> Result<Option<PaperNumber>> {
    for (item, paper) in work.list_papers_of(matter.id).await?.into_iter().rev() {
        if item.step != step || !item.stands(matter) {
            continue;
        }
        let rulebook = house.rulebook(work, &paper.rulebook).await?;
        if let Some(number) = number_text(&paper, &rulebook) {
            let form = rulebook.form(&paper.form);
            let registered = registered_on(work, form, matter, paper.issued_on).await?;
            return Ok(Some(PaperNumber {
                number,
                due_on: paper.due_on,
                registered,
            }));
        }
    }
    Ok(None)
}
