//! The demo: an office's workbooks come in, half a year passes, some answer and some do not. Everything is done by
//! the verbs that a real office uses; only what people say is from a script.

mod closing;
mod coming;
mod desk;
mod digest;
mod looking;
mod passing;
mod script;

use super::{App, PlayLine, Player};
use crate::clock::ManualClock;
use crate::config::Settings;
use crate::home::Home;
use crate::supervision::Refused;
use crate::text::Demo;
use anyhow::{Result, anyhow};
use chrono::{DateTime, Utc};
use script::Script;
use std::path::Path;

/// Hears the story, chapter by chapter.
pub type Listener<'a> = &'a mut dyn FnMut(&str) -> Result<()>;

/// Tells the story in a new home, and leaves its last digest in the folder `digest`. `kept` is how the reader may call
/// that home afterwards, if it stays.
///
/// # Errors
/// Refused when the folder holds anything; a fault when a verb fails.
pub async fn tell_demo(home: &Path, kept: Option<&str>, digest: &Path, listener: Listener<'_>) -> Result<()> {
    let app = new_home(home)?;
    let script = Script::read()?;
    let clock = ManualClock::new(script.starts_at(app.zone()?)?);
    let house = app.house(clock.clock()).await?;
    let mut player = Player::new(house, clock).await?;
    if let Some(way) = app.mail()? {
        player = player.with_mail(way.channel());
    }
    let mut teller = Teller {
        player,
        app,
        messages: 0,
        listener,
    };
    let told = teller.tell(&script, kept, digest).await;
    teller.player.close().await;
    told
}

/// A home with the settings that the program carries, whatever the environment says.
fn new_home(home: &Path) -> Result<App> {
    let is_empty = std::fs::read_dir(home).map_or(true, |mut entries| entries.next().is_none());
    if !is_empty {
        return Err(anyhow!(Refused(format!(
            "{} is not empty; the demo wants a new folder",
            home.display()
        ))));
    }
    let home = Home::open(home)?;
    let settings = Settings::load(home.root(), std::iter::empty())?;
    Ok(App { settings, home })
}

struct Teller<'a> {
    app: App,
    player: Player,
    /// How many were sent so far.
    messages: usize,
    listener: Listener<'a>,
}

impl Teller<'_> {
    async fn tell(&mut self, script: &Script, kept: Option<&str>, digest: &Path) -> Result<()> {
        self.import(script).await?;
        self.first_messages(script).await?;
        self.pass_half_a_year(script).await?;
        self.climb(script).await?;
        self.desk(script).await?;
        self.closing(script).await?;
        self.ledger(script).await?;
        self.verify().await?;
        self.digest(digest).await?;
        self.say(&Demo::Next {
            messages: self.messages,
            home: kept.map(str::to_owned),
            on: self.player.books().await?.today(),
            code: script.silent.matter.clone(),
        })
    }

    fn say(&mut self, chapter: &Demo) -> Result<()> {
        let text = self.player.house.texts.render(chapter)?;
        (self.listener)(&text)
    }

    /// Lets time pass; gives what was sent.
    async fn pass_to(&mut self, until: DateTime<Utc>) -> Result<Vec<PlayLine>> {
        let mut lines = Vec::new();
        let mut keep = |line| {
            lines.push(line);
            Ok(())
        };
        self.player.pass_to(until, &mut keep).await?;
        self.messages += lines.len();
        Ok(lines)
    }
}
