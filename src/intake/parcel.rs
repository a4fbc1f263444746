//! Weighs a workbook before it is opened: calamine unpacks whatever it is given, and trusts the counts that
//! the file states about itself.

use super::error::IntakeError;
use super::margins;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Largest file that is opened, in bytes.
const FILE_LIMIT: usize = 64 << 20;
/// Largest unpacked size of all parts together, in bytes; a city's ledger of 10,647 rows has 8 MB.
const UNPACKED_LIMIT: u64 = 128 << 20;
const CFB_MAGIC: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Refuses what is no xlsx, is encrypted, or would unpack to more than any ledger holds.
pub(super) fn weigh(bytes: &[u8]) -> Result<(), IntakeError> {
    if bytes.len() > FILE_LIMIT {
        return Err(IntakeError::TooLarge(format!("{} MB", bytes.len() >> 20)));
    }
    if bytes.starts_with(CFB_MAGIC) {
        return Err(if is_encrypted(bytes) {
            IntakeError::Password
        } else {
            IntakeError::OldFormat
        });
    }
    if !bytes.starts_with(b"PK") {
        return Err(IntakeError::NotAWorkbook);
    }
    unpack(bytes)
}

/// Unpacks every part once and keeps none: the sizes in a zip directory are only claims.
fn unpack(bytes: &[u8]) -> Result<(), IntakeError> {
    let damaged = |error: &dyn std::fmt::Display| IntakeError::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    let mut left = UNPACKED_LIMIT;
    let mut part = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|e| damaged(&e))?;
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        let is_strings = name.to_ascii_lowercase().ends_with("sharedstrings.xml");
        part.clear();
        file.take(left + 1)
            .read_to_end(&mut part)
            .map_err(|e| damaged(&e))?;
        let size = part.len() as u64;
        left = left.checked_sub(size).ok_or_else(|| {
            IntakeError::TooLarge(format!("more than {} MB unpacked", UNPACKED_LIMIT >> 20))
        })?;
        if is_strings && stated_count(&part) > size {
            return Err(IntakeError::Damaged(
                "the table of strings states a false count".to_owned(),
            ));
        }
        margins::check(&name, &part)?;
    }
    Ok(())
}

/// The largest `uniqueCount` in the part: calamine reserves memory for so many strings before it reads one.
fn stated_count(part: &[u8]) -> u64 {
    const NAME: &[u8] = b"uniqueCount";
    let starts = part
        .windows(NAME.len())
        .enumerate()
        .filter(|(_, window)| *window == NAME);
    starts
        .map(|(at, _)| number_after(&part[at + NAME.len()..]))
        .max()
        .unwrap_or(0)
}

fn number_after(text: &[u8]) -> u64 {
    let is_digit = |b: &&u8| b.is_ascii_digit();
    let digits = text
        .iter()
        .skip_while(|b| matches!(b, b'=' | b'+' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n'));
    digits.take_while(is_digit).fold(0, |n: u64, b| {
        n.saturating_mul(10).saturating_add(u64::from(b - b'0'))
    })
}

/// An encrypted workbook is an old container whose directory names the stream `EncryptedPackage`.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.windows(name.len()).any(|window| window == name)
}
