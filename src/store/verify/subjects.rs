//! Holds the last image of every subject against its row.

use super::{Image, Images};
use crate::domain::answer::{Evidence, Reply};
use crate::domain::binding::{Binding, ChatGroup};
use crate::domain::call::Call;
use crate::domain::circulation::{DigestChoice, DigestIssue};
use crate::domain::closeout::Application;
use crate::domain::clue::Clue;
use crate::domain::contact::{Acting, Holding, Office, Person, Unit};
use crate::domain::correction::{ImportRun, MessageWithdrawal, RuleChoice};
use crate::domain::extension::Extension;
use crate::domain::finding::{Finding, Measure};
use crate::domain::follow_up::FollowUp;
use crate::domain::inspection::{Event, Inspection, Round};
use crate::domain::matter::{Assignment, Matter};
use crate::domain::moves::Move;
use crate::domain::part::Part;
use crate::domain::reconciliation::{Reconciled, Reconciliation};
use crate::domain::registration::Registration;
use crate::domain::resolution::Resolution;
use crate::domain::rung::Rung;
use crate::domain::spot_check::SpotCheck;
use crate::domain::supervision_paper::{Paper, PaperItem};
use crate::domain::switch::Switch;
use crate::domain::version::{CalendarYear, RulebookVersion};
use crate::store::table::Subject;
use crate::store::{Result, StoreError, Work};
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// A row that is not what the ledger says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// Table.
    pub table: String,
    /// Row id.
    pub row: i64,
    /// What people call it: a matter's code, a person's name.
    pub name: Option<String>,
    /// In which way.
    pub how: How,
    /// The fields that differ, or the column that cannot be read.
    pub fields: Vec<String>,
    /// The entry that wrote it last.
    pub seq: Option<i64>,
}

/// The way in which a row is not what the ledger says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It says something else.
    Changed,
    /// A column holds what no row may hold.
    Unreadable,
    /// It is gone.
    Deleted,
    /// No entry wrote it.
    Added,
}

/// A row as the operator finds it: its table, its id, and what people call it.
pub(super) struct RowName<'a>(pub &'a str, pub i64, pub Option<&'a str>);

impl fmt::Display for RowName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RowName(table, row, name) = self;
        write!(f, "row {row} of table {table}")?;
        name.map_or(Ok(()), |name| write!(f, " ({name})"))
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        RowName(&self.table, self.row, self.name.as_deref()).fmt(f)?;
        let fields = self.fields.join(", ");
        match self.how {
            How::Changed => write!(f, " was changed beside the ledger in {fields}")?,
            How::Unreadable => write!(f, " cannot be read: no such value may stand in {fields}")?,
            How::Deleted => f.write_str(" was deleted beside the ledger")?,
            How::Added => f.write_str(" was added beside the ledger: no entry wrote it")?,
        }
        match self.seq {
            Some(seq) => write!(f, "; entry {seq} wrote it last"),
            None => Ok(()),
        }
    }
}

/// Calls `$run!(Type)` for every kind of subject.
macro_rules! each_subject {
    ($run:ident) => {
        $run!(
            Office,
            Unit,
            Person,
            Holding,
            Round,
            Inspection,
            Clue,
            Event,
            Matter,
            Assignment,
            Finding,
            Measure,
            Reply,
            Move,
            Part,
            Call,
            Evidence,
            Binding,
            ChatGroup,
            RulebookVersion,
            CalendarYear,
            FollowUp,
            Switch,
            Acting,
            ImportRun,
            MessageWithdrawal,
            RuleChoice,
            Extension,
            Reconciliation,
            Reconciled,
            Application,
            SpotCheck,
            Resolution,
            Registration,
            DigestIssue,
            DigestChoice,
            Rung,
            Paper,
            PaperItem
        )
    };
}

