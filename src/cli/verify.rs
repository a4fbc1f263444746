//! `huiyin verify`: is the ledger whole, and do the tables say what it says?

use super::exit::Exit;
use super::out::Out;
use crate::app::App;
use crate::store::Verified;
use anyhow::Result;
use std::io::Write;
use std::ops::RangeInclusive;

/// Signs of a hash: all, or as many as digests show.
const HASH_SIGNS: RangeInclusive<usize> = 16..=64;

/// What to check against.
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// A head that an earlier `verify` or a digest printed and that must still be in the chain
    #[arg(long, value_name = "N:HASH", value_parser = parse_head)]
    head: Option<(i64, String)>,
}

fn parse_head(text: &str) -> Result<(i64, String), String> {
    let head = text.split_once(':').and_then(|(seq, hash)| {
        let seq = seq.parse().ok().filter(|seq| *seq > 0)?;
        let is_hash = HASH_SIGNS.contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| (seq, hash.to_ascii_lowercase()))
    });
    head.ok_or_else(|| "write N:HASH as `huiyin verify` prints it, or as a digest ends with it".to_owned())
}

/// Checks everything; a ledger in trouble is a fault. It reads the tables alone: what opens a house for other
/// commands could fail on what is to be named here, or write over it.
///
/// # Errors
/// When the database cannot be read.
pub async fn run(app: &App, args: &VerifyArgs, out: &mut Out<'_>) -> Result<Exit> {
    let known = args.head.as_ref().map(|(seq, hash)| (*seq, hash.as_str()));
    let store = app.store().await?;
    let verified = store.read().await?.verify(known).await;
    store.close().await;
    let verified = verified?;
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
        Some(trouble) => writeln!(out, "NOT SOUND: {trouble}")?,
    }
    Ok(())
}
