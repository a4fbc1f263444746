//! What can be wrong with texts.

use std::path::PathBuf;

/// A fault of a template, of the words, or of their folder.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// A template cannot be read or rendered.
    #[error("text {name}: {source}")]
    Template {
        /// File name.
        name: String,
        /// What minijinja says, with the line.
        source: Box<minijinja::Error>,
    },
    /// `words.toml` is no table of tables of words.
    #[error("text words.toml: {source}")]
    Words {
        /// What is wrong, with the line.
        source: Box<toml::de::Error>,
    },
    /// The folder of the office's own texts cannot be read.
    #[error("texts in {path}: {source}")]
    Folder {
        /// The folder or a file of it.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The folder holds a text that nobody reads.
    #[error("{path} is no text of huiyin; the names are those of `config/texts`")]
    Unknown {
        /// The file.
        path: PathBuf,
    },
    /// One matter alone is longer than a message may be.
    #[error("text {name}: one matter needs {length} characters, a message holds {limit}")]
    TooLong {
        /// File name.
        name: String,
        /// UTF-16 units, after entity parsing.
        length: usize,
        /// What a part may hold.
        limit: usize,
    },
}

impl TextError {
    pub(super) fn of(name: &str, source: minijinja::Error) -> Self {
        TextError::Template {
            name: name.to_owned(),
            source: Box::new(source),
        }
    }
}
