//! The books at start-up: holiday papers that are new are adopted, the first rulebook too; a changed rulebook
//! waits for `huiyin rules adopt`.

use super::{App, effective_rulebook};
use crate::domain::calendar::{Calendar, YearTable, embedded_papers};
use crate::domain::ledger::Actor;
use crate::home::CALENDARS;
use crate::supervision::{House, adopt_rulebook, adopt_year, with_retries};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Brings the database's books up to date with the program and the home.
///
/// # Errors
/// When a paper or the rulebook cannot be read, or the database refuses them.
pub async fn bring_in(app: &App, house: &House) -> Result<()> {
    let mut work = house.store.read().await?;
    let known = work.list_calendar_years().await?;
    drop(work);
    let (papers, broken) = papers(&app.home.calendars())?;
    for why in broken {
        tracing::warn!("{why}");
    }
    for (year, content) in papers {
        let known = known.iter().find(|known| known.year == i64::from(year));
        if known
            .is_some_and(|known| known.content == content || has_days(&known.content) && !has_days(&content))
        {
            continue;
        }
        let adopted = with_retries(|| adopt_year(house, Actor::System, &content)).await?;
        if adopted.is_new && !(adopted.moved.is_empty() && adopted.confirmed.is_empty()) {
            tracing::info!(
                calendar.year = adopted.year,
                moved = adopted.moved.len(),
                "a holiday paper is new; open dates were counted again"
            );
        }
    }
    let rulebook = effective_rulebook(&app.settings.rulebook)?;
    let mut work = house.store.read().await?;
    let current = work.current_rulebook().await?;
    drop(work);
    match current {
        None => {
            with_retries(|| adopt_rulebook(house, Actor::System, &rulebook)).await?;
        }
        Some(current) if current.version != rulebook.version || current.content != rulebook.to_text() => {
            tracing::warn!(
                in_force = current.version,
                settings = rulebook.version,
                "the settings name another rulebook than the one in force; `huiyin rules adopt` previews the change"
            );
        }
        Some(_) => {}
    }
    Ok(())
}

/// The calendar of a home that need not be there: its papers over those of the program; and what is wrong with
/// files that are none.
///
/// # Errors
/// When the home's folder cannot be read.
pub fn home_calendar(home: &Path) -> Result<(Calendar, Vec<String>)> {
    let HomePapers { papers, broken } = home_papers(&home.join(CALENDARS))?;
    let mut calendar = Calendar::embedded();
    for HomePaper { table, .. } in papers {
        let known = calendar.table(table.year);
        if !(table.days.is_empty() && known.is_some_and(|known| !known.days.is_empty())) {
            calendar = calendar.with(table);
        }
    }
    Ok((calendar, broken))
}

/// The papers of the program and of the home's folder, which win unless they lose days, by year; and what is wrong
/// with files that are none.
fn papers(folder: &Path) -> Result<(BTreeMap<i32, String>, Vec<String>)> {
    let mut papers: BTreeMap<i32, String> = BTreeMap::new();
    for content in embedded_papers() {
        let table = YearTable::parse(content).context("an embedded holiday paper")?;
        papers.insert(table.year, content.to_owned());
    }
    let home = home_papers(folder)?;
    for HomePaper { content, table, .. } in home.papers {
        let known = papers.get(&table.year);
        if !(table.days.is_empty() && known.is_some_and(|known| has_days(known))) {
            papers.insert(table.year, content);
        }
    }
    Ok((papers, home.broken))
}

/// Whether a paper names any day.
fn has_days(content: &str) -> bool {
    YearTable::parse(content).is_ok_and(|table| !table.days.is_empty())
}

/// The holiday papers of a home.
#[derive(Default)]
pub struct HomePapers {
    /// Those that can be read, by file name.
    pub papers: Vec<HomePaper>,
    /// What is wrong with the other files, for people; days are counted without them.
    pub broken: Vec<String>,
}

/// A holiday paper of the home.
pub struct HomePaper {
    /// Where it lies.
    pub path: PathBuf,
    /// As written.
    pub content: String,
    /// What it says.
    pub table: YearTable,
}

/// The holiday papers in a folder; of two for a year the later wins. None where there is no folder. A broken one
/// must not stop every command.
///
/// # Errors
/// When the folder cannot be read.
pub fn home_papers(folder: &Path) -> Result<HomePapers> {
    let mut found = HomePapers::default();
    if !folder.exists() {
        return Ok(found);
    }
    let entries = std::fs::read_dir(folder).with_context(|| format!("folder {}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort();
    for path in paths {
        match read_paper(path) {
            Ok(paper) => found.papers.push(paper),
            Err(error) => found.broken.push(format!(
                "a holiday paper is left out: {error:#}; correct it or take it away"
            )),
        }
    }
    Ok(found)
}

fn read_paper(path: PathBuf) -> Result<HomePaper> {
    let content = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let table = YearTable::parse(&content).with_context(|| path.display().to_string())?;
    Ok(HomePaper { path, content, table })
}
