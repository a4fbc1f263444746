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
    for (year, content) in papers(&app.home.calendars())? {
        if known
            .iter()
            .any(|known| known.year == i64::from(year) && known.content == content)
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

/// The calendar of a home that need not be there: its papers over those of the program.
///
/// # Errors
/// When a paper of the home cannot be read.
pub fn home_calendar(home: &Path) -> Result<Calendar> {
    let papers = home_papers(&home.join(CALENDARS))?.into_iter();
    Ok(papers.fold(Calendar::embedded(), |calendar, paper| calendar.with(paper.table)))
}

/// The papers of the program and of the home's folder, which win, by year.
fn papers(folder: &Path) -> Result<BTreeMap<i32, String>> {
    let mut papers = BTreeMap::new();
    for content in embedded_papers() {
        let table = YearTable::parse(content).context("an embedded holiday paper")?;
        papers.insert(table.year, content.to_owned());
    }
    for paper in home_papers(folder)? {
        papers.insert(paper.table.year, paper.content);
    }
    Ok(papers)
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

/// The holiday papers in a folder by file name; of two for a year the later wins. None where there is no folder.
///
/// # Errors
/// When one cannot be read.
pub fn home_papers(folder: &Path) -> Result<Vec<HomePaper>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).with_context(|| format!("folder {}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort();
    paths.into_iter().map(read_paper).collect()
}

fn read_paper(path: PathBuf) -> Result<HomePaper> {
    let content = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let table = YearTable::parse(&content).with_context(|| path.display().to_string())?;
    Ok(HomePaper { path, content, table })
}
