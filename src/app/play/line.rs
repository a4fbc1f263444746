//! One line of a play: what would be sent, to whom, when and why.

use super::capture::Captured;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::MessageId;
use crate::domain::letter::MAIL;
use crate::store::{SentPart, ToldOf, Work};
use crate::supervision::{Books, DIGEST, DIGEST_DRAFT, House};
use anyhow::{Context, Result};
use chrono::DateTime;
use chrono_tz::Tz;
use serde::Serialize;

/// Something that would be sent, or kept from being sent; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlayLine {
    /// When, in the rulebook's zone.
    pub at: DateTime<Tz>,
    /// To whom; none for a group.
    pub person: Option<String>,
    /// Their unit.
    pub unit: Option<String>,
    /// `mail`; `telegram` for people who have bound an account; else `console`.
    pub channel: Option<String>,
    /// `notices`, `attention`, `group`, `answer`, or `held` for a run that the storm guard stopped.
    pub kind: String,
    /// Codes of the matters that it tells of.
    pub matters: Vec<String>,
    /// As its reader would see it.
    pub text: String,
    /// Step, rule and due day of each matter; for the other kinds, what brought it about.
    pub why: String,
}

impl PlayLine {
    /// A run that the storm guard stopped. A play lets it go at once, as the office would.
    pub fn held(at: DateTime<Tz>, messages: i64, usual: i64) -> PlayLine {
        PlayLine {
            at,
            person: None,
            unit: None,
            channel: None,
            kind: "held".to_owned(),
            matters: Vec::new(),
            text: String::new(),
            why: format!(
                "the storm guard stops a run of {messages} messages, where {usual} go without asking; \
                 let go by `huiyin plan --release`"
            ),
        }
    }

    /// A message that was taken, with its place among the parts of all messages.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(
        work: &mut Work,
        house: &House,
        books: &Books,
        captured: Captured,
    ) -> Result<(Place, PlayLine)> {
        let part = work
            .find_sent(captured.channel, &captured.address, &captured.remote_id)
            .await?
            .context("a message that no part of the outbox became")?;
        let told = work.list_told_in(part.id).await?;
        let (person, unit, channel) = match part.person {
            Some(id) => {
                let person: Person = work.get(id).await?;
                let unit: Unit = work.get(person.unit_id).await?;
                let binding = work.list_bindings(id).await?.into_iter().next();
                let channel = match binding {
                    _ if captured.channel == MAIL => MAIL.to_owned(),
                    Some(bound) => bound.channel,
                    None => crate::app::CONSOLE.to_owned(),
                };
                (Some(person.name), Some(unit.name), channel)
            }
            None => (None, None, house.chat.to_owned()),
        };
        let line = PlayLine {
            at: books.now.with_timezone(&books.zone),
            person,
            unit,
            channel: Some(channel),
            matters: codes(&told),
            why: why(work, books, &part, &told).await?,
            kind: part.kind,
            text: captured.text,
        };
        Ok((Place(part.message, part.ordinal), line))
    }
}

/// Which part of which message, in the order in which they were enqueued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(MessageId, i64);

fn codes(told: &[ToldOf]) -> Vec<String> {
    let mut codes: Vec<String> = told.iter().map(|told| told.code.clone()).collect();
    codes.dedup();
    codes
}

async fn why(work: &mut Work, books: &Books, part: &SentPart, told: &[ToldOf]) -> Result<String> {
    let reasons: Vec<String> = match part.kind.as_str() {
        "attention" => {
            let raised = work.list_attention(false).await?.into_iter();
            let told_now = raised.filter(|item| item.told_at == Some(books.now));
            told_now
                .map(|item| format!("{} {}", item.kind, item.subject))
                .collect()
        }
        "silent" => vec!["the week's first workday".to_owned()],
        "group" => vec!["people were told in this slot".to_owned()],
        DIGEST => vec!["the week's digest, at its reader's time".to_owned()],
        DIGEST_DRAFT => vec!["the week's digest was drafted".to_owned()],
        _ => told.iter().map(reason).collect(),
    };
    if reasons.is_empty() {
        return Ok("waited in the outbox when the play began".to_owned());
    }
    Ok(reasons.join("; "))
}

fn reason(told: &ToldOf) -> String {
    let ToldOf {
        code,
        rule,
        step,
        form,
        ..
    } = told;
    match told.due_on {
        Some(due_on) => format!("{code}: {form} at step {step} of rule {rule}, due {due_on}"),
        None => format!("{code}: {form} at step {step} of rule {rule}, standing"),
    }
}
