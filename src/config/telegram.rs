//! `[telegram]`

use super::layers::Layers;
use super::{Address, Secret, value};
use serde::{Deserialize, Serialize};

/// The most that a poll may wait: the client gives up after 17 seconds in all.
const LONGEST_POLL: u32 = 10;
/// The largest file that the Bot API hands out.
const LARGEST_FILE: u32 = 20 * 1024 * 1024;

/// The bot, and what it takes as evidence.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telegram {
    /// The bot's token; without one, messages go to the console.
    #[serde(deserialize_with = "value::optional")]
    pub token: Option<Secret>,
    /// Where the Bot API answers.
    pub api_url: Address,
    /// Proxy for the Bot API.
    #[serde(deserialize_with = "value::optional")]
    pub proxy: Option<Address>,
    /// Seconds (real time) that one poll waits for news.
    pub poll_seconds: u32,
    /// Largest file taken as evidence, in bytes.
    pub max_file_bytes: u32,
    /// Media types taken as evidence, `image/jpeg`.
    pub media_types: Vec<String>,
}

impl Telegram {
    pub(super) fn check(&self, layers: &mut Layers) {
        let named = self.token.as_ref().is_none_or(|token| is_token(token.expose()));
        layers.require(
            named,
            &["telegram.token"],
            "is no token; @BotFather gives one like 123456:ABC-def",
        );
        for (key, url) in [
            ("telegram.api_url", Some(&self.api_url)),
            ("telegram.proxy", self.proxy.as_ref()),
        ] {
            let http = url.is_none_or(|url| ["http", "https"].contains(&url.scheme()));
            layers.require(http, &[key], "must start with http:// or https://");
        }
        layers.require(
            (1..=LONGEST_POLL).contains(&self.poll_seconds),
            &["telegram.poll_seconds"],
            format!("must be from 1 to {LONGEST_POLL}"),
        );
        layers.require(
            (1..=LARGEST_FILE).contains(&self.max_file_bytes),
            &["telegram.max_file_bytes"],
            format!("must be from 1 to {LARGEST_FILE}, the most that a bot can fetch"),
        );
        layers.require(
            self.media_types.iter().all(|media| media.contains('/')),
            &["telegram.media_types"],
            "must be media types such as image/jpeg",
        );
    }
}

fn is_token(text: &str) -> bool {
    text.split_once(':').is_some_and(|(bot, secret)| {
        !bot.is_empty()
            && bot.bytes().all(|byte| byte.is_ascii_digit())
            && !secret.is_empty()
            && secret
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    })
}
