//! One update being handled: who it is, what may be said back, all in one unit of work.

use super::press::{Awaiting, Held, Press};
use crate::domain::contact::Person;
use crate::domain::ids::{MatterId, PersonId};
use crate::domain::matter::Matter;
use crate::domain::message::{Button, Markup, Outgoing, length};
use crate::domain::refusal::Refusal;
use crate::domain::reply::Command;
use crate::supervision::{Books, House, Seer, Work, random_text};
use crate::text::{Label, Listing, Text, TurnedDown};
use anyhow::Result;
use chrono::TimeDelta;
use std::collections::BTreeSet;

/// Long enough to be unguessable, short enough for a button.
const TOKEN_LENGTH: usize = 20;

/// One update being handled.
pub struct Visit<'a> {
    /// The house.
    pub house: &'a House,
    /// The books as read for this update.
    pub books: &'a Books,
    /// The unit of work.
    pub work: &'a mut Work,
    /// The chat.
    pub address: &'a str,
    /// The person whose account speaks; none when it is bound to nobody.
    pub seer: Option<Seer>,
    /// What will be said back, in order.
    pub said: Vec<Speech>,
}

/// One message back.
pub struct Speech {
    /// Its parts in order.
    pub parts: Vec<Outgoing>,
    /// The matters that an answer to it may be about, with their numbers; [`UNNUMBERED`] where it shows none.
    pub listed: Vec<(i64, MatterId)>,
}

/// Stands for the number of the only matter of a message that shows no numbers.
pub const UNNUMBERED: i64 = 0;
/// What a message made of several texts may hold, in UTF-16 units: Telegram's 4,096 less a margin.
const LIMIT: usize = 4000;

