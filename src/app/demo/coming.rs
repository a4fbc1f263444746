//! The workbooks come in, and the first messages leave.

use super::Teller;
use super::script::{Script, Workbook};
use crate::domain::ledger::Actor;
use crate::supervision::{ImportOptions, ImportReport, ListFilter, import, list_matters, next_slot};
use crate::text::Demo;
use anyhow::{Context, Result, bail};

/// Lines of a message that are shown.
const EXCERPT: usize = 9;

impl Teller<'_> {
    pub async fn import(&mut self, script: &Script) -> Result<()> {
        let books = self.player.books().await?;
        self.say(&Demo::Opening {
            office: self.player.house.office.name.clone(),
            at: books.local(books.now),
        })?;
        for workbook in &script.workbooks {
            let chapter = self.import_workbook(workbook).await?;
            self.say(&chapter)?;
        }
        Ok(())
    }

    async fn import_workbook(&self, workbook: &Workbook) -> Result<Demo> {
        let (house, options) = (&self.player.house, ImportOptions::default());
        let bytes = workbook.bytes()?;
        let report = import(
            house,
            Actor::Operator,
            bytes,
            &workbook.name,
            &options,
            &|_, _| {},
        )
        .await?;
        if !report.kept {
            bail!("the sample {} was not taken", workbook.name);
        }
        let workbook = workbook.name.clone();
        Ok(match &report.unit {
            Some(unit) => Demo::Ledger {
                workbook,
                unit: unit.clone(),
                round: report.round.clone().unwrap_or_default(),
                feedback_on: report.feedback_on,
                measures: report.measures.len(),
                opened: report.opened.len(),
                overdue: self.count_overdue(unit, &report).await?,
            },
            None => Demo::Contacts {
                workbook,
                people: report.created,
            },
        })
    }

    /// How many of the imported measures were overdue when they came.
    async fn count_overdue(&self, unit: &str, report: &ImportReport) -> Result<usize> {
        let filter = ListFilter {
            unit: Some(unit.to_owned()),
            ..ListFilter::default()
        };
        let matters = list_matters(&self.player.house, &filter).await?;
        let overdue = matters.iter().filter(|matter| matter.legacy_overdue);
        let is_imported = |code: &String| {
            let mut measures = report.measures.iter();
            measures.any(|measure| measure.code.as_ref() == Some(code))
        };
        Ok(overdue.filter(|matter| is_imported(&matter.code)).count())
    }

    pub async fn first_messages(&mut self, script: &Script) -> Result<()> {
        self.player.start().await?;
        let books = self.player.books().await?;
        let slot = next_slot(&self.player.house, &books, books.now).context("an office without slots")?;
        let lines = self.pass_to(slot).await?;
        let messages = lines.len();
        let person = &script.first.person;
        let shown = lines
            .into_iter()
            .find(|line| line.person.as_ref() == Some(person))
            .with_context(|| format!("no message for {person}"))?;
        let written = shown.text.lines().filter(|line| !line.is_empty());
        let mut text: Vec<String> = written.map(str::to_owned).collect();
        let more = text.split_off(text.len().min(EXCERPT)).len();
        self.say(&Demo::FirstMessages {
            at: shown.at.naive_local(),
            messages,
            person: person.clone(),
            unit: shown.unit.unwrap_or_default(),
            lines: text,
            more,
        })
    }
}
