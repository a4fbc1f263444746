//! The gapless chain: one place writes both table and entry.

use super::table::Subject;
use super::work::on;
use super::{Result, StoreError, Work};
use crate::domain::ids::MatterId;
use crate::domain::ledger::{Actor, Entry};
use chrono::{DateTime, Utc};

/// Who does what, when and why; said once for all rows that one verb writes.
#[derive(Debug, Clone)]
pub struct Act {
    /// Who.
    pub actor: Actor,
    /// Business instant.
    pub at: DateTime<Utc>,
    /// Key of what is done: `matter.opened`.
    pub action: &'static str,
    /// Why, in words; may be empty.
    pub reason: String,
}

impl Act {
    /// An act without a reason in words.
    pub fn new(actor: Actor, at: DateTime<Utc>, action: &'static str) -> Act {
        Act {
            actor,
            at,
            action,
            reason: String::new(),
        }
    }

    /// The same with a reason.
    pub fn because(mut self, reason: impl Into<String>) -> Act {
        self.reason = reason.into();
        self
    }

    /// Another action by the same actor at the same instant, for the same reason.
    pub fn doing(&self, action: &'static str) -> Act {
        Act {
            action,
            ..self.clone()
        }
    }
}

/// An entry that waits for its place in the chain.
pub(super) struct Pending {
    act: Act,
    subject: &'static str,
    subject_id: i64,
    matter_id: Option<i64>,
    before: Option<String>,
    after: Option<String>,
}

/// An entry with its hash, as read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// What it says.
    pub entry: Entry,
    /// Its stored hash.
    pub hash: String,
}

const NO_HEAD: StoreError = StoreError::Missing {
    table: "ledger_head",
    row: 1,
};

impl Work {
    /// Inserts a row and enters it; gives it back with its id.
    ///
    /// # Errors
    /// When the database refuses the row.
    pub async fn insert<S: Subject>(&mut self, act: &Act, mut subject: S) -> Result<S> {
        subject.set_row_id(subject.write_new(self).await?);
        self.enter(act, None, &subject);
        Ok(subject)
    }

    /// Writes a changed row and enters it; a row that did not change is left alone.
    ///
    /// # Errors
    /// When the database refuses the row, it is gone, or it is no longer as it was read
    /// ([`StoreError::Overtaken`]: run the verb again).
    pub async fn update<S: Subject>(&mut self, act: &Act, before: &S, after: &S) -> Result<()> {
        if before == after {
            return Ok(());
        }
        let (table, row) = (S::TABLE, before.row_id());
        match S::lock(self, row).await? {
            None => return Err(StoreError::Missing { table, row }),
            Some(present) if present != *before => return Err(StoreError::Overtaken { table, row }),
            Some(_) => after.write_over(self).await?,
        }
        self.enter(act, Some(before), after);
        Ok(())
    }