impl Visit<'_> {
    /// Says a text.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub fn say<T: Text>(&mut self, text: &T) -> Result<()> {
        self.ask(text, Markup::None)
    }

    /// Says a text above buttons or a keyboard.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub fn ask<T: Text>(&mut self, text: &T, markup: Markup) -> Result<()> {
        let text = self.house.texts.render(text)?;
        self.send(vec![text], markup);
        Ok(())
    }

    /// Whether a text fits into one message.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub fn fits<T: Text>(&self, text: &T) -> Result<bool> {
        Ok(length(&self.house.texts.render(text)?) <= LIMIT)
    }

    /// Says texts in as many messages as they take, never splitting one.
    fn say_together(&mut self, texts: Vec<String>) {
        let mut together = String::new();
        for text in texts {
            if !together.is_empty() && length(&together) + length(&text) >= LIMIT {
                self.send(vec![std::mem::take(&mut together)], Markup::None);
            }
            if !together.is_empty() {
                together.push('\n');
            }
            together.push_str(&text);
        }
        if !together.is_empty() {
            self.send(vec![together], Markup::None);
        }
    }

    /// Sends one message; what can be pressed hangs under its last part.
    fn send(&mut self, texts: Vec<String>, markup: Markup) {
        let mut parts: Vec<Outgoing> = texts
            .into_iter()
            .map(|text| Outgoing::Send {
                text: text.into(),
                markup: Markup::None,
                reply_to: None,
            })
            .collect();
        if let Some(Outgoing::Send { markup: last, .. }) = parts.last_mut() {
            *last = markup;
        }
        self.said.push(Speech {
            parts,
            listed: Vec::new(),
        });
    }

    /// Ends the waiting sign on a pressed button.
    pub fn answer_press(&mut self, callback_id: &str) {
        self.said.push(Speech {
            parts: vec![Outgoing::AnswerPress {
                callback_id: callback_id.to_owned(),
                text: None,
            }],
            listed: Vec::new(),
        });
    }

    /// What was said last has numbered these matters from 1.
    pub fn has_numbered(&mut self, matters: impl IntoIterator<Item = MatterId>) {
        if let Some(last) = self.said.last_mut() {
            last.listed = (1..).zip(matters).collect();
        }
    }

    /// What was said last is about this matter, and shows no number.
    pub fn was_about(&mut self, matter: MatterId) {
        if let Some(last) = self.said.last_mut() {
            last.listed = vec![(UNNUMBERED, matter)];
        }
    }

    /// Says a list, in as many messages as it takes.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub fn list<L: Listing>(&mut self, listing: &L) -> Result<()> {
        let parts = self.house.texts.parts(listing)?;
        self.send(parts.into_iter().map(|part| part.text).collect(), Markup::None);
        Ok(())
    }

    /// Says why something is not done.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub fn refuse(&mut self, refusal: Refusal) -> Result<()> {
        self.refuse_all(vec![refusal])
    }

    /// Says why several things are not done, each reason once.
    ///
    /// # Errors
    /// When one cannot be rendered.
    pub fn refuse_all(&mut self, refusals: Vec<Refusal>) -> Result<()> {
        let office = &self.house.office;
        let mut texts = Vec::new();
        for refusal in refusals {
            let text = self.house.texts.render(&TurnedDown {
                office: office.name.clone(),
                duty_phone: office.duty_phone.clone(),
                on: self.books.today(),
                refusal,
            })?;
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        self.say_together(texts);
        Ok(())
    }

    /// Locks matters in the order that all do, whatever order they were named in.
    ///
    /// # Errors
    /// When the database cannot lock them.
    pub async fn lock(&mut self, matters: impl IntoIterator<Item = MatterId>) -> Result<()> {
        let matters: BTreeSet<MatterId> = matters.into_iter().collect();
        for matter in matters {
            self.work.lock_matter(matter).await?;
        }
        Ok(())
    }

    /// The reply keyboard; the people of the 巡察办 have their desk on it.
    pub fn keyboard(is_office: bool) -> Markup {
        let commands = if is_office {
            Command::OFFICE.as_slice()
        } else {
            Command::EVERYBODY.as_slice()
        };
        Markup::Keyboard(vec![
            commands
                .iter()
                .map(|command| command.to_string().into())
                .collect(),
        ])
    }

    /// A button with one of the office's labels.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn button(&mut self, label: Label, person: PersonId, press: &Press) -> Result<Button> {
        let label = self.house.texts.label(label).to_owned();
        self.labelled(label, person, press).await
    }

    /// A button with a label of its own.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn labelled(&mut self, label: String, person: PersonId, press: &Press) -> Result<Button> {
        let token = random_text(TOKEN_LENGTH)?;
        let meaning = serde_json::to_string(press)?;
        self.work
            .new_button(&token, None, person, &meaning, self.books.now)
            .await?;
        Ok(Button {
            label: label.into(),
            data: token,
        })
    }

    /// Whose a button of the reader's own is; nobody's where the account is bound to nobody.
    pub fn presser(&self) -> PersonId {
        self.person().map_or(PersonId(0), |person| person.id)
    }

    /// The person, where the account is bound.
    pub fn person(&self) -> Option<&Person> {
        self.seer.as_ref().map(|seer| &seer.person)
    }

    /// Remembers what the chat is asked for, until it times out.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn await_answer(&mut self, awaiting: &Awaiting) -> Result<()> {
        let until = self.books.now + TimeDelta::minutes(self.house.limits.conversation_minutes);
        let awaiting = serde_json::to_string(awaiting)?;
        Ok(self
            .work
            .await_answer(self.house.chat, self.address, &awaiting, until)
            .await?)
    }

    /// What the chat was asked for is asked no more.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn end_conversation(&mut self) -> Result<()> {
        let (chat, address) = (self.house.chat, self.address);
        Ok(self.work.end_conversation(chat, address).await?)
    }

    /// What the chat is being asked for.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn awaiting(&mut self) -> Result<Option<Awaiting>> {
        let kept = self
            .work
            .awaiting(self.house.chat, self.address, self.books.now)
            .await?;
        Ok(kept.map(|kept| serde_json::from_str(&kept)).transpose()?)
    }

    /// The matter that a button was made for, if it is still as it was then.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn still(&mut self, held: Held) -> Result<Option<Matter>> {
        let matter: Option<Matter> = self.work.find(held.id).await?;
        Ok(matter.filter(|matter| Held::of(matter) == held))
    }
}
