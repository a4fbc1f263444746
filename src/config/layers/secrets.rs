//! Secrets that stand in files of their own: `telegram.token_file` instead of `telegram.token`.

use super::{Entry, Layers, Problem};
use std::path::Path;

const TWIN: &str = "_file";

impl Layers {
    /// Replaces each `KEY_file` whose `KEY` exists by that key, with what the file holds. Relative paths start
    /// at `home`.
    pub fn read_secret_files(&mut self, home: &Path) {
        for twin in self.twins() {
            self.defaults.remove(&twin);
            let Some(entry) = self.entries.remove(&twin).filter(Entry::is_set) else {
                continue;
            };
            let key = twin.trim_end_matches(TWIN);
            match self.secret_of(key, &entry, home) {
                Ok(text) => self.lay(key.to_owned(), text.into(), entry.origin),
                Err(why) => self.problems.push(Problem::new(twin, entry.origin, why)),
            }
        }
    }

    fn twins(&self) -> Vec<String> {
        let has_twin = |key: &str| {
            key.strip_suffix(TWIN)
                .is_some_and(|key| self.defaults.contains_key(key))
        };
        self.defaults
            .keys()
            .filter(|key| has_twin(key))
            .cloned()
            .collect()
    }

    fn secret_of(&self, key: &str, file: &Entry, home: &Path) -> Result<String, String> {
        let path = home.join(file.value.as_str().ok_or("must be the path of a file")?);
        if let Some(twin) = self.entries.get(key).filter(|entry| entry.is_set()) {
            return Err(format!("{key} is set too ({}); keep one of the two", twin.origin));
        }
        let text = std::fs::read_to_string(&path)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        match text.trim() {
            "" => Err(format!("{} is empty", path.display())),
            text => Ok(text.to_owned()),
        }
    }
}

impl Entry {
    fn is_set(&self) -> bool {
        self.value.as_str() != Some("")
    }
}
