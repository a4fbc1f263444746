//! A row of a clue register, held against the rulebook and the contacts.

use super::super::Import;
use super::super::report::ImportReport;
use crate::domain::clue::{ListedClue, TRANSFER};
use crate::domain::contact::{Person, Unit};
use crate::domain::deadline::{Roll, count};
use crate::domain::half_width::fold;
use crate::domain::rulebook::{ClueCategory, ClueWord, Clues, Due, Start};
use crate::intake::{ClueBook, ClueColumn, ClueRow, DuePhrase, RowProblem, advice, clue_advice, round_of};
use crate::store::{Act, Work};
use crate::supervision::person::{ensure_unit, find_unit};
use anyhow::Result;
use chrono::NaiveDate;

/// A row whose every word is known.
#[derive(Debug)]
pub(super) struct Settled {
    pub row: u32,
    pub code: String,
    /// 被巡察单位 and 轮次.
    pub inspected: Option<(Unit, String)>,
    pub category: Option<String>,
    pub organ: Unit,
    pub transferred_on: NaiveDate,
    pub feedback_on: Option<NaiveDate>,
    pub custodian: Option<Person>,
    pub is_priority: bool,
    pub way: Option<String>,
    pub form: Option<String>,
    pub is_concluded: bool,
    /// As the file says it.
    pub listed: ListedClue,
}

type Found<T> = std::result::Result<T, Box<RowProblem>>;

impl Import<'_> {
    /// Holds a row against the rulebook and the contacts.
    pub(super) async fn settle(
        &self,
        work: &mut Work,
        book: &ClueBook,
        row: &ClueRow,
        report: &mut ImportReport,
    ) -> Result<Found<Settled>> {
        let words = &self.books.rulebook.clues;
        if row.transferred_on > self.books.today() {
            let cell = row.transferred_on.to_string();
            let why = clue_advice::DAY_AHEAD;
            return Ok(Err(wrong(book, row, ClueColumn::TransferredOn, &cell, why)));
        }
        let category = match category_of(book, row, words) {
            Ok(category) => category,
            Err(problem) => return Ok(Err(problem)),
        };
        let way = match known(book, row, ClueColumn::Way, &words.way, row.way.as_deref()) {
            Ok(way) => way,
            Err(problem) => return Ok(Err(problem)),
        };
        let form = match known(book, row, ClueColumn::Form, &words.form, row.form.as_deref()) {
            Ok(form) => form,
            Err(problem) => return Ok(Err(problem)),
        };
        let organ = match self.organ_of(work, book, row, category, report).await? {
            Ok(organ) => organ,
            Err(problem) => return Ok(Err(problem)),
        };
        let inspected = match self.inspected_of(work, book, row).await? {
            Ok(inspected) => inspected,
            Err(problem) => return Ok(Err(problem)),
        };
        let custodian = match custodian_of(work, book, row, &organ, inspected.as_ref()).await? {
            Ok(custodian) => custodian,
            Err(problem) => return Ok(Err(problem)),
        };
        let feedback_on = self.feedback_on(row)?;
        let category = category.map(|category| category.code.clone());
        let settled = Settled {
            row: row.row,
            code: row.code.clone(),
            listed: ListedClue::default(),
            inspected,
            category,
            organ,
            transferred_on: row.transferred_on,
            feedback_on,
            custodian,
            is_priority: row.is_priority,
            way,
            form,
            is_concluded: row.is_concluded,
        };
        let listed = said_by(row, &settled);
        Ok(Ok(Settled { listed, ..settled }))
    }

    /// The organ that a row names, or that the rulebook's route gives.
    async fn organ_of(
        &self,
        work: &mut Work,
        book: &ClueBook,
        row: &ClueRow,
        category: Option<&ClueCategory>,
        report: &mut ImportReport,
    ) -> Result<Found<Unit>> {
        let route = category.and_then(|category| category.organ.as_deref());
        let problem = |cell: &str, why: &str| wrong(book, row, ClueColumn::Organ, cell, why);
        if let Some(name) = &row.organ {
            let organ = match find_unit(work, self.house, name).await? {
                None if self.options.create_missing => {
                    let act = Act::new(self.actor, self.books.now, "unit.added").because(self.file_name);
                    report.added.push(name.clone());
                    ensure_unit(work, self.house, &act, name, None).await?
                }
                None => return Ok(Err(problem(name, advice::UNKNOWN_UNIT))),
                Some(organ) => organ,
            };
            if let Some(route) = route.filter(|route| !organ.name.contains(route)) {
                let warning = clue_advice::off_route(row.row, &row.code, &organ.name, route);
                report.warnings.push(warning);
            }
            return Ok(Ok(organ));
        }
        let Some(route) = route else {
            return Ok(Err(problem("", clue_advice::NO_ORGAN)));
        };
        let mut units: Vec<Unit> = work.all().await?;
        units.retain(|unit| unit.office_id == self.house.office.id && unit.name.contains(route));
        Ok(match (units.pop(), units.is_empty()) {
            (Some(organ), true) => Ok(organ),
            _ => Err(problem(route, clue_advice::ORGAN_UNCLEAR)),
        })
    }

    async fn inspected_of(
        &self,
        work: &mut Work,
        book: &ClueBook,
        row: &ClueRow,
    ) -> Result<Found<Option<(Unit, String)>>> {
        let (name, round) = match (&row.inspected, &row.round) {
            (None, None) => return Ok(Ok(None)),
            (Some(name), Some(round)) => (name, round),
            (named, round) => {
                let cell = named.as_ref().or(round.as_ref()).map_or("", String::as_str);
                let why = clue_advice::HALF_INSPECTION;
                return Ok(Err(wrong(book, row, ClueColumn::Inspected, cell, why)));
            }
        };
        if round_of(round).is_none() {
            return Ok(Err(wrong(
                book,
                row,
                ClueColumn::Round,
                round,
                clue_advice::NO_ROUND,
            )));
        }
        Ok(match find_unit(work, self.house, name).await? {
            Some(unit) => Ok(Some((unit, round.clone()))),
            None => Err(wrong(
                book,
                row,
                ClueColumn::Inspected,
                name,
                advice::UNKNOWN_UNIT,
            )),
        })
    }

    /// The day of the first feedback where the register gives another than the rulebook's.
    fn feedback_on(&self, row: &ClueRow) -> Result<Option<NaiveDate>> {
        let rules = &self.books.rulebook.rules;
        let feedback = rules.iter().find(|rule| {
            matches!(&rule.start, Start::Event(kind) if kind == TRANSFER) && rule.repeat.is_some()
        });
        let (own, roll) = match feedback.map(|rule| (&rule.due, rule.roll)) {
            Some((Due::Within(period), roll)) => (Some(*period), roll),
            _ => (None, Roll::Next),
        };
        Ok(match row.due {
            Some(DuePhrase::Fixed(day)) => Some(day),
            Some(DuePhrase::Relative(period)) if Some(period) != own => {
                Some(count(row.transferred_on, period, roll, &self.books.calendar)?.due_on)
            }
            _ => None,
        })
    }
}

