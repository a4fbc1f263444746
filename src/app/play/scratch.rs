//! A folder for a copy of the office's data: readable by its owner alone, gone with its last user.

use crate::home::private_folder;
use crate::supervision::random_text;
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Letters that make the folder's name nobody else's.
const NAME_LENGTH: usize = 16;

/// The folder.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes one among the system's temporary files.
    ///
    /// # Errors
    /// The disk says no.
    pub fn new() -> Result<Scratch> {
        let name = format!("huiyin-{}", random_text(NAME_LENGTH)?.to_lowercase());
        let path = std::env::temp_dir().join(name);
        private_folder(&path).with_context(|| format!("temporary folder {}", path.display()))?;
        Ok(Scratch(path))
    }

    /// Leaves it where it is, for somebody to look into.
    pub fn keep(self) {
        std::mem::forget(self);
    }

    /// Where it is.
    pub fn path(&self) -> &PathBuf {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(folder = %self.0.display(), %error, "a temporary folder stays behind");
        }
    }
}
