//! The printer: a paper as [`crate::domain::paper`] describes it in, a Word document out. The same paper gives the
//! same bytes, always: no time of printing and no name of a machine stands in it.

mod body;
mod code;
mod pack;
mod xml;

use crate::domain::paper::read;
use std::io;

/// Why a paper cannot be printed.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// A text is too long for a QR code.
    #[error("too long for a QR code: {0} characters")]
    Code(usize),
    /// The document cannot be packed.
    #[error("the document cannot be packed: {0}")]
    Pack(#[from] io::Error),
}

/// Prints a paper: the bytes of a .docx file.
///
/// # Errors
/// When a QR code cannot hold its text.
pub fn print(paper: &str) -> Result<Vec<u8>, PaperError> {
    let blocks = read(paper);
    let pictures = code::pictures(&blocks)?;
    Ok(pack::pack(&body::document(&blocks), &pictures)?)
}
