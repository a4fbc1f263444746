//! Putting the house together: settings and home in, a [`House`] with its books in order out.

mod books;
mod chat;
mod demo;
mod digest_files;
mod mail;
mod play;
mod rulebook;
mod serve;
mod telegram;

pub use books::{HomePaper, HomePapers, home_calendar, home_papers};
pub use chat::{channel, pace_limits};
pub use demo::tell_demo;
pub use digest_files::WrittenDigest;
pub use mail::{MailWay, mail_limits};
pub use play::{PlayLine, Player, Scratch, Sink};
pub use rulebook::{RulebookError, effective_rulebook};
pub use serve::Server;
pub use telegram::TelegramFiles;

use crate::clock::{Clock, ManualClock, parse_clock};
use crate::config::{self, Environment, Settings, process_env};
use crate::domain::ids::OfficeId;
use crate::domain::ledger::Actor;
use crate::home::{Home, private_file};
use crate::store::{Store, StoreError};
use crate::supervision::{
    Act, DigestWays, Editions, House, Limits, OfficeWays, Refused, Shelf, with_retries,
};
use crate::text::Texts;
use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::OnceLock;
use std::time::Duration;

/// Channel kind of private chats when a Telegram token is set.
pub const TELEGRAM: &str = "telegram";
/// Channel kind of private chats without one.
pub const CONSOLE: &str = "console";

/// Settings and home of one office.
#[derive(Debug)]
pub struct App {
    /// All settings.
    pub settings: Settings,
    /// The home folder.
    pub home: Home,
}

/// Which business time a command runs on.
#[derive(Debug, Clone, Default)]
pub struct ClockChoice {
    /// `--clock`: the time that it starts from.
    pub at: Option<String>,
    /// `--speed`: how many business seconds pass in a real one; none: `--clock` stands still.
    pub speed: Option<u32>,
}

impl App {
    /// Reads the settings and opens the home.
    ///
    /// # Errors
    /// Refused with all problems of the settings; a fault when the home cannot be made private.
    pub fn open(home: &Path) -> Result<App> {
        let home = Home::open(home)?;
        let settings = Settings::load(home.root(), process_env())
            .map_err(|problems| anyhow!(Refused(problems.to_string())))?;
        Ok(App { settings, home })
    }

    /// The clock that was chosen.
    ///
    /// # Errors
    /// Refused in production, or when the text is no time.
    pub fn clock(&self, choice: &ClockChoice) -> Result<Clock> {
        let Some(text) = &choice.at else {
            if choice.speed.is_some() {
                return Err(anyhow!(Refused(
                    "--speed needs --clock, the time that it starts from".to_owned()
                )));
            }
            return Ok(Clock::system());
        };
        let at = check_clock(&self.settings, text)?;
        Ok(match choice.speed {
            Some(speed) => Clock::virtual_from(at, speed),
            None => ManualClock::new(at).clock(),
        })
    }

    /// The zone of the rulebook that the settings name.
    ///
    /// # Errors
    /// When that rulebook cannot be read.
    pub fn zone(&self) -> Result<Tz> {
        zone(&self.settings)
    }

    /// Opens the database, brings calendars and rulebook in, and gives the house.
    ///
    /// # Errors
    /// When the database cannot be opened or its books cannot be read.
    pub async fn house(&self, clock: Clock) -> Result<House> {
        let house = self.house_over(self.store().await?, clock).await?;
        books::bring_in(self, &house).await?;
        Ok(house)
    }

    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// Refused when its URL cannot be read; a fault when it cannot be opened.
    pub async fn store(&self) -> Result<Store> {
        let url = self.settings.database.url.expose();
        if let Some(path) = url.strip_prefix("sqlite://") {
            let path = PathBuf::from(path.split('?').next().unwrap_or(path));
            private_file(&path).with_context(|| format!("database file {}", path.display()))?;
        }
        let wait = Duration::from_secs(self.settings.database.busy_timeout_seconds.into());
        match Store::open(url, self.settings.database.max_connections, wait).await {
            Err(StoreError::Url(why)) => {
                let shown = &self.settings.database.url;
                Err(anyhow!(Refused(format!("database.url ({shown}): {why}"))))
            }
            opened => opened.context("opening the database"),
        }
    }

