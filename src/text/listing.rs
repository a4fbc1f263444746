//! Lists of matters and of what the office must look at, which may need several messages.

use super::Attention;
use crate::domain::disclosure::Outward;
use chrono::NaiveDate;
use serde::Serialize;

/// A text made of sections, each split between its entries where it is too long for one message. Its template
/// sees one part: `sections`, `matters` (how many in all parts), `part` and `parts` beside its own fields.
pub trait Listing: Serialize + Sized {
    /// File name of its template.
    const TEMPLATE: &'static str;

    /// Its sections in order.
    fn sections(&self) -> &[Section];

    /// Where it stands in a message that it continues.
    fn place(&self) -> Place {
        Place::default()
    }

    /// One for every turn that its template can take; see [`Text::samples`](super::Text::samples).
    fn samples() -> Vec<Self>;
}

/// Where a list stands in a message of several parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its part, from 1.
    pub part: usize,
    /// How many parts there are at least.
    pub parts: usize,
    /// How many matters all parts list; none: those of this list.
    pub matters: Option<u32>,
}

impl Default for Place {
    fn default() -> Self {
        Place {
            part: 1,
            parts: 1,
            matters: None,
        }
    }
}

/// Entries under one heading.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// Key of the form: `urge`, or one of our own: `takeover`, `moved`, `withdrawn`, `promised`, `attention`,
    /// `todo`.
    pub form: String,
    /// What the rulebook calls the form; else `words.toml` names it.
    pub name: Option<String>,
    /// In order.
    pub entries: Vec<Entry>,
}

/// What is never split.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// A matter, numbered.
    Matter(Line),
    /// Something that the office must look at.
    Attention(Attention),
}

/// A matter as a list shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Its number; none: its place among the matters of the list.
    #[serde(skip)]
    pub number: Option<u32>,
    /// What may be seen of it.
    #[serde(flatten)]
    pub matter: Outward,
    /// The day that the reader has promised, in the office's zone.
    pub promised_on: Option<NaiveDate>,
    /// Its paper, issued at this step.
    pub paper: Option<Box<PaperNumber>>,
    /// The day that somebody had promised and that passed, which made the matter climb.
    pub forgotten_on: Option<NaiveDate>,
    /// What changed, in the sections of changes.
    pub moved: Option<Moved>,
    /// Code of the matter that it went into, in the sections of merged ones.
    pub merged_into: Option<String>,
    /// It is a decision, which is taken by buttons.
    pub deciding: bool,
    /// Code of the matter that a decision is about.
    pub about: Option<String>,
    /// What whoever decides must know, or whoever asked.
    pub facts: Vec<Fact>,
}

/// A fact about what is to be decided: a number or a day, no words of anybody's; and why it was refused, for those
/// who may be told words about the matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// Key of its name.
    pub key: &'static str,
    /// As it is shown.
    pub value: String,
}

impl Line {
    /// Without a title and without anything that a decision needs: for mail, which others may read.
    pub fn neutral(self) -> Line {
        Line {
            matter: self.matter.without_title(),
            about: None,
            facts: Vec::new(),
            ..self
        }
    }
}

impl From<Outward> for Line {
    fn from(matter: Outward) -> Self {
        Line {
            number: None,
            matter,
            promised_on: None,
            paper: None,
            forgotten_on: None,
            moved: None,
            merged_into: None,
            deciding: false,
            about: None,
            facts: Vec::new(),
        }
    }
}

/// A paper as lines speak of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperNumber {
    /// 文号.
    pub number: String,
    /// 新的期限, in the office's zone.
    pub due_on: Option<NaiveDate>,
    /// The number under which it registered the matter (挂号督办).
    pub registered: Option<String>,
}

/// A due day that is another now.
#[derive(Debug, Clone, Serialize)]
pub struct Moved {
    /// The due day before, in the office's zone.
    pub from: Option<NaiveDate>,
    /// Why.
    pub why: MovedWhy,
}

/// Why a due day is another now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MovedWhy {
    /// The event that it counts from was corrected.
    Event,
    /// The year's holidays were published.
    Calendar,
    /// Another rulebook was adopted for it.
    Rulebook,
    /// The ledger that it came from was corrected.
    Import,
    /// The office corrected the day itself.
    Office,
    /// 延期 was granted.
    Extension,
}
