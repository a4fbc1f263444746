//! The bot that the settings name.

use super::App;
use crate::channel::telegram::{Telegram, TelegramConfig, Timeouts};
use anyhow::{Context, Result};
use std::time::Duration;

/// How long calls may last: together with teloxide's pause after a server error they end within an outbox lease.
const TIMEOUTS: Timeouts = Timeouts {
    connect: Duration::from_secs(5),
    request: Duration::from_secs(17),
};

impl App {
    /// The bot of the settings, which has not spoken yet; none without a token.
    ///
    /// # Errors
    /// When no call could work with its settings.
    pub fn telegram(&self) -> Result<Option<Telegram>> {
        let settings = &self.settings.telegram;
        let Some(token) = &settings.token else {
            return Ok(None);
        };
        let config = TelegramConfig {
            token: token.expose().to_owned(),
            api_url: settings.api_url.expose().to_owned(),
            proxy: settings.proxy.as_ref().map(|proxy| proxy.expose().to_owned()),
            timeouts: TIMEOUTS,
        };
        Ok(Some(Telegram::new(config).context("telegram")?))
    }
}
