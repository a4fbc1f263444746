//! The clerk's desk: what came on paper and by telephone, and whom the office will look at again.

use super::Teller;
use super::script::Script;
use crate::domain::ledger::Actor;
use crate::domain::moves::{MoveKind, Via};
use crate::supervision::{
    ListFilter, NewMove, Proxy, draw_list, find_person, list_matters, move_matter, record_answer,
};
use crate::text::{Demo, DeskFollowUp};
use anyhow::{Context, Result};

impl Teller<'_> {
    pub async fn desk(&mut self, script: &Script) -> Result<()> {
        let house = &self.player.house;
        let desk = &script.desk;
        let clerk = find_person(&mut house.store.read().await?, house, &desk.clerk).await?;
        let actor = Actor::Person(clerk.id);
        let of_unit = ListFilter {
            unit: Some(desk.unit.clone()),
            ..ListFilter::default()
        };
        let matters = list_matters(house, &of_unit).await?;
        let report = matters.into_iter().find(|matter| matter.kind == desk.receipt);
        let report = report.context("the demo's receipt")?;
        let receipt = NewMove {
            kind: MoveKind::Received,
            on: desk.received_on,
            giver: None,
            via: Via::Paper,
            document: None,
            reason: None,
            fix_by: None,
            pledge: None,
        };
        let received = move_matter(house, actor, &report.code, &receipt).await?;
        let received = received.map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        let proxy = Proxy {
            recorder: actor,
            via: Via::Phone,
            given_on: self.player.books().await?.today(),
            document: None,
        };
        let answered = record_answer(house, &script.silent.matter, &desk.giver, &desk.words, &proxy).await?;
        let answered = answered.map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        let last = answered.last().context("the demo's answer")?;
        let list = draw_list(house, actor, false).await?;
        let row = |line: &crate::supervision::FollowUpLine| DeskFollowUp {
            number: line.number,
            unit: line.unit.clone(),
            score: line.score,
            overdue: line.criteria.overdue,
            overdue_days: line.criteria.overdue_days,
        };
        let chapter = Demo::Desk {
            clerk: desk.clerk.clone(),
            code: report.code,
            title: report.title,
            received_on: desk.received_on,
            on_time: received.matter.was_on_time(proxy.given_on),
            opened: received.opened,
            giver: desk.giver.clone(),
            words: desk.words.clone(),
            answered: script.silent.matter.clone(),
            state: last.matter.state.key(),
            follow_ups: list.iter().map(row).collect(),
        };
        self.say(&chapter)
    }
}
