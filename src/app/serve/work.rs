//! What the jobs do: each looks at the database for what is due and calls its verb.

use crate::app::TelegramFiles;
use crate::bot::{end_silent, handle_waiting, run_imports};
use crate::channel::Channel;
use crate::channel::pace::Pace;
use crate::jobs::{Bell, Job, Stop, Task, verb};
use crate::supervision::{
    self, House, Planned, deliver, open_due_matters, plan, send_weekly_silence, take_bounces, with_retries,
};
use anyhow::Result;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// What all jobs share.
pub struct Works {
    pub house: Arc<House>,
    pub channel: Arc<dyn Channel>,
    pub pace: Mutex<Pace>,
    /// The way out for mail, and its pace; none where it is off.
    pub mail: Option<(Arc<dyn Channel>, Mutex<Pace>)>,
    /// Where people's files come from; none without a bot.
    pub files: Option<TelegramFiles>,
    /// Rung when something was heard.
    pub heard: Bell,
    /// Rung when something may wait in the outbox.
    pub enqueued: Bell,
    /// The storm guard held the last run.
    pub is_held: AtomicBool,
    pub stop: Stop,
}

impl Works {
    /// A job that does `run` when the bell rings.
    pub fn task<R>(
        self: &Arc<Self>,
        job: &'static Job,
        bell: &Bell,
        lanes: usize,
        run: fn(Arc<Works>) -> R,
    ) -> Task
    where
        R: Future<Output = Result<()>> + Send + 'static,
    {
        let works = self.clone();
        Task {
            job,
            bell: bell.clone(),
            lanes,
            verb: verb(move || run(works.clone())),
        }
    }
}

pub async fn open(works: Arc<Works>) -> Result<()> {
    let opened = with_retries(|| open_due_matters(&works.house)).await?;
    if !opened.is_empty() {
        tracing::info!(matters = opened.len(), "matters opened by themselves");
    }
    Ok(())
}

pub async fn plan_slot(works: Arc<Works>) -> Result<()> {
    match with_retries(|| take_bounces(&works.house)).await {
        Ok(0) => {}
        Ok(returned) => tracing::info!(returned, "mail came back"),
        Err(error) => tracing::error!(error = format!("{error:#}"), "mail that came back was not read"),
    }
    let planned = plan(&works.house).await?;
    works.enqueued.ring();
    let holds = matches!(planned, Planned::Held { .. });
    let held = works.is_held.swap(holds, Ordering::Relaxed);
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
    Ok(())
}

pub async fn handle(works: Arc<Works>) -> Result<()> {
    let Some(files) = &works.files else {
        return Ok(());
    };
    while !works.stop.is_asked() && handle_waiting(&works.house, files).await? > 0 {
        works.enqueued.ring();
    }
    if end_silent(&works.house).await? > 0 {
        works.enqueued.ring();
    }
    Ok(())
}

pub async fn import(works: Arc<Works>) -> Result<()> {
    if run_imports(&works.house).await? > 0 {
        works.enqueued.ring();
    }
    Ok(())
}

pub async fn silent(works: Arc<Works>) -> Result<()> {
    let told = with_retries(|| send_weekly_silence(&works.house)).await?;
    if told > 0 {
        works.enqueued.ring();
        tracing::info!(people = told, "the week's list of what waits for a word goes out");
    }
    Ok(())
}

pub async fn circulate(works: Arc<Works>) -> Result<()> {
    let done = with_retries(|| supervision::circulate(&works.house)).await?;
    if done.drafted || done.sent > 0 {
        works.enqueued.ring();
        tracing::info!(drafted = done.drafted, readers = done.sent, "the week's digest");
    }
    Ok(())
}

pub async fn send(works: Arc<Works>) -> Result<()> {
    let Works {
        house, channel, pace, ..
    } = works.as_ref();
    while !works.stop.is_asked() && deliver(house, channel.as_ref(), pace).await? > 0 {}
    Ok(())
}

pub async fn send_mail(works: Arc<Works>) -> Result<()> {
    let Some((mail, pace)) = &works.mail else {
        return Ok(());
    };
    while !works.stop.is_asked() && deliver(&works.house, mail.as_ref(), pace).await? > 0 {}
    Ok(())
}
