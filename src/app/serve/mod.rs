//! The house open for business: bot, jobs and deliverer, from start-up until they are asked to stop.

mod greet;
mod listen;
mod patience;

use super::TelegramFiles;
use crate::bot::handle_waiting;
use crate::channel::Channel;
use crate::channel::pace::Pace;
use crate::channel::telegram::Telegram;
use crate::jobs::{Alarm, Bell, DELIVER, HANDLE, Jobs, OPEN, PLAN, Stop, Task, verb};
use crate::supervision::{House, Planned, deliver, open_due_matters, plan, with_retries};
use anyhow::Result;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

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
        let bells = Bells::default();
        let mut jobs = Jobs::default();
        let house = self.house;
        let mut tasks = vec![
            opening(&house),
            planning(&house, &bells),
            delivering(&house, self.channel, self.pace, &bells, &stop),
        ];
        if let Some((telegram, poll_wait)) = self.bot {
            tasks.push(handling(&house, &telegram, &bells));
            let listener = listen::Listener {
                house: house.clone(),
                telegram: telegram.clone(),
                poll_wait,
                heard: bells.heard.clone(),
            };
            jobs.spawn(listener.run(stop.clone()));
            jobs.spawn(greet::greet(house.clone(), telegram, stop.clone()));
        }
        jobs.start(tasks, &self.alarm, &stop).await?;
        stop.asked().await;
        if !jobs.finish(CLOSING_TIME).await {
            tracing::warn!("something was cut off; it is done again after the next start");
        }
        Ok(())
    }
}

/// The bells that work rings for other work.
#[derive(Default)]
struct Bells {
    heard: Bell,
    enqueued: Bell,
}

fn opening(house: &Arc<House>) -> Task {
    let house = house.clone();
    Task {
        job: &OPEN,
        bell: Bell::default(),
        lanes: 1,
        verb: verb(move || {
            let house = house.clone();
            async move {
                let opened = with_retries(|| open_due_matters(&house)).await?;
                if !opened.is_empty() {
                    tracing::info!(matters = opened.len(), "matters opened by themselves");
                }
                Ok(())
            }
        }),
    }
}

fn planning(house: &Arc<House>, bells: &Bells) -> Task {
    let (house, enqueued) = (house.clone(), bells.enqueued.clone());
    let is_held = Arc::new(AtomicBool::new(false));
    Task {
        job: &PLAN,
        bell: Bell::default(),
        lanes: 1,
        verb: verb(move || {
            let (house, enqueued, is_held) = (house.clone(), enqueued.clone(), is_held.clone());
            async move {
                let planned = plan(&house).await?;
                enqueued.ring();
                report(&planned, &is_held);
                Ok(())
            }
        }),
    }
}

/// Logs a run, and a hold once while it lasts.
fn report(planned: &Planned, is_held: &AtomicBool) {
    let holds = matches!(planned, Planned::Held { .. });
    let held = is_held.swap(holds, Ordering::Relaxed);
    match planned {
        Planned::Ran {
            slot_at,
            notices,
            messages,
        } => tracing::info!(%slot_at, notices, messages, "a slot was planned"),
        Planned::Held { messages, usual } if !held => tracing::warn!(
            messages,
            usual,
            "the storm guard holds a run; look at it, then let it go by `huiyin plan --release`"
        ),
        Planned::Held { .. } | Planned::NoSlot | Planned::AlreadyRun => {}
    }
}

fn handling(house: &Arc<House>, telegram: &Arc<Telegram>, bells: &Bells) -> Task {
    let (house, enqueued) = (house.clone(), bells.enqueued.clone());
    let files = Arc::new(TelegramFiles(telegram.clone()));
    Task {
        job: &HANDLE,
        bell: bells.heard.clone(),
        lanes: 1,
        verb: verb(move || {
            let (house, files, enqueued) = (house.clone(), files.clone(), enqueued.clone());
            async move {
                while handle_waiting(&house, files.as_ref()).await? > 0 {
                    enqueued.ring();
                }
                Ok(())
            }
        }),
    }
}

fn delivering(house: &Arc<House>, channel: Arc<dyn Channel>, pace: Pace, bells: &Bells, stop: &Stop) -> Task {
    let (house, pace, stop) = (house.clone(), Arc::new(Mutex::new(pace)), stop.clone());
    Task {
        job: &DELIVER,
        bell: bells.enqueued.clone(),
        lanes: DELIVERERS,
        verb: verb(move || {
            let (house, channel) = (house.clone(), channel.clone());
            let (pace, stop) = (pace.clone(), stop.clone());
            async move {
                while !stop.is_asked() && deliver(&house, channel.as_ref(), &pace).await? > 0 {}
                Ok(())
            }
        }),
    }
}
