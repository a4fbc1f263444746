//! Contexts as template values. minijinja is built without its `serde` feature, so they go by way of JSON.

use minijinja::Value;
use serde::Serialize;
use serde_json::Value as Json;

/// A context as JSON.
pub(super) fn json(context: &impl Serialize) -> Json {
    serde_json::to_value(context).expect("contexts are plain data with text for keys")
}

/// JSON as a template value.
pub(super) fn value(json: Json) -> Value {
    match json {
        Json::Null => Value::from(()),
        Json::Bool(it) => Value::from(it),
        Json::Number(it) => it.as_i64().map_or_else(|| Value::from(it.as_f64()), Value::from),
        Json::String(it) => Value::from(it),
        Json::Array(items) => items.into_iter().map(value).collect(),
        Json::Object(fields) => Value::from_pairs(fields.into_iter().map(|(key, field)| (key, value(field)))),
    }
}
