//! Counting of domain.md 5 (《民法典》 200-204 by analogy): first day excluded, month-end clamp, roll.

use serde::{Deserialize, Serialize};

/// What happens to a last day on which offices do not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Roll {
    /// The next workday (民法典 203).
    Next,
    /// The last workday before.
    Prev,
    /// Stays where it falls.
    None,
}
