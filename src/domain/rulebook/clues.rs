//! The words of the clue register, and which organ a category of clues goes to.

use serde::{Deserialize, Serialize};

/// What a register of clues may say, by key; nothing of it is told in chat.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clues {
    /// Categories, and where each goes (移交 routes).
    #[serde(default)]
    pub category: Vec<ClueCategory>,
    /// 处置方式.
    #[serde(default)]
    pub way: Vec<ClueWord>,
    /// 四种形态.
    #[serde(default)]
    pub form: Vec<ClueWord>,
    /// What is counted: 立案, 处分, 移送司法.
    #[serde(default)]
    pub count: Vec<ClueWord>,
}

/// A category of clues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClueCategory {
    /// Stable English key.
    pub code: String,
    /// How offices write it; the first is shown.
    pub names: Vec<String>,
    /// Part of the name of the organ that it goes to; without one the register names the organ.
    #[serde(default)]
    pub organ: Option<String>,
}

/// A key and its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClueWord {
    /// Stable English key.
    pub code: String,
    /// How offices write it; the first is shown.
    pub names: Vec<String>,
}

impl Clues {
    /// The category of a key or a name.
    pub fn category(&self, text: &str) -> Option<&ClueCategory> {
        self.category
            .iter()
            .find(|known| known.code == text || known.names.iter().any(|name| name == text))
    }
}

impl ClueWord {
    /// The word of a key or a name.
    pub fn find<'w>(words: &'w [ClueWord], text: &str) -> Option<&'w ClueWord> {
        words
            .iter()
            .find(|known| known.code == text || known.names.iter().any(|name| name == text))
    }

    /// The names that are shown.
    pub fn shown(words: &[ClueWord]) -> Vec<&str> {
        words
            .iter()
            .filter_map(|word| word.names.first().map(String::as_str))
            .collect()
    }
}
