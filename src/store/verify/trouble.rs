//! What the walk can find, in words for the operator.

use super::subjects::{Disagreement, RowName};
use serde::Serialize;
use std::fmt;

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Trouble {
    /// A number is missing in the chain.
    MissingEntry {
        /// The missing number.
        seq: i64,
    },
    /// An entry's content does not fit its hash, or cannot be read.
    BadEntry {
        /// Its number.
        seq: i64,
    },
    /// An entry's image before is not what the entry before it left: the row was changed between them, beside
    /// the program.
    BrokenStory {
        /// Its number.
        seq: i64,
        /// Table of its subject.
        table: String,
        /// Row id of its subject.
        row: i64,
        /// What people call it.
        name: Option<String>,
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
    /// The row that keeps the head is gone, or names another entry than the last one.
    HeadRow {
        /// What it says, as `N:HASH`; none when it is gone.
        says: Option<String>,
        /// The last entry, as `N:HASH`.
        last: String,
    },
    /// A row is not what the ledger says.
    TableDisagrees(Disagreement),
    /// A counter of codes does not stand where the codes say.
    Counter {
        /// The stem that it counts for.
        stem: String,
        /// Where it stands; none when it is gone.
        value: Option<i64>,
        /// The highest number of a code of that stem; 0 when there is none.
        highest: i64,
    },
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::MissingEntry { seq } => write!(f, "ledger entry {seq} was deleted"),
            Trouble::BadEntry { seq } => {
                write!(f, "ledger entry {seq} is not what was written: it was changed")
            }
            Trouble::BrokenStory {
                seq,
                table,
                row,
                name,
            } => write!(
                f,
                "{} was changed beside the ledger before entry {seq}, which does not go on where the entry \
                 before it about this row ended",
                RowName(table, *row, name.as_deref())
            ),
            Trouble::CutTail { expected, found } => write!(
                f,
                "the ledger ends with entry {found}, but there was an entry {expected}: the last entries were \
                 deleted"
            ),
            Trouble::OtherHead { seq } => write!(
                f,
                "entry {seq} has another hash than the one given: the ledger was written anew"
            ),
            Trouble::HeadRow { says: None, last } => {
                write!(
                    f,
                    "the row of table ledger_head was deleted; the last entry is {last}"
                )
            }
            Trouble::HeadRow {
                says: Some(says),
                last,
            } => write!(
                f,
                "table ledger_head was changed: it says {says}, but the last entry is {last}"
            ),
            Trouble::TableDisagrees(disagreement) => disagreement.fmt(f),
            Trouble::Counter {
                stem,
                value: None,
                highest,
            } => write!(
                f,
                "the counter of codes {stem} was deleted; it stood at {highest}"
            ),
            Trouble::Counter {
                stem,
                value: Some(value),
                highest,
            } => write!(
                f,
                "the counter of codes {stem} was changed: it stands at {value}, but the last code given out has \
                 the number {highest}"
            ),
        }
    }
}
