//! `[pace]`

use super::layers::Layers;
use serde::{Deserialize, Serialize};

/// How fast messages may leave, in real time.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Messages a second over all chats.
    pub overall_per_second: u32,
    /// Messages a second to one person.
    pub private_per_second: u32,
    /// Messages a minute to one group.
    pub group_per_minute: u32,
}

impl Pace {
    pub(super) fn check(self, layers: &mut Layers) {
        layers.positive(&[
            ("pace.overall_per_second", self.overall_per_second),
            ("pace.private_per_second", self.private_per_second),
            ("pace.group_per_minute", self.group_per_minute),
        ]);
    }
}
