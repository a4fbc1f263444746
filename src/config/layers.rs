//! The layers of the settings, laid over each other key by key, so that every value knows where it came from
//! and every problem of every layer is found in one go.

mod env;
mod file;
mod secrets;

use super::problem::{Origin, Problem, SettingsProblems};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// A value and where it was set.
#[derive(Clone)]
struct Entry {
    value: Value,
    origin: Origin,
}

/// All values by `section.key`, and what was found wrong with them.
pub struct Layers {
    defaults: BTreeMap<String, Entry>,
    entries: BTreeMap<String, Entry>,
    problems: Vec<Problem>,
}

impl Entry {
    fn of(value: Value, origin: Origin) -> Self {
        Entry { value, origin }
    }
}

impl Layers {
    /// The lowest layer. Its keys are the keys that exist.
    pub fn defaults() -> Self {
        let table: Table = toml::from_str(super::DEFAULTS).expect("the built-in defaults are read in a test");
        let values = flat(table).map(|(key, value)| (key, Entry::of(value, Origin::Default)));
        let defaults: BTreeMap<String, Entry> = values.collect();
        let entries = defaults.clone();
        let problems = Vec::new();
        Layers {
            defaults,
            entries,
            problems,
        }
    }

    /// One value of a higher layer.
    fn lay(&mut self, key: String, value: Value, origin: Origin) {
        if self.defaults.contains_key(&key) {
            self.entries.insert(key, Entry::of(value, origin));
        } else {
            let why = self.what_is_known(&key, &value);
            self.problems.push(Problem::new(key, origin, why));
        }
    }

    fn what_is_known(&self, unknown: &str, value: &Value) -> String {
        let (section, _) = unknown.split_once('.').unwrap_or_default();
        let keys = named(section, &self.defaults);
        let keys = keys.keys().cloned().collect::<Vec<_>>().join(", ");
        if self.sections().contains(unknown) {
            format!("is a section: write [{unknown}], and its keys below")
        } else if keys.is_empty() || section.is_empty() && value.is_table() {
            let sections: Vec<&str> = self.sections().into_iter().collect();
            format!("unknown section; there are {}", sections.join(", "))
        } else if section.is_empty() {
            format!("unknown key; outside of the sections there is {keys}")
        } else {
            format!("unknown key; [{section}] has {keys}")
        }
    }

    fn sections(&self) -> BTreeSet<&str> {
        self.defaults
            .keys()
            .filter_map(|key| Some(key.split_once('.')?.0))
            .collect()
    }

    /// Reads one section, or with `""` the keys above all sections. Each value is first tried alone among the
    /// defaults: one that does not fit is reported and its default stands in, so that the others are read too.
    pub fn section<T: DeserializeOwned>(&mut self, section: &str) -> T {
        let base: Table = named(section, &self.defaults);
        let mut whole = base.clone();
        for (name, value) in named(section, &self.entries) {
            let mut alone = base.clone();
            alone.insert(name.clone(), value.clone());
            match T::deserialize(alone) {
                Ok(_) => drop(whole.insert(name, value)),
                Err(error) => self.complain(&join(section, &name), error.message()),
            }
        }
        T::deserialize(whole).expect("each of its values was read alone")
    }

    /// Reports a key.
    pub fn complain(&mut self, key: &str, why: impl Into<String>) {
        let origin = self
            .entries
            .get(key)
            .map_or(Origin::Default, |entry| entry.origin.clone());
        self.problems.push(Problem::new(key, origin, why));
    }

    /// Reports the first of `keys` unless it `holds`; says nothing when one of them has been reported already,
    /// since its default stands in for it.
    pub fn require(&mut self, holds: bool, keys: &[&str], why: impl Into<String>) {
        let reported = self
            .problems
            .iter()
            .any(|problem| keys.contains(&problem.key.as_str()));
        if !holds && !reported {
            self.complain(keys[0], why);
        }
    }

    /// Reports every number that is 0.
    pub fn positive(&mut self, numbers: &[(&str, u32)]) {
        for (key, number) in numbers {
            self.require(*number > 0, &[key], "must be at least 1");
        }
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// All that was found wrong.
    pub fn finish(mut self) -> Result<(), SettingsProblems> {
        self.problems.sort_by(|a, b| a.key.cmp(&b.key));
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(SettingsProblems(self.problems))
        }
    }
}

/// `[section] name = ..` as `section.name`; values above all sections keep their name.
fn flat(table: Table) -> impl Iterator<Item = (String, Value)> {
    table.into_iter().flat_map(|(name, value)| match value {
        Value::Table(section) => section
            .into_iter()
            .map(|(key, value)| (join(&name, &key), value))
            .collect::<Vec<_>>(),
        value => vec![(name, value)],
    })
}

fn join(section: &str, name: &str) -> String {
    if section.is_empty() {
        name.to_owned()
    } else {
        format!("{section}.{name}")
    }
}

/// The name of a key within its section, if it is of that section.
fn name_in<'k>(section: &str, key: &'k str) -> Option<&'k str> {
    match key.split_once('.') {
        Some((of, name)) => (of == section).then_some(name),
        None => section.is_empty().then_some(key),
    }
}

/// The values of one section by name.
fn named(section: &str, entries: &BTreeMap<String, Entry>) -> Table {
    let named = entries
        .iter()
        .filter_map(|(key, entry)| Some((name_in(section, key)?, entry)));
    named
        .map(|(name, entry)| (name.to_owned(), entry.value.clone()))
        .collect()
}
