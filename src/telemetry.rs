//! The log: to standard error, for people or for collectors, with every secret masked.

mod json;
mod mask;

use crate::config::{Log, LogFormat, Secret};
use json::JsonLines;
use mask::Masked;
use std::io::{self, IsTerminal};
use tracing::Dispatch;
use tracing::dispatcher::{SetGlobalDefaultError, set_global_default};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::fmt::MakeWriter;

/// Why the log cannot start.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter cannot be read.
    #[error("`{0}` is no log filter: {1}")]
    Filter(String, ParseError),
    /// There is a log already.
    #[error("the log has been started before")]
    Started(#[from] SetGlobalDefaultError),
}

/// Starts the log of this process, on standard error. `RUST_LOG` wins over the settings' filter.
///
/// # Errors
/// `RUST_LOG` is no filter, or the log has been started before.
pub fn start(log: &Log, secrets: &[Secret]) -> Result<(), TelemetryError> {
    let mut log = log.clone();
    if let Ok(filter) = std::env::var("RUST_LOG") {
        log.filter = filter;
    }
    Ok(set_global_default(to_writer(&log, secrets, io::stderr)?)?)
}

/// A log that writes to `writer`. No line holds one of `secrets`, also not from a library that logs the URLs
/// it calls.
///
/// # Errors
/// The filter cannot be read.
pub fn to_writer<W>(log: &Log, secrets: &[Secret], writer: W) -> Result<Dispatch, TelemetryError>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter =
        EnvFilter::try_new(&log.filter).map_err(|error| TelemetryError::Filter(log.filter.clone(), error))?;
    let colours = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(Masked::new(secrets, writer))
        .with_ansi(colours && log.format == LogFormat::Text);
    Ok(match log.format {
        LogFormat::Text => lines.finish().into(),
        LogFormat::Json => lines.event_format(JsonLines).finish().into(),
    })
}
