//! A digest as people see it: subject, plain text, HTML for mail, and the drawing in it. All
//! of them are made of one [`DigestSheet`] and of nothing else, so that the same sheet always gives the same.

mod drawing;
pub(super) mod sample;
mod sheet;

pub use sheet::{
    DigestBar, DigestChange, DigestClues, DigestGroup, DigestLine, DigestRank, DigestRung, DigestScope,
    DigestSheet, DigestSoon, DigestTasks, DigestWeek, InnerCount,
};

use super::{TextError, Texts, value};
use drawing::Drawing;
use serde::Serialize;

const TITLE: &str = "digest_period.txt";
const SUBJECT: &str = "digest_subject.txt";
const PLAIN: &str = "digest.txt";
const MAIL: &str = "digest.html";
const DRAWING: &str = "digest_drawing.html";
/// What the letter calls its picture.
pub const PICTURE_ID: &str = "trend";

/// A digest in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestWords {
    /// What it is called: names its files.
    pub title: String,
    /// One line.
    pub subject: String,
    /// For readers without HTML.
    pub plain: String,
    /// With `cid:` [`PICTURE_ID`] for its picture.
    pub html: String,
    /// SVG of the picture.
    pub drawing: String,
}

#[derive(Serialize)]
struct Drawn<'a> {
    #[serde(flatten)]
    sheet: &'a DigestSheet,
    drawing: Drawing,
}

impl Texts {
    /// A digest's words.
    ///
    /// # Errors
    /// When a template asks for what a sheet does not hold.
    pub fn digest(&self, sheet: &DigestSheet) -> Result<DigestWords, TextError> {
        let context = value::value(value::json(&Drawn {
            sheet,
            drawing: Drawing::of(sheet),
        }));
        Ok(DigestWords {
            title: self.fill(TITLE, context.clone())?,
            subject: self.fill(SUBJECT, context.clone())?.replace(['\r', '\n'], " "),
            plain: self.fill(PLAIN, context.clone())?,
            html: self.fill(MAIL, context.clone())?,
            drawing: self.fill(DRAWING, context)?,
        })
    }

    /// Digests to try the templates on, each in all its forms.
    pub(super) fn digest_samples(&self) -> Result<Vec<(String, String)>, TextError> {
        let mut samples = Vec::new();
        for (sheet, number) in sample::sheets().iter().zip(1..) {
            let words = self.digest(sheet)?;
            for (template, text) in [
                (TITLE, words.title),
                (SUBJECT, words.subject),
                (PLAIN, words.plain),
                (MAIL, words.html),
                (DRAWING, words.drawing),
            ] {
                samples.push((format!("{template} {number}"), text));
            }
        }
        Ok(samples)
    }
}
