//! Everything that people read.

use std::path::Path;

/// All texts.
#[derive(Debug)]
pub struct Texts;

/// Why texts cannot be loaded.
#[derive(Debug, thiserror::Error)]
#[error("texts")]
pub struct TextError;

impl Texts {
    /// Loads them.
    ///
    /// # Errors
    /// Never yet.
    pub fn load(_folder: Option<&Path>) -> Result<Texts, TextError> {
        Ok(Texts)
    }
}
