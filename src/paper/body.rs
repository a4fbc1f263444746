//! The text of a document: blocks as WordprocessingML.

use super::pack::picture_id;
use super::xml;
use crate::domain::paper::{Block, Style};
use std::fmt::Write;

const HEAD: &str = include_str!("../../config/papers/document_head.xml");
const TAIL: &str = include_str!("../../config/papers/document_tail.xml");
/// Of a QR code; `{{id}}` and `{{number}}` stand for its picture.
const PICTURE: &str = include_str!("../../config/papers/picture.xml");

/// Width of the text in twentieths of a point: A4 less the margins of the tail.
const WIDTH: u32 = 8844;

/// The document of some blocks.
pub fn document(blocks: &[Block]) -> String {
    let mut document = HEAD.trim_end().to_owned();
    let (mut pictures, mut starts_page) = (0, false);
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Line(style, text) => document.push_str(&line(*style, text, starts_page)),
            Block::Table { columns, rows } => {
                document.push_str(&table(columns, rows));
                // A table must be followed by a paragraph.
                if !matches!(blocks.get(at + 1), Some(Block::Line(..) | Block::Code(_))) {
                    document.push_str("<w:p/>");
                }
            }
            Block::Code(_) => {
                pictures += 1;
                document.push_str(&picture(pictures));
            }
            Block::NewPage => {}
        }
        starts_page = *block == Block::NewPage;
    }
    document.push_str(TAIL);
    document
}

/// The style of the sheet of styles.
fn name(style: Style) -> &'static str {
    match style {
        Style::Title => "PaperTitle",
        Style::Heading => "PaperHeading",
        Style::Body => "PaperBody",
        Style::Flush => "PaperFlush",
        Style::Right => "PaperRight",
        Style::Note => "PaperNote",
    }
}

fn line(style: Style, text: &str, starts_page: bool) -> String {
    paragraph(
        name(style),
        text,
        if starts_page { "<w:pageBreakBefore/>" } else { "" },
    )
}

fn paragraph(style: &str, text: &str, more: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>\
         <w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        xml::text(text)
    )
}

fn table(columns: &[u32], rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths = widths(columns, count);
    let mut table = String::from(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"PaperTable\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
    );
    for width in &widths {
        write!(table, "<w:gridCol w:w=\"{width}\"/>").expect("a string takes everything");
    }
    table.push_str("</w:tblGrid>");
    for (at, row) in rows.iter().enumerate() {
        table.push_str(&table_row(row, &widths, at == 0));
    }
    table.push_str("</w:tbl>");
    table
}

fn table_row(row: &[String], widths: &[u32], is_head: bool) -> String {
    let (more, style) = if is_head {
        ("<w:tblHeader/>", "PaperTableHead")
    } else {
        ("", "PaperTableText")
    };
    let mut text = format!("<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>");
    for (at, width) in widths.iter().enumerate() {
        let cell = paragraph(style, row.get(at).map_or("", String::as_str), "");
        write!(
            text,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{cell}</w:tc>"
        )
        .expect("a string takes everything");
    }
    text.push_str("</w:tr>");
    text
}

/// The widths of so many columns; a column that no width is given for is as wide as one part.
fn widths(columns: &[u32], count: usize) -> Vec<u32> {
    let parts: Vec<u32> = (0..count)
        .map(|at| columns.get(at).copied().unwrap_or(1).max(1))
        .collect();
    let all = parts.iter().sum::<u32>().max(1);
    parts.iter().map(|part| WIDTH * part / all).collect()
}

fn picture(number: usize) -> String {
    PICTURE
        .trim_end()
        .replace("{{id}}", &picture_id(number))
        .replace("{{number}}", &number.to_string())
}