impl Work {
    /// The first row that is not what its last image says.
    pub(super) async fn compare_tables(&mut self, images: &mut Images) -> Result<Option<Disagreement>> {
        macro_rules! compare {
            ($($subject:ty),+) => {$(
                if let Some(disagreement) = self.compare_table::<$subject>(images).await? {
                    return Ok(Some(disagreement));
                }
            )+};
        }
        each_subject!(compare);
        Ok(images
            .first_key_value()
            .map(|((table, row), image)| Disagreement {
                table: table.clone(),
                row: *row,
                name: name_of(image),
                how: How::Deleted,
                fields: Vec::new(),
                seq: Some(image.seq),
            }))
    }

    async fn compare_table<S: Subject>(&mut self, images: &mut Images) -> Result<Option<Disagreement>> {
        let subjects = match self.all::<S>().await {
            Err(error) if error.unreadable_column().is_some() => {
                return self.find_unreadable::<S>(images).await;
            }
            other => other?,
        };
        for subject in subjects {
            let image = images.remove(&(S::TABLE.to_owned(), subject.row_id()));
            let (how, fields) = match &image {
                None => (How::Added, Vec::new()),
                Some(image) => match changed_fields(image, &subject)? {
                    fields if fields.is_empty() => continue,
                    fields => (How::Changed, fields),
                },
            };
            return Ok(Some(Disagreement {
                table: S::TABLE.to_owned(),
                row: subject.row_id(),
                name: match &image {
                    Some(image) => name_of(image),
                    None => name_in(&serde_json::to_value(&subject).unwrap_or_default()),
                },
                how,
                fields,
                seq: image.map(|image| image.seq),
            }));
        }
        Ok(None)
    }

    /// The first row of a table that cannot be read as its domain type.
    async fn find_unreadable<S: Subject>(&mut self, images: &Images) -> Result<Option<Disagreement>> {
        for row in S::ids(self).await? {
            let Err(error) = S::find(self, row).await else {
                continue;
            };
            let Some(column) = error.unreadable_column() else {
                return Err(error);
            };
            let image = images.get(&(S::TABLE.to_owned(), row));
            return Ok(Some(Disagreement {
                table: S::TABLE.to_owned(),
                row,
                name: image.and_then(name_of),
                how: How::Unreadable,
                fields: vec![column],
                seq: image.map(|image| image.seq),
            }));
        }
        Ok(None)
    }
}

/// Whether two images of a table's row say the same. Other bytes may: an image that was written before its type
/// had some field says what that field's default says.
pub(super) fn say_the_same(table: &str, one: &str, other: &str) -> bool {
    macro_rules! compare {
        ($($subject:ty),+) => {
            match table {
                $(<$subject as Subject>::TABLE => match (decode::<$subject>(one), decode::<$subject>(other)) {
                    (Ok(one), Ok(other)) => one == other,
                    _ => false,
                },)+
                _ => false,
            }
        };
    }
    one == other || each_subject!(compare)
}

fn decode<S: Subject>(image: &str) -> serde_json::Result<S> {
    serde_json::from_str(image)
}

/// The fields in which a row is not what its image says.
fn changed_fields<S: Subject>(image: &Image, row: &S) -> Result<Vec<String>> {
    let said: S = decode(&image.text).map_err(|error| StoreError::Image {
        seq: image.seq,
        error,
    })?;
    if said == *row {
        return Ok(Vec::new());
    }
    let fields = |subject: &S| match serde_json::to_value(subject) {
        Ok(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    let (said, present) = (fields(&said), fields(row));
    let differs = |field: &&String| said.get(*field) != present.get(*field);
    Ok(present.keys().filter(differs).cloned().collect())
}

pub(super) fn name_of(image: &Image) -> Option<String> {
    name_in(&serde_json::from_str(&image.text).ok()?)
}

fn name_in(image: &Value) -> Option<String> {
    ["name", "code", "version", "year"]
        .iter()
        .find_map(|key| match image.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
}
