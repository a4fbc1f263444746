//! `[binding]`

use super::layers::Layers;
use super::value;
use serde::{Deserialize, Serialize};

/// How chats are bound to people.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// Hours that an invitation code is good for.
    pub invite_hours: u32,
    /// Days that a code on a printed invitation (邀请函) is good for.
    pub paper_valid_days: u32,
    /// Wrong codes that one chat may try within that time.
    pub attempts: u32,
    /// The bot's user name without `@`; without one the bot is asked.
    #[serde(deserialize_with = "value::optional")]
    pub bot_name: Option<String>,
}

impl Binding {
    pub(super) fn check(&self, layers: &mut Layers) {
        layers.positive(&[
            ("binding.invite_hours", self.invite_hours),
            ("binding.paper_valid_days", self.paper_valid_days),
            ("binding.attempts", self.attempts),
        ]);
        let plain = |name: &String| {
            name.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        layers.require(
            self.bot_name.as_ref().is_none_or(plain),
            &["binding.bot_name"],
            "must be the user name alone, letters, digits and _, without @",
        );
    }
}
