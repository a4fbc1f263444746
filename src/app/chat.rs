//! The chat that the settings name.

use crate::channel::Channel;
use crate::channel::console::Console;
use crate::channel::pace;
use crate::channel::telegram::{Telegram, TelegramConfig, Timeouts};
use crate::config::Settings;
use anyhow::{Context, Result};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

/// How the Bot API is waited for; a poll waits less than a call may take.
const TIMEOUTS: Timeouts = Timeouts {
    connect: Duration::from_secs(5),
    request: Duration::from_secs(17),
};

/// The bot; none without a token.
///
/// # Errors
/// When no call could work with the settings.
pub fn telegram(settings: &Settings) -> Result<Option<Telegram>> {
    let telegram = &settings.telegram;
    let Some(token) = &telegram.token else {
        return Ok(None);
    };
    let config = TelegramConfig {
        token: token.expose().to_owned(),
        api_url: telegram.api_url.expose().to_owned(),
        proxy: telegram.proxy.as_ref().map(|proxy| proxy.expose().to_owned()),
        timeouts: TIMEOUTS,
    };
    Ok(Some(Telegram::new(config).context("telegram")?))
}

/// The way out for chat messages: the bot, else the console.
pub fn channel(telegram: Option<&Telegram>) -> Arc<dyn Channel> {
    match telegram {
        Some(telegram) => Arc::new(telegram.clone()),
        None => Arc::new(Console::stdout()),
    }
}

/// How fast messages may leave.
///
/// # Errors
/// When a limit is zero, which the settings refuse.
pub fn pace_limits(settings: &Settings) -> Result<pace::Limits> {
    let limit = |limit| NonZeroU32::new(limit).context("a pace of zero");
    Ok(pace::Limits {
        overall_per_second: limit(settings.pace.overall_per_second)?,
        private_per_second: limit(settings.pace.private_per_second)?,
        group_per_minute: limit(settings.pace.group_per_minute)?,
    })
}
