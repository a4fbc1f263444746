//! The parts of a Word document in their archive.

use std::io::{Cursor, Result, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

macro_rules! part {
    ($name:literal) => {
        include_str!(concat!("../../config/papers/", $name))
    };
}

/// What is the same in every document: the name in the archive and the content.
const PARTS: [(&str, &str); 6] = [
    ("[Content_Types].xml", part!("content_types.xml")),
    ("_rels/.rels", part!("rels.xml")),
    ("word/styles.xml", part!("styles.xml")),
    ("word/fontTable.xml", part!("fonts.xml")),
    ("word/settings.xml", part!("settings.xml")),
    ("word/footer1.xml", part!("footer.xml")),
];

/// What every document refers to; `{{pictures}}` stands for its pictures.
const RELATIONS: &str = part!("document_rels.xml");
const PICTURES: &str = "{{pictures}}";
const IMAGE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";

/// Packs a document and its pictures.
pub fn pack(document: &str, pictures: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in PARTS {
        add(&mut archive, name, content.as_bytes())?;
    }
    add(&mut archive, "word/document.xml", document.as_bytes())?;
    let relations = RELATIONS.replace(PICTURES, &related(pictures.len()));
    add(&mut archive, "word/_rels/document.xml.rels", relations.as_bytes())?;
    for (number, picture) in (1..).zip(pictures) {
        add(&mut archive, &file_of(number), picture)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The name under which a document refers to its picture, from 1.
pub fn picture_id(number: usize) -> String {
    format!("picture{number}")
}

fn file_of(number: usize) -> String {
    format!("word/media/code{number}.png")
}

fn related(pictures: usize) -> String {
    let relation = |number: usize| {
        let id = picture_id(number);
        format!("<Relationship Id=\"{id}\" Type=\"{IMAGE}\" Target=\"media/code{number}.png\"/>")
    };
    (1..=pictures).map(relation).collect()
}

fn add(archive: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, content: &[u8]) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    archive.start_file(name, options)?;
    archive.write_all(content)
}
