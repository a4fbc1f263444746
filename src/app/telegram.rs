//! Telegram as the settings say, and its files for the bot.

use super::App;
use crate::bot::{Fetched, Files};
use crate::channel::telegram::{DownloadError, Telegram, TelegramConfig, Timeouts};
use anyhow::{Context, Result, bail};
use async_trait::async_trait;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A call ends before the shortest lease that the settings allow, and after the longest poll.
const TIMEOUTS: Timeouts = Timeouts {
    connect: Duration::from_secs(5),
    request: Duration::from_secs(25),
};

impl App {
    /// The Telegram channel; none without a token.
    ///
    /// # Errors
    /// When the settings name a token, address or proxy that cannot be used.
    pub fn telegram(&self) -> Result<Option<Arc<Telegram>>> {
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
        Ok(Some(Arc::new(Telegram::new(config).context("telegram")?)))
    }
}

/// Fetches what people send, by Telegram.
pub struct TelegramFiles(pub Arc<Telegram>);

#[async_trait]
impl Files for TelegramFiles {
    async fn fetch(&self, file_id: &str, max_bytes: u64, to: &Path) -> Result<Fetched> {
        let mut file = tokio::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(to)
            .await
            .with_context(|| to.display().to_string())?;
        let outcome = self.0.download(file_id, max_bytes, &mut file).await;
        match outcome {
            Ok(downloaded) => {
                file.sync_all().await?;
                Ok(Fetched::Here {
                    bytes: downloaded.bytes,
                    sha256: downloaded.sha256,
                })
            }
            Err(DownloadError::TooLarge { .. }) => Ok(Fetched::TooLarge),
            Err(DownloadError::Refused { .. }) => Ok(Fetched::Gone),
            Err(error @ (DownloadError::Later { .. } | DownloadError::Write(_))) => {
                bail!("fetching a file: {error}")
            }
        }
    }
}
