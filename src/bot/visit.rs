//! One update being handled: who it is, what may be said back, all in one unit of work.

use super::press::{Awaiting, Held, Press};
use crate::domain::contact::Person;
use crate::domain::ids::{MatterId, PersonId};
use crate::domain::matter::Matter;
use crate::domain::message::{Button, Markup, Outgoing};
use crate::domain::refusal::Refusal;
use crate::domain::reply::Command;
use crate::supervision::{Books, House, Seer, Work, random_text};
use crate::text::{Label, Listing, Text, TurnedDown};
use anyhow::Result;
use chrono::TimeDelta;

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
    pub said: Vec<Outgoing>,
    /// The matters that it lists, in the order of their numbers.
    pub listed: Vec<MatterId>,
}

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
        self.said.push(Outgoing::Send {
            text: text.into(),
            markup,
            reply_to: None,
        });
        Ok(())
    }

    /// Says a list, in as many messages as it takes.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub fn list<L: Listing>(&mut self, listing: &L) -> Result<()> {
        for part in self.house.texts.parts(listing)? {
            self.said.push(Outgoing::Send {
                text: part.text.into(),
                markup: Markup::None,
                reply_to: None,
            });
        }
        Ok(())
    }

    /// Says why something is not done.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub fn refuse(&mut self, refusal: Refusal) -> Result<()> {
        let office = &self.house.office;
        self.say(&TurnedDown {
            office: office.name.clone(),
            duty_phone: office.duty_phone.clone(),
            on: self.books.today(),
            refusal,
        })
    }

    /// The reply keyboard; the people of the 巡察办 have their desk on it.
    pub fn keyboard(is_office: bool) -> Markup {
        let commands = if is_office {
            Command::ALL.as_slice()
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
