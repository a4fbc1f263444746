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

/// Why a text is no roll.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no roll; write next, prev or none")]
pub struct RollError(pub String);

impl std::str::FromStr for Roll {
    type Err = RollError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "next" => Ok(Roll::Next),
            "prev" => Ok(Roll::Prev),
            "none" => Ok(Roll::None),
            _ => Err(RollError(text.to_owned())),
        }
    }
}

impl std::fmt::Display for Roll {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Roll::Next => "next",
            Roll::Prev => "prev",
            Roll::None => "none",
        })
    }
}
