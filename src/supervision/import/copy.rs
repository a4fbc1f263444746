//! Workbooks as they were imported, kept beside the ledger.

use crate::domain::ledger::digest;
use crate::home::write_private;
use crate::supervision::House;
use anyhow::{Context, Result};

/// Digits of the content's hash that a copy's name begins with.
const DIGITS: usize = 12;

/// Keeps the workbook as it was imported, once, under its name and what tells it from others of that name.
///
/// # Errors
/// When the disk does not take it.
pub fn keep_copy(house: &House, name: &str, bytes: &[u8]) -> Result<()> {
    let copy = house
        .import_dir
        .join(format!("{}-{name}", &digest(bytes)[..DIGITS]));
    if copy.exists() {
        return Ok(());
    }
    write_private(&copy, bytes).with_context(|| copy.display().to_string())
}

/// Whether a file's name is one of a copy.
pub fn is_copy(name: &str) -> bool {
    let digits = name.split_once('-').map(|(digits, _)| digits);
    digits
        .is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}
