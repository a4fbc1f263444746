//! Reads what was printed.

use flate2::read::ZlibDecoder;
use std::io::{Cursor, Read};
use zip::ZipArchive;

fn archive(document: &[u8]) -> ZipArchive<Cursor<&[u8]>> {
    ZipArchive::new(Cursor::new(document)).unwrap()
}

/// The names of a document's parts.
pub fn entries(document: &[u8]) -> Vec<String> {
    archive(document)
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect()
}

fn bytes(document: &[u8], name: &str) -> Vec<u8> {
    let (mut archive, mut bytes) = (archive(document), Vec::new());
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// One part.
pub fn part(document: &[u8], name: &str) -> String {
    String::from_utf8(bytes(document, name)).unwrap()
}

/// The text of every paragraph, in order; of a picture it is empty.
pub fn text_of(document: &[u8]) -> Vec<String> {
    let body = part(document, "word/document.xml");
    let paragraphs = body.split("<w:p>").skip(1);
    paragraphs.map(text_in).collect()
}

fn text_in(paragraph: &str) -> String {
    let runs = paragraph.split("<w:t xml:space=\"preserve\">").skip(1);
    let text: String = runs.map(|run| run.split("</w:t>").next().unwrap()).collect();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (entity, sign)| text.replace(entity, sign))
}

/// What the document's QR codes say, in order.
pub fn qr_codes(document: &[u8]) -> Vec<String> {
    let count = entries(document)
        .iter()
        .filter(|name| name.starts_with("word/media/"))
        .count();
    (1..=count)
        .map(|number| read_qr(&bytes(document, &format!("word/media/code{number}.png"))))
        .collect()
}

/// Reads a QR code from a picture of one bit of grey a pixel, as a camera would.
fn read_qr(png: &[u8]) -> String {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let (mut at, mut data, mut side) = (8, Vec::new(), 0);
    while at < png.len() {
        let length = u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as usize;
        let (name, content) = (&png[at + 4..at + 8], &png[at + 8..at + 8 + length]);
        match name {
            b"IHDR" => {
                side = u32::from_be_bytes(content[..4].try_into().unwrap()) as usize;
                assert_eq!(content[8..], [1, 0, 0, 0, 0]);
            }
            b"IDAT" => data.extend(content),
            _ => {}
        }
        at += length + 12;
    }
    let mut rows = Vec::new();
    ZlibDecoder::new(&data[..]).read_to_end(&mut rows).unwrap();
    let line = side.div_ceil(8) + 1;
    let is_light = |x: usize, y: usize| rows[y * line + 1 + x / 8] >> (7 - x % 8) & 1 == 1;
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if is_light(x, y) { 255 } else { 0 });
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}
