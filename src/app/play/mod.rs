//! Time passing: the real engine on a manual clock, from instant to instant, with a channel that keeps what it
//! is given.

mod capture;
mod line;
mod scratch;

pub use line::PlayLine;
pub use scratch::Scratch;

use super::{App, books};
use crate::channel::Channel;
use crate::channel::pace::{Limits, Pace};
use crate::clock::ManualClock;
use crate::domain::circulation::DigestChoice;
use crate::domain::letter::MAIL;
use crate::store::{Store, copy_into};
use crate::supervision::{
    Books, House, Planned, circulate, deliver, open_due_matters, plan, release, send_weekly_silence,
};
use anyhow::{Context, Result};
use capture::Capture;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Connections to the copy; a play does one thing at a time, and reads while it writes.
const CONNECTIONS: u32 = 4;
/// How long the copy is waited for; nobody else uses it.
const WAIT: Duration = Duration::from_secs(10);

/// Hears what would be sent.
pub type Sink<'a> = &'a mut dyn FnMut(PlayLine) -> Result<()>;

/// Plays an office's days.
pub struct Player {
    /// The house that is played in; its clock is the player's.
    pub house: House,
    clock: ManualClock,
    zone: Tz,
    channel: Capture,
    mail: Capture,
    pace: Mutex<Pace>,
    _scratch: Option<Scratch>,
}

impl Player {
    /// Plays over a copy of a home, from the start of a day on; the home itself does not change. Everybody is
    /// reachable.
    ///
    /// # Errors
    /// When the database cannot be opened or copied.
    pub async fn over_copy(app: &App, from: NaiveDate) -> Result<Player> {
        let scratch = Scratch::new()?;
        let url = format!("sqlite://{}", scratch.path().join("play.db").display());
        let copy = Store::open(&url, CONNECTIONS, WAIT)
            .await
            .context("opening the copy")?;
        let source = app.store().await?;
        copy_into(&source, &copy).await.context("copying the database")?;
        source.close().await;

        let clock = ManualClock::new(instant(app.zone()?, from, NaiveTime::MIN));
        let house = app.house_over(copy, clock.clock()).await?;
        books::bring_in(app, &house).await?;
        Ok(Player {
            _scratch: Some(scratch),
            ..Player::new(house, clock).await?
        })
    }

    /// Plays in a house whose clock this is. Everybody is reachable.
    ///
    /// # Errors
    /// When its books cannot be read.
    pub async fn new(house: House, clock: ManualClock) -> Result<Player> {
        let zone = read_books(&house).await?.zone;
        let unlimited = Limits {
            overall_per_second: NonZeroU32::MAX,
            private_per_second: NonZeroU32::MAX,
            group_per_minute: NonZeroU32::MAX,
        };
        Ok(Player {
            channel: Capture::new(house.chat),
            mail: Capture::new(MAIL),
            house: House {
                reaches_all: true,
                ..house
            },
            clock,
            zone,
            pace: Mutex::new(Pace::new(unlimited)),
            _scratch: None,
        })
    }

    /// Keeps mail in this channel too; digests go by mail, whatever the settings say.
    pub fn with_mail(self, mail: Arc<dyn Channel>) -> Player {
        Player {
            mail: Capture::before(mail),
            house: House {
                mails_digests: true,
                ..self.house
            },
            ..self
        }
    }

    /// Closes the database.
    pub async fn close(self) {
        self.house.store.close().await;
    }

