//! Tables to values, so that every misshapen field of a table is named and not the first alone.

use super::policy::Policy;
use super::problem::Source;
use super::{Applied, DisclosureRow, EventKind, Form, Problem, Rule, Rulebook};
use crate::domain::timeline::{Step, Timeline};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

/// A table with its place in the text.
pub(super) type Table<'t> = Spanned<DeTable<'t>>;

/// A value that one table of a rulebook holds.
pub(super) trait Shape: DeserializeOwned + Serialize + Clone {
    /// Every key that may not be absent, with a stand-in: where one is absent or misshapen, that is said, and the
    /// stand-in lets the passes behind look at the rest.
    const STAND_INS: &'static str;
}

macro_rules! shapes {
    ($($name:ty: $($key:literal = $stand_in:literal),+;)+) => {$(
        impl Shape for $name {
            const STAND_INS: &'static str = concat!($($key, " = ", $stand_in, "\n"),+);
        }
    )+};
}

shapes! {
    Rulebook: "version" = "''", "name" = "''", "zone" = "''", "effective_on" = "'2000-01-01'",
        "measures" = "{ finding = '', item = '', immediate = '', concentrated = '', standing = '' }";
    Rule: "code" = "''", "name" = "''", "neutral" = "''", "prefix" = "''", "register" = "'duty'",
        "clock" = "'unit'", "secrecy" = "'internal'", "start" = "{ row = '' }", "due" = "{ row = '' }",
        "to" = "[]", "timeline" = "''", "ends" = "'receipt'", "basis" = "''", "sure" = "'cfg'";
    Policy: "code" = "''", "name" = "''", "basis" = "''", "sure" = "'cfg'";
    EventKind: "code" = "''", "name" = "''";
    Form: "code" = "''", "name" = "''";
    DisclosureRow: "out" = "'none'", "in" = "'none'";
    Timeline: "name" = "''", "basis" = "''", "step" = "[]";
    Step: "code" = "''", "at" = "'due'", "light" = "'none'", "to" = "[]", "form" = "''";
    Applied: "preset" = "''", "name" = "''", "basis" = "''", "sure" = "'cfg'";
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

/// The value of a table, and all that is wrong with its shape.
pub(super) fn shape<T: Shape>(source: &Source<'_>, place: &str, table: Table<'_>) -> (T, Vec<Problem>) {
    let span = table.span();
    let table = table.into_inner();
    match value_of(Spanned::new(span.clone(), DeValue::Table(table.clone()))) {
        Ok(value) => (value, Vec::new()),
        Err(_) => mended(source, place, span, table),
    }
}

/// The value of a misshapen table with stand-ins for what is absent or wrong.
fn mended<T: Shape>(
    source: &Source<'_>,
    place: &str,
    span: Range<usize>,
    mut table: DeTable<'_>,
) -> (T, Vec<Problem>) {
    let absent = stand_ins::<T>()
        .into_iter()
        .filter(|(key, _)| !table.contains_key(&**key.get_ref()));
    let absent: DeTable<'_> = absent.collect();
    let missing = |key: &str| source.problem(Some(span.clone()), &within(place, key), "is missing");
    let mut problems: Vec<_> = absent.keys().map(|key| missing(key.get_ref())).collect();
    table.extend(absent);
    loop {
        let error = match value_of(Spanned::new(span.clone(), DeValue::Table(table.clone()))) {
            Ok(value) => return (value, problems),
            Err(error) => error,
        };
        let Some(key) = culprit(&table, &error) else {
            problems.push(source.problem(Some(span.clone()), place, error.message()));
            table = stand_ins::<T>();
            continue;
        };
        problems.push(source.problem(error.span(), &within(place, &key), error.message()));
        table.remove(&*key);
        table.extend(stand_ins::<T>().remove_entry(&*key));
    }
}

/// The stand-ins of a shape, at no place of the text.
fn stand_ins<T: Shape>() -> DeTable<'static> {
    let parsed = DeTable::parse(T::STAND_INS)
        .expect("the stand-ins above are TOML")
        .into_inner()
        .into_iter();
    parsed
        .map(|(key, value)| {
            (
                Spanned::new(0..0, key.into_inner()),
                Spanned::new(0..0, value.into_inner()),
            )
        })
        .collect()
}

/// `rule R-PLAN, due`; a key above the tables stands alone.
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
    let at = error.span().filter(|at| !at.is_empty())?;
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
