//! `[plan]`

use super::layers::Layers;
use serde::{Deserialize, Serialize};

/// How runs are planned, and when one is too large to go out unasked.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Messages that a run may send until `storm_history` runs exist.
    pub storm_limit: u32,
    /// From then on: how many times the usual number a run may send.
    pub storm_factor: u32,
    /// How many past runs tell what is usual.
    pub storm_history: u32,
    /// Matters planned in one transaction.
    pub batch: u32,
    /// Days ahead that cadences open.
    pub ahead_days: u32,
}

impl Plan {
    pub(super) fn check(&self, layers: &mut Layers) {
        layers.positive(&[
            ("plan.storm_limit", self.storm_limit),
            ("plan.storm_factor", self.storm_factor),
            ("plan.storm_history", self.storm_history),
            ("plan.batch", self.batch),
            ("plan.ahead_days", self.ahead_days),
        ]);
    }
}
