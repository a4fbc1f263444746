//! The environment as a layer: `HUIYIN__SECTION__KEY`, in any case.

use super::{Layers, Origin};
use toml::{Table, Value};

const PREFIX: &str = "huiyin__";

impl Layers {
    /// The layer of the environment. Names without the prefix (`HUIYIN_HOME`) are other programs' business.
    pub fn lay_env(&mut self, env: impl Iterator<Item = (String, String)>) {
        for (name, text) in env {
            let lower = name.to_lowercase();
            let Some(key) = lower.strip_prefix(PREFIX) else {
                continue;
            };
            let key = key.replace("__", ".");
            let value = match self.defaults.get(&key) {
                Some(default) => like(&text, &default.value),
                None => Value::String(text),
            };
            self.lay(key, value, Origin::Env(name));
        }
    }
}

/// The text as a value of the key's own kind: a TOML value where it reads as one, else the bare text, so that
/// a telephone number stays a text and `08:30,14:30` is a list.
fn like(text: &str, default: &Value) -> Value {
    match (parsed(text), default) {
        (Some(value), default) if value.same_type(default) => value,
        (_, Value::String(_)) => text.into(),
        (_, Value::Array(items)) => list(text, items.first()),
        (value, _) => value.unwrap_or_else(|| text.into()),
    }
}

fn list(text: &str, item: Option<&Value>) -> Value {
    let item = item.cloned().unwrap_or_else(|| "".into());
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    Value::Array(parts.map(|part| like(part, &item)).collect())
}

fn parsed(text: &str) -> Option<Value> {
    toml::from_str::<Table>(&format!("value = {text}"))
        .ok()?
        .remove("value")
}
