//! `[database]`

use super::Address;
use super::layers::Layers;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Where everything is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite://PATH`, the path percent-encoded, or `postgres://...`.
    pub url: Address,
    /// Connections kept open at most.
    pub max_connections: u32,
    /// Seconds (real time) that a connection or a locked database is waited for.
    pub busy_timeout_seconds: u32,
}

impl Database {
    pub(super) fn check(&self, layers: &mut Layers) {
        let known = ["sqlite", "postgres", "postgresql"].contains(&self.url.scheme());
        layers.require(
            known || self.url.expose().is_empty(),
            &["database.url"],
            "must start with sqlite:// or postgres://",
        );
        layers.positive(&[
            ("database.max_connections", self.max_connections),
            ("database.busy_timeout_seconds", self.busy_timeout_seconds),
        ]);
    }

    pub(super) fn resolve(&mut self, home: &Path) {
        if self.url.expose().is_empty() {
            // sqlx decodes the path, so the marks that mean something in a URL are encoded.
            let file = home.join("huiyin.db").display().to_string();
            let file = file.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
            self.url = Address::from(format!("sqlite://{file}"));
        }
    }
}
