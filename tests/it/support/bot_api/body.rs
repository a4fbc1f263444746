//! From any of the four ways to pass parameters to one.

use super::spec::Method;
use serde_json::{Map, Value};

/// A call's parameters and the files that came with it.
#[derive(Debug, Default)]
pub struct Parameters {
    /// By name, typed as published.
    pub values: Map<String, Value>,
    /// Uploaded files.
    pub files: Vec<Upload>,
}

/// An uploaded file.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The part that it came in.
    pub part: String,
    /// As the sender calls it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Reads the query and a body of this content type.
pub fn read(method: &Method, query: &str, content_type: &str, body: &[u8]) -> Result<Parameters, String> {
    let mut parameters = Parameters::default();
    parameters.take_pairs(method, query);
    if content_type.starts_with("application/x-www-form-urlencoded") {
        parameters.take_pairs(method, &String::from_utf8_lossy(body));
    } else if let Some(boundary) = content_type.strip_prefix("multipart/form-data; boundary=") {
        parameters
            .take_parts(method, boundary.trim_matches('"'), body)
            .ok_or("the parts are malformed")?;
    } else if content_type.starts_with("application/json") {
        let object: Map<_, _> = serde_json::from_slice(body).map_err(|error| format!("the body: {error}"))?;
        parameters.values.extend(object);
    } else if !body.is_empty() {
        return Err(format!("the content type {content_type} is unknown"));
    }
    Ok(parameters)
}

/// Undoes `%XX`.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|hex| str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Parameters {
    /// A text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.as_str()
    }

    /// A number, also one written as text.
    pub fn number(&self, name: &str) -> Option<i64> {
        let value = self.values.get(name)?;
        value.as_i64().or_else(|| value.as_str()?.parse().ok())
    }

    /// A list; a missing one is empty.
    pub fn list(&self, name: &str) -> &[Value] {
        self.values
            .get(name)
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice)
    }

    /// The file that a parameter points at.
    pub fn upload(&self, name: &str) -> Option<&Upload> {
        let part = self.text(name)?.strip_prefix("attach://")?;
        self.files.iter().find(|file| file.part == part)
    }

    fn take_pairs(&mut self, method: &Method, pairs: &str) {
        for pair in pairs.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let [name, value] = [name, value].map(|text| decode(&text.replace('+', " ")));
            let value = method.read(&name, &value);
            self.values.insert(name, value);
        }
    }

    fn take_parts(&mut self, method: &Method, boundary: &str, body: &[u8]) -> Option<()> {
        let delimiter = format!("\r\n--{boundary}");
        let body = [b"\r\n", body].concat();
        let (_, mut rest) = cut(&body, delimiter.as_bytes())?;
        while let Some(part) = rest.strip_prefix(b"\r\n") {
            let (part, after) = cut(part, delimiter.as_bytes())?;
            let (head, content) = cut(part, b"\r\n\r\n")?;
            self.take_part(method, &String::from_utf8_lossy(head), content)?;
            rest = after;
        }
        rest.starts_with(b"--").then_some(())
    }

    fn take_part(&mut self, method: &Method, head: &str, content: &[u8]) -> Option<()> {
        let name = between(head, " name=\"", "\"")?.to_owned();
        let Some(file) = file_name(head) else {
            let value = method.read(&name, &String::from_utf8_lossy(content));
            self.values.insert(name, value);
            return Some(());
        };
        if method.has(&name) {
            self.values
                .insert(name.clone(), format!("attach://{name}").into());
        }
        self.files.push(Upload {
            part: name,
            name: file,
            bytes: content.to_vec(),
        });
        Some(())
    }
}

/// What stands before and after the first `separator`.
fn cut<'a>(bytes: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes
        .windows(separator.len())
        .position(|window| window == separator)?;
    Some((&bytes[..at], &bytes[at + separator.len()..]))
}

fn file_name(head: &str) -> Option<String> {
    let encoded = between(head, "filename*=utf-8''", "\r\n").map(decode);
    encoded.or_else(|| between(head, "filename=\"", "\"").map(str::to_owned))
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?
        .1
        .split_once(after)
        .map(|(found, _)| found)
}