    /// The rows that this work has entered so far by some actions, in order.
    pub(super) fn entered<'w>(&'w self, actions: &'w [&'w str]) -> impl Iterator<Item = i64> + 'w {
        let by = move |pending: &&Pending| actions.contains(&pending.act.action);
        self.entries.iter().filter(by).map(|pending| pending.subject_id)
    }

    /// Whether this work has entered anything so far.
    pub fn has_entered(&self) -> bool {
        !self.entries.is_empty()
    }

    fn enter<S: Subject>(&mut self, act: &Act, before: Option<&S>, after: &S) {
        let image = |subject: &S| {
            serde_json::to_string(subject).expect("domain values have string keys and finite numbers")
        };
        self.entries.push(Pending {
            act: act.clone(),
            subject: S::TABLE,
            subject_id: after.row_id(),
            matter_id: after.matter_id(),
            before: before.map(image),
            after: Some(image(after)),
        });
    }

    /// Locks the head, last of all locks, and appends what this work has entered.
    pub(super) async fn chain_entries(&mut self) -> Result<()> {
        if self.entries.is_empty() {
            return Ok(());
        }
        let head: Option<(i64, String)> = on!(self, |conn| {
            sqlx::query_as("UPDATE ledger_head SET seq = seq WHERE id = 1 RETURNING seq, hash")
                .fetch_optional(conn)
                .await?
        });
        let (mut seq, mut hash) = head.ok_or(NO_HEAD)?;
        for pending in std::mem::take(&mut self.entries) {
            seq += 1;
            let entry = pending.at_place(seq);
            hash = entry.hash(&hash);
            self.append(&entry, &hash).await?;
        }
        on!(self, |conn| {
            sqlx::query("UPDATE ledger_head SET seq = $1, hash = $2 WHERE id = 1")
                .bind(seq)
                .bind(hash)
                .execute(conn)
                .await?;
        });
        Ok(())
    }

    async fn append(&mut self, entry: &Entry, hash: &str) -> Result<()> {
        on!(self, |conn| {
            sqlx::query(
                "INSERT INTO ledger (seq, at_us, actor, action, subject, subject_id, matter_id, reason, \
                 image_before, image_after, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            )
            .bind(entry.seq)
            .bind(entry.at.timestamp_micros())
            .bind(entry.actor.as_str())
            .bind(entry.action.as_str())
            .bind(entry.subject.as_str())
            .bind(entry.subject_id)
            .bind(entry.matter_id)
            .bind(entry.reason.as_str())
            .bind(entry.before.as_deref())
            .bind(entry.after.as_deref())
            .bind(hash)
            .execute(conn)
            .await?;
        });
        Ok(())
    }

    /// The head: number and hash of the last entry (0 and empty for a new ledger).
    ///
    /// # Errors
    /// When the database cannot be read, or the head is gone.
    pub async fn ledger_head(&mut self) -> Result<(i64, String)> {
        self.find_ledger_head().await?.ok_or(NO_HEAD)
    }

    pub(super) async fn find_ledger_head(&mut self) -> Result<Option<(i64, String)>> {
        Ok(on!(self, |conn| {
            sqlx::query_as("SELECT seq, hash FROM ledger_head WHERE id = 1")
                .fetch_optional(conn)
                .await?
        }))
    }

    /// At most `limit` entries after a number, in order.
    ///
    /// # Errors
    /// When the database cannot be read or an instant is out of range.
    pub async fn ledger_after(&mut self, seq: i64, limit: i64) -> Result<Vec<LedgerLine>> {
        let rows: Vec<Row> = on!(self, |conn| {
            sqlx::query_as("SELECT * FROM ledger WHERE seq > $1 ORDER BY seq LIMIT $2")
                .bind(seq)
                .bind(limit)
                .fetch_all(conn)
                .await?
        });
        rows.into_iter().map(Row::read).collect()
    }

    /// The story of one matter.
    ///
    /// # Errors
    /// When the database cannot be read or an instant is out of range.
    pub async fn ledger_of(&mut self, matter: MatterId) -> Result<Vec<LedgerLine>> {
        let rows: Vec<Row> = on!(self, |conn| {
            sqlx::query_as("SELECT * FROM ledger WHERE matter_id = $1 ORDER BY seq")
                .bind(matter.0)
                .fetch_all(conn)
                .await?
        });
        rows.into_iter().map(Row::read).collect()
    }
}

impl Pending {
    fn at_place(self, seq: i64) -> Entry {
        Entry {
            seq,
            at: self.act.at,
            actor: self.act.actor.to_string(),
            action: self.act.action.to_owned(),
            subject: self.subject.to_owned(),
            subject_id: self.subject_id,
            matter_id: self.matter_id,
            reason: self.act.reason,
            before: self.before,
            after: self.after,
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    at_us: i64,
    actor: String,
    action: String,
    subject: String,
    subject_id: i64,
    matter_id: Option<i64>,
    reason: String,
    image_before: Option<String>,
    image_after: Option<String>,
    hash: String,
}

impl Row {
    fn read(self) -> Result<LedgerLine> {
        let at = DateTime::from_timestamp_micros(self.at_us).ok_or_else(|| StoreError::Inconsistent {
            table: "ledger",
            column: "at_us",
            row: self.seq,
            value: self.at_us.to_string(),
        })?;
        let entry = Entry {
            seq: self.seq,
            at,
            actor: self.actor,
            action: self.action,
            subject: self.subject,
            subject_id: self.subject_id,
            matter_id: self.matter_id,
            reason: self.reason,
            before: self.image_before,
            after: self.image_after,
        };
        Ok(LedgerLine {
            entry,
            hash: self.hash,
        })
    }
}
