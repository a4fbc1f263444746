//! Walks the chain and holds the last images against the tables.

use super::table::Subject;
use super::{LedgerLine, Result, Work};
use crate::domain::answer::{Evidence, Reply};
use crate::domain::binding::{Binding, ChatGroup};
use crate::domain::contact::{Holding, Person, Unit};
use crate::domain::finding::{Finding, Measure};
use crate::domain::inspection::{Event, Inspection, Round};
use crate::domain::matter::{Assignment, Matter};
use crate::domain::moves::Move;
use crate::domain::version::{CalendarYear, RulebookVersion};
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

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Trouble {
    /// An entry's content does not fit its hash, or a number is missing before it.
    BadEntry {
        /// Its number, or the missing number.
        seq: i64,
    },
    /// An entry's image before is not what the entry before it left.
    BrokenStory {
        /// Its number.
        seq: i64,
    },
    /// The chain ends before its head, or before the entry that was asked for.
    CutTail {
        /// The number that should be there.
        expected: i64,
        /// The last number that is.
        found: i64,
    },
    /// The entry that was asked for has another hash.
    OtherHead {
        /// Its number.
        seq: i64,
    },
    /// A row is not what the ledger says.
    TableDisagrees {
        /// Table.
        table: String,
        /// Row id.
        row: i64,
        /// `changed`, `missing` or `not_in_ledger`.
        how: &'static str,
        /// The entry that wrote it last.
        seq: Option<i64>,
    },
}

/// The last image of a subject and the entry that wrote it.
struct Image {
    seq: i64,
    text: String,
}

type Images = BTreeMap<(String, i64), Image>;

const BATCH: i64 = 1_000;

impl Work {
    /// Checks the chain from its first entry, that it still holds the entry `(number, hash)` if one is given,
    /// and that all tables say what the ledger says.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn verify(&mut self, known: Option<(i64, &str)>) -> Result<Verified> {
        let mut images = Images::new();
        let (mut entries, mut head) = (0, String::new());
        let mut other_head = false;
        loop {
            let lines = self.ledger_after(entries, BATCH).await?;
            if lines.is_empty() {
                break;
            }
            for line in lines {
                if let Some(trouble) = check_line(&line, entries, &head, &mut images) {
                    return Ok(Verified {
                        entries,
                        head,
                        trouble: Some(trouble),
                    });
                }
                entries = line.entry.seq;
                head = line.hash;
                other_head |= known.is_some_and(|(seq, hash)| seq == entries && hash != head);
            }
        }
        let trouble = match known {
            Some((seq, _)) if other_head => Some(Trouble::OtherHead { seq }),
            Some((seq, _)) if seq > entries => Some(Trouble::CutTail {
                expected: seq,
                found: entries,
            }),
            _ => self.check_head(entries, &head).await?,
        };
        let trouble = match trouble {
            Some(trouble) => Some(trouble),
            None => self.compare_tables(&mut images).await?,
        };
        Ok(Verified {
            entries,
            head,
            trouble,
        })
    }

    async fn check_head(&mut self, entries: i64, head: &str) -> Result<Option<Trouble>> {
        let (seq, hash) = self.ledger_head().await?;
        Ok(if seq != entries {
            Some(Trouble::CutTail {
                expected: seq,
                found: entries,
            })
        } else if hash != head {
            Some(Trouble::OtherHead { seq })
        } else {
            None
        })
    }

    async fn compare_tables(&mut self, images: &mut Images) -> Result<Option<Trouble>> {
        macro_rules! compare {
            ($($subject:ty),+) => {$(
                if let Some(trouble) = self.compare_table::<$subject>(images).await? {
                    return Ok(Some(trouble));
                }
            )+};
        }
        compare!(
            Unit,
            Person,
            Holding,
            Round,
            Inspection,
            Event,
            Matter,
            Assignment,
            Finding,
            Measure,
            Reply,
            Move,
            Evidence,
            Binding,
            ChatGroup,
            RulebookVersion,
            CalendarYear
        );
        Ok(images
            .iter()
            .next()
            .map(|((table, row), image)| Trouble::TableDisagrees {
                table: table.clone(),
                row: *row,
                how: "missing",
                seq: Some(image.seq),
            }))
    }

    async fn compare_table<S: Subject>(&mut self, images: &mut Images) -> Result<Option<Trouble>> {
        for subject in self.all::<S>().await? {
            let row = subject.row_id();
            let disagrees = |how, seq| {
                Some(Trouble::TableDisagrees {
                    table: S::TABLE.to_owned(),
                    row,
                    how,
                    seq,
                })
            };
            match images.remove(&(S::TABLE.to_owned(), row)) {
                None => return Ok(disagrees("not_in_ledger", None)),
                Some(image) => {
                    if serde_json::from_str::<S>(&image.text).ok().as_ref() != Some(&subject) {
                        return Ok(disagrees("changed", Some(image.seq)));
                    }
                }
            }
        }
        Ok(None)
    }
}

fn check_line(line: &LedgerLine, last: i64, head: &str, images: &mut Images) -> Option<Trouble> {
    let entry = &line.entry;
    if entry.seq != last + 1 {
        return Some(Trouble::BadEntry { seq: last + 1 });
    }
    if entry.hash(head) != line.hash {
        return Some(Trouble::BadEntry { seq: entry.seq });
    }
    let key = (entry.subject.clone(), entry.subject_id);
    if images.get(&key).map(|image| &image.text) != entry.before.as_ref() {
        return Some(Trouble::BrokenStory { seq: entry.seq });
    }
    match &entry.after {
        Some(text) => images.insert(
            key,
            Image {
                seq: entry.seq,
                text: text.clone(),
            },
        ),
        None => images.remove(&key),
    };
    None
}
