//! From a sheet to everything that a letter is made of; nothing else goes in, so that equal sheets give equal bytes.

use super::book::workbook;
use crate::picture::to_png;
use crate::text::{DigestSheet, DigestWords, Texts};
use anyhow::Result;

/// A digest, ready for its letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Subject, plain text, HTML and drawing.
    pub words: DigestWords,
    /// The drawing as PNG.
    pub picture: Vec<u8>,
    /// The slice as .xlsx.
    pub workbook: Vec<u8>,
}

impl Rendered {
    /// Makes it.
    ///
    /// # Errors
    /// When an office's own template is at fault, or the picture or workbook cannot be written.
    pub fn of(texts: &Texts, sheet: &DigestSheet) -> Result<Rendered> {
        let words = texts.digest(sheet)?;
        Ok(Rendered {
            picture: to_png(&words.drawing)?,
            workbook: workbook(texts, sheet, &words.title)?,
            words,
        })
    }
}
