//! A finding is closed out, each step by whoever may take it, and what has climbed to the leading group.

use super::Teller;
use super::script::Script;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::{MoveKind, Via};
use crate::domain::role::Role;
use crate::store::MatterFilter;
use crate::supervision::{
    Applying, NewMove, Seer, apply, card_of, deciders, get_matter, is_decision, move_matter,
};
use crate::text::{ClosingStep, Demo};
use anyhow::{Context, Result, anyhow};

impl Teller<'_> {
    pub async fn closing(&mut self, script: &Script) -> Result<()> {
        let (house, closing) = (&self.player.house, &script.closing);
        let applying = Applying {
            done: None,
            proxy: None,
        };
        let applied = apply(house, &closing.measure, &closing.handler, applying).await?;
        applied.map_err(|refusal| anyhow!("{refusal:?}"))?;
        let mut steps = Vec::new();
        while let Some(step) = self.next_decision(&closing.measure).await? {
            steps.push(self.decide(&step).await?);
        }
        let mut work = house.store.read().await?;
        let books = house.books(&mut work).await?;
        let measure = get_matter(&mut work, house, &closing.measure).await?;
        let finding: Matter = work
            .get(measure.parent_id.context("a measure without a finding")?)
            .await?;
        let heads = work
            .list_office_holders(Role::LeadingGroupHead, house.office.id, books.today())
            .await?;
        let head = heads.into_iter().next().context("the demo has a leading group")?;
        let seer = Seer::of(&mut work, &books, head).await?;
        let card = card_of(&mut work, house, &books, &seer).await?;
        let chapter = Demo::Closing {
            handler: closing.handler.clone(),
            measure: measure.code,
            finding: finding.code,
            steps,
            state: finding.state.key(),
            card: card.map(|(card, _)| card),
        };
        drop(work);
        self.say(&chapter)
    }

    /// The open decision about a measure, or about its finding.
    async fn next_decision(&self, measure: &str) -> Result<Option<Matter>> {
        let house = &self.player.house;
        let mut work = house.store.read().await?;
        let measure = get_matter(&mut work, house, measure).await?;
        for above in [Some(measure.id), measure.parent_id].into_iter().flatten() {
            let under = MatterFilter {
                parent: Some(above),
                open_only: true,
                ..MatterFilter::default()
            };
            for matter in work.list_matters(&under).await? {
                if is_decision(&mut work, house, &matter).await? {
                    return Ok(Some(matter));
                }
            }
        }
        Ok(None)
    }

    async fn decide(&self, step: &Matter) -> Result<ClosingStep> {
        let house = &self.player.house;
        let mut work = house.store.read().await?;
        let books = house.books(&mut work).await?;
        let decider = deciders(&mut work, house, &books, step).await?.into_iter().next();
        let decider = decider.with_context(|| format!("nobody decides {}", step.code))?;
        let rule = books
            .rulebook
            .rule(&step.rule)
            .context("a rule of the rulebook")?;
        let (name, on) = (rule.name.clone(), books.today());
        drop(work);
        let agreed = NewMove {
            kind: MoveKind::Passed,
            on,
            giver: Some(decider.id),
            via: Via::Paper,
            document: None,
            reason: None,
            fix_by: None,
            pledge: None,
        };
        let moved = move_matter(house, Actor::Operator, &step.code, &agreed).await?;
        moved.map_err(|refusal| anyhow!("{refusal:?}"))?;
        Ok(ClosingStep {
            name,
            by: decider.name,
        })
    }
}
