//! The books at start-up: holiday papers that are new are adopted, the first rulebook too; a changed rulebook
//! waits for `huiyin rules adopt`.

use super::{App, effective_rulebook};
use crate::domain::calendar::{YearTable, embedded_papers};
use crate::domain::ledger::Actor;
use crate::supervision::{House, adopt_rulebook, adopt_year};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::Path;

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
        let adopted = adopt_year(house, Actor::System, &content).await?;
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
            adopt_rulebook(house, Actor::System, &rulebook).await?;
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

/// The papers of the program and of the home's folder, which win, by year.
fn papers(folder: &Path) -> Result<BTreeMap<i32, String>> {
    let mut papers = BTreeMap::new();
    for content in embedded_papers() {
        let table = YearTable::parse(content).context("an embedded holiday paper")?;
        papers.insert(table.year, content.to_owned());
    }
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| format!("folder {}", folder.display()))?
        .collect::<std::io::Result<_>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    for file in files
        .into_iter()
        .filter(|file| file.path().extension().is_some_and(|end| end == "json"))
    {
        let path = file.path();
        let content = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let table = YearTable::parse(&content).with_context(|| path.display().to_string())?;
        papers.insert(table.year, content);
    }
    Ok(papers)
}
