//! `huiyin rules adopt`: the rulebook that the settings name comes into force.

use super::calendar::write_moved;
use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::word::filled;
use crate::app::effective_rulebook;
use crate::supervision::{
    Chosen, Preview, adopt_rulebook, check_redated, choose_rules, preview_rulebook, with_retries,
};
use anyhow::Result;
use serde::Serialize;
use std::io::Write;

/// How to adopt.
#[derive(Debug, clap::Args)]
pub struct AdoptArgs {
    /// Show what would change, adopt nothing
    #[arg(long)]
    dry_run: bool,
    /// 改期: the rules whose open matters get the new day; the others keep theirs (沿用). Without it, the director
    /// chooses later, rule by rule
    #[arg(long, value_name = "RULE", value_delimiter = ',', conflicts_with = "dry_run")]
    redate: Option<Vec<String>>,
    /// Why, for the ledger
    #[arg(long, value_name = "TEXT", value_parser = filled, requires = "redate")]
    reason: Option<String>,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Adoption {
    #[serde(flatten)]
    preview: Preview,
    /// `false` after a dry run, or when it was in force already.
    adopted: bool,
    /// What was chosen for the open matters, rule by rule.
    chosen: Vec<Chosen>,
}

/// Shows what the rulebook of the settings changes, and adopts it.
///
/// # Errors
/// Refused when its version name stands for another content.
pub async fn run(args: &AdoptArgs, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let house = &session.house;
    let rulebook = effective_rulebook(&session.app.settings.rulebook)?;
    let preview = preview_rulebook(house, &rulebook).await?;
    let version_is_new = preview.from.as_ref() != Some(&preview.to);
    if let Some(redate) = args.redate.as_ref().filter(|_| version_is_new) {
        let differing: Vec<&str> = preview.by_rule.keys().map(String::as_str).collect();
        check_redated(redate, &differing, &preview.to)?;
    }
    let adopted = !args.dry_run && with_retries(|| adopt_rulebook(house, session.actor, &rulebook)).await?;
    let reason = args.reason.as_deref().unwrap_or_default();
    let chosen = match &args.redate {
        Some(redate) => with_retries(|| choose_rules(house, session.actor, redate, reason)).await?,
        None => Vec::new(),
    };
    let adoption = Adoption {
        preview,
        adopted,
        chosen,
    };
    out.answer(&adoption, |adoption, out| write(adoption, args.dry_run, out))?;
    Ok(Exit::Done)
}

fn write(adoption: &Adoption, dry_run: bool, out: &mut Out<'_>) -> Result<()> {
    let Adoption { preview, adopted, .. } = adoption;
    for change in &preview.changes {
        super::rules::write_change(change, out)?;
    }
    if !preview.would_move.is_empty() {
        writeln!(
            out,
            "open matters keep their rules; under the new ones these would be due on another day:"
        )?;
        write_moved(&preview.would_move, out)?;
        let counts = preview
            .by_rule
            .iter()
            .map(|(rule, count)| format!("{rule} {count}"));
        writeln!(out, "by rule: {}", counts.collect::<Vec<_>>().join(", "))?;
    }
    let to = &preview.to;
    match (adopted, dry_run) {
        (true, _) => writeln!(out, "{to} is in force for what opens from now on")?,
        (false, true) => writeln!(out, "nothing was adopted")?,
        (false, false) => writeln!(out, "{to} is in force already; nothing changed")?,
    }
    for chosen in &adoption.chosen {
        let what = if chosen.redated {
            "gets the new day"
        } else {
            "keeps its day"
        };
        writeln!(out, "what is open of {} {what}", chosen.rule)?;
        if !chosen.moved.is_empty() {
            write_moved(&chosen.moved, out)?;
        }
    }
    Ok(())
}
