//! `huiyin spotcheck`: 抽查 of what was closed out.

use super::desk::in_words;
use super::exit::Exit;
use super::input::refused;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use crate::domain::spot_check::SpotResult;
use crate::supervision::{
    Drawn, House, SpotEnded, SpotFinding, SpotLine, draw_spot_checks, end_spot_check, list_spot_checks,
    with_retries,
};
use anyhow::Result;
use chrono::NaiveDate;
use std::io::Write;

/// What to do with spot checks.
#[derive(Debug, clap::Subcommand)]
pub enum SpotcheckCommand {
    /// Draw closed findings by a seeded lot; the same seed over the same findings draws the same
    Draw {
        /// How many
        #[arg(long, value_name = "N")]
        count: usize,
        /// The seed, such as one that was thrown in everybody's presence
        #[arg(long, value_name = "S")]
        seed: i64,
    },
    /// Record what was found: `genuine` (属实) or `false` (失实), which reopens the finding
    Result {
        /// Code of the check, such as CC-2026-03-0001
        code: String,
        /// What was found
        result: String,
        /// The day, such as 2027-04-20; today without it
        #[arg(long, value_name = "DAY")]
        on: Option<NaiveDate>,
        /// Why, without the content of any finding; needed for 失实
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// List the checks
    List,
}

/// The result of a key, or of its word in chat.
fn result_of(house: &House, text: &str) -> Result<SpotResult> {
    let is_meant =
        |result: &SpotResult| text == result.key() || text == house.texts.word("spot_result", result.key());
    let found = SpotResult::ALL.into_iter().find(is_meant);
    found.ok_or_else(|| refused("write genuine or false".to_owned()))
}

/// Runs one.
///
/// # Errors
/// What the verbs end with.
pub async fn run(command: &SpotcheckCommand, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let (house, actor) = (&session.house, session.actor);
    match command {
        SpotcheckCommand::Draw { count, seed } => {
            let drawn = with_retries(|| draw_spot_checks(house, actor, *count, *seed)).await?;
            out.answer(&drawn, write_drawn)?;
        }
        SpotcheckCommand::Result {
            code,
            result,
            on,
            reason,
        } => {
            let found = SpotFinding {
                code: code.clone(),
                result: result_of(house, result)?,
                on: on.unwrap_or(session.today()),
                reason: reason.clone(),
            };
            let ended = with_retries(|| end_spot_check(house, actor, &found)).await?;
            let ended = ended.map_err(|refusal| in_words(house, session.today(), refusal))?;
            out.answer(&ended, write_ended)?;
        }
        SpotcheckCommand::List => out.answer(&list_spot_checks(house).await?, |lines, out| {
            write_lines(lines, out)
        })?,
    }
    Ok(Exit::Done)
}

fn write_drawn(drawn: &Drawn, out: &mut Out<'_>) -> Result<()> {
    let lot = &drawn.lot;
    writeln!(
        out,
        "{} of {} findings, seed {}",
        drawn.checks.len(),
        lot.pool,
        lot.seed
    )?;
    writeln!(out, "pool: sha256 {}", lot.pool_hash)?;
    write_lines(&drawn.checks, out)
}

fn write_lines(lines: &[SpotLine], out: &mut Out<'_>) -> Result<()> {
    let mut table = Table::new(["check", "finding", "unit", "kind", "drawn", "until", "result"]);
    for line in lines {
        table.row([
            line.code.as_str().into(),
            line.finding.as_str().into(),
            line.unit.as_str().into(),
            if line.recheck { "recheck" } else { "lot" }.into(),
            line.drawn_on.into(),
            Cell::maybe(line.due_on),
            Cell::maybe(line.result),
        ]);
    }
    Ok(table.write(out)?)
}

fn write_ended(ended: &SpotEnded, out: &mut Out<'_>) -> Result<()> {
    writeln!(out, "{} ({}): {}", ended.code, ended.finding, ended.result)?;
    for code in &ended.reopened {
        writeln!(out, "open again: {code}")?;
    }
    out.field("until", ended.until)?;
    for code in &ended.rechecks {
        writeln!(out, "to be rechecked: {code}")?;
    }
    Ok(())
}
