//! The last week's digest, as the office has it in its mail.

use super::Teller;
use crate::domain::digest::{DigestPeriod, PeriodKind};
use crate::supervision::{Rendered, draft_digests, reader_named};
use crate::text::Demo;
use anyhow::{Context, Result};

/// The office itself, as a reader.
const OFFICE: &str = "office";
/// Lines of it that the story shows.
const SHOWN: usize = 5;

impl Teller<'_> {
    pub async fn digest(&mut self, kept: Option<&str>) -> Result<()> {
        let house = &self.player.house;
        let today = self.player.books().await?.today();
        let period = DigestPeriod::around(PeriodKind::Week, today).and_then(DigestPeriod::compared_with);
        let period = period.context("a day of no week")?;
        let reader = reader_named(house, OFFICE).await?;
        let reader = reader.context("the office reads digests")?;
        let sheet = draft_digests(house, period).await?.sheet(&reader.slice);
        let words = Rendered::of(&house.texts, &sheet)?.words;
        let letters = self.letters()?;
        let file = letters.last().zip(kept);
        self.say(&Demo::Digest {
            lines: words
                .plain
                .lines()
                .filter(|line| !line.is_empty())
                .take(SHOWN)
                .map(str::to_owned)
                .collect(),
            letters: letters.len(),
            file: file.map(|(name, home)| format!("{home}/mail/{name}")),
        })
    }

    /// The digests that went out, by week.
    fn letters(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for file in std::fs::read_dir(&self.mail)? {
            names.push(file?.file_name().to_string_lossy().into_owned());
        }
        names.retain(|name| name.starts_with("digest-"));
        names.sort();
        Ok(names)
    }
}
