//! `huiyin desk tick`: the parts of a report package.

use super::desk::in_words;
use super::out::Out;
use super::session::Session;
use super::word::filled;
use crate::supervision::{Ticked, TickedOff, tick_parts, with_retries};
use anyhow::Result;
use chrono::NaiveDate;
use std::io::Write;

/// Which parts have arrived.
#[derive(Debug, clap::Args)]
pub struct TickArgs {
    /// Such as BS-2026-03-0004
    code: String,
    /// Name of the part; without it, all that are missing
    #[arg(long, value_name = "NAME")]
    part: Option<String>,
    /// The day, such as 2026-09-28; today without it
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
    /// All that are missing are not wanted, and why
    #[arg(long, value_name = "REASON", conflicts_with_all = ["part", "on"], value_parser = filled)]
    not_wanted: Option<String>,
}

impl TickArgs {
    /// Ticks parts off and says what is missing.
    ///
    /// # Errors
    /// What the verb ends with.
    pub async fn run(&self, session: &Session, out: &mut Out<'_>) -> Result<()> {
        let on = self.on.unwrap_or(session.today());
        let which = match (&self.not_wanted, &self.part) {
            (Some(reason), _) => Ticked::NotWanted(reason.clone()),
            (None, Some(part)) => Ticked::One(part.clone(), on),
            (None, None) => Ticked::All(on),
        };
        let house = &session.house;
        let ticked = with_retries(|| tick_parts(house, session.actor, &self.code, &which)).await?;
        let ticked = ticked.map_err(|refusal| in_words(house, session.today(), refusal))?;
        out.answer(&ticked, write)
    }
}

fn write(ticked: &TickedOff, out: &mut Out<'_>) -> Result<()> {
    for part in &ticked.parts {
        writeln!(out, "ticked off: {part}")?;
    }
    for part in &ticked.missing {
        writeln!(out, "missing: {part}")?;
    }
    Ok(())
}
