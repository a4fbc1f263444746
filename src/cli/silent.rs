//! `huiyin silent`: what waits for a word, with who was told and when.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use crate::supervision::{SilentList, list_silent};
use anyhow::Result;
use std::io::Write;

/// How it is listed.
#[derive(Debug, clap::Args)]
pub struct SilentArgs {
    /// Told so many days ago or overdue; without it, as the rulebook says
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
    days: Option<i64>,
}

/// Lists it.
///
/// # Errors
/// When the database cannot be read.
pub async fn run(args: &SilentArgs, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let house = &session.house;
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let list = list_silent(&mut work, house, &books, session.actor, args.days).await?;
    out.answer(&list, write_list)?;
    Ok(Exit::Done)
}

fn write_list(list: &SilentList, out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new([
        "unit", "code", "due", "overdue", "silent", "told on", "by", "told",
    ]);
    for unit in &list.units {
        for matter in &unit.matters {
            table.row([
                unit.unit.as_str().into(),
                matter.code.as_str().into(),
                Cell::maybe(matter.due_on),
                Cell::maybe((matter.overdue > 0).then_some(matter.overdue)),
                Cell::maybe(matter.silent),
                matter
                    .told_on
                    .map_or_else(|| "never".to_owned(), |day| day.to_string())
                    .into(),
                Cell::maybe(matter.via.as_ref()),
                matter.told.join(" ").into(),
            ]);
        }
    }
    if list.units.is_empty() {
        writeln!(
            out,
            "whoever was told of anything has answered, and nothing overdue is untold"
        )?;
    } else {
        table.write(out)?;
    }
    Ok(out.field("only counted", (list.counted > 0).then_some(list.counted))?)
}