    /// A house over a store whose books are in order.
    ///
    /// # Errors
    /// When the office cannot be written or the texts cannot be read.
    pub async fn house_over(&self, store: Store, clock: Clock) -> Result<House> {
        let office = &self.settings.office;
        let id = office_row(&store, &clock, office).await?;
        let has_token = self.settings.telegram.token.is_some();
        Ok(House {
            store,
            clock,
            texts: Arc::new(Texts::load(self.settings.text.folder.as_deref()).context("texts")?),
            office: OfficeWays {
                id,
                name: office.name.clone(),
                duty_phone: office.duty_phone.clone(),
                slots: office.slots.clone(),
                opens: office.opens,
                closes: office.closes,
                gather_weekly: self.settings.rulebook.gather_weekly,
            },
            digest: DigestWays {
                weekday: self.settings.digest.weekday,
                at: self.settings.digest.at,
                draft_before: TimeDelta::minutes(i64::from(self.settings.digest.draft_minutes)),
                only_changed: self.settings.digest.only_changed,
            },
            limits: self.limits(),
            evidence_dir: self.home.evidence(),
            print_dir: self.home.prints(),
            bot_name: self
                .settings
                .binding
                .bot_name
                .clone()
                .map(OnceLock::from)
                .unwrap_or_default(),
            import_dir: self.home.imports(),
            chat: if has_token { TELEGRAM } else { CONSOLE },
            reaches_all: !has_token,
            mails_notices: self.mails_notices(),
            mails_digests: self.mails_digests(),
            editions: Editions::default(),
            bounce_dir: self.settings.mail.bounce_dir.clone(),
            shelf: Shelf::default(),
        })
    }

    fn limits(&self) -> Limits {
        let settings = &self.settings;
        Limits {
            storm_limit: settings.plan.storm_limit.into(),
            storm_factor: settings.plan.storm_factor.into(),
            storm_history: settings.plan.storm_history.into(),
            batch: settings.plan.batch.into(),
            ahead_days: settings.plan.ahead_days.into(),
            oldest_years: settings.import.oldest_years,
            old_event_years: settings.import.old_event_years,
            furthest_years: settings.import.furthest_years,
            invite_hours: settings.binding.invite_hours.into(),
            paper_valid_days: settings.binding.paper_valid_days.into(),
            bind_attempts: settings.binding.attempts.into(),
            conversation_minutes: settings.conversation.timeout_minutes.into(),
            lease_seconds: settings.outbox.lease_seconds.into(),
            retry_seconds: settings
                .outbox
                .retry_seconds
                .iter()
                .map(|seconds| i64::from(*seconds))
                .collect(),
            attempts: settings.outbox.attempts.into(),
            claim_batch: settings.outbox.batch.into(),
            evidence_bytes: settings.telegram.max_file_bytes.into(),
            evidence_types: settings.telegram.media_types.clone(),
        }
    }
}

/// The business time that a text names.
///
/// # Errors
/// Refused in production, or when the text is no time.
pub fn check_clock(settings: &Settings, text: &str) -> Result<DateTime<Utc>> {
    if settings.environment == Environment::Production {
        let why = "a clock of one's own is refused when environment = \"production\"";
        return Err(anyhow!(Refused(why.to_owned())));
    }
    parse_clock(text, zone(settings)?).map_err(|error| anyhow!(Refused(error.to_string())))
}

fn zone(settings: &Settings) -> Result<Tz> {
    let rulebook = effective_rulebook(&settings.rulebook)?;
    let zone = &rulebook.zone;
    zone.parse().with_context(|| format!("zone {zone}"))
}

/// The office's row; written only where it is not as the settings say.
async fn office_row(store: &Store, clock: &Clock, office: &config::Office) -> Result<OfficeId> {
    let known = store.read().await?.find_office(&office.code).await?;
    if let Some(known) = known.filter(|known| known.name == office.name) {
        return Ok(known.id);
    }
    let named = with_retries(async || {
        let act = Act::new(Actor::System, clock.now(), "office.named");
        let mut work = store.begin().await?;
        let named = work.ensure_office(&act, &office.code, &office.name).await?;
        work.commit().await?;
        Ok(named)
    });
    Ok(named.await?.id)
}
