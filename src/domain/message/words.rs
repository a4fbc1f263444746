//! Words that must not reach a log.

use serde::{Deserialize, Serialize};
use std::{fmt, ops::Deref};

/// Words to a person or of a person. `Debug` tells only how many, and there is no `Display`, so that no log
/// and no error text quotes them by accident.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(String);

impl Words {
    /// The words themselves, for whoever may read them.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} characters>", self.0.chars().count())
    }
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Words(words)
    }
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Words(words.to_owned())
    }
}
