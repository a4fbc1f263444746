//! `[import]`

use super::layers::Layers;
use serde::{Deserialize, Serialize};

/// What a workbook may hold.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// Dates more than so many years before today are row errors.
    pub oldest_years: u32,
    /// Rows that one workbook may have.
    pub max_rows: u32,
}

impl Import {
    pub(super) fn check(self, layers: &mut Layers) {
        layers.positive(&[
            ("import.oldest_years", self.oldest_years),
            ("import.max_rows", self.max_rows),
        ]);
    }
}
