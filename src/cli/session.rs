//! What all commands have in common, and the house that most of them work in.

use crate::app::{App, ClockChoice, check_clock};
use crate::config::{Settings, process_env};
use crate::domain::ledger::Actor;
use crate::supervision::{House, find_person};
use crate::telemetry;
use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use std::path::PathBuf;

/// Options of every command.
#[derive(Debug, clap::Args)]
pub struct Common {
    /// The office's folder: database, evidence, imports, settings
    #[arg(
        long,
        global = true,
        env = "HUIYIN_HOME",
        value_name = "DIR",
        default_value = "huiyin-data"
    )]
    pub home: PathBuf,
    /// Answer with JSON, for programs
    #[arg(long, global = true)]
    pub json: bool,
    /// The business time of this command, such as 2026-09-01T08:00+08:00; refused in production
    #[arg(long, global = true, value_name = "TIME")]
    pub clock: Option<String>,
    /// Who does this, as the ledger will say: a name, UNIT/NAME or a person's number
    #[arg(long = "as", global = true, value_name = "PERSON")]
    pub actor: Option<String>,
}

impl Common {
    /// The settings, without making a home.
    ///
    /// # Errors
    /// Refused with all problems of the settings.
    pub fn settings(&self) -> Result<Settings> {
        let home = std::path::absolute(&self.home).with_context(|| self.home.display().to_string())?;
        Settings::load(&home, process_env()).map_err(|problems| super::input::refused(problems.to_string()))
    }

    /// Refuses `--clock` where no command may have one, also for the commands that never look at it. Settings that
    /// cannot be read are told of by whoever needs them.
    ///
    /// # Errors
    /// That refusal, or when the text is no time.
    pub fn check_clock(&self) -> Result<()> {
        match (&self.clock, self.settings()) {
            (Some(at), Ok(settings)) => check_clock(&settings, at).map(drop),
            _ => Ok(()),
        }
    }

    /// Settings and home, with the log started.
    ///
    /// # Errors
    /// As [`App::open`], or when the log cannot start.
    pub fn app(&self) -> Result<App> {
        let app = App::open(&self.home)?;
        telemetry::start(&app.settings.log, &app.settings.secrets())?;
        for path in app.home.repaired() {
            tracing::warn!(path = %path.display(), "other users of this machine could read this; it is closed to them now");
        }
        Ok(app)
    }
}

/// A command at work in the house.
pub struct Session {
    /// Settings and home.
    pub app: App,
    /// The house.
    pub house: House,
    /// Who acts.
    pub actor: Actor,
    /// The zone in which days are days.
    pub zone: Tz,
}

impl Session {
    /// Opens the house for one command.
    ///
    /// # Errors
    /// Refused when the clock or the actor cannot be had; a fault when the database cannot be opened.
    pub async fn open(common: &Common) -> Result<Session> {
        let app = common.app()?;
        let clock = app.clock(&ClockChoice {
            at: common.clock.clone(),
            speed: None,
        })?;
        let house = app.house(clock).await?;
        let mut work = house.store.read().await?;
        let zone = house.books(&mut work).await?.zone;
        let actor = match &common.actor {
            Some(who) => {
                let person = find_person(&mut work, &house, who).await?;
                if person.left_on.is_some() {
                    return Err(super::input::refused(format!("{} has left", person.name)));
                }
                Actor::Person(person.id)
            }
            None => Actor::Operator,
        };
        drop(work);
        Ok(Session {
            app,
            house,
            actor,
            zone,
        })
    }

    /// The business day.
    pub fn today(&self) -> NaiveDate {
        self.house.clock.today(self.zone)
    }

    /// An instant as people in the office read it, to the minute.
    pub fn local(&self, at: DateTime<Utc>) -> String {
        super::word::local_minute(at, self.zone)
    }
}
