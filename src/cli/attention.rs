//! `huiyin attention`: what the office must look at.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use super::table::{Cell, Table};
use crate::supervision::{AttentionLine, list_attention, settle_attention};
use anyhow::Result;
use serde_json::Value;

/// What to do.
#[derive(Debug, clap::Args)]
pub struct AttentionArgs {
    /// Take this one off the list; it comes back if it happens again
    #[arg(long, value_name = "ID")]
    settle: Option<i64>,
}

/// Settles one, if asked; shows what is open.
///
/// # Errors
/// What the verbs end with.
pub async fn run(args: &AttentionArgs, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    if let Some(id) = args.settle {
        settle_attention(&session.house, id).await?;
    }
    let open = list_attention(&session.house).await?;
    out.answer(&open, |open, out| {
        let mut table = Table::new(["id", "since", "kind", "told", "about"]);
        for line in open {
            table.row([
                line.id.into(),
                session.local(line.raised_at).into(),
                line.kind.as_str().into(),
                Cell::maybe(line.told_at.map(|at| session.local(at))),
                about(line).into(),
            ]);
        }
        Ok(table.write(out)?)
    })?;
    Ok(Exit::Done)
}

fn about(line: &AttentionLine) -> String {
    let facts = line.detail.iter().filter(|(_, value)| !value.is_null());
    let facts = facts.map(|(name, value)| match value {
        Value::String(text) => format!("{name}: {text}"),
        other => format!("{name}: {other}"),
    });
    facts.collect::<Vec<_>>().join(", ")
}
