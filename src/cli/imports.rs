//! `huiyin imports`: what was imported, and taking an import back.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use super::word::filled;
use crate::supervision::{ImportLine, ImportUndone, list_imports, undo_import, with_retries};
use anyhow::Result;
use std::io::Write;

/// What to do with imports.
#[derive(Debug, clap::Subcommand)]
pub enum ImportsCommand {
    /// List the latest imports that changed something
    List,
    /// 撤销导入: withdraw what it opened and nobody has spoken of; the file can be imported again
    Undo {
        /// Number of the import
        id: i64,
        /// Why, for the ledger
        #[arg(long, value_name = "TEXT", value_parser = filled)]
        reason: String,
    },
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &ImportsCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (house, actor) = (&session.house, session.actor);
    match command {
        ImportsCommand::List => {
            let imports = list_imports(house).await?;
            out.answer(&imports, |imports, out| write_list(imports, session, out))?;
        }
        ImportsCommand::Undo { id, reason } => {
            let undone = with_retries(|| undo_import(house, actor, *id, reason)).await?;
            out.answer(&undone, write_undone)?;
        }
    }
    Ok(Exit::Done)
}

fn write_list(imports: &[ImportLine], session: &Session, out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["id", "at", "by", "kind", "unit", "opened", "undone", "file"]);
    for import in imports {
        table.row([
            import.id.into(),
            session.local(import.at).into(),
            Cell::maybe(import.by.as_ref()),
            import.kind.as_str().into(),
            Cell::maybe(import.unit.as_ref()),
            Cell::maybe(Some(import.opened)),
            Cell::maybe(import.undone_at.map(|at| session.local(at))),
            import.file.as_str().into(),
        ]);
    }
    Ok(table.write(out)?)
}

fn write_undone(undone: &ImportUndone, out: &mut Out<'_>) -> Result<()> {
    writeln!(out, "{} is taken back", undone.file)?;
    writeln!(
        out,
        "{} matter(s) and {} event(s) withdrawn",
        undone.withdrawn.len(),
        undone.events
    )?;
    for code in &undone.kept {
        writeln!(out, "kept, because somebody has spoken of it: {code}")?;
    }
    Ok(())
}
