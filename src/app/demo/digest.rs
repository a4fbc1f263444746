//! The week ends, its digests go out, and the office's own lies where it can be opened.

use super::Teller;
use crate::domain::digest::{DigestPeriod, PeriodKind};
use crate::supervision::reader_named;
use crate::text::Demo;
use anyhow::{Context, Result};
use std::path::Path;

/// The office itself, as a reader.
const OFFICE: &str = "office";
/// Lines of it that the story shows.
const SHOWN: usize = 5;

impl Teller<'_> {
    pub async fn digest(&mut self, folder: &Path) -> Result<()> {
        let books = self.player.books().await?;
        let week = DigestPeriod::around(PeriodKind::Week, books.today()).context("a day of no week")?;
        let closes = self.player.house.office.closes;
        self.pass_to(books.instant(week.next_on().and_time(closes)))
            .await?;
        let house = &self.player.house;
        let reader = reader_named(house, OFFICE).await?;
        let reader = reader.context("the office reads digests")?;
        let written = self.app.write_digest(house, &reader, week, folder).await?;
        let lines = written.text.lines().filter(|line| !line.is_empty());
        self.say(&Demo::Digest {
            lines: lines.take(SHOWN).map(str::to_owned).collect(),
            letters: self.letters()?,
            files: written.files,
            folder: folder.display().to_string(),
        })
    }

    /// How many digests went out.
    fn letters(&self) -> Result<usize> {
        let mut letters = 0;
        for file in std::fs::read_dir(self.app.home.mail())? {
            letters += usize::from(file?.file_name().to_string_lossy().starts_with("digest-"));
        }
        Ok(letters)
    }
}
