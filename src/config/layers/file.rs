//! `HOME/huiyin.toml` as a layer: every value with its line.

use super::{Layers, Origin, Problem, join};
use serde::Deserialize;
use std::io::ErrorKind;
use std::path::Path;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use toml::{Spanned, Value};

/// A file while it is read.
struct Sheet<'f> {
    path: &'f Path,
    text: &'f str,
    /// Lines that are no TOML; what the parser made of them is not believed.
    broken: Vec<usize>,
}

impl Layers {
    /// The layer of a file; one that does not exist is no layer.
    pub fn lay_file(&mut self, path: &Path) {
        match std::fs::read_to_string(path) {
            Ok(text) => self.lay_sheet(Sheet {
                path,
                text: &text,
                broken: Vec::new(),
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                let origin = Origin::File {
                    path: path.to_owned(),
                    line: None,
                };
                self.problems
                    .push(Problem::new("", origin, format!("cannot be read: {error}")));
            }
        }
    }

    fn lay_sheet(&mut self, mut sheet: Sheet) {
        let (table, errors) = DeTable::parse_recoverable(sheet.text);
        for error in errors {
            let line = sheet.line(error.span().map_or(0, |span| span.start));
            if !sheet.broken.contains(&line) {
                sheet.broken.push(line);
                // Not the error's `Display`: that quotes the line, and with it perhaps a token.
                self.problems
                    .push(Problem::new("", sheet.origin(line), error.message()));
            }
        }
        for (name, value) in table.into_inner() {
            if self.sections().contains(&&**name.get_ref()) && value.get_ref().is_table() {
                self.lay_section(&sheet, name.get_ref(), value.into_inner());
            } else {
                self.lay_value(&sheet, name.get_ref().to_string(), name.span().start, value);
            }
        }
    }

    fn lay_section(&mut self, sheet: &Sheet, section: &str, value: DeValue) {
        let DeValue::Table(table) = value else { return };
        for (name, value) in table {
            self.lay_value(sheet, join(section, name.get_ref()), name.span().start, value);
        }
    }

    fn lay_value(&mut self, sheet: &Sheet, key: String, offset: usize, value: Spanned<DeValue>) {
        let line = sheet.line(offset);
        if sheet.broken.contains(&line) {
            return;
        }
        match Value::deserialize(ValueDeserializer::from(value)) {
            Ok(value) => self.lay(key, value, sheet.origin(line)),
            Err(error) => self
                .problems
                .push(Problem::new(key, sheet.origin(line), error.message())),
        }
    }
}

impl Sheet<'_> {
    fn line(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count() + 1
    }

    fn origin(&self, line: usize) -> Origin {
        Origin::File {
            path: self.path.to_owned(),
            line: Some(line),
        }
    }
}
