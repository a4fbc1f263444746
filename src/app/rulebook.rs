//! The rulebook that the settings name: base and presets.

use crate::config;
use crate::domain::rulebook::{DEFAULT, Problem, Rulebook, preset, preset_names};
use std::path::PathBuf;

/// Why the settings name no usable rulebook.
#[derive(Debug, thiserror::Error)]
pub enum RulebookError {
    /// The file cannot be read.
    #[error("rulebook.file {}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// No such preset.
    #[error("rulebook.presets: there is no preset `{name}`; known are {known}")]
    UnknownPreset {
        /// As written.
        name: String,
        /// All known ones.
        known: String,
    },
    /// The result is no whole rulebook.
    #[error("the rulebook has problems:\n{}", list(.0))]
    Problems(Vec<Problem>),
}

fn list(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Reads the base, lays the presets over it, checks the whole.
///
/// # Errors
/// When the file cannot be read, a preset is unknown, or the result has problems.
pub fn effective_rulebook(settings: &config::Rulebook) -> Result<Rulebook, RulebookError> {
    let own = match &settings.file {
        Some(path) => Some(
            std::fs::read_to_string(path).map_err(|source| RulebookError::File {
                path: path.clone(),
                source,
            })?,
        ),
        None => None,
    };
    let mut overlays = Vec::new();
    for name in &settings.presets {
        let text = preset(name).ok_or_else(|| RulebookError::UnknownPreset {
            name: name.clone(),
            known: preset_names().collect::<Vec<_>>().join(", "),
        })?;
        overlays.push((name.as_str(), text));
    }
    Rulebook::load(own.as_deref().unwrap_or(DEFAULT), &overlays).map_err(RulebookError::Problems)
}
