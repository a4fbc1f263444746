//! The way out for chat messages, as the settings say.

use crate::channel::Channel;
use crate::channel::console::Console;
use crate::channel::pace;
use crate::channel::telegram::Telegram;
use crate::config::Settings;
use crate::domain::message::{Delivery, Outgoing};
use crate::supervision::{House, addressee};
use anyhow::{Context, Result};
use async_trait::async_trait;
use std::num::NonZeroU32;
use std::sync::Arc;

/// The bot, else the console.
pub fn channel(house: &Arc<House>, telegram: Option<Arc<Telegram>>) -> Arc<dyn Channel> {
    match telegram {
        Some(telegram) => telegram,
        None => Arc::new(NamingConsole {
            house: house.clone(),
            console: Console::stdout(),
        }),
    }
}

/// Prints for people by their names.
struct NamingConsole {
    house: Arc<House>,
    console: Console,
}

#[async_trait]
impl Channel for NamingConsole {
    fn kind(&self) -> &'static str {
        self.console.kind()
    }

    async fn send(&self, address: &str, message: &Outgoing) -> Delivery {
        match addressee(&self.house, address).await {
            Ok(name) => self.console.send(&name, message).await,
            Err(error) => Delivery::Later {
                after: None,
                why: format!("{error:#}"),
            },
        }
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
