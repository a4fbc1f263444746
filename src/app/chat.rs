//! The way out for chat messages, as the settings say.

use crate::channel::Channel;
use crate::channel::console::Console;
use crate::channel::pace;
use crate::channel::telegram::Telegram;
use crate::config::Settings;
use anyhow::{Context, Result};
use std::num::NonZeroU32;
use std::sync::Arc;

/// The bot, else the console.
pub fn channel(telegram: Option<Arc<Telegram>>) -> Arc<dyn Channel> {
    match telegram {
        Some(telegram) => telegram,
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
