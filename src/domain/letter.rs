//! A mail before it is one: what it says and what goes with it. Rendered when it is sent and never stored.

use super::message::Words;
use chrono::{DateTime, Utc};

/// Kind of the channel that mail goes by, in outbox rows and addresses.
pub const MAIL: &str = "mail";

/// Longest mail address that SMTP carries.
const LONGEST_ADDRESS: usize = 254;
/// Longest part of an address before its `@`.
const LONGEST_LOCAL: usize = 64;

/// What one person is sent. The same letter becomes the same bytes, whenever that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Tells it from every other letter of this office, and stays the same however often it is sent: what stands
    /// before the `@` of its `Message-ID`. Letters, digits, `.`, `-` and `_` of ASCII.
    pub id: String,
    /// Which of the office's lists it belongs to: `notices`, `digest`. ASCII letters, digits and `-`.
    pub list: String,
    /// Business instant of its date.
    pub dated_at: DateTime<Utc>,
    /// One line.
    pub subject: Words,
    /// For readers that show no HTML.
    pub text: Words,
    /// The same with its looks; pictures as `<img src="cid:ID">`.
    pub html: Option<Words>,
    /// What the HTML shows.
    pub pictures: Vec<Picture>,
    /// What is attached.
    pub files: Vec<Enclosure>,
}

/// A picture within a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// By which the HTML names it: ASCII letters, digits, `.`, `-` and `_`.
    pub id: String,
    /// `image/png`.
    pub media_type: String,
    /// The picture.
    pub bytes: Vec<u8>,
}

/// A file that goes with a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// As its reader sees it.
    pub name: Words,
    /// For readers that know nothing but ASCII: `digest-2026-W37.xlsx`.
    pub plain_name: String,
    /// `application/pdf`.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({}, {} bytes)", self.id, self.bytes.len())
    }
}

impl std::fmt::Debug for Enclosure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Enclosure({}, {} bytes)", self.plain_name, self.bytes.len())
    }
}

/// Whether mail can be sent there by any server: ASCII, one `@`, a domain of labels.
pub fn is_mail_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_atom = |sign: char| sign.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(sign);
    let is_label = |label: &str| {
        let inside = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
        (1..=63).contains(&label.len())
            && label.chars().all(inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= LONGEST_ADDRESS
        && local.len() <= LONGEST_LOCAL
        && local
            .split('.')
            .all(|atom| !atom.is_empty() && atom.chars().all(is_atom))
        && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::is_mail_address;

    #[test]
    fn an_address_is_one_that_every_server_takes() {
        for good in ["a@b.cn", "first.last+tag@mail.example.cn", "root@localhost"] {
            assert!(is_mail_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "@b.cn",
            "a@",
            "a@b..cn",
            "a b@c.cn",
            "a@b@c.cn",
            ".a@b.cn",
            "a@-b.cn",
            "a\r\n@b.cn",
            "a>@b.cn",
            "\u{7528}@b.cn",
            "a@\u{4f8b}.cn",
        ] {
            assert!(!is_mail_address(bad), "{bad}");
        }
        assert!(!is_mail_address(&format!("{}@b.cn", "a".repeat(65))));
    }
}
