//! A digest as files in a folder: what its mail holds, so that each part opens by itself, and the mail. Each reader's
//! have their own names, as in the home's mail.

use super::App;
use crate::channel::mail::letter::compose;
use crate::domain::digest::DigestPeriod;
use crate::home::write_private;
use crate::supervision::{House, Reader, Rendered, draft_digests};
use crate::text::PICTURE_ID;
use anyhow::{Context, Result};
use serde::Serialize;
use std::path::Path;

/// What was written; keys are stable for programs.
#[derive(Debug, Serialize)]
pub struct WrittenDigest {
    /// Subject of the mail.
    pub subject: String,
    /// How many entries the ledger had by the period's end.
    pub entries: i64,
    /// Hash of the last of them.
    pub head: String,
    /// The plain text.
    #[serde(skip)]
    pub text: String,
    /// Names of the files in the folder.
    pub files: Vec<String>,
}

impl App {
    /// Writes a reader's digest of a period.
    ///
    /// # Errors
    /// [`crate::supervision::DigestError`] when the period is not over; a fault when the database cannot be read or the
    /// folder not be written.
    pub async fn write_digest(
        &self,
        house: &House,
        reader: &Reader,
        period: DigestPeriod,
        folder: &Path,
    ) -> Result<WrittenDigest> {
        let drafts = draft_digests(house, period).await?;
        let sheet = drafts.sheet(&reader.slice);
        let rendered = Rendered::of(&house.texts, &sheet)?;
        let name = format!("digest-{}-{}", period.key(), reader.key);
        let mut files = parts(&name, &rendered);
        let (subject, text) = (rendered.words.subject.clone(), rendered.words.plain.clone());
        let sender = self.mail_sender();
        let address = reader.mail.clone().unwrap_or_else(|| sender.address.clone());
        let mail = compose(&drafts.letter(reader, rendered), &address, &sender)?;
        files.push((format!("{name}.eml"), mail));
        Ok(WrittenDigest {
            subject,
            text,
            entries: sheet.entries,
            head: sheet.head,
            files: write(folder, files)?,
        })
    }
}

/// The page names its picture's file, so that it can be opened as it lies there.
fn parts(name: &str, rendered: &Rendered) -> Vec<(String, Vec<u8>)> {
    let words = &rendered.words;
    let picture = format!("{name}.png");
    let page = words.html.replace(&format!("cid:{PICTURE_ID}"), &picture);
    let text = format!("{}\n\n{}\n", words.subject, words.plain);
    vec![
        (format!("{name}.txt"), text.into_bytes()),
        (format!("{name}.html"), page.into_bytes()),
        (picture, rendered.picture.clone()),
        (format!("{name}.xlsx"), rendered.workbook.clone()),
    ]
}

fn write(folder: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Vec<String>> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut names = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(&name);
        write_private(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
        names.push(name);
    }
    Ok(names)
}
