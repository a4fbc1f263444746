//! What is wrong with a rulebook, and where.

use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// One thing that is wrong with a rulebook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Line of its text, from 1.
    pub line: Option<usize>,
    /// `rule R-PLAN, due`, `timeline standard, step T-3`, `column 7`; in an overlay `preset xian: ..`.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}, ")?;
        }
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// One text that is read: the rulebook itself, or an overlay.
pub(super) struct Source<'t> {
    pub text: &'t str,
    /// `preset xian`, for an overlay.
    overlay: Option<String>,
    /// The byte behind each line.
    ends: Vec<usize>,
}

impl<'t> Source<'t> {
    /// A rulebook's text.
    pub fn rulebook(text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        Source {
            text,
            overlay: None,
            ends,
        }
    }

    /// The text of the overlay of that name.
    pub fn overlay(name: &str, text: &'t str) -> Self {
        Source {
            overlay: Some(format!("preset {name}")),
            ..Source::rulebook(text)
        }
    }

    /// The line of a byte of the text, from 1.
    fn line(&self, at: usize) -> usize {
        1 + self.ends.partition_point(|&end| end <= at)
    }

    /// The column of a byte of the text, in characters from 1.
    fn column(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or(self.text);
        1 + before.chars().rev().take_while(|&c| c != '\n').count()
    }

    /// A problem at a place of this text.
    pub fn problem(&self, at: Option<Range<usize>>, place: &str, what: impl Into<String>) -> Problem {
        let line = at.map(|at| self.line(at.start));
        Problem {
            line,
            place: within(self.overlay.as_deref(), place),
            what: what.into(),
        }
    }

    /// A problem of the TOML itself.
    pub fn syntax(&self, error: &toml::de::Error) -> Problem {
        let column = error.span().map_or(1, |at| self.column(at.start));
        self.problem(error.span(), &format!("column {column}"), error.message())
    }
}

/// Where the parts of a rulebook stand, for problems that are found after reading.
#[derive(Default)]
pub(super) struct Places(BTreeMap<String, (Option<String>, usize)>);

impl Places {
    /// Remembers that a part stands there; a later overlay's place replaces the rulebook's own.
    pub fn note(&mut self, place: String, source: &Source<'_>, at: Range<usize>) {
        self.0
            .insert(place, (source.overlay.clone(), source.line(at.start)));
    }

    /// A problem at a part, or at the nearest part that it belongs to.
    pub fn problem(&self, place: &str, what: String) -> Problem {
        let mut known = place;
        loop {
            if let Some((overlay, line)) = self.0.get(known) {
                return Problem {
                    line: Some(*line),
                    place: within(overlay.as_deref(), place),
                    what,
                };
            }
            let Some((whole, _)) = known.rsplit_once(", ") else {
                return Problem {
                    line: None,
                    place: place.to_owned(),
                    what,
                };
            };
            known = whole;
        }
    }
}

fn within(overlay: Option<&str>, place: &str) -> String {
    match overlay {
        Some(overlay) => format!("{overlay}: {place}"),
        None => place.to_owned(),
    }
}
