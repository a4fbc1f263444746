//! Headers that hold whatever is put into them.

use email_encoding::headers::rfc2047;
use email_encoding::headers::writer::EmailWriter;
use lettre::message::header::{HeaderName, HeaderValue};
use std::fmt::Write;

/// Longest word that stands in a header as it is; a longer one could not be folded.
const LONGEST_WORD: usize = 60;

/// Text in one line: what breaks or turns lines is a space, and no two spaces stand side by side.
pub fn one_line(text: &str) -> String {
    let turns = |sign: char| matches!(sign, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.split(|sign: char| sign.is_whitespace() || sign.is_control() || turns(sign))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A header that somebody reads: as it is where that is plain, else in encoded words (RFC 2047).
pub fn said(name: &'static str, text: &str) -> HeaderValue {
    let mut encoded = String::new();
    let mut writer = EmailWriter::new(&mut encoded, name.len() + 2, 0, false);
    say(&mut writer, text).expect("writing into a text cannot fail");
    drop(writer);
    made(name, text.to_owned(), encoded)
}

/// A header with one address and the name that goes with it, if any.
pub fn address_list(header: &'static str, name: &str, address: &str) -> HeaderValue {
    let mut encoded = String::new();
    let mut writer = EmailWriter::new(&mut encoded, header.len() + 2, 0, false);
    let written = match name {
        "" => writer.write_str(address),
        name => name_before(&mut writer, name, address),
    };
    written.expect("writing into a text cannot fail");
    drop(writer);
    made(header, address.to_owned(), encoded)
}

fn name_before(writer: &mut EmailWriter<'_>, name: &str, address: &str) -> std::fmt::Result {
    // Letters alone: dots, commas and brackets mean something before an address.
    if name
        .chars()
        .all(|sign| sign.is_ascii_alphanumeric() || sign == ' ')
    {
        say(writer, name)?;
    } else {
        rfc2047::encode(name, writer)?;
    }
    writer.space();
    write!(writer.folding(), "<{address}>")
}

fn say(writer: &mut EmailWriter<'_>, text: &str) -> std::fmt::Result {
    if !is_plain(text) {
        return rfc2047::encode(text, writer);
    }
    text.split_inclusive(' ')
        .try_for_each(|word| writer.folding().write_str(word))
}

/// Printable ASCII that can be folded and that nobody takes for an encoded word.
fn is_plain(text: &str) -> bool {
    let is_printable = |sign: char| sign.is_ascii_graphic() || sign == ' ';
    text.chars().all(is_printable)
        && !text.contains("=?")
        && text.split(' ').all(|word| word.len() <= LONGEST_WORD)
}

/// A header for programs, whose value is known to be plain.
pub fn plain(name: &'static str, value: String) -> HeaderValue {
    made(name, value.clone(), value)
}

/// The same of several values, each in a line of its own.
pub fn listed(name: &'static str, values: &[String]) -> HeaderValue {
    made(name, values.join(", "), values.join(",\r\n "))
}

fn made(name: &'static str, raw: String, encoded: String) -> HeaderValue {
    debug_assert!(encoded.is_ascii(), "{name} holds more than ASCII");
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), raw, encoded)
}
