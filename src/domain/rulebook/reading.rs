//! The first pass over a rulebook's text: tables to values, with the place of each for the passes behind.

use super::Rulebook;
use super::problem::{Places, Problem, Source};
use super::shape::{Coded, Shape, Table, shape, within};
use crate::domain::timeline::{Step, Timeline};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// What was read so far, and what was wrong with it.
pub(super) struct Reading {
    /// Everything that was read, with stand-ins for what is broken.
    pub book: Rulebook,
    /// The places of tables that are broken.
    pub broken: BTreeSet<String>,
    /// Everything that was named, readable or not.
    pub names: Names,
    pub places: Places,
    pub problems: Vec<Problem>,
}

/// The codes in use, by kind of table (`rule`, `event`, `timeline` ..).
#[derive(Default)]
pub(super) struct Names(BTreeSet<(&'static str, String)>);

impl Names {
    pub fn has(&self, kind: &'static str, code: &str) -> bool {
        self.0.contains(&(kind, code.to_owned()))
    }

    /// Takes a code, unless it is taken; rules and policies share theirs.
    pub fn take(&mut self, kind: &'static str, code: &str) -> bool {
        let other = match kind {
            "rule" => "policy",
            "policy" => "rule",
            _ => kind,
        };
        !self.has(other, code) && self.0.insert((kind, code.to_owned()))
    }
}

impl Reading {
    /// Reads a whole rulebook.
    ///
    /// # Errors
    /// What keeps the text from being TOML at all.
    pub fn of(text: &str) -> Result<Reading, Vec<Problem>> {
        let mut reading = Reading {
            book: Rulebook::default(),
            broken: BTreeSet::new(),
            names: Names::default(),
            places: Places::default(),
            problems: Vec::new(),
        };
        let source = Source::rulebook(text);
        let Some(document) = reading.document(&source) else {
            return Err(in_order(reading.problems));
        };
        reading.tables(&source, document);
        Ok(reading)
    }

    /// The document of a text without errors of syntax.
    pub fn document<'t>(&mut self, source: &Source<'t>) -> Option<Table<'t>> {
        let (document, errors) = DeTable::parse_recoverable(source.text);
        self.problems
            .extend(errors.iter().map(|error| source.syntax(error)));
        errors.is_empty().then_some(document)
    }

    fn tables(&mut self, source: &Source<'_>, mut document: Table<'_>) {
        let root = document.get_mut();
        let events = self.coded(source, root);
        let forms = self.coded(source, root);
        let rules = self.coded(source, root);
        let policies = self.coded(source, root);
        let disclosure = self.numbered(source, root, "disclosure");
        let applied = self.numbered(source, root, "applied");
        let timelines = self.timelines(source, root);
        self.note("", source, root);
        let head = self.shaped(source, "", document);
        self.book = Rulebook {
            events,
            forms,
            disclosure,
            rules,
            policies,
            timelines,
            applied,
            ..head
        };
    }

    /// The values of a list of tables with codes.
    fn coded<T: Coded>(&mut self, source: &Source<'_>, root: &mut DeTable<'_>) -> Vec<T> {
        let tables = self.list(source, root, T::KIND, T::KIND).into_iter();
        tables.filter_map(|table| self.one(source, table)).collect()
    }

    /// The value of one table with a code that nothing else has.
    pub fn one<T: Coded>(&mut self, source: &Source<'_>, table: Table<'_>) -> Option<T> {
        let Some(code) = text_of(&table, "code") else {
            self.say(source, table.span(), T::KIND, "`code` is missing");
            return None;
        };
        let place = format!("{} {code}", T::KIND);
        if !self.names.take(T::KIND, &code) {
            self.say(source, table.span(), &place, "this code is taken");
            return None;
        }
        self.note(&place, source, table.get_ref());
        Some(self.shaped(source, &place, table))
    }

    /// The values of a list of tables without codes, which are known by their number.
    fn numbered<T: Shape>(
        &mut self,
        source: &Source<'_>,
        root: &mut DeTable<'_>,
        kind: &'static str,
    ) -> Vec<T> {
        let mut values = Vec::new();
        for (index, table) in self.list(source, root, kind, kind).into_iter().enumerate() {
            let place = format!("{kind} {}", index + 1);
            self.places.note(place.clone(), source, table.span());
            values.push(self.shaped(source, &place, table));
        }
        values
    }

    fn timelines(&mut self, source: &Source<'_>, root: &mut DeTable<'_>) -> BTreeMap<String, Timeline> {
        let tables = self.keyed(source, root, "timelines").into_iter();
        tables
            .filter_map(|(key, table)| Some((key.clone(), self.timeline(source, &key, table)?)))
            .collect()
    }

    /// A timeline under a key that no other has.
    pub fn timeline(&mut self, source: &Source<'_>, key: &str, mut table: Table<'_>) -> Option<Timeline> {
        let place = format!("timeline {key}");
        if !self.names.take("timeline", key) {
            self.say(source, table.span(), &place, "this code is taken");
            return None;
        }
        self.note(&place, source, table.get_ref());
        let steps = self.steps(source, &place, table.get_mut());
        let span = table.span();
        let none = Spanned::new(span.clone(), DeValue::Array(DeArray::new()));
        table.get_mut().insert(Spanned::new(span, "step".into()), none);
        let head = self.shaped(source, &place, table);
        Some(Timeline { steps, ..head })
    }

    /// The steps of a timeline's table, which are taken out of it.
    pub fn steps(&mut self, source: &Source<'_>, timeline: &str, table: &mut DeTable<'_>) -> Vec<Step> {
        let mut steps = Vec::new();
        let place = within(timeline, "step");
        for (index, step) in self.list(source, table, "step", &place).into_iter().enumerate() {
            let code = text_of(&step, "code").unwrap_or_else(|| (index + 1).to_string());
            let place = format!("{place} {code}");
            self.note(&place, source, step.get_ref());
            steps.push(self.shaped(source, &place, step));
        }
        steps
    }

    /// The tables of a list, which is taken out of its table.
    pub fn list<'t>(
        &mut self,
        source: &Source<'_>,
        table: &mut DeTable<'t>,
        key: &str,
        place: &str,
    ) -> Vec<Table<'t>> {
        let Some(list) = table.remove(key) else {
            return Vec::new();
        };
        let span = list.span();
        self.places.note(place.to_owned(), source, span.clone());
        let DeValue::Array(list) = list.into_inner() else {
            self.say(source, span, place, "wants a list of tables");
            return Vec::new();
        };
        list.into_iter()
            .filter_map(|value| self.table(source, place, value))
            .collect()
    }

    /// The tables of a table of tables, which is taken out of its table.
    pub fn keyed<'t>(
        &mut self,
        source: &Source<'_>,
        root: &mut DeTable<'t>,
        key: &str,
    ) -> Vec<(String, Table<'t>)> {
        let Some(whole) = root.remove(key).and_then(|value| self.table(source, key, value)) else {
            return Vec::new();
        };
        let entries = whole.into_inner().into_iter();
        entries
            .filter_map(|(name, value)| Some((name.get_ref().to_string(), self.table(source, key, value)?)))
            .collect()
    }

    fn table<'t>(
        &mut self,
        source: &Source<'_>,
        place: &str,
        value: Spanned<DeValue<'t>>,
    ) -> Option<Table<'t>> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => Some(Spanned::new(span, table)),
            other => {
                let what = format!("wants a table, not a {}", other.type_str());
                self.say(source, span, place, &what);
                None
            }
        }
    }

    /// Keeps a problem at a place of a text.
    pub fn say(&mut self, source: &Source<'_>, at: Range<usize>, place: &str, what: &str) {
        self.problems.push(source.problem(Some(at), place, what));
    }

    /// Remembers where a table and its keys stand.
    pub fn note(&mut self, place: &str, source: &Source<'_>, table: &DeTable<'_>) {
        let first = table.keys().map(Spanned::span).min_by_key(|at| at.start);
        if let Some(first) = first.filter(|_| !place.is_empty()) {
            self.places.note(place.to_owned(), source, first);
        }
        for key in table.keys() {
            self.places.note(within(place, key.get_ref()), source, key.span());
        }
    }

    /// The value of a table; what is wrong with it is kept.
    pub fn shaped<T: Shape>(&mut self, source: &Source<'_>, place: &str, table: Table<'_>) -> T {
        let (value, problems) = shape(source, place, table);
        if !problems.is_empty() {
            self.broken.insert(place.to_owned());
            self.problems.extend(problems);
        }
        value
    }

    /// The rulebook, or its problems in the order of the text.
    pub fn finish(self) -> Result<Rulebook, Vec<Problem>> {
        if self.problems.is_empty() {
            return Ok(self.book);
        }
        Err(in_order(self.problems))
    }
}

fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    problems.dedup();
    problems
}

/// The text under a key.
pub(super) fn text_of(table: &Table<'_>, key: &str) -> Option<String> {
    table
        .get_ref()
        .get(key)
        .and_then(|value| value.get_ref().as_str())
        .map(str::to_owned)
}
