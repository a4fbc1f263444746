//! Looking back: a climb, a ledger, and whether it holds.

use super::Teller;
use super::script::Script;
use crate::supervision::{FieldChange, StoryEntry, story, why};
use crate::text::{Change, ClimbStep, Demo, LedgerLine, Story};
use anyhow::{Result, bail};
use serde_json::Value;

impl Teller<'_> {
    pub async fn climb(&mut self, script: &Script) -> Result<()> {
        let reasons = why(&self.player.house, &script.silent.matter).await?;
        let books = self.player.books().await?;
        let told = reasons.timeline.into_iter().filter_map(|step| {
            let told_at = step.told.first()?.told_at?;
            Some(ClimbStep {
                on: books.local(told_at).date(),
                step: step.step,
                light: step.light,
                told: step.told.into_iter().map(|told| told.person).collect(),
            })
        });
        self.say(&Demo::Climb {
            code: reasons.code,
            due_on: reasons.due_on,
            steps: told.collect(),
        })
    }

    pub async fn ledger(&mut self, script: &Script) -> Result<()> {
        let code = script.answered.matter.clone();
        let entries = story(&self.player.house, &code).await?;
        let lines = entries.into_iter().map(line_of).collect();
        self.say(&Demo::Ledgered {
            story: Story { code, lines },
        })
    }

    pub async fn verify(&mut self) -> Result<()> {
        let mut work = self.player.house.store.read().await?;
        let verified = work.verify(None).await?;
        drop(work);
        if let Some(trouble) = verified.trouble {
            bail!("the demo's ledger does not hold: {trouble:?}");
        }
        self.say(&Demo::Verified {
            entries: verified.entries,
            head: verified.head,
        })
    }
}

fn line_of(entry: StoryEntry) -> LedgerLine {
    LedgerLine {
        seq: entry.seq,
        at: entry.local,
        actor: entry.actor_name.unwrap_or(entry.actor),
        proxy_for: None,
        action: entry.action,
        reason: None,
        changes: entry.changes.into_iter().map(change_of).collect(),
    }
}

fn change_of(change: FieldChange) -> Change {
    Change {
        field: change.field,
        before: words_of(change.before),
        after: words_of(change.after),
    }
}

fn words_of(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}
