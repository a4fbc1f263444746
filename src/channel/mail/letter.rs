//! From a letter to the bytes of a mail: headers that nothing in a name or a title can break, and the same bytes
//! for the same letter, since nothing in them comes from the clock or from chance.

use super::header::{address_list, listed, one_line, plain, said};
use crate::domain::ledger::hex;
use crate::domain::letter::{Enclosure, Letter, Picture, is_mail_address};
use lettre::message::header::{ContentDisposition, ContentTransferEncoding, ContentType};
use lettre::message::{Attachment, Body, Message, MultiPart, MultiPartBuilder, SinglePart};
use sha2::{Digest, Sha256};
use std::time::SystemTime;

/// Longest id of a letter, so that each header that holds it fits into a line.
const LONGEST_ID: usize = 120;
/// What a file without any name is called.
const NAMELESS: &str = "file";
/// Longest name of a file, in characters.
const LONGEST_NAME: usize = 120;
/// Bytes of the hash that a boundary is made of.
const BOUNDARY_BYTES: usize = 12;

/// Who sends: the same for all letters of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The office's name.
    pub name: String,
    /// Its address, in the envelope too.
    pub address: String,
    /// Mail address that takes wishes to be left alone.
    pub unsubscribe: String,
    /// `https://` URL that takes them by one click; `/LIST/ID` is put behind it.
    pub unsubscribe_url: Option<String>,
}

/// A letter that cannot become a mail: a fault of whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the letter cannot be sent: {0}")]
pub struct Unfit(String);

impl Sender {
    /// What stands behind the `@` of its address.
    pub fn domain(&self) -> &str {
        self.address
            .rsplit_once('@')
            .map_or("localhost", |(_, domain)| domain)
    }

    /// The `Message-ID` that a letter of that id has, with its `<>`.
    pub fn message_id(&self, id: &str) -> String {
        format!("<{id}@{}>", self.domain())
    }
}

/// The whole mail to one address: in ASCII, every line shorter than SMTP's 998 bytes.
///
/// # Errors
/// When an address, the id, the list or a media type is none, or the subject is empty.
pub fn compose(letter: &Letter, to: &str, sender: &Sender) -> Result<Vec<u8>, Unfit> {
    check(letter, to, sender)?;
    let mut mail = Message::builder()
        .raw_header(address_list("From", &one_line(&sender.name), &sender.address))
        .raw_header(address_list("To", "", to))
        .raw_header(said("Subject", &one_line(&letter.subject)))
        .date(SystemTime::from(letter.dated_at))
        .raw_header(plain("Message-ID", sender.message_id(&letter.id)))
        .raw_header(plain("List-Id", format!("<{}.{}>", letter.list, sender.domain())))
        .raw_header(plain("Auto-Submitted", "auto-generated".to_owned()));
    for header in unsubscribing(letter, sender) {
        mail = mail.raw_header(header);
    }
    let built = match body(letter)? {
        Inside::One(part) => mail.singlepart(part),
        Inside::Many(parts) => mail.multipart(parts),
    };
    built
        .map(|mail| mail.formatted())
        .map_err(|error| Unfit(error.to_string()))
}

fn unsubscribing(letter: &Letter, sender: &Sender) -> Vec<lettre::message::header::HeaderValue> {
    let mail = format!(
        "<mailto:{}?subject=unsubscribe%20{}>",
        sender.unsubscribe, letter.list
    );
    let Some(base) = &sender.unsubscribe_url else {
        return vec![plain("List-Unsubscribe", mail)];
    };
    let click = format!("<{}/{}/{}>", base.trim_end_matches('/'), letter.list, letter.id);
    vec![
        listed("List-Unsubscribe", &[mail, click]),
        plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
    ]
}

fn check(letter: &Letter, to: &str, sender: &Sender) -> Result<(), Unfit> {
    let unfit = |why: String| Err(Unfit(why));
    let is_word = |text: &str| !text.is_empty() && text.chars().all(is_word_sign);
    for address in [to, &sender.address, &sender.unsubscribe] {
        if !is_mail_address(address) {
            return unfit(format!("`{}` is no mail address", address.escape_debug()));
        }
    }
    if !is_word(&letter.id) || letter.id.len() > LONGEST_ID {
        return unfit(format!("`{}` is no id of a letter", letter.id.escape_debug()));
    }
    if !is_word(&letter.list) {
        return unfit(format!("`{}` is no list", letter.list.escape_debug()));
    }
    if one_line(&letter.subject).is_empty() {
        return unfit("it has no subject".to_owned());
    }
    if let Some(picture) = letter.pictures.iter().find(|picture| !is_word(&picture.id)) {
        return unfit(format!("`{}` names no picture", picture.id.escape_debug()));
    }
    Ok(())
}