/// The key of a word that the rulebook knows.
fn known(
    book: &ClueBook,
    row: &ClueRow,
    column: ClueColumn,
    words: &[ClueWord],
    text: Option<&str>,
) -> Found<Option<String>> {
    let Some(text) = text else { return Ok(None) };
    match ClueWord::find(words, text) {
        Some(word) => Ok(Some(word.code.clone())),
        None => {
            let why = clue_advice::unknown_word(&ClueWord::shown(words));
            Err(wrong(book, row, column, text, &why))
        }
    }
}

async fn custodian_of(
    work: &mut Work,
    book: &ClueBook,
    row: &ClueRow,
    organ: &Unit,
    inspected: Option<&(Unit, String)>,
) -> Result<Found<Option<Person>>> {
    let Some(name) = &row.custodian else {
        return Ok(Ok(None));
    };
    let problem = |why: &str| wrong(book, row, ClueColumn::Custodian, name, why);
    let Some(person) = work.find_person(organ.id, &fold(name)).await? else {
        return Ok(Err(problem(clue_advice::NOT_IN_ORGAN)));
    };
    if person.left_on.is_some() {
        return Ok(Err(problem(advice::HAS_LEFT)));
    }
    if inspected.is_some_and(|(unit, _)| person.former_units.contains(&unit.name)) {
        return Ok(Err(problem(clue_advice::AVOIDS)));
    }
    Ok(Ok(Some(person)))
}

/// The category that a row names.
fn category_of<'w>(book: &ClueBook, row: &ClueRow, words: &'w Clues) -> Found<Option<&'w ClueCategory>> {
    let Some(text) = &row.category else {
        return Ok(None);
    };
    words.category(text).map(Some).ok_or_else(|| {
        let known = words.category.iter().filter_map(|known| known.names.first());
        let known: Vec<&str> = known.map(String::as_str).collect();
        wrong(
            book,
            row,
            ClueColumn::Category,
            text,
            &clue_advice::unknown_word(&known),
        )
    })
}

/// A row as the register keeps it, to be held against the next file's.
fn said_by(row: &ClueRow, settled: &Settled) -> ListedClue {
    let custodian = settled.custodian.as_ref().map(|person| person.name.clone());
    let feedback_on = settled.feedback_on.map(|day| day.to_string());
    ListedClue {
        inspected: row.inspected.clone().unwrap_or_default(),
        round: row.round.clone().unwrap_or_default(),
        category: settled.category.clone().unwrap_or_default(),
        organ: settled.organ.name.clone(),
        transferred_on: row.transferred_on.to_string(),
        feedback_on: feedback_on.unwrap_or_default(),
        custodian: custodian.unwrap_or_default(),
        priority: row.is_priority.to_string(),
        way: settled.way.clone().unwrap_or_default(),
        form: settled.form.clone().unwrap_or_default(),
        concluded: row.is_concluded.to_string(),
    }
}

/// A problem at a column of a row.
#[expect(
    clippy::unnecessary_box_returns,
    reason = "a problem is far larger than what a row is read into"
)]
fn wrong(book: &ClueBook, row: &ClueRow, column: ClueColumn, cell: &str, why: &str) -> Box<RowProblem> {
    Box::new(book.problem(row, column, cell, why))
}
