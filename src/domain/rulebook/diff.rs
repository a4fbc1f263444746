//! What differs between two rulebooks, field by field.

use super::Rulebook;
use super::shape::Coded;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Value;

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// `R-PLAN`, `event feedback`, `timeline standard`; `rulebook` for what belongs to none.
    pub code: String,
    /// The field; `name` alone for what only one of the two has.
    pub field: String,
    /// As TOML; nothing where it was absent.
    pub before: Option<String>,
    /// As TOML; nothing where it is absent.
    pub after: Option<String>,
}

/// A rulebook as fields, by the code and then the name of the field.
type Fields = BTreeMap<String, BTreeMap<String, Value>>;

/// What changed from one rulebook to another, by code and field.
pub fn diff(before: &Rulebook, after: &Rulebook) -> Vec<Change> {
    let (before, after) = (fields(before), fields(after));
    let codes: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    codes
        .into_iter()
        .flat_map(|code| changes(code, before.get(code), after.get(code)))
        .collect()
}

fn changes(
    code: &str,
    before: Option<&BTreeMap<String, Value>>,
    after: Option<&BTreeMap<String, Value>>,
) -> Vec<Change> {
    let keys: BTreeSet<_> = match (before, after) {
        (Some(before), Some(after)) => before.keys().chain(after.keys()).cloned().collect(),
        _ => BTreeSet::from(["name".to_owned()]),
    };
    let text = |fields: Option<&BTreeMap<String, Value>>, key: &str| fields?.get(key).map(Value::to_string);
    keys.into_iter()
        .map(|field| Change {
            code: code.to_owned(),
            before: text(before, &field),
            after: text(after, &field),
            field,
        })
        .filter(|change| change.before != change.after)
        .collect()
}

fn fields(book: &Rulebook) -> Fields {
    let mut head = book.clone();
    let mut all = Fields::new();
    all.extend(coded(std::mem::take(&mut head.rules), ""));
    all.extend(coded(std::mem::take(&mut head.policies), ""));
    all.extend(coded(std::mem::take(&mut head.events), "event "));
    all.extend(coded(std::mem::take(&mut head.forms), "form "));
    for (key, mut timeline) in std::mem::take(&mut head.timelines) {
        let steps = std::mem::take(&mut timeline.steps);
        let mut fields = table(&timeline);
        fields.remove("step");
        fields.extend(steps.iter().map(|step| {
            (
                format!("step {}", step.code),
                Value::Table(table(step).into_iter().collect()),
            )
        }));
        all.insert(format!("timeline {key}"), fields);
    }
    all.insert("rulebook".to_owned(), table(&head));
    all
}

fn coded<T: Coded>(values: Vec<T>, kind: &str) -> Fields {
    values
        .iter()
        .map(|value| (format!("{kind}{}", value.code()), table(value)))
        .collect()
}

fn table<T: Serialize>(value: &T) -> BTreeMap<String, Value> {
    toml::Table::try_from(value)
        .expect("every part of a rulebook has a TOML form")
        .into_iter()
        .collect()
}
