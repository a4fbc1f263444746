//! How many clues came, what became of them, and how that changed on the year before.

use super::list::feedbacks;
use super::sight::Sight;
use crate::domain::clue::Clue;
use crate::domain::ledger::Actor;
use crate::domain::rulebook::{ClueCategory, ClueWord};
use crate::store::Work;
use crate::supervision::house::{Books, House};
use anyhow::Result;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// The figures of one year; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClueStats {
    /// The year of 移交.
    pub year: i32,
    /// In the order in which they are shown.
    pub figures: Vec<Figure>,
}

/// One figure of a year, and of the year before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// `total`, `priority`, `category`, `fed_back`, `overdue`, `concluded`, `way`, `form`, `count`.
    pub of: &'static str,
    /// Key within it: of a category, way, form or count.
    pub key: Option<String>,
    /// What the office calls that key.
    pub name: Option<String>,
    /// This year.
    pub now: i64,
    /// The year before.
    pub before: i64,
    /// What is more, or less.
    pub change: i64,
    /// The same in percent, to a tenth; none where there was nothing the year before.
    pub percent: Option<f64>,
}

/// A clue with what is counted of it besides its row.
struct Counted {
    clue: Clue,
    /// The year of its first 移交.
    year: i32,
    is_fed_back: bool,
    is_overdue: bool,
}

/// The figures of the clues handed over in a year, as they stand today; without one, of this year.
///
/// # Errors
/// When the database cannot be read.
pub async fn stats(house: &House, actor: Actor, year: Option<i32>) -> Result<ClueStats> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let year = year.unwrap_or(books.today().year());
    let sight = Sight::of(&mut work, &books, actor).await?;
    let mut counted = Vec::new();
    for clue in work.all::<Clue>().await? {
        if sight.shows_clue(&mut work, &clue).await? {
            counted.push(count(&mut work, &books, clue).await?);
        }
    }
    Ok(ClueStats {
        year,
        figures: figures(&books, &counted, year),
    })
}

async fn count(work: &mut Work, books: &Books, clue: Clue) -> Result<Counted> {
    let matters = work.list_clue_matters(clue.id).await?;
    let today = books.today();
    let first = matters.iter().map(|matter| matter.started_on).min();
    Ok(Counted {
        year: first
            .unwrap_or(clue.transferred_on)
            .min(clue.transferred_on)
            .year(),
        is_fed_back: !feedbacks(work, books, &matters).await?.is_empty(),
        is_overdue: matters
            .iter()
            .any(|matter| matter.is_open() && is_past(matter.due_on, today)),
        clue,
    })
}

fn is_past(due_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    due_on.is_some_and(|due| due < today)
}

fn figures(books: &Books, counted: &[Counted], year: i32) -> Vec<Figure> {
    let words = &books.rulebook.clues;
    let mut figures = Vec::new();
    let mut add = |of, word: Option<(&str, &str)>, value: &dyn Fn(&Counted) -> i64| {
        let sum = |year| {
            counted
                .iter()
                .filter(|it| it.year == year)
                .map(value)
                .fold(0, i64::saturating_add)
        };
        figures.push(figure(of, word, sum(year), sum(year - 1)));
    };
    add("total", None, &|_| 1);
    add("priority", None, &|it| i64::from(it.clue.is_priority));
    for word in words.category.iter().map(shown_category) {
        add("category", Some(word), &|it| {
            is(it.clue.category.as_deref(), word.0)
        });
    }
    add("fed_back", None, &|it| i64::from(it.is_fed_back));
    add("overdue", None, &|it| i64::from(it.is_overdue));
    add("concluded", None, &|it| i64::from(!it.clue.is_open()));
    for word in words.way.iter().map(shown) {
        add("way", Some(word), &|it| is(it.clue.way.as_deref(), word.0));
    }
    for word in words.form.iter().map(shown) {
        add("form", Some(word), &|it| is(it.clue.form.as_deref(), word.0));
    }
    for word in words.count.iter().map(shown) {
        add("count", Some(word), &|it| {
            it.clue.counts.get(word.0).copied().unwrap_or(0)
        });
    }
    figures
}

fn figure(of: &'static str, word: Option<(&str, &str)>, now: i64, before: i64) -> Figure {
    let change = now - before;
    let exact = |number: i64| f64::from(i32::try_from(number).unwrap_or(i32::MAX));
    let percent = (before != 0).then(|| exact(change * 1000) / exact(before));
    Figure {
        of,
        key: word.map(|(key, _)| key.to_owned()),
        name: word.map(|(_, name)| name.to_owned()),
        now,
        before,
        change,
        percent: percent.map(|tenths| tenths.round() / 10.0),
    }
}

fn is(key: Option<&str>, wanted: &str) -> i64 {
    i64::from(key == Some(wanted))
}

fn shown(word: &ClueWord) -> (&str, &str) {
    (&word.code, word.names.first().map_or("", String::as_str))
}

fn shown_category(word: &ClueCategory) -> (&str, &str) {
    (&word.code, word.names.first().map_or("", String::as_str))
}
