//! `huiyin play`: what would be sent in a span of days, to whom, when and why. Nothing leaves, and the home stays
//! as it is.

use super::Exit;
use super::signal::told_to_stop;
use crate::app::{App, PlayLine, Player};
use crate::supervision::Refused;
use anyhow::{Result, anyhow};
use chrono::NaiveDate;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// Which days to play.
#[derive(Debug, clap::Args)]
pub struct PlayArgs {
    /// The first day, such as 2026-08-31
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: NaiveDate,
    /// The last day, played to its end
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: NaiveDate,
    /// Keep every mail that would leave as a file in this folder
    #[arg(long, value_name = "DIR")]
    mail: Option<PathBuf>,
}

fn day(text: &str) -> Result<NaiveDate, &'static str> {
    text.parse().map_err(|_| "a day is written like 2026-08-31")
}

/// Plays over a copy of the home and prints each message on `out`: a block for people, or with `json` an object a
/// line. Being told to stop removes the copy.
///
/// # Errors
/// Refused when the days are the wrong way round; a fault when the database or `out` fails.
pub async fn run(app: &App, args: &PlayArgs, json: bool, out: &mut impl Write) -> Result<Exit> {
    if args.to < args.from {
        return Err(anyhow!(Refused(format!(
            "--to {} lies before --from {}",
            args.to, args.from
        ))));
    }
    tokio::select! {
        played = play(app, args, json, out) => played.map(|()| Exit::Done),
        () = told_to_stop()? => Ok(Exit::Fault),
    }
}

async fn play(app: &App, args: &PlayArgs, json: bool, out: &mut impl Write) -> Result<()> {
    let mut player = Player::over_copy(app, args.from).await?;
    if let Some(folder) = &args.mail {
        std::fs::create_dir_all(folder).map_err(|error| Refused(format!("{}: {error}", folder.display())))?;
        player = player.with_mail(Arc::new(app.mail_folder(folder.clone())));
    }
    let mut messages = 0_usize;
    let mut show = |line: PlayLine| -> Result<()> {
        messages += usize::from(line.channel.is_some());
        if json {
            serde_json::to_writer(&mut *out, &line)?;
            return Ok(writeln!(out)?);
        }
        Ok(write_block(&line, out)?)
    };
    let played = player.play_to(args.to, &mut show).await;
    player.close().await;
    played?;
    if !json {
        writeln!(
            out,
            "{messages} messages from {} to {}; nothing was sent",
            args.from, args.to
        )?;
    }
    Ok(out.flush()?)
}

fn write_block(line: &PlayLine, out: &mut impl Write) -> io::Result<()> {
    let at = line.at.format("%Y-%m-%d %a %H:%M");
    let Some(channel) = &line.channel else {
        return writeln!(out, "{at}  {}: {}\n", line.kind, line.why);
    };
    let person = line.person.as_deref().unwrap_or("a group");
    match &line.unit {
        Some(unit) => writeln!(out, "{at}  {person} ({unit}) by {channel}")?,
        None => writeln!(out, "{at}  {person} by {channel}")?,
    }
    for reason in line.why.split("; ") {
        writeln!(out, "  because {reason}")?;
    }
    for text in line.text.lines() {
        writeln!(out, "  | {text}")?;
    }
    writeln!(out)
}
