//! What is wrong with the settings: all of it at once, each with its key and its place.

use std::fmt;
use std::path::PathBuf;

/// Where a value was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// `config/default.toml`, which is built in.
    Default,
    /// A line of a settings file, counted from 1.
    File {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1; none when the file as a whole is meant.
        line: Option<usize>,
    },
    /// An environment variable.
    Env(String),
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `section.key`; empty when a file cannot be read at all.
    pub key: String,
    /// Where it was set.
    pub origin: Origin,
    /// What is wrong and what would be right. Never holds a secret.
    pub why: String,
}

/// All that is wrong with the settings, in order of the keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.listed())]
pub struct SettingsProblems(pub Vec<Problem>);

impl Problem {
    pub(super) fn new(key: impl Into<String>, origin: Origin, why: impl Into<String>) -> Self {
        Problem {
            key: key.into(),
            origin,
            why: why.into(),
        }
    }
}

impl SettingsProblems {
    fn listed(&self) -> String {
        let lines: Vec<String> = self.0.iter().map(|problem| format!("\n  {problem}")).collect();
        format!("{} problem(s) in the settings:{}", lines.len(), lines.concat())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.key.as_str() {
            "" => write!(f, "{}: {}", self.origin, self.why),
            key => write!(f, "{key} ({}): {}", self.origin, self.why),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("built-in default"),
            Origin::File {
                path,
                line: Some(line),
            } => write!(f, "{}:{line}", path.display()),
            Origin::File { path, line: None } => write!(f, "{}", path.display()),
            Origin::Env(name) => f.write_str(name),
        }
    }
}
