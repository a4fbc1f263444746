//! `[conversation]`

use super::layers::Layers;
use serde::{Deserialize, Serialize};

/// The bot's questions.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversation {
    /// Minutes that a question waits for its answer.
    pub timeout_minutes: u32,
}

impl Conversation {
    pub(super) fn check(self, layers: &mut Layers) {
        layers.positive(&[("conversation.timeout_minutes", self.timeout_minutes)]);
    }
}
