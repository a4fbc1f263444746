//! `huiyin verify`: is the ledger whole, and do the tables say what it says?

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use crate::store::{Trouble, Verified};
use anyhow::Result;
use std::io::Write;

/// What to check against.
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// A head that an earlier `verify` printed and that must still be in the chain
    #[arg(long, value_name = "N:HASH", value_parser = parse_head)]
    head: Option<(i64, String)>,
}

fn parse_head(text: &str) -> Result<(i64, String), String> {
    let head = text.split_once(':').and_then(|(seq, hash)| {
        let seq = seq.parse().ok().filter(|seq| *seq > 0)?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| (seq, hash.to_ascii_lowercase()))
    });
    head.ok_or_else(|| "write N:HASH as `huiyin verify` prints it".to_owned())
}

/// Checks everything; a ledger in trouble is a fault.
///
/// # Errors
/// When the database cannot be read.
pub async fn run(args: &VerifyArgs, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let known = args.head.as_ref().map(|(seq, hash)| (*seq, hash.as_str()));
    let verified = session.house.store.read().await?.verify(known).await?;
    out.answer(&verified, write)?;
    Ok(if verified.trouble.is_none() {
        Exit::Done
    } else {
        Exit::Fault
    })
}

fn write(verified: &Verified, out: &mut Out<'_>) -> Result<()> {
    let Verified {
        entries,
        head,
        trouble,
    } = verified;
    match trouble {
        None => writeln!(
            out,
            "sound: {entries} entries, and the tables say the same\nhead {entries}:{head}"
        )?,
        Some(trouble) => writeln!(out, "NOT SOUND: {}", words(trouble))?,
    }
    Ok(())
}

fn words(trouble: &Trouble) -> String {
    match trouble {
        Trouble::BadEntry { seq } => format!("entry {seq} is missing or is not what was written"),
        Trouble::BrokenStory { seq } => {
            format!("entry {seq} does not go on where the entry before it about the same row ended")
        }
        Trouble::CutTail { expected, found } => {
            format!("the ledger ends with entry {found}, but there was an entry {expected}")
        }
        Trouble::OtherHead { seq } => format!("entry {seq} has another hash than it had"),
        Trouble::TableDisagrees { table, row, how, seq } => {
            let how = how.replace('_', " ");
            let last = seq
                .map(|seq| format!("; entry {seq} wrote it last"))
                .unwrap_or_default();
            format!("row {row} of {table} is {how}{last}")
        }
    }
}
