//! `huiyin digest`: a period's digest as somebody would get it, into a folder.

use super::exit::Exit;
use super::out::Out;
use super::session::Session;
use crate::channel::mail::letter::compose;
use crate::domain::digest::{DigestPeriod, PeriodKind};
use crate::supervision::{DigestError, Refused, Rendered, draft_digests, reader_named};
use crate::text::PICTURE_ID;
use anyhow::{Context, Result};
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Whose, of when, and where to.
#[derive(Debug, clap::Args)]
pub struct DigestArgs {
    /// A person, a unit or team, or `office`
    #[arg(long = "for", value_name = "P")]
    whose: String,
    #[command(flatten)]
    period: PeriodArgs,
    /// The folder
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct PeriodArgs {
    /// Such as 2026-W37
    #[arg(long, value_name = "WEEK", value_parser = |text: &str| read(PeriodKind::Week, text))]
    week: Option<DigestPeriod>,
    /// Such as 2026-09
    #[arg(long, value_name = "MONTH", value_parser = |text: &str| read(PeriodKind::Month, text))]
    month: Option<DigestPeriod>,
    /// Such as 2026-Q3
    #[arg(long, value_name = "QUARTER", value_parser = |text: &str| read(PeriodKind::Quarter, text))]
    quarter: Option<DigestPeriod>,
    /// Such as 2026
    #[arg(long, value_name = "YEAR", value_parser = |text: &str| read(PeriodKind::Year, text))]
    year: Option<DigestPeriod>,
}

fn read(kind: PeriodKind, text: &str) -> Result<DigestPeriod, String> {
    DigestPeriod::read(kind, text).ok_or_else(|| {
        let example = match kind {
            PeriodKind::Week => "2026-W37",
            PeriodKind::Month => "2026-09",
            PeriodKind::Quarter => "2026-Q3",
            PeriodKind::Year => "2026",
        };
        format!("there is no such {}; one is written {example}", kind.key())
    })
}

/// What was written; keys are stable for programs.
#[derive(Debug, Serialize)]
struct Written {
    subject: String,
    entries: i64,
    head: String,
    files: Vec<String>,
}

/// Writes it.
///
/// # Errors
/// Refused when the period is not over, or nobody of that name gets digests.
pub async fn run(args: &DigestArgs, session: &Session, out: &mut Out<'_>) -> Result<Exit> {
    let house = &session.house;
    let PeriodArgs {
        week,
        month,
        quarter,
        year,
    } = args.period;
    let period = week
        .or(month)
        .or(quarter)
        .or(year)
        .context("clap asks for a period")?;
    let Some(reader) = reader_named(house, &args.whose).await? else {
        return Err(Refused(format!("no digest goes to {}", args.whose)).into());
    };
    let drafts =
        draft_digests(house, period)
            .await
            .map_err(|error| match error.downcast::<DigestError>() {
                Ok(early) => Refused(early.to_string()).into(),
                Err(error) => error,
            })?;
    let sheet = drafts.sheet(&reader.slice);
    let rendered = Rendered::of(&house.texts, &sheet)?;
    let mut files = files(&period.key(), &rendered);
    let subject = rendered.words.subject.clone();
    let sender = session.app.mail_sender();
    let address = reader.mail.clone().unwrap_or_else(|| sender.address.clone());
    let mail = compose(&drafts.letter(&reader, rendered), &address, &sender)?;
    files.push((format!("{}.eml", period.key()), mail));
    let written = Written {
        subject,
        entries: sheet.entries,
        head: sheet.head,
        files: write_files(&args.out, files)?,
    };
    out.answer(&written, |written, out| {
        writeln!(out, "{}", written.subject)?;
        for file in &written.files {
            writeln!(out, "{}", args.out.join(file).display())?;
        }
        Ok(writeln!(out, "ledger: {}:{}", written.entries, written.head)?)
    })?;
    Ok(Exit::Done)
}

/// The page names its picture's file, so that it can be opened as it lies there.
fn files(key: &str, rendered: &Rendered) -> Vec<(String, Vec<u8>)> {
    let words = &rendered.words;
    let picture = format!("{key}.png");
    let page = words.html.replace(&format!("cid:{PICTURE_ID}"), &picture);
    let text = format!("{}\n\n{}\n", words.subject, words.plain);
    vec![
        (format!("{key}.txt"), text.into_bytes()),
        (format!("{key}.html"), page.into_bytes()),
        (picture, rendered.picture.clone()),
        (format!("{key}.xlsx"), rendered.workbook.clone()),
    ]
}

fn write_files(folder: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Vec<String>> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut names = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(&name);
        std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        names.push(name);
    }
    Ok(names)
}
