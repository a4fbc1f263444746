//! Tables to values, so that every misshapen field of a table is named and not the first alone.

use super::policy::Policy;
use super::problem::Source;
use super::{Applied, DisclosureRow, EventKind, Form, Problem, Rule, Rulebook};
use crate::domain::timeline::{Step, Timeline};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

/// A table with its place in the text.
pub(super) type Table<'t> = Spanned<DeTable<'t>>;

/// A value that one table of a rulebook holds.
pub(super) trait Shape: DeserializeOwned + Serialize + Clone {
    /// Keys that may not be absent; serde alone would name the first and stop.
    const REQUIRED: &'static [&'static str];
}

macro_rules! shapes {
    ($($name:ty: $($key:literal)+;)+) => {$(
        impl Shape for $name {
            const REQUIRED: &'static [&'static str] = &[$($key),+];
        }
    )+};
}

shapes! {
    Rulebook: "version" "name" "zone" "effective_on" "measures";
    Rule: "code" "name" "neutral" "prefix" "register" "clock" "secrecy" "start" "due" "to" "timeline" "ends"
        "basis" "sure";
    Policy: "code" "name" "basis" "sure";
    EventKind: "code" "name";
    Form: "code" "name";
    DisclosureRow: "out" "in";
    Timeline: "name" "basis";
    Step: "code" "at" "light" "to" "form";
    Applied: "preset" "name" "basis" "sure";
}

/// A value that a rulebook lists under a code.
pub(super) trait Coded: Shape {
    /// The key of its list, and the word for it in problems.
    const KIND: &'static str;
    /// Its code.
    fn code(&self) -> &str;
    /// Its list.
    fn list(book: &mut Rulebook) -> &mut Vec<Self>;
}

macro_rules! coded {
    ($($name:ty: $kind:literal $list:ident $code:ident $(. $inner:tt)?;)+) => {$(
        impl Coded for $name {
            const KIND: &'static str = $kind;

            fn code(&self) -> &str {
                &self.$code$(.$inner)?
            }

            fn list(book: &mut Rulebook) -> &mut Vec<Self> {
                &mut book.$list
            }
        }
    )+};
}

coded! {
    Rule: "rule" rules code.0;
    Policy: "policy" policies code.0;
    EventKind: "event" events code;
    Form: "form" forms code;
}

/// The value of a table, or all that is wrong with its shape.
pub(super) fn shape<T: Shape>(source: &Source<'_>, place: &str, table: Table<'_>) -> Result<T, Vec<Problem>> {
    let span = table.span();
    let mut table = table.into_inner();
    let missing = T::REQUIRED.iter().filter(|key| !table.contains_key(**key));
    let mut problems: Vec<_> = missing
        .map(|key| source.problem(Some(span.clone()), place, format!("`{key}` is missing")))
        .collect();
    loop {
        let error = match value_of(Spanned::new(span.clone(), DeValue::Table(table.clone()))) {
            Ok(value) if problems.is_empty() => return Ok(value),
            Ok(_) => return Err(problems),
            Err(error) => error,
        };
        let Some(key) = culprit(&table, &error) else {
            // Whatever is left is missing, which was said above, unless nothing was.
            if problems.is_empty() {
                problems.push(source.problem(error.span().or(Some(span)), place, error.message()));
            }
            return Err(problems);
        };
        problems.push(source.problem(error.span(), &within(place, &key), error.message()));
        table.remove(&*key);
    }
}

/// `rule R-PLAN, due`; a key of the head stands alone.
pub(super) fn within(place: &str, key: &str) -> String {
    if place.is_empty() {
        key.to_owned()
    } else {
        format!("{place}, {key}")
    }
}

/// Any value out of TOML.
pub(super) fn value_of<T: DeserializeOwned>(value: Spanned<DeValue<'_>>) -> Result<T, Error> {
    T::deserialize(ValueDeserializer::from(value))
}

/// The key whose entry an error points into.
fn culprit(table: &DeTable<'_>, error: &Error) -> Option<String> {
    let at = error.span()?;
    let inside = |(key, value): &(&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
        [key.span(), value.span()]
            .iter()
            .any(|span| span.start <= at.start && at.end <= span.end)
    };
    table
        .iter()
        .find(inside)
        .map(|(key, _)| key.get_ref().to_string())
}
