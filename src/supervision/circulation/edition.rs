//! An edition: all digests of a period, counted once and each kind of slice rendered once, however many readers share
//! it. A period that is over does not change, so the last one is kept while its letters go out.

use crate::domain::digest::DigestPeriod;
use crate::domain::letter::Letter;
use crate::supervision::digest::{Drafts, Reader, Rendered, Slice, draft_digests};
use crate::supervision::house::House;
use crate::text::DigestSheet;
use anyhow::Result;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

/// The edition that was made last.
#[derive(Default)]
pub struct Editions(tokio::sync::Mutex<Option<Arc<Edition>>>);

/// All digests of a period.
pub struct Edition {
    drafts: Drafts,
    rendered: Mutex<BTreeMap<Slice, Arc<OnceCell<Rendered>>>>,
}

impl Editions {
    /// The edition of a period that is over; made where it is not the last one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(&self, house: &House, period: DigestPeriod) -> Result<Arc<Edition>> {
        let mut last = self.0.lock().await;
        if let Some(edition) = last.as_ref().filter(|edition| edition.drafts.period == period) {
            return Ok(edition.clone());
        }
        let edition = Arc::new(Edition {
            drafts: draft_digests(house, period).await?,
            rendered: Mutex::default(),
        });
        *last = Some(edition.clone());
        Ok(edition)
    }

    /// Gives back what the last edition takes of memory; whoever comes later has it made again.
    pub async fn forget(&self) {
        *self.0.lock().await = None;
    }
}

impl Edition {
    /// What a slice's digest says.
    pub fn sheet(&self, slice: &Slice) -> DigestSheet {
        self.drafts.sheet(slice)
    }

    /// Whether anything of a slice has changed in the period.
    pub fn has_news(&self, slice: &Slice) -> bool {
        self.drafts.has_news(slice)
    }

    /// A reader's digest as a letter. Equal slices share what it is made of, and pictures are drawn where they keep no
    /// chat waiting.
    ///
    /// # Errors
    /// When a template is at fault, or the picture or workbook cannot be made.
    pub async fn letter(self: &Arc<Self>, house: &House, reader: &Reader) -> Result<Letter> {
        let cell = self.cell(&reader.slice);
        let rendered = cell.get_or_try_init(async || {
            let (edition, texts, slice) = (self.clone(), house.texts.clone(), reader.slice.clone());
            spawn_blocking(move || Rendered::of(&texts, &edition.sheet(&slice))).await?
        });
        Ok(self.drafts.letter(reader, rendered.await?.clone()))
    }

    fn cell(&self, slice: &Slice) -> Arc<OnceCell<Rendered>> {
        let mut rendered = self.rendered.lock().unwrap_or_else(PoisonError::into_inner);
        rendered.entry(slice.clone()).or_default().clone()
    }
}
