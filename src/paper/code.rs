//! QR codes as pictures.

use super::PaperError;
use crate::domain::paper::Block;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use qrcodegen::{QrCode, QrCodeEcc};
use std::io::{self, Write};

/// Pixels of a module's side: enough for any printer.
const SCALE: usize = 8;
/// Light modules around a code, as the standard wants them.
const QUIET: usize = 4;

/// The pictures of a paper's codes, in order.
///
/// # Errors
/// When a text is too long.
pub fn pictures(blocks: &[Block]) -> Result<Vec<Vec<u8>>, PaperError> {
    let mut pictures = Vec::new();
    for block in blocks {
        if let Block::Code(text) = block {
            pictures.push(png(&modules(text)?)?);
        }
    }
    Ok(pictures)
}

/// The modules of a text's QR code with the quiet zone around it, row by row; `true` is dark.
///
/// # Errors
/// When the text is too long.
fn modules(text: &str) -> Result<Vec<Vec<bool>>, PaperError> {
    let too_long = || PaperError::Code(text.chars().count());
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| too_long())?;
    let quiet = i32::try_from(QUIET).unwrap_or(0);
    let side = || -quiet..code.size() + quiet;
    Ok(side()
        .map(|y| side().map(|x| code.get_module(x, y)).collect())
        .collect())
}

/// A picture of one bit a pixel.
fn png(modules: &[Vec<bool>]) -> io::Result<Vec<u8>> {
    let side = u32::try_from(modules.len() * SCALE).map_err(io::Error::other)?;
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = Vec::new();
    head.extend(side.to_be_bytes());
    head.extend(side.to_be_bytes());
    // One bit of grey, deflated, no filter, not interlaced.
    head.extend([1, 0, 0, 0, 0]);
    chunk(&mut picture, *b"IHDR", &head)?;
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::best());
    for row in modules {
        // No filter, then eight pixels a byte: just as many as a module is wide.
        let line: Vec<u8> = [0]
            .into_iter()
            .chain(row.iter().map(|dark| if *dark { 0 } else { u8::MAX }))
            .collect();
        for _ in 0..SCALE {
            pixels.write_all(&line)?;
        }
    }
    chunk(&mut picture, *b"IDAT", &pixels.finish()?)?;
    chunk(&mut picture, *b"IEND", &[])?;
    Ok(picture)
}

fn chunk(picture: &mut Vec<u8>, name: [u8; 4], data: &[u8]) -> io::Result<()> {
    let length = u32::try_from(data.len()).map_err(io::Error::other)?;
    let start = picture.len() + 4;
    picture.extend(length.to_be_bytes());
    picture.extend(name);
    picture.extend(data);
    let sum = crc32fast::hash(&picture[start..]);
    picture.extend(sum.to_be_bytes());
    Ok(())
}
