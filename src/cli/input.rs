//! Files that the operator names.

use crate::supervision::Refused;
use anyhow::{Context, Error, Result, anyhow};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The bytes of a named file.
///
/// # Errors
/// Refused when the name leads to no file; a fault when it cannot be read.
pub fn read(file: &Path) -> Result<Vec<u8>> {
    let cannot = || format!("cannot read {}", file.display());
    fs::read(file).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::IsADirectory | ErrorKind::NotADirectory => {
            Error::new(error).context(Refused(cannot()))
        }
        _ => Error::new(error).context(cannot()),
    })
}

/// The text of a named file.
///
/// # Errors
/// As [`read`]; refused when it is no UTF-8.
pub fn read_text(file: &Path) -> Result<String> {
    String::from_utf8(read(file)?)
        .map_err(|_| refused("it is not UTF-8 text"))
        .with_context(|| file.display().to_string())
}

/// A refusal of the command line itself.
pub fn refused(why: impl Into<String>) -> Error {
    anyhow!(Refused(why.into()))
}
