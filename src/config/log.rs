//! `[log]`

use super::layers::Layers;
use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

/// What is logged, and how it is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// Directives as in `RUST_LOG`.
    pub filter: String,
    /// How a line looks.
    pub format: LogFormat,
}

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For collectors: one JSON object a line.
    Json,
}

impl Log {
    pub(super) fn check(&self, layers: &mut Layers) {
        if let Err(error) = EnvFilter::try_new(&self.filter) {
            layers.complain("log.filter", format!("`{}`: {error}", self.filter));
        }
    }
}
