//! From settings to an HTTP client.

use std::fmt;
use std::time::Duration;

/// What a bot needs to reach its server.
#[derive(Clone)]
pub struct TelegramConfig {
    /// The secret from BotFather, `123456:ABC-DEF`.
    pub token: String,
    /// The server: Telegram's own or another that speaks the Bot API.
    pub api_url: String,
    /// `http://` or `https://`, with user and password if need be. Without one the connection is direct,
    /// whatever the environment says.
    pub proxy: Option<String>,
    /// How long to wait.
    pub timeouts: Timeouts,
}

/// How long to wait, in real time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection.
    pub connect: Duration,
    /// For a whole call; must be longer than a poll waits. Of a download: for its next piece.
    pub request: Duration,
}

/// Settings that no call could work with.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Not of a token's form.
    #[error("the token must have the form 123456:ABC-DEF")]
    Token,
    /// Not a server's address.
    #[error("the api url must be an http or https address")]
    ApiUrl,
    /// Not a proxy's address.
    #[error("the proxy must be an http or https address")]
    Proxy,
    /// The TLS library would not start.
    #[error("no http client: {0}")]
    Client(#[source] reqwest::Error),
}

impl TelegramConfig {
    /// The number before the colon, which is the bot's own user id.
    pub(super) fn bot_id(&self) -> Result<i64, ConfigError> {
        let (id, secret) = self.token.split_once(':').ok_or(ConfigError::Token)?;
        if secret.is_empty()
            || !secret
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        {
            return Err(ConfigError::Token);
        }
        id.parse().map_err(|_| ConfigError::Token)
    }

    pub(super) fn api_url(&self) -> Result<reqwest::Url, ConfigError> {
        let mut url = web_address(&self.api_url).ok_or(ConfigError::ApiUrl)?;
        // teloxide appends to the path: behind a trailing slash that would make an empty segment.
        url.path_segments_mut()
            .map_err(|()| ConfigError::ApiUrl)?
            .pop_if_empty();
        Ok(url)
    }

    /// A client that goes through the configured proxy or none, with the time limits that `limit` sets.
    pub(super) fn client(
        &self,
        limit: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<reqwest::Client, ConfigError> {
        let builder = reqwest::Client::builder()
            .connect_timeout(self.timeouts.connect)
            .tcp_nodelay(true);
        let builder = match &self.proxy {
            None => builder.no_proxy(),
            Some(proxy) => {
                let url = web_address(proxy).ok_or(ConfigError::Proxy)?;
                builder.proxy(reqwest::Proxy::all(url).map_err(|_| ConfigError::Proxy)?)
            }
        };
        limit(builder).build().map_err(ConfigError::Client)
    }
}

fn web_address(text: &str) -> Option<reqwest::Url> {
    let url: reqwest::Url = text.parse().ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// Neither the token nor the proxy's password.
impl fmt::Debug for TelegramConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TelegramConfig")
            .field("api_url", &self.api_url)
            .field("timeouts", &self.timeouts)
            .finish_non_exhaustive()
    }
}
