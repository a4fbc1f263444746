//! What waits for somebody's word, as tables: what the office confirms, and what is decided.

use super::matter::write_list;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use crate::supervision::{MatterLine, WaitingLine};
use anyhow::Result;
use std::io::Write;

/// First what waits for the office, then the decisions with who takes them.
///
/// # Errors
/// When nobody reads.
pub fn write_waiting(waiting: &[WaitingLine], session: &Session, out: &mut Out<'_>) -> Result<()> {
    let (decided, handed_in): (Vec<_>, Vec<_>) = waiting.iter().partition(|it| it.decides.is_some());
    let handed_in: Vec<MatterLine> = handed_in.into_iter().map(|it| it.line.clone()).collect();
    if !handed_in.is_empty() || decided.is_empty() {
        write_list(&handed_in, session, out)?;
    }
    if decided.is_empty() {
        return Ok(());
    }
    writeln!(out, "to be decided (huiyin desk pass, desk return):")?;
    let mut table = Table::new(["code", "about", "until", "left", "decides", "unit", "title"]);
    for it in decided {
        table.row([
            it.line.code.as_str().into(),
            Cell::maybe(it.about.as_ref()),
            Cell::maybe(it.line.due_on),
            Cell::maybe(it.line.days_left),
            Cell::maybe(it.decides),
            it.line.unit.as_str().into(),
            it.line.title.as_str().into(),
        ]);
    }
    Ok(table.write(out)?)
}
