//! `[outbox]`

use super::layers::Layers;
use serde::{Deserialize, Serialize};

/// Seconds that one attempt can last: the Telegram client's time limit ...
const CLIENT_SECONDS: u32 = 17;
/// ... and the pause that it makes after a server error.
const SERVER_ERROR_SECONDS: u32 = 10;

/// How messages leave. All times are real time.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outbox {
    /// Seconds that a sender may hold a message; longer than any attempt.
    pub lease_seconds: u32,
    /// Seconds of waiting after the first, second ... failed attempt; the last one goes on.
    pub retry_seconds: Vec<u32>,
    /// Attempts before a message is given up.
    pub attempts: u32,
    /// Messages taken in one go.
    pub batch: u32,
}

impl Outbox {
    pub(super) fn check(&self, layers: &mut Layers) {
        let longest = CLIENT_SECONDS + SERVER_ERROR_SECONDS;
        layers.require(
            self.lease_seconds > longest,
            &["outbox.lease_seconds"],
            format!("must be more than {longest}, the longest that one attempt can last"),
        );
        layers.require(
            !self.retry_seconds.is_empty() && !self.retry_seconds.contains(&0),
            &["outbox.retry_seconds"],
            "needs at least one time, each at least 1",
        );
        layers.positive(&[("outbox.attempts", self.attempts), ("outbox.batch", self.batch)]);
    }
}