    /// Does what is due at start-up.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn start(&self) -> Result<()> {
        open_due_matters(&self.house).await?;
        Ok(())
    }

    /// What days are counted with now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn books(&self) -> Result<Books> {
        read_books(&self.house).await
    }

    /// Starts, then lets time pass until the end of a day.
    ///
    /// # Errors
    /// When the database cannot be read or written, or `sink` fails.
    pub async fn play_to(&mut self, day: NaiveDate, sink: Sink<'_>) -> Result<()> {
        self.start().await?;
        let last = day.and_time(NaiveTime::MIN) + TimeDelta::days(1) - TimeDelta::microseconds(1);
        self.pass_to(instant(self.zone, last.date(), last.time()), sink)
            .await
    }

    /// Lets time pass until an instant, that instant included.
    ///
    /// # Errors
    /// When the database cannot be read or written, or `sink` fails.
    pub async fn pass_to(&mut self, until: DateTime<Utc>, sink: Sink<'_>) -> Result<()> {
        let first = self.clock.now().with_timezone(&self.zone).date_naive();
        for day in first.iter_days() {
            let midnight = instant(self.zone, day, NaiveTime::MIN);
            if midnight > until {
                break;
            }
            if midnight > self.clock.now() {
                self.clock.set(midnight);
                open_due_matters(&self.house).await?;
            }
            for time in self.moments().await? {
                let at = instant(self.zone, day, time);
                if at > self.clock.now() && at <= until {
                    self.live_through(at, time, sink).await?;
                }
            }
        }
        self.clock.set(until);
        Ok(())
    }

    /// The times of day at which something may go out: the slots, and when somebody's digest is drafted or due.
    async fn moments(&self) -> Result<BTreeSet<NaiveTime>> {
        let ways = &self.house.digest;
        let mut moments = BTreeSet::from([ways.at, ways.at.overflowing_sub_signed(ways.draft_before).0]);
        moments.extend(&self.house.office.slots);
        let mut work = self.house.store.read().await?;
        let choices: Vec<DigestChoice> = work.all().await?;
        moments.extend(choices.iter().map(|choice| choice.at));
        Ok(moments)
    }

    async fn live_through(&self, at: DateTime<Utc>, time: NaiveTime, sink: Sink<'_>) -> Result<()> {
        let is_slot = self.house.office.slots.contains(&time);
        if is_slot && self.has_work(at).await? {
            self.clock.set(at);
            self.play_slot(sink).await?;
        }
        self.clock.set(at);
        let circulated = circulate(&self.house).await?;
        let is_told = is_slot && send_weekly_silence(&self.house).await? > 0;
        if is_told || circulated.drafted || circulated.sent > 0 {
            self.send(sink).await?;
        }
        Ok(())
    }

    /// Whether a slot could send anything: a step that has come, or something that waits since an earlier one.
    async fn has_work(&self, slot_at: DateTime<Utc>) -> Result<bool> {
        let mut work = self.house.store.read().await?;
        Ok(work.earliest_step().await?.is_some_and(|at| at <= slot_at)
            || !work.list_unbundled().await?.is_empty()
            || !work.list_attention(true).await?.is_empty()
            || work.count_pending(self.house.chat).await? > 0
            || work.count_pending(MAIL).await? > 0)
    }

    /// Plans and sends. A run that is held is let go when the clerks have been asked.
    async fn play_slot(&self, sink: Sink<'_>) -> Result<()> {
        if let Planned::Held { messages, usual } = plan(&self.house).await? {
            let at = self.clock.now().with_timezone(&self.zone);
            sink(PlayLine::held(at, messages, usual))?;
            self.send(sink).await?;
            release(&self.house).await?;
            plan(&self.house).await?;
        }
        self.send(sink).await
    }

    async fn send(&self, sink: Sink<'_>) -> Result<()> {
        for channel in [&self.channel, &self.mail] {
            while deliver(&self.house, channel, &self.pace).await? > 0 {}
        }
        let books = self.books().await?;
        let mut work = self.house.store.read().await?;
        let mut lines = Vec::new();
        for captured in self.channel.take().into_iter().chain(self.mail.take()) {
            lines.push(PlayLine::of(&mut work, &self.house, &books, captured).await?);
        }
        lines.sort_by_key(|(place, _)| *place);
        lines.into_iter().try_for_each(|(_, line)| sink(line))
    }
}

async fn read_books(house: &House) -> Result<Books> {
    let mut work = house.store.read().await?;
    house.books(&mut work).await
}

/// A local time as an instant; one that a change of the clocks skips is taken as UTC.
fn instant(zone: Tz, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let local = day.and_time(time);
    local
        .and_local_timezone(zone)
        .earliest()
        .map_or_else(|| local.and_utc(), |at| at.to_utc())
}
