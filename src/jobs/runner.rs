//! What happens when a job's bell rings.

use super::alarm::{self, Alarm};
use super::bell::Bell;
use super::schedule::Job;
use super::stop::Stop;
use anyhow::Result;
use futures_util::future::{BoxFuture, FutureExt};
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinSet;

/// What a job does: looks for what is due and does it.
pub type Verb = Box<dyn Fn() -> BoxFuture<'static, Result<()>> + Send + Sync>;

/// A job that is to run.
pub struct Task {
    /// Which.
    pub job: &'static Job,
    /// What wakes it.
    pub bell: Bell,
    /// What it does.
    pub verb: Verb,
    /// How many runs may be under way at once: a run that hangs does not hold up the others.
    pub lanes: usize,
}

/// An async function as a [`Verb`].
pub fn verb<F, R>(run: F) -> Verb
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<()>> + Send + 'static,
{
    Box::new(move || run().boxed())
}

/// Jobs that run until they are asked to stop.
#[derive(Debug, Default)]
pub struct Jobs(JoinSet<()>);

impl Jobs {
    /// Lets every job look once, and from then on when it rings.
    ///
    /// # Errors
    /// When the alarm clock does not start.
    pub async fn start(&mut self, tasks: Vec<Task>, alarm: &Alarm, stop: &Stop) -> Result<()> {
        let bells = tasks.iter().map(|task| (task.job, task.bell.clone())).collect();
        for task in tasks {
            let task = Arc::new(task);
            let health = Arc::new(Health::default());
            for _ in 0..task.lanes {
                self.0
                    .spawn(keep_running(task.clone(), health.clone(), stop.clone()));
            }
        }
        alarm::set(alarm, bells, stop, &mut self.0).await
    }

    /// Runs something beside the jobs, until it ends by itself.
    pub fn spawn(&mut self, beside: impl Future<Output = ()> + Send + 'static) {
        self.0.spawn(beside);
    }

    /// Waits until all have come to their end; what has not after `patience` is cut off, and `false`.
    pub async fn finish(mut self, patience: Duration) -> bool {
        let all = async { while self.0.join_next().await.is_some() {} };
        let in_time = tokio::time::timeout(patience, all).await.is_ok();
        self.0.shutdown().await;
        in_time
    }
}

async fn keep_running(task: Arc<Task>, health: Arc<Health>, stop: Stop) {
    while !stop.is_asked() {
        health.note(task.job, run_once(&task.verb).await);
        tokio::select! {
            () = stop.asked() => {}
            () = task.bell.heard() => {}
        }
    }
}

/// One run; a panic is an error of this run alone.
async fn run_once(verb: &Verb) -> Result<()> {
    match AssertUnwindSafe(async { verb().await }).catch_unwind().await {
        Ok(outcome) => outcome,
        Err(panic) => Err(anyhow::anyhow!("panicked: {}", words_of(panic.as_ref()))),
    }
}

fn words_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without words")
}

/// The fault that a job has now, so that one that lasts is logged once.
#[derive(Debug, Default)]
struct Health(Mutex<Option<String>>);

impl Health {
    fn note(&self, job: &Job, outcome: Result<()>) {
        let fault = outcome.err().map(|error| format!("{error:#}"));
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match (&fault, &*known) {
            (Some(error), known) if known.as_ref() != Some(error) => {
                tracing::error!(
                    job = job.name,
                    error,
                    "a job failed; it tries again when it next rings"
                );
            }
            (None, Some(_)) => tracing::info!(job = job.name, "the job works again"),
            _ => {}
        }
        *known = fault;
    }
}
