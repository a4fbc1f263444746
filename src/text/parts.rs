//! Splitting a list into messages: between entries, never inside one.

use super::listing::{Entry, Listing};
use super::value::{json, value};
use super::{TextError, Texts};
use crate::domain::message::length;
use serde_json::{Map, Value as Json, json};
use std::ops::Range;

/// One message of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The text.
    pub text: String,
    /// How many entries of the list it holds.
    pub entries: usize,
}

/// What a part may hold, in UTF-16 units after entity parsing: Telegram's 4,096 less a margin for what its
/// server may count otherwise.
const LIMIT: usize = 4000;
/// Stands for the number of parts while it is not known; as wide as any.
const MANY: usize = 99;
/// Entries that are tried first in a part.
const FIRST_STEP: usize = 16;

impl Texts {
    /// A list as one message, or as several that are numbered `i/n`. Matters are numbered through all parts, in
    /// the order of the sections. Costs what the list is long, however many parts it takes.
    ///
    /// # Errors
    /// When the template asks for what the context does not hold, or one entry alone is too long.
    pub fn parts<L: Listing>(&self, listing: &L) -> Result<Vec<Part>, TextError> {
        let (pages, place) = (Pages::of(listing), listing.place());
        let ranges = self.ranges::<L>(&pages)?;
        if let [_] | [_, _] = ranges.as_slice() {
            let all = 0..pages.entries.len();
            let entries = all.len();
            let text = self.fill(L::TEMPLATE, pages.page(all, place.part, place.parts))?;
            if length(&text) <= LIMIT {
                return Ok(vec![Part { text, entries }]);
            }
        }
        let parts = place.parts + ranges.len() - 1;
        let part = |(part, range): (usize, Range<usize>)| {
            let entries = range.len();
            Ok(Part {
                text: self.fill(L::TEMPLATE, pages.page(range, part, parts))?,
                entries,
            })
        };
        (place.part..).zip(ranges).map(part).collect()
    }

    /// The entries of each part.
    fn ranges<L: Listing>(&self, pages: &Pages) -> Result<Vec<Range<usize>>, TextError> {
        let mut ranges = Vec::new();
        let mut start = 0;
        loop {
            let end = self.part_end::<L>(pages, start)?;
            ranges.push(start..end);
            if end == pages.entries.len() {
                return Ok(ranges);
            }
            start = end;
        }
    }

    /// The end of the longest part that begins with that entry: found by doubling, then by halving.
    fn part_end<L: Listing>(&self, pages: &Pages, start: usize) -> Result<usize, TextError> {
        let last = pages.entries.len();
        let length_to = |end: usize| {
            // As the last of many parts it is at its longest.
            self.fill(L::TEMPLATE, pages.page(start..end, MANY, MANY))
                .map(|text| length(&text))
        };
        let (mut fits, mut too_long) = (start, last + 1);
        let mut step = FIRST_STEP;
        while too_long - fits > 1 {
            let next = fits.midpoint(too_long).min(fits + step);
            if length_to(next)? <= LIMIT {
                fits = next;
                step *= 2;
            } else {
                too_long = next;
            }
        }
        if fits > start {
            return Ok(fits);
        }
        let length = length_to(last.min(start + 1))?;
        if length <= LIMIT {
            return Ok(last); // a list of nothing
        }
        Err(TextError::TooLong {
            name: L::TEMPLATE.to_owned(),
            length,
            limit: LIMIT,
        })
    }
}

/// A list taken apart.
struct Pages {
    /// The context without its sections.
    frame: Map<String, Json>,
    /// Form and name of each section.
    heads: Vec<Json>,
    /// Every entry with the place of its section.
    entries: Vec<(usize, Json)>,
    /// How many of them are matters.
    matters: u32,
}

impl Pages {
    fn of<L: Listing>(listing: &L) -> Pages {
        let mut pages = Pages {
            frame: Map::new(),
            heads: Vec::new(),
            entries: Vec::new(),
            matters: 0,
        };
        if let Json::Object(frame) = json(listing) {
            pages.frame = frame;
        }
        for section in listing.sections() {
            for entry in &section.entries {
                let mut context = json(entry);
                if let Entry::Matter(line) = entry {
                    pages.matters += 1;
                    context["number"] = json!(line.number.unwrap_or(pages.matters));
                }
                pages.entries.push((pages.heads.len(), context));
            }
            pages
                .heads
                .push(json!({ "form": section.form, "name": section.name }));
        }
        pages.matters = listing.place().matters.unwrap_or(pages.matters);
        pages
    }

    /// The context of one part: the frame, the entries of the range under the heads of their sections.
    fn page(&self, range: Range<usize>, part: usize, parts: usize) -> minijinja::Value {
        let mut sections: Vec<Json> = Vec::new();
        for run in self.entries[range].chunk_by(|one, next| one.0 == next.0) {
            let mut section = self.heads[run[0].0].clone();
            section["entries"] = run.iter().map(|(_, entry)| entry.clone()).collect();
            sections.push(section);
        }
        let mut context = self.frame.clone();
        context.insert("sections".to_owned(), Json::Array(sections));
        context.insert("matters".to_owned(), json!(self.matters));
        context.insert("part".to_owned(), json!(part));
        context.insert("parts".to_owned(), json!(parts));
        value(Json::Object(context))
    }
}
