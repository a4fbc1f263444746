//! The second pass: presets laid over a rulebook. An overlay names codes and only the fields that it changes; a
//! changed rule or policy takes the overlay's basis with it, unless it gives its own.

use super::Applied;
use super::problem::Source;
use super::reading::{Reading, text_of};
use super::shape::{Coded, Shape, Table, value_of, within};
use super::{EventKind, Form, Policy, Rule};
use crate::domain::timeline::Timeline;
use toml::Value;
use toml::de::{DeTable, Error};

/// How an overlay's text calls itself; a whole rulebook does not.
pub(super) fn name_of(text: &str) -> Option<String> {
    let (document, _) = DeTable::parse_recoverable(text);
    text_of(&document, "preset")
}

impl Reading {
    /// Lays the overlay of that name over what was read.
    pub fn lay(&mut self, name: &str, text: &str) {
        let source = Source::overlay(name, text);
        let Some(mut document) = self.document(&source) else {
            return;
        };
        let root = document.get_mut();
        let [events, forms, rules, policies] =
            ["event", "form", "rule", "policy"].map(|kind| self.list(&source, root, kind, kind));
        let timelines = self.keyed(&source, root, "timelines");
        let named_at = root.get("preset").map_or(0..0, toml::Spanned::span);
        let head: Applied = self.shaped(&source, "", document);
        if !head.preset.is_empty() && head.preset != name {
            let what = format!("calls itself `{}`", head.preset);
            self.say(&source, named_at, "preset", &what);
        }
        let overlay = Overlay { source, head };
        for table in events {
            overlay.lay::<EventKind>(self, table);
        }
        for table in forms {
            overlay.lay::<Form>(self, table);
        }
        for table in rules {
            overlay.lay::<Rule>(self, table);
        }
        for table in policies {
            overlay.lay::<Policy>(self, table);
        }
        for (key, table) in timelines {
            overlay.lay_timeline(self, &key, table);
        }
        self.book.version = format!("{}+{name}", self.book.version);
        self.book.applied.push(overlay.head);
    }
}

struct Overlay<'t> {
    source: Source<'t>,
    head: Applied,
}

impl Overlay<'_> {
    fn lay<T: Coded>(&self, reading: &mut Reading, mut table: Table<'_>) {
        if self.adds(reading, T::KIND, &mut table) {
            let added = reading.one::<T>(&self.source, table);
            T::list(&mut reading.book).extend(added);
            return;
        }
        let code = text_of(&table, "code").unwrap_or_default();
        let place = format!("{} {code}", T::KIND);
        if !self.knows(reading, T::KIND, &code, &place, &table) {
            return;
        }
        reading.note(&place, &self.source, table.get_ref());
        let at = T::list(&mut reading.book)
            .iter()
            .position(|value| value.code() == code);
        if let Some(at) = at {
            let base = T::list(&mut reading.book)[at].clone();
            T::list(&mut reading.book)[at] = self.changed(reading, &place, base, table);
        }
    }

    fn lay_timeline(&self, reading: &mut Reading, key: &str, mut table: Table<'_>) {
        let place = format!("timeline {key}");
        if self.adds(reading, "timeline", &mut table) {
            let added = reading.timeline(&self.source, key, table);
            reading
                .book
                .timelines
                .extend(added.map(|timeline| (key.to_owned(), timeline)));
            return;
        }
        if !self.knows(reading, "timeline", key, &place, &table) {
            return;
        }
        reading.note(&place, &self.source, table.get_ref());
        let replaces_steps = table.get_ref().contains_key("step");
        let steps = reading.steps(&self.source, &place, table.get_mut());
        if let Some(base) = reading.book.timelines.get(key).cloned() {
            let mut changed: Timeline = self.changed(reading, &place, base, table);
            if replaces_steps {
                changed.steps = steps;
            }
            reading.book.timelines.insert(key.to_owned(), changed);
        }
    }

    /// Whether a table says `add = true`, which is taken out of it.
    fn adds(&self, reading: &mut Reading, kind: &str, table: &mut Table<'_>) -> bool {
        let Some(add) = table.get_mut().remove("add") else {
            return false;
        };
        add.get_ref().as_bool().unwrap_or_else(|| {
            reading.say(
                &self.source,
                add.span(),
                &within(kind, "add"),
                "wants true or false",
            );
            true
        })
    }

    fn knows(
        &self,
        reading: &mut Reading,
        kind: &'static str,
        code: &str,
        place: &str,
        table: &Table<'_>,
    ) -> bool {
        let known = reading.names.has(kind, code);
        if !known {
            let what = format!("there is no such {kind} to change; `add = true` adds one");
            reading.say(&self.source, table.span(), place, &what);
        }
        known
    }

    /// The value with the table's fields in place of its own.
    fn changed<T: Shape>(&self, reading: &mut Reading, place: &str, base: T, table: Table<'_>) -> T {
        let mut value = self.cited(base, table.get_ref());
        for (key, entry) in table.into_inner() {
            let (at, place) = (entry.span(), within(place, key.get_ref()));
            match value_of(entry).and_then(|entry| with(&value, key.get_ref(), entry)) {
                Ok(changed) => value = changed,
                Err(error) => reading.say(&self.source, at, &place, error.message()),
            }
        }
        value
    }

    /// The value with the overlay's basis, where the table gives none; what has no basis stays as it is.
    fn cited<T: Shape>(&self, value: T, table: &DeTable<'_>) -> T {
        let sure = Value::try_from(self.head.sure).expect("a sureness has a TOML form");
        let source = [("basis", Value::from(self.head.basis.as_str())), ("sure", sure)];
        let wanted = source.into_iter().filter(|(key, _)| !table.contains_key(*key));
        wanted.fold(value, |value, (key, entry)| {
            with(&value, key, entry).unwrap_or(value)
        })
    }
}

/// A value with one field replaced.
fn with<T: Shape>(value: &T, key: &str, entry: Value) -> Result<T, Error> {
    let mut fields = toml::Table::try_from(value).map_err(serde::de::Error::custom)?;
    fields.insert(key.to_owned(), entry);
    fields.try_into()
}
