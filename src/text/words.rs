//! The table of words: names of states, roles, forms, steps of a counting; labels.

use super::TextError;
use super::embedded::{File, WORDS};
use std::collections::BTreeMap;
use std::sync::Arc;

type Tables = BTreeMap<String, BTreeMap<String, String>>;

/// Words by table and key.
#[derive(Debug, Clone)]
pub(super) struct Words(Arc<Tables>);

impl Words {
    /// The embedded words, those of the office laid over them one by one.
    pub fn load(files: &[File]) -> Result<Words, TextError> {
        let mut tables = Tables::new();
        for file in files.iter().filter(|file| file.name == WORDS) {
            for text in [Some(file.embedded), file.own.as_deref()].into_iter().flatten() {
                let read: Tables = toml::from_str(text).map_err(|source| TextError::Words {
                    source: Box::new(source),
                })?;
                for (name, words) in read {
                    tables.entry(name).or_default().extend(words);
                }
            }
        }
        Ok(Words(Arc::new(tables)))
    }

    pub fn get(&self, table: &str, key: &str) -> Option<&str> {
        self.0.get(table)?.get(key).map(String::as_str)
    }
}
