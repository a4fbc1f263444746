//! Walks the chain and holds the last images against the tables.

mod counters;
mod subjects;
mod trouble;

pub use subjects::{Disagreement, How};
pub use trouble::Trouble;

use super::{LedgerLine, Result, Work};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the walk found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Number of the last entry.
    pub entries: i64,
    /// Hash of the last entry.
    pub head: String,
    /// The first thing that is wrong, if anything is.
    pub trouble: Option<Trouble>,
}

/// The last image of a subject and the entry that wrote it.
struct Image {
    seq: i64,
    text: String,
}

type Images = BTreeMap<(String, i64), Image>;

/// The chain as far as it has been walked.
#[derive(Default)]
struct Walk {
    entries: i64,
    head: String,
    images: Images,
}

const BATCH: i64 = 1_000;

impl Work {
    /// Checks the chain from its first entry, that it still holds the entry `(number, hash or how it begins)` if one is given,
    /// and that all tables say what the ledger says.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn verify(&mut self, known: Option<(i64, &str)>) -> Result<Verified> {
        let mut walk = Walk::default();
        let mut trouble = self.walk_chain(&mut walk, known).await?;
        if trouble.is_none() {
            trouble = self.check_head(&walk).await?;
        }
        if trouble.is_none() {
            let disagreement = self.compare_tables(&mut walk.images).await?;
            trouble = disagreement.map(Trouble::TableDisagrees);
        }
        if trouble.is_none() {
            trouble = self.compare_counters().await?;
        }
        Ok(Verified {
            entries: walk.entries,
            head: walk.head,
            trouble,
        })
    }

    async fn walk_chain(&mut self, walk: &mut Walk, known: Option<(i64, &str)>) -> Result<Option<Trouble>> {
        loop {
            let lines = match self.lines_after(walk.entries).await {
                Err(error) if error.unreadable_column().is_some() => {
                    let seq = walk.entries + 1;
                    return Ok(Some(Trouble::BadEntry { seq }));
                }
                other => other?,
            };
            if lines.is_empty() {
                break;
            }
            for line in lines {
                if let Some(trouble) = walk.step(line) {
                    return Ok(Some(trouble));
                }
                if known.is_some_and(|(seq, hash)| seq == walk.entries && !walk.head.starts_with(hash)) {
                    return Ok(Some(Trouble::OtherHead { seq: walk.entries }));
                }
            }
        }
        Ok(known
            .filter(|(seq, _)| *seq > walk.entries)
            .map(|(expected, _)| Trouble::CutTail {
                expected,
                found: walk.entries,
            }))
    }

    /// The next lines; one at a time where one of them cannot be read, so that the walk comes up to it.
    async fn lines_after(&mut self, seq: i64) -> Result<Vec<LedgerLine>> {
        match self.ledger_after(seq, BATCH).await {
            Err(error) if error.unreadable_column().is_some() => self.ledger_after(seq, 1).await,
            other => other,
        }
    }

    async fn check_head(&mut self, walk: &Walk) -> Result<Option<Trouble>> {
        let head = self.find_ledger_head().await?;
        let says = match &head {
            Some((seq, _)) if *seq > walk.entries => {
                return Ok(Some(Trouble::CutTail {
                    expected: *seq,
                    found: walk.entries,
                }));
            }
            Some((seq, hash)) if (*seq, hash) == (walk.entries, &walk.head) => return Ok(None),
            other => other.as_ref().map(|(seq, hash)| format!("{seq}:{hash}")),
        };
        Ok(Some(Trouble::HeadRow {
            says,
            last: format!("{}:{}", walk.entries, walk.head),
        }))
    }
}

impl Walk {
    /// Goes on by one entry, unless it does not fit.
    fn step(&mut self, line: LedgerLine) -> Option<Trouble> {
        let entry = line.entry;
        if entry.seq != self.entries + 1 {
            let seq = self.entries + 1;
            return Some(Trouble::MissingEntry { seq });
        }
        if entry.hash(&self.head) != line.hash {
            return Some(Trouble::BadEntry { seq: entry.seq });
        }
        let key = (entry.subject, entry.subject_id);
        let last = self.images.remove(&key);
        let joins = match (&last, &entry.before) {
            (Some(last), Some(before)) => subjects::say_the_same(&key.0, &last.text, before),
            (last, before) => last.is_none() && before.is_none(),
        };
        if !joins {
            return Some(Trouble::BrokenStory {
                seq: entry.seq,
                name: last.as_ref().and_then(subjects::name_of),
                table: key.0,
                row: key.1,
            });
        }
        if let Some(text) = entry.after {
            let seq = entry.seq;
            self.images.insert(key, Image { seq, text });
        }
        (self.entries, self.head) = (entry.seq, line.hash);
        None
    }
}
