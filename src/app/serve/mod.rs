//! The house open for business: bot, jobs and deliverer, from start-up until they are asked to stop.

mod greet;
mod listen;
mod patience;
mod work;

use super::{MailWay, TelegramFiles};
use crate::channel::Channel;
use crate::channel::pace::Pace;
use crate::channel::telegram::Telegram;
use crate::jobs::{Alarm, Bell, CIRCULATE, DELIVER, HANDLE, IMPORT, Jobs, MAIL, OPEN, PLAN, SILENT, Stop};
use crate::supervision::House;
use anyhow::Result;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use work::Works;

/// Deliveries under way at once: a chat that hangs keeps no more than one of them busy.
const DELIVERERS: usize = 4;

/// How long what is under way may take to finish when the house closes.
const CLOSING_TIME: Duration = Duration::from_secs(4);

/// Everything that serves.
pub struct Server {
    /// The house.
    pub house: Arc<House>,
    /// The way out for chat messages.
    pub channel: Arc<dyn Channel>,
    /// How fast they may leave.
    pub pace: Pace,
    /// The way out for mail, and how fast it may leave; none: mail is off.
    pub mail: Option<(MailWay, Pace)>,
    /// The bot, and how long one poll of it waits for news, in real time; none: nobody is heard.
    pub bot: Option<(Arc<Telegram>, Duration)>,
    /// What rings the jobs.
    pub alarm: Alarm,
}

impl Server {
    /// Looks at what is due, then serves until `stop` is asked; ends at most five seconds later. What was cut off
    /// by then is done again after the next start.
    ///
    /// # Errors
    /// When the alarm clock does not start.
    pub async fn run(self, stop: Stop) -> Result<()> {
        let (mail, way) = match self.mail {
            Some((way, pace)) => (Some((way.clone(), pace)), Some(way)),
            None => (None, None),
        };
        let works = Arc::new(Works {
            house: self.house.clone(),
            channel: self.channel,
            pace: Mutex::new(self.pace),
            mail: mail.map(|(way, pace)| (way.channel(), Mutex::new(pace))),
            files: self
                .bot
                .as_ref()
                .map(|(telegram, _)| TelegramFiles(telegram.clone())),
            heard: Bell::default(),
            enqueued: Bell::default(),
            is_held: AtomicBool::new(false),
            stop: stop.clone(),
        });
        let tasks = vec![
            works.task(&OPEN, &Bell::default(), 1, work::open),
            works.task(&PLAN, &Bell::default(), 1, work::plan_slot),
            works.task(&HANDLE, &works.heard, 1, work::handle),
            works.task(&IMPORT, &Bell::default(), 1, work::import),
            works.task(&SILENT, &Bell::default(), 1, work::silent),
            works.task(&CIRCULATE, &Bell::default(), 1, work::circulate),
            works.task(&DELIVER, &works.enqueued, DELIVERERS, work::send),
            works.task(&MAIL, &Bell::default(), 1, work::send_mail),
        ];
        let mut jobs = Jobs::default();
        jobs.start(tasks, &self.alarm, &stop).await?;
        if let Some((telegram, poll_wait)) = self.bot {
            let listener = listen::Listener {
                house: self.house.clone(),
                telegram: telegram.clone(),
                poll_wait,
                heard: works.heard.clone(),
            };
            jobs.spawn(listener.run(stop.clone()));
            jobs.spawn(greet::greet(self.house, telegram, stop.clone()));
        }
        stop.asked().await;
        if !jobs.finish(CLOSING_TIME).await {
            tracing::warn!("something was cut off; it is done again after the next start");
        }
        if let Some(way) = way {
            way.close().await;
        }
        Ok(())
    }
}
