//! The published fields of the Bot API, and whether a value keeps to them.

use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static PUBLISHED: LazyLock<Spec> = LazyLock::new(|| {
    let text = include_str!("../../../data/bot-api-10.1.json");
    serde_json::from_str(text).expect("the published fields are JSON")
});

#[derive(Deserialize)]
struct Spec {
    methods: BTreeMap<String, Method>,
    types: BTreeMap<String, Type>,
}

/// One method of the Bot API.
#[derive(Deserialize)]
pub struct Method {
    returns: Vec<String>,
    fields: Vec<Field>,
}

#[derive(Deserialize)]
struct Type {
    fields: Vec<Field>,
    subtypes: Vec<String>,
}

#[derive(Deserialize)]
struct Field {
    name: String,
    types: Vec<String>,
    required: bool,
}

/// The method of that name, in any case, with its published name.
pub fn method(name: &str) -> Option<(&'static str, &'static Method)> {
    let mut methods = PUBLISHED.methods.iter();
    methods
        .find(|(published, _)| published.eq_ignore_ascii_case(name))
        .map(|(name, method)| (&**name, method))
}

impl Method {
    /// Whether it takes this parameter.
    pub fn has(&self, parameter: &str) -> bool {
        self.fields.iter().any(|field| field.name == parameter)
    }

    /// Everything that is wrong with these parameters.
    pub fn judge(&self, parameters: &Map<String, Value>) -> Vec<String> {
        fields_problems(&self.fields, parameters, "")
    }

    /// Everything that is wrong with this answer.
    pub fn judge_answer(&self, answer: &Value) -> Vec<String> {
        union_problems(&self.returns, answer, "result")
    }

    /// The value that a form's text stands for, by the parameter's types. What fits none stays a text, to be
    /// judged as such.
    pub fn read(&self, parameter: &str, text: &str) -> Value {
        let field = self.fields.iter().find(|field| field.name == parameter);
        let types = field.map_or(&[][..], |field| &field.types);
        let written = Value::String(text.to_owned());
        if types
            .iter()
            .all(|name| matches!(name.as_str(), "String" | "InputFile"))
        {
            return written;
        }
        match serde_json::from_str(text) {
            Ok(value) if union_problems(types, &value, "").is_empty() => value,
            _ => written,
        }
    }
}

/// Everything that is wrong with a value of this type.
pub fn judge(kind: &str, value: &Value) -> Vec<String> {
    problems(kind, value, kind)
}

fn fields_problems(fields: &[Field], object: &Map<String, Value>, at: &str) -> Vec<String> {
    let place = |name: &str| {
        if at.is_empty() {
            name.to_owned()
        } else {
            format!("{at}.{name}")
        }
    };
    let known = |name: &String| fields.iter().any(|field| field.name == *name);
    let unknown = object
        .keys()
        .filter(|name| !known(name))
        .map(|name| format!("{} is unknown", place(name)));
    let wrong = fields.iter().flat_map(|field| match object.get(&field.name) {
        Some(value) => union_problems(&field.types, value, &place(&field.name)),
        None if field.required => vec![format!("{} is missing", place(&field.name))],
        None => Vec::new(),
    });
    unknown.chain(wrong).collect()
}

/// None when the value fits one of the types, else what is wrong with the one that it fits best.
fn union_problems(types: &[String], value: &Value, at: &str) -> Vec<String> {
    let each = types.iter().map(|kind| problems(kind, value, at));
    each.min_by_key(Vec::len).unwrap_or_default()
}

fn problems(kind: &str, value: &Value, at: &str) -> Vec<String> {
    let expect = |fits: bool| {
        if fits {
            Vec::new()
        } else {
            vec![format!("{at} is no {kind}")]
        }
    };
    if let Some(item) = kind.strip_prefix("Array of ") {
        return match value.as_array() {
            Some(items) => items
                .iter()
                .enumerate()
                .flat_map(|(n, v)| problems(item, v, &format!("{at}[{n}]")))
                .collect(),
            None => expect(false),
        };
    }
    match kind {
        "Integer" => expect(value.is_i64() || value.is_u64()),
        "Float" => expect(value.is_number()),
        "Boolean" => expect(value.is_boolean()),
        "String" | "InputFile" => expect(value.is_string()),
        _ => named_problems(kind, value, at),
    }
}

fn named_problems(kind: &str, value: &Value, at: &str) -> Vec<String> {
    let named = &PUBLISHED.types[kind];
    match value.as_object() {
        _ if !named.subtypes.is_empty() => union_problems(&named.subtypes, value, at),
        Some(object) => fields_problems(&named.fields, object, at),
        None => vec![format!("{at} is no {kind}")],
    }
}
