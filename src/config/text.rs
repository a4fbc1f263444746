//! `[text]`

use super::value;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The wording of messages.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Folder of own templates, each winning over the built-in one.
    #[serde(deserialize_with = "value::optional")]
    pub folder: Option<PathBuf>,
}

impl Text {
    pub(super) fn resolve(&mut self, home: &Path) {
        self.folder = self.folder.take().map(|folder| home.join(folder));
    }
}
