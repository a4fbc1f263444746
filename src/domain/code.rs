//! Codes that people read: a stem, and a number that the stem's counter gave.

/// `ZG-2026-03-0031` of the stem `ZG-2026-03` and 31.
pub fn numbered(stem: &str, number: i64) -> String {
    format!("{stem}-{number:04}")
}

/// Stem and number of a code that [`numbered`] wrote.
pub fn stem_and_number(code: &str) -> Option<(&str, i64)> {
    let (stem, number) = code.rsplit_once('-')?;
    let number = number.parse().ok()?;
    (numbered(stem, number) == code).then_some((stem, number))
}
