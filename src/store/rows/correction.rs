//! Imports, withdrawn messages, choices of rules.

use crate::domain::correction::{ImportRun, MessageWithdrawal, RuleChoice};
use crate::domain::ids::{EventId, MatterId, MessageId};
use crate::store::work::on;
use crate::store::{Result, Work};

mod import {
    use super::{ids_of, text_of};
    use crate::domain::correction::ImportRun;
    use crate::domain::ids::{EventId, MatterId};
    use crate::store::table::{table, word};
    use chrono::{DateTime, Utc};

    table! {
        ImportRun as "import_run", story |_| None,
        columns |run| {
            office_id: i64 = run.office_id.0,
            file_name: String = run.file_name.as_str(),
            sha256: String = run.sha256.as_str(),
            kind: String = run.kind.as_str(),
            unit: Option<String> = run.unit.as_deref(),
            opened: String = text_of(&run.opened),
            events: String = text_of(&run.events),
            imported_by: Option<i64> = run.imported_by.map(i64::from),
            imported_at: DateTime<Utc> = run.imported_at,
            undone_at: Option<DateTime<Utc>> = run.undone_at,
        }
        read |row| Ok(ImportRun {
            id: row.id,
            office_id: row.office_id.into(),
            file_name: row.file_name,
            sha256: row.sha256,
            kind: row.kind,
            unit: row.unit,
            opened: word(ids_of::<MatterId>, &row.opened, "import_run", "opened", row.id)?,
            events: word(ids_of::<EventId>, &row.events, "import_run", "events", row.id)?,
            imported_by: row.imported_by.map(Into::into),
            imported_at: row.imported_at,
            undone_at: row.undone_at,
        })
    }
}

mod withdrawal {
    use crate::domain::correction::MessageWithdrawal;
    use crate::store::table::table;
    use chrono::{DateTime, Utc};

    table! {
        MessageWithdrawal as "message_withdrawal", story |_| None,
        columns |withdrawal| {
            message_id: i64 = withdrawal.message_id.0,
            person_id: Option<i64> = withdrawal.person_id.map(i64::from),
            unsent: i64 = withdrawal.unsent,
            sent: i64 = withdrawal.sent,
            reason: String = withdrawal.reason.as_str(),
            recorded_by: Option<i64> = withdrawal.recorded_by.map(i64::from),
            recorded_at: DateTime<Utc> = withdrawal.recorded_at,
        }
        read |row| Ok(MessageWithdrawal {
            id: row.id,
            message_id: row.message_id.into(),
            person_id: row.person_id.map(Into::into),
            unsent: row.unsent,
            sent: row.sent,
            reason: row.reason,
            recorded_by: row.recorded_by.map(Into::into),
            recorded_at: row.recorded_at,
        })
    }
}

mod choice {
    use crate::domain::correction::RuleChoice;
    use crate::store::table::table;
    use chrono::{DateTime, Utc};

    table! {
        RuleChoice as "rule_choice", story |_| None,
        columns |choice| {
            rulebook: String = choice.rulebook.as_str(),
            rule: String = choice.rule.as_str(),
            redated: bool = choice.redated,
            decided_by: Option<i64> = choice.decided_by.map(i64::from),
            decided_at: DateTime<Utc> = choice.decided_at,
        }
        read |row| Ok(RuleChoice {
            id: row.id,
            rulebook: row.rulebook,
            rule: row.rule,
            redated: row.redated,
            decided_by: row.decided_by.map(Into::into),
            decided_at: row.decided_at,
        })
    }
}

/// Row numbers as one text: `12 13 14`.
fn text_of<I: Copy + Into<i64>>(ids: &[I]) -> String {
    let words: Vec<String> = ids.iter().map(|id| Into::<i64>::into(*id).to_string()).collect();
    words.join(" ")
}

fn ids_of<I: From<i64>>(text: &str) -> Option<Vec<I>> {
    text.split_whitespace()
        .map(|word| word.parse().ok().map(I::from))
        .collect()
}

impl Work {
    /// The latest imports, the last one first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_latest_imports(&mut self, limit: usize) -> Result<Vec<ImportRun>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM import_run ORDER BY id DESC LIMIT $1")
                .bind(limit)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The withdrawal of a message.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find_withdrawal(&mut self, message: MessageId) -> Result<Option<MessageWithdrawal>> {
        let id: Option<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM message_withdrawal WHERE message_id = $1")
                .bind(message.0)
                .fetch_optional(conn)
                .await?
        });
        match id {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }

    /// What was chosen under a rulebook, rule by rule.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_choices(&mut self, rulebook: &str) -> Result<Vec<RuleChoice>> {
        let ids: Vec<i64> = on!(self, |conn| {
            sqlx::query_scalar("SELECT id FROM rule_choice WHERE rulebook = $1 ORDER BY id")
                .bind(rulebook)
                .fetch_all(conn)
                .await?
        });
        self.get_each(ids).await
    }

    /// The matters that this work has opened or reopened so far, in order.
    pub fn opened_so_far(&self) -> Vec<MatterId> {
        self.entered(&["matter.opened", "matter.opened_again"])
            .map(MatterId)
            .collect()
    }

    /// The events that this work has recorded so far, in order.
    pub fn recorded_so_far(&self) -> Vec<EventId> {
        self.entered(&["event.recorded"]).map(EventId).collect()
    }
}
