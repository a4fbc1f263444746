//! `huiyin rules adopt`: the rulebook that the settings name comes into force.

use super::calendar::write_moved;
use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use crate::app::effective_rulebook;
use crate::supervision::{Preview, adopt_rulebook, preview_rulebook, with_retries};
use anyhow::Result;
use serde::Serialize;
use std::io::Write;

/// How to adopt.
#[derive(Debug, clap::Args)]
pub struct AdoptArgs {
    /// Show what would change, adopt nothing
    #[arg(long)]
    dry_run: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Adoption {
    #[serde(flatten)]
    preview: Preview,
    /// `false` after a dry run, or when it was in force already.
    adopted: bool,
}

/// Shows what the rulebook of the settings changes, and adopts it.
///
/// # Errors
/// Refused when its version name stands for another content.
pub async fn run(args: &AdoptArgs, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let house = &session.house;
    let rulebook = effective_rulebook(&session.app.settings.rulebook)?;
    let preview = preview_rulebook(house, &rulebook).await?;
    let adopted = !args.dry_run && with_retries(|| adopt_rulebook(house, session.actor, &rulebook)).await?;
    out.answer(&Adoption { preview, adopted }, |adoption, out| {
        write(adoption, args.dry_run, out)
    })?;
    Ok(Exit::Done)
}

fn write(adoption: &Adoption, dry_run: bool, out: &mut Out<'_>) -> Result<()> {
    let Adoption { preview, adopted } = adoption;
    for change in &preview.changes {
        super::rules::write_change(change, out)?;
    }
    if !preview.would_move.is_empty() {
        writeln!(
            out,
            "open matters keep their rules; under the new ones these would be due on another day:"
        )?;
        write_moved(&preview.would_move, out)?;
    }
    let to = &preview.to;
    match (adopted, dry_run) {
        (true, _) => writeln!(out, "{to} is in force for what opens from now on")?,
        (false, true) => writeln!(out, "nothing was adopted")?,
        (false, false) => writeln!(out, "{to} is in force already; nothing changed")?,
    }
    Ok(())
}
