//! `huiyin serve`: bot and jobs, until it is told to stop.

use super::Exit;
use super::signal::told_to_stop;
use crate::app::{App, ClockChoice, Server, channel, mail_limits, pace_limits};
use crate::channel::pace::Pace;
use crate::jobs::{Alarm, Stopper};
use crate::supervision::House;
use anyhow::Result;
use std::sync::Arc;
use std::time::Duration;

/// How often the jobs are rung on a clock that is not the real one; in real time.
const BEAT: Duration = Duration::from_millis(500);

/// How long the database may take to close.
const LAST_WORD: Duration = Duration::from_millis(500);

/// How to serve.
#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    /// How many business seconds pass in a real second, from --clock on
    #[arg(long, value_name = "N")]
    speed: Option<u32>,
}

/// Serves until SIGTERM or SIGINT, then ends within five seconds. `clock` is the `--clock` of all commands.
///
/// # Errors
/// Refused when the clock cannot be had; a fault when house, bot or alarm clock do not start.
pub async fn run(app: &App, args: &ServeArgs, clock: Option<&str>) -> Result<Exit> {
    let (stopper, stop) = Stopper::new();
    let told = told_to_stop()?;
    tokio::spawn(async move {
        told.await;
        tracing::info!("told to stop; finishing what is under way");
        stopper.stop();
    });
    let choice = ClockChoice {
        at: clock.map(str::to_owned),
        speed: args.speed,
    };
    let house = Arc::new(app.house(app.clock(&choice)?).await?);
    let store = house.store.clone();
    let served = server(app, house, choice.at.is_some())?.run(stop).await;
    // What still holds a connection then is cut off with the process; the database rolls it back.
    let _ = tokio::time::timeout(LAST_WORD, store.close()).await;
    served.map(|()| Exit::Done)
}

fn server(app: &App, house: Arc<House>, is_virtual: bool) -> Result<Server> {
    let telegram = app.telegram()?;
    if telegram.is_none() {
        eprintln!(
            "no Telegram token is set (telegram.token or telegram.token_file): messages are printed here, \
             and nobody can answer"
        );
    }
    let poll_wait = Duration::from_secs(app.settings.telegram.poll_seconds.into());
    let alarm = if is_virtual {
        Alarm::Beat(BEAT)
    } else {
        Alarm::Cron {
            zone: app.zone()?,
            slots: house.office.slots.clone(),
        }
    };
    Ok(Server {
        channel: channel(&house, telegram.clone()),
        pace: Pace::new(pace_limits(&app.settings)?),
        mail: match app.mail()? {
            Some(way) => Some((way, Pace::new(mail_limits(&app.settings)?))),
            None => None,
        },
        bot: telegram.map(|telegram| (telegram, poll_wait)),
        alarm,
        house,
    })
}
