//! Looking back: a climb, a ledger, and whether it holds.

use super::Teller;
use super::script::Script;
use crate::supervision::{in_words, story, why};
use crate::text::{ClimbStep, Demo};
use anyhow::{Result, bail};

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
        self.say(&Demo::Ledgered {
            story: in_words(&code, &entries),
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
