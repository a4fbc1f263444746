//! Telegram through teloxide's client, not its dispatcher: that one confirms updates while their handlers
//! still run, drops those that it cannot parse, and ends with the first panic.
//!
//! Every call ends within [`Timeouts::request`], also where teloxide would sleep 10 s after a 5xx answer: a
//! lease on an outbox row need only be longer than that.

mod client;
mod download;
mod failure;
mod hear;
mod poll;
mod send;

pub use client::{ConfigError, TelegramConfig, Timeouts};
pub use download::{DownloadError, Downloaded};
pub use failure::CallError;

use failure::Failure;
use std::fmt;
use std::time::Duration;
use teloxide::prelude::Requester;
use teloxide::types::BotCommand;
use teloxide::{Bot, RequestError};

/// One bot.
#[derive(Clone)]
pub struct Telegram {
    bot: Bot,
    bot_id: i64,
    timeout: Duration,
    /// Has no time limit on a whole answer: a large file may take longer than a call.
    downloader: reqwest::Client,
}

/// Who the bot is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BotIdentity {
    /// Stays the same for a bot's whole life.
    pub id: i64,
    /// Without the `@`, for links.
    pub username: String,
}

impl Telegram {
    /// A bot that has not spoken yet: connects with the first call.
    ///
    /// # Errors
    /// Settings that no call could work with. No error text holds the token or the proxy's password.
    pub fn new(config: TelegramConfig) -> Result<Self, ConfigError> {
        let bot_id = config.bot_id()?;
        let api_url = config.api_url()?;
        let downloader = config.client(|client| client.read_timeout(config.timeouts.request))?;
        let client = config.client(|client| client.timeout(config.timeouts.request))?;
        let bot = Bot::with_client(config.token, client).set_api_url(api_url);
        Ok(Telegram {
            bot,
            bot_id,
            timeout: config.timeouts.request,
            downloader,
        })
    }

    /// The bot's own user id, known without a call.
    pub fn bot_id(&self) -> i64 {
        self.bot_id
    }

    /// Asks the server who the bot is: the first call to make, it tells whether token and network are good.
    pub async fn me(&self) -> Result<BotIdentity, CallError> {
        let me = self.call(self.bot.get_me()).await?;
        Ok(BotIdentity {
            id: self.bot_id,
            username: me.user.username.unwrap_or_default(),
        })
    }

    /// Shows these commands, without their slash, in the menu of every chat.
    pub async fn set_commands(&self, commands: &[(&str, &str)]) -> Result<(), CallError> {
        let commands = commands
            .iter()
            .map(|&(name, description)| BotCommand::new(name, description));
        self.call(self.bot.set_my_commands(commands)).await?;
        Ok(())
    }

    /// Removes a webhook, beside which [`Telegram::poll`] hears nothing.
    pub async fn delete_webhook(&self) -> Result<(), CallError> {
        self.call(self.bot.delete_webhook()).await?;
        Ok(())
    }

    async fn call<T, R>(&self, request: R) -> Result<T, Failure>
    where
        R: IntoFuture<Output = Result<T, RequestError>>,
    {
        match tokio::time::timeout(self.timeout, request.into_future()).await {
            Ok(answer) => answer.map_err(|error| Failure::of(&error)),
            Err(_) => Err(Failure::Unreachable(format!(
                "no answer within {:?}",
                self.timeout
            ))),
        }
    }
}

/// The client inside knows the token.
impl fmt::Debug for Telegram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Telegram")
            .field("bot_id", &self.bot_id)
            .finish_non_exhaustive()
    }
}