fn is_word_sign(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_')
}

/// What stands below the headers.
enum Inside {
    One(SinglePart),
    Many(MultiPart),
}

impl Inside {
    fn into(self, parts: MultiPartBuilder) -> MultiPart {
        match self {
            Inside::One(part) => parts.singlepart(part),
            Inside::Many(inner) => parts.multipart(inner),
        }
    }
}

/// `mixed(alternative(text, related(html, pictures)), files)`, without the levels that would hold one part alone.
fn body(letter: &Letter) -> Result<Inside, Unfit> {
    let text = text_part(ContentType::TEXT_PLAIN, &letter.text);
    let mut inside = Inside::One(text);
    if let Some(html) = &letter.html {
        let html = with_pictures(letter, text_part(ContentType::TEXT_HTML, html))?;
        let both = inside.into(bounded(MultiPart::alternative(), letter, "alternative"));
        inside = Inside::Many(match html {
            Inside::One(part) => both.singlepart(part),
            Inside::Many(parts) => both.multipart(parts),
        });
    }
    if letter.files.is_empty() {
        return Ok(inside);
    }
    let mut mixed = inside.into(bounded(MultiPart::mixed(), letter, "mixed"));
    for file in &letter.files {
        mixed = mixed.singlepart(enclosed(file)?);
    }
    Ok(Inside::Many(mixed))
}

fn with_pictures(letter: &Letter, html: SinglePart) -> Result<Inside, Unfit> {
    if letter.pictures.is_empty() {
        return Ok(Inside::One(html));
    }
    let mut related = bounded(MultiPart::related(), letter, "related").singlepart(html);
    for picture in &letter.pictures {
        related = related.singlepart(shown(picture)?);
    }
    Ok(Inside::Many(related))
}

/// A boundary that no body can hold: all are in base64, which knows no `_`.
fn bounded(parts: MultiPartBuilder, letter: &Letter, level: &str) -> MultiPartBuilder {
    let hash = Sha256::digest(format!("{}\n{level}", letter.id));
    parts.boundary(format!("=_{level}_{}", hex(&hash[..BOUNDARY_BYTES])))
}

fn text_part(media_type: ContentType, text: &str) -> SinglePart {
    let lines = text.replace("\r\n", "\n").replace('\n', "\r\n");
    SinglePart::builder()
        .content_type(media_type)
        .body(in_base64(lines.as_bytes()))
}

fn shown(picture: &Picture) -> Result<SinglePart, Unfit> {
    let kind = media_type(&picture.media_type, "")?;
    Ok(Attachment::new_inline(picture.id.clone()).body(in_base64(&picture.bytes), kind))
}

/// The name by RFC 2231, and a plain one beside the media type for readers that do not know that.
fn enclosed(file: &Enclosure) -> Result<SinglePart, Unfit> {
    let plain: String = file
        .plain_name
        .chars()
        .filter(|sign| is_word_sign(*sign))
        .collect();
    let kind = media_type(&file.media_type, &plain)?;
    let name: String = one_line(&file.name)
        .chars()
        .take(LONGEST_NAME)
        .map(|sign| {
            if matches!(sign, '/' | '\\' | '"') {
                '_'
            } else {
                sign
            }
        })
        .collect();
    let name = [&name, &plain].into_iter().find(|name| !name.is_empty());
    let name = name.map_or(NAMELESS, String::as_str);
    Ok(SinglePart::builder()
        .content_type(kind)
        .header(ContentDisposition::attachment(name))
        .body(in_base64(&file.bytes)))
}

fn media_type(kind: &str, name: &str) -> Result<ContentType, Unfit> {
    let is_safe = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '/' | '.' | '+' | '-');
    let named = match name {
        "" => kind.to_owned(),
        name => format!("{kind}; name=\"{name}\""),
    };
    let known = ContentType::parse(&named).ok();
    known
        .filter(|_| kind.chars().all(is_safe) && !kind.starts_with("multipart/"))
        .ok_or_else(|| Unfit(format!("`{}` is no media type", kind.escape_debug())))
}

fn in_base64(bytes: &[u8]) -> Body {
    Body::new_with_encoding(bytes.to_vec(), ContentTransferEncoding::Base64).expect("base64 holds any bytes")
}
