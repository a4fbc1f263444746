//! An edition: all digests of a period, counted once and each kind of slice rendered once, however many readers share
//! it. A period that is over does not change, so the last one is kept.

use crate::domain::digest::{DigestPeriod, Movements};
use crate::domain::letter::Letter;
use crate::supervision::digest::{Drafts, Reader, Rendered, Slice, draft_digests};
use crate::supervision::house::House;
use crate::text::DigestSheet;
use anyhow::Result;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The edition that was made last.
#[derive(Default)]
pub struct Editions(tokio::sync::Mutex<Option<Arc<Edition>>>);

/// All digests of a period.
pub struct Edition {
    drafts: Drafts,
    rendered: Mutex<BTreeMap<Slice, Arc<Rendered>>>,
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
}

impl Edition {
    /// What a slice's digest says.
    pub fn sheet(&self, slice: &Slice) -> DigestSheet {
        self.drafts.sheet(slice)
    }

    /// Whether the ledger held anything at its end.
    pub fn has_entries(&self) -> bool {
        self.drafts.has_entries()
    }

    /// Whether anything of a slice has changed in the period.
    pub fn has_news(&self, slice: &Slice) -> bool {
        self.sheet(slice).groups.iter().any(|group| {
            group.states.now != group.states.before || group.movements.now != Movements::default()
        })
    }

    /// A reader's digest as a letter.
    ///
    /// # Errors
    /// When a template is at fault, or the picture or workbook cannot be made.
    pub fn letter(&self, house: &House, reader: &Reader) -> Result<Letter> {
        let rendered = self.rendered(house, &reader.slice)?;
        Ok(self.drafts.letter(reader, Rendered::clone(&rendered)))
    }

    /// What a slice's letter is made of; equal slices share it.
    fn rendered(&self, house: &House, slice: &Slice) -> Result<Arc<Rendered>> {
        let known = || self.rendered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rendered) = known().get(slice) {
            return Ok(rendered.clone());
        }
        let rendered = Arc::new(Rendered::of(&house.texts, &self.sheet(slice))?);
        known().insert(slice.clone(), rendered.clone());
        Ok(rendered)
    }
}
