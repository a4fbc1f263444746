//! Half a year passes: some answer, the lights change.

use super::Teller;
use super::script::{Answer, Script, Stop};
use crate::domain::reply::{Parsed, parse};
use crate::supervision::{
    ListFilter, MatterLine, Seer, Spoken, find_person, get_matter, list_matters, take_answer,
};
use crate::text::{Demo, UnitLights};
use anyhow::{Context, Result, anyhow, bail};
use chrono::NaiveDate;

impl Teller<'_> {
    pub async fn pass_half_a_year(&mut self, script: &Script) -> Result<()> {
        self.say(&Demo::TimePasses { to: script.to })?;
        let zone = self.player.books().await?.zone;
        for (at, stop) in script.stops(zone)? {
            self.pass_to(at).await?;
            let chapter = match stop {
                Stop::Answer(answer) => self.answer(answer).await?,
                Stop::MonthEnd(on) => self.lights(on).await?,
            };
            self.say(&chapter)?;
        }
        Ok(())
    }

    async fn answer(&self, answer: &Answer) -> Result<Demo> {
        let house = &self.player.house;
        let mut work = house.store.begin().await?;
        let books = house.books(&mut work).await?;
        let Parsed::Answers(parsed) = parse(&answer.text, books.today()) else {
            bail!("`{}` is not understood", answer.text);
        };
        let heard = parsed.first().context("an answer that says nothing")?;
        let person = find_person(&mut work, house, &answer.person).await?;
        let seer = Seer::of(&mut work, &books, person).await?;
        let mut last = None;
        for code in &answer.matters {
            let matter = get_matter(&mut work, house, code).await?;
            let spoken = Spoken {
                said: &heard.said,
                note: heard.note.as_deref(),
                proxy: None,
            };
            let taken = take_answer(&mut work, house, &books, &seer, matter.id, spoken)
                .await?
                .map_err(|refusal| anyhow!("`{}` to {code} is refused: {refusal:?}", answer.text))?;
            last = Some(taken);
        }
        work.commit().await?;
        let last = last.context("an answer to nothing")?;
        Ok(Demo::Answered {
            at: books.local(books.now),
            person: answer.person.clone(),
            codes: answer.matters.clone(),
            text: answer.text.clone(),
            state: last.matter.state.key(),
            percent: last.matter.percent,
            promised_on: last.reply.promised_on,
            claimed: last.matter.claimed_on.is_some(),
        })
    }

    async fn lights(&self, on: NaiveDate) -> Result<Demo> {
        let measures = self.player.books().await?.rulebook.measures.item.clone();
        let mut matters = list_matters(&self.player.house, &ListFilter::default()).await?;
        matters.retain(|matter| matter.kind == measures.0);
        matters.sort_by(|one, other| (&one.unit, other.light).cmp(&(&other.unit, one.light)));
        let units = matters.chunk_by(|one, next| one.unit == next.unit);
        Ok(Demo::Lights {
            on,
            units: units.map(lights_of).collect(),
        })
    }
}

fn lights_of(matters: &[MatterLine]) -> UnitLights {
    let is_claimed = |matter: &&MatterLine| matter.claimed_on.is_some();
    UnitLights {
        unit: matters[0].unit.clone(),
        claimed: matters.iter().filter(is_claimed).count(),
        lights: matters
            .iter()
            .filter(|matter| !is_claimed(matter))
            .map(|matter| matter.light)
            .collect(),
    }
}
