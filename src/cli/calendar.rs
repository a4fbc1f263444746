//! `huiyin calendar`: the yearly holiday papers.

use super::exit::Exit;
use super::input::{read_text, refused};
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use crate::app::home_papers;
use crate::domain::calendar::YearTable;
use crate::home::write_private;
use crate::supervision::{MovedDay, YearAdopted, adopt_year, refuse_loss, with_retries};
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What to do with holiday papers.
#[derive(Debug, clap::Subcommand)]
pub enum CalendarCommand {
    /// Adopt a year's paper (JSON of the holiday-cn form); open dates are counted again
    Import {
        /// The paper
        file: PathBuf,
    },
    /// List the papers that days are counted with
    List,
}

/// A paper in a list.
#[derive(Serialize)]
struct Paper {
    year: i32,
    /// Days that it names; none: not published yet, days are provisional.
    days: usize,
    imported_at: DateTime<Utc>,
}

/// Runs one.
///
/// # Errors
/// Refused when the file is no paper.
pub async fn run(command: &CalendarCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    match command {
        CalendarCommand::Import { file } => import(file, session, out).await?,
        CalendarCommand::List => list(session, out).await?,
    }
    Ok(Exit::Done)
}

/// The home's copy comes first: should adopting fail, the next start adopts it.
async fn import(file: &Path, session: &Session, out: &mut Out<'_>) -> Result<()> {
    let content = read_text(file)?;
    let table =
        YearTable::parse(&content).map_err(|error| refused(format!("{}: {error}", file.display())))?;
    let mut work = session.house.store.read().await?;
    refuse_loss(&mut work, &table).await?;
    drop(work);
    let kept = place_of(&session.app.home.calendars(), table.year)?;
    write_private(&kept, content.as_bytes()).with_context(|| kept.display().to_string())?;
    let adopted = with_retries(|| adopt_year(&session.house, session.actor, &content)).await?;
    out.answer(&adopted, write_adopted)
}

/// Where the home keeps the paper of a year: where it has one already, whatever it is called.
fn place_of(folder: &Path, year: i32) -> Result<PathBuf> {
    let mut papers = home_papers(folder)?.papers.into_iter();
    let known = papers.rfind(|paper| paper.table.year == year);
    Ok(known.map_or_else(|| folder.join(format!("{year}.json")), |paper| paper.path))
}

fn write_adopted(adopted: &YearAdopted, out: &mut Out<'_>) -> Result<()> {
    let year = adopted.year;
    if !adopted.is_new {
        writeln!(out, "the paper of {year} is in force already; nothing changed")?;
        return Ok(());
    }
    let (moved, confirmed) = (adopted.moved.len(), adopted.confirmed.len());
    writeln!(
        out,
        "the paper of {year} is in force; {moved} due day(s) moved, {confirmed} confirmed"
    )?;
    if !adopted.moved.is_empty() {
        write_moved(&adopted.moved, out)?;
    }
    Ok(())
}

/// A table of due days that move.
///
/// # Errors
/// When nobody takes it.
pub fn write_moved(moved: &[MovedDay], out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["code", "from", "to"]);
    for day in moved {
        table.row([
            day.code.as_str().into(),
            Cell::maybe(day.from),
            Cell::maybe(day.to),
        ]);
    }
    Ok(table.write(out)?)
}

async fn list(session: &Session, out: &mut Out<'_>) -> Result<()> {
    let mut work = session.house.store.read().await?;
    let mut papers = Vec::new();
    for year in work.list_calendar_years().await? {
        let table = YearTable::parse(&year.content).with_context(|| format!("the paper of {}", year.year))?;
        papers.push(Paper {
            year: table.year,
            days: table.days.len(),
            imported_at: year.imported_at,
        });
    }
    papers.sort_by_key(|paper| paper.year);
    out.answer(&papers, |papers, out| {
        let mut table = Table::new(["year", "days named", "since"]);
        for paper in papers {
            let days = match paper.days {
                0 => "not published".to_owned(),
                days => days.to_string(),
            };
            table.row([
                paper.year.into(),
                days.into(),
                session.local(paper.imported_at).into(),
            ]);
        }
        Ok(table.write(out)?)
    })
}
