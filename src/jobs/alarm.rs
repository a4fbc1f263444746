//! The alarm clock: tokio-cron-scheduler, or on a virtual clock a steady beat. It rings bells and does nothing
//! else: the scheduler forgets what it has missed, falls silent when the wall clock is set back, and loses a job
//! that panics while it rings.

use super::bell::Bell;
use super::schedule::Job;
use super::stop::Stop;
use anyhow::{Context, Result};
use chrono::NaiveTime;
use chrono_tz::Tz;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio_cron_scheduler::{Job as Ringing, JobScheduler};

/// Rings that may wait to be passed on inside the scheduler; it drops more.
const CHANNEL: usize = 1000;

/// How often the watchdog looks.
const LOOK: Duration = Duration::from_secs(60);
/// The silence that it takes for a fault: the shortest cron text rings every second.
const SILENCE: Duration = Duration::from_secs(180);

/// What the jobs are rung by.
#[derive(Debug, Clone)]
pub enum Alarm {
    /// The wall clock, by the cron texts of the jobs.
    Cron {
        /// The rulebook's zone.
        zone: Tz,
        /// The office's send times.
        slots: Vec<NaiveTime>,
    },
    /// All jobs at once, again and again in real time: for a business clock that is not the real one.
    Beat(Duration),
}

/// When anything rang last; a clone is the same.
#[derive(Debug, Clone)]
pub(super) struct LastRing(Arc<Mutex<Instant>>);

impl LastRing {
    fn now() -> LastRing {
        LastRing(Arc::new(Mutex::new(Instant::now())))
    }

    fn touch(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn silence(&self) -> Duration {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }
}

/// Sets the alarm for these jobs, and a watchdog beside it; both end with `tasks` or when asked to.
///
/// # Errors
/// When the scheduler does not start.
pub(super) async fn set(
    alarm: &Alarm,
    bells: Vec<(&'static Job, Bell)>,
    stop: &Stop,
    tasks: &mut JoinSet<()>,
) -> Result<()> {
    let last = LastRing::now();
    let all: Vec<Bell> = bells.iter().map(|(_, bell)| bell.clone()).collect();
    match alarm {
        Alarm::Cron { zone, slots } => {
            let mut scheduler = start_scheduler(&bells, *zone, slots, &last).await?;
            let stop = stop.clone();
            tasks.spawn(async move {
                stop.asked().await;
                if let Err(error) = scheduler.shutdown().await {
                    tracing::warn!(%error, "the alarm clock did not stop");
                }
            });
        }
        Alarm::Beat(every) => {
            tasks.spawn(beat(*every, all.clone(), last.clone(), stop.clone()));
        }
    }
    tasks.spawn(watch(all, last, stop.clone(), LOOK, SILENCE));
    Ok(())
}

async fn start_scheduler(
    bells: &[(&'static Job, Bell)],
    zone: Tz,
    slots: &[NaiveTime],
    last: &LastRing,
) -> Result<JobScheduler> {
    let scheduler = JobScheduler::new_with_channel_size(CHANNEL)
        .await
        .context("the alarm clock")?;
    for (job, bell) in bells {
        for cron in job.crons(slots) {
            let (bell, last) = (bell.clone(), last.clone());
            let ringing = Ringing::new_async_tz(&cron, zone, move |_, _| {
                let (bell, last) = (bell.clone(), last.clone());
                Box::pin(async move {
                    last.touch();
                    bell.ring();
                })
            });
            let ringing = ringing.with_context(|| format!("cron text `{cron}` of job {}", job.name))?;
            scheduler.add(ringing).await.context("the alarm clock")?;
        }
    }
    scheduler.start().await.context("the alarm clock")?;
    Ok(scheduler)
}

async fn beat(every: Duration, bells: Vec<Bell>, last: LastRing, stop: Stop) {
    while !stop.is_asked() {
        last.touch();
        bells.iter().for_each(Bell::ring);
        tokio::select! {
            () = stop.asked() => {}
            () = tokio::time::sleep(every) => {}
        }
    }
}

/// Looks again and again how long nothing has rung; says when that is too long, and rings in the clock's place.
async fn watch(bells: Vec<Bell>, last: LastRing, stop: Stop, look: Duration, too_long: Duration) {
    while !stop.is_asked() {
        let silence = last.silence();
        if silence > too_long {
            tracing::error!(
                seconds = silence.as_secs(),
                "the alarm clock is silent; the jobs are rung without it"
            );
            bells.iter().for_each(Bell::ring);
        }
        tokio::select! {
            () = stop.asked() => {}
            () = tokio::time::sleep(look) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, LastRing, watch};
    use crate::jobs::{Bell, Stopper};

    #[tokio::test]
    async fn the_watchdog_rings_when_the_clock_is_silent() {
        let (bell, (stopper, stop)) = (Bell::default(), Stopper::new());
        let (look, too_long) = (Duration::from_millis(5), Duration::from_millis(50));
        let last = LastRing::now();
        let dog = tokio::spawn(watch(vec![bell.clone()], last.clone(), stop, look, too_long));
        let early = tokio::time::timeout(too_long / 5, bell.heard()).await;
        assert!(early.is_err(), "nothing has been silent yet");
        bell.heard().await;
        stopper.stop();
        assert!(dog.await.is_ok());
    }
}
