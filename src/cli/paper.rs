//! `huiyin paper`: the papers of the ladder, their issue, their printing.

use super::desk::in_words;
use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use super::word::filled;
use crate::domain::ids::{PaperId, PersonId};
use crate::domain::supervision_paper::PaperState;
use crate::supervision::{
    IssuedPaper, PaperLine, PaperSheet, defer_paper, find_person, issue_paper, list_papers, paper_document,
    show_paper, with_retries,
};
use anyhow::{Context, Result};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What to do with papers.
#[derive(Debug, clap::Subcommand)]
pub enum PaperCommand {
    /// List papers, latest first
    List {
        /// In this state: drafted, issued, deferred or withdrawn
        #[arg(long, value_parser = state)]
        state: Option<PaperState>,
    },
    /// Show one
    Show {
        /// Its number in the list
        id: i64,
        /// Also write it as a document
        #[arg(long, value_name = "FILE")]
        docx: Option<PathBuf>,
    },
    /// 签发: it gets its number, and the unit is told in the next slot
    Issue {
        /// Its number in the list
        id: i64,
        /// Who signed it, where somebody else records it
        #[arg(long, value_name = "PERSON")]
        by: Option<String>,
    },
    /// 缓发: put it off, with the reason; it may still be issued
    Defer {
        /// Its number in the list
        id: i64,
        /// Who put it off, where somebody else records it
        #[arg(long, value_name = "PERSON")]
        by: Option<String>,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
}

fn state(text: &str) -> Result<PaperState, String> {
    PaperState::from_key(text).ok_or_else(|| "drafted, issued, deferred or withdrawn".to_owned())
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &PaperCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    match command {
        PaperCommand::List { state } => {
            let papers = list_papers(&session.house, *state).await?;
            out.answer(&papers, |papers, out| write_list(papers, out))?;
        }
        PaperCommand::Show { id, docx } => {
            let sheet = show_paper(&session.house, PaperId(*id)).await?;
            if let Some(file) = docx {
                write_document(session, *id, file).await?;
            }
            out.answer(&sheet, write_sheet)?;
        }
        PaperCommand::Issue { id, by } => {
            let by = person(session, by.as_deref()).await?;
            let (house, actor, id) = (&session.house, session.actor, PaperId(*id));
            let done = Box::pin(with_retries(|| issue_paper(house, actor, id, by))).await?;
            let done = done.map_err(|refusal| in_words(house, session.today(), refusal))?;
            out.answer(&done, write_issued)?;
        }
        PaperCommand::Defer { id, by, reason } => {
            let by = person(session, by.as_deref()).await?;
            let (house, actor, id) = (&session.house, session.actor, PaperId(*id));
            let done = Box::pin(with_retries(|| defer_paper(house, actor, id, by, reason))).await?;
            let done = done.map_err(|refusal| in_words(house, session.today(), refusal))?;
            out.answer(&done, write_issued)?;
        }
    }
    Ok(Exit::Done)
}

async fn person(session: &Session, name: Option<&str>) -> Result<Option<PersonId>> {
    let Some(name) = name else { return Ok(None) };
    let mut work = session.house.store.read().await?;
    Ok(Some(find_person(&mut work, &session.house, name).await?.id))
}

async fn write_document(session: &Session, id: i64, file: &Path) -> Result<()> {
    let document = paper_document(&session.house, session.actor, PaperId(id)).await?;
    let document = document.map_err(|refusal| in_words(&session.house, session.today(), refusal))?;
    std::fs::write(file, document).with_context(|| format!("cannot write {}", file.display()))
}

fn write_list(papers: &[PaperLine], out: &mut Out<'_>) -> Result<()> {
    if papers.is_empty() {
        return Ok(writeln!(out, "no papers")?);
    }
    let mut table = Table::new([
        "id", "form", "number", "unit", "matters", "state", "drafted", "issued",
    ]);
    for paper in papers {
        table.row([
            paper.id.to_string().into(),
            paper.name.as_str().into(),
            Cell::maybe(paper.number.as_ref()),
            paper.unit.as_str().into(),
            paper.matters.to_string().into(),
            paper.state.into(),
            paper.drafted_on.into(),
            Cell::maybe(paper.issued_on),
        ]);
    }
    Ok(table.write(out)?)
}

fn write_sheet(sheet: &PaperSheet, out: &mut Out<'_>) -> Result<()> {
    let line = &sheet.line;
    writeln!(out, "{} {}  {}", line.id, line.name, line.unit)?;
    out.field("number", line.number.as_ref())?;
    out.field("state", Some(line.state))?;
    out.field("drafted on", Some(line.drafted_on))?;
    out.field("issued on", line.issued_on)?;
    out.field("issued by", sheet.issued_by.as_ref())?;
    out.field("last date", line.due_on)?;
    out.field("reason", sheet.reason.as_ref())?;
    for item in &sheet.items {
        let due = item
            .due_on
            .map_or_else(|| "standing".to_owned(), |day| day.to_string());
        let over = if item.stands { "" } else { ", no longer so" };
        let under = item.registered.as_ref();
        let under = under.map_or_else(String::new, |number| format!(", registered as {number}"));
        writeln!(
            out,
            "matter: {} {}, due on {due}{over}{under}",
            item.code, item.step
        )?;
    }
    Ok(())
}

fn write_issued(done: &IssuedPaper, out: &mut Out<'_>) -> Result<()> {
    let paper = &done.paper;
    match (paper.year, paper.number) {
        (Some(year), Some(number)) => {
            writeln!(out, "paper {} is issued as number {number} of {year}", paper.id)?;
        }
        _ => writeln!(out, "paper {} is {}", paper.id, paper.state.key())?,
    }
    out.field("last date", paper.due_on)?;
    for code in &done.opened {
        writeln!(out, "opened: {code}")?;
    }
    for number in &done.registered {
        writeln!(out, "registered: {number}")?;
    }
    Ok(())
}
