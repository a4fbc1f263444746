//! How long to wait after a failure, in real time.

use crate::channel::telegram::CallError;
use crate::jobs::Stop;
use std::time::Duration;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

/// Waits that double with every failure.
#[derive(Debug)]
pub struct Patience(Duration);

impl Patience {
    /// Nothing has failed yet.
    pub fn new() -> Patience {
        Patience(FIRST)
    }

    /// Waits, at least as long as the server asks, or until the end is asked for.
    pub async fn wait(&mut self, asked: Option<Duration>, stop: &Stop) {
        let wait = self.0.max(asked.unwrap_or_default());
        self.0 = (self.0 * 2).min(LONGEST);
        tokio::select! {
            () = stop.asked() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// How long the server asks to wait.
pub fn asked(error: &CallError) -> Option<Duration> {
    match error {
        CallError::Later { after, .. } => *after,
        CallError::Conflict(_) | CallError::Unauthorized | CallError::Refused(_) => None,
    }
}
