//! `[rulebook]`

use super::layers::Layers;
use super::value;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Which rules are in force.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    /// Presets laid over the rulebook, in this order, each once.
    pub presets: Vec<String>,
    /// An own rulebook instead of the built-in one.
    #[serde(deserialize_with = "value::optional")]
    pub file: Option<PathBuf>,
    /// Whether steps with `gather = "weekly"` wait for the first workday of their week.
    pub gather_weekly: bool,
}

impl Rulebook {
    pub(super) fn check(&self, layers: &mut Layers) {
        let distinct: BTreeSet<&String> = self.presets.iter().collect();
        layers.require(
            distinct.len() == self.presets.len(),
            &["rulebook.presets"],
            "must name each preset once",
        );
    }

    pub(super) fn resolve(&mut self, home: &Path) {
        self.file = self.file.take().map(|file| home.join(file));
    }
}
