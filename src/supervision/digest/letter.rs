//! A digest as a letter. Its id comes of the period and its reader and its date of the period's end, so that it is the
//! same mail however often it is made.

use super::draft::Drafts;
use super::render::Rendered;
use super::slice::Reader;
use crate::domain::letter::{Enclosure, Letter, Picture};
use crate::text::PICTURE_ID;

/// The list that digests belong to, and how their ids and files begin.
const LIST: &str = "digest";
const PNG: &str = "image/png";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl Drafts {
    /// The letter of what was rendered of a reader's sheet.
    pub fn letter(&self, reader: &Reader, rendered: Rendered) -> Letter {
        let Rendered {
            words,
            picture,
            workbook,
        } = rendered;
        let name = format!("{LIST}-{}", self.period.key());
        Letter {
            id: format!("{name}-{}", reader.key),
            list: LIST.to_owned(),
            dated_at: self.ended_at,
            subject: words.subject.into(),
            text: words.plain.into(),
            html: Some(words.html.into()),
            pictures: vec![Picture {
                id: PICTURE_ID.to_owned(),
                media_type: PNG.to_owned(),
                bytes: picture,
            }],
            files: vec![Enclosure {
                name: format!("{}.xlsx", words.title).into(),
                plain_name: format!("{name}.xlsx"),
                media_type: XLSX.to_owned(),
                bytes: workbook,
            }],
        }
    }
}
