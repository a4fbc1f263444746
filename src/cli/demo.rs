//! `huiyin demo`: a made-up office's half year, told in two screens.

use super::Exit;
use super::signal::told_to_stop;
use crate::app::{Scratch, tell_demo};
use anyhow::Result;
use std::io::Write;
use std::path::PathBuf;

/// Folder of the last digest in a home that is kept.
const DIGEST: &str = "digest";
/// Headings start with it.
const HEADING: char = '━';

/// How to tell it.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Keep the demo's home in this new folder, to look around in it afterwards
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// Tells the story on `out`, as it happens, and leaves its last digest. Being told to stop removes the home that was not
/// to be kept.
///
/// # Errors
/// Refused when the folder to keep holds anything; a fault when the story breaks off.
pub async fn run(args: &DemoArgs, colours: bool, out: &mut impl Write) -> Result<Exit> {
    let (scratch, left) = (Scratch::new()?, Scratch::new()?);
    let home = args.keep.as_ref().unwrap_or(scratch.path());
    let kept = args.keep.as_ref().map(|folder| folder.display().to_string());
    let digest = args
        .keep
        .as_ref()
        .map_or(left.path().clone(), |home| home.join(DIGEST));
    let mut tell = |chapter: &str| write_chapter(chapter, colours, out);
    tokio::select! {
        told = tell_demo(home, kept.as_deref(), &digest, &mut tell) => told?,
        () = told_to_stop()? => return Ok(Exit::Fault),
    }
    if kept.is_none() {
        left.keep();
    }
    Ok(Exit::Done)
}

/// A blank line before a heading, which stands out where there are colours.
fn write_chapter(chapter: &str, colours: bool, out: &mut impl Write) -> Result<()> {
    for line in chapter.lines() {
        if !line.starts_with(HEADING) {
            writeln!(out, "{line}")?;
        } else if colours {
            writeln!(out, "\n\x1b[1;36m{line}\x1b[0m")?;
        } else {
            writeln!(out, "\n{line}")?;
        }
    }
    Ok(out.flush()?)
}
