//! `[import]`

use super::layers::Layers;
use serde::{Deserialize, Serialize};

/// What a workbook may hold.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// Dates more than so many years before today are row errors.
    pub oldest_years: u32,
    /// Dates more than so many years after today are row errors.
    pub furthest_years: u32,
    /// An event more than so many years before today comes in with a warning.
    pub old_event_years: u32,
}

impl Import {
    pub(super) fn check(self, layers: &mut Layers) {
        layers.positive(&[
            ("import.oldest_years", self.oldest_years),
            ("import.furthest_years", self.furthest_years),
            ("import.old_event_years", self.old_event_years),
        ]);
    }
}
