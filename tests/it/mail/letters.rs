//! A letter becomes the same bytes every time, and nothing in it breaks a header.

use super::{full_letter, letter, sender};
use huiyin::channel::mail::letter::{Sender, compose};
use huiyin::domain::letter::Letter;
use mail_parser::{Message, MessageParser, MimeHeaders};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

fn parsed(bytes: &[u8]) -> Message<'_> {
    MessageParser::default().parse(bytes).unwrap()
}

/// What of a text a header can say.
fn spoken(text: &str) -> String {
    let turns = |sign: char| matches!(sign, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let words = text.split(|sign: char| sign.is_whitespace() || sign.is_control() || turns(sign));
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn the_same_letter_gives_the_same_bytes_and_another_id_others() {
    let once = compose(&full_letter("d-1"), "a@b.cn", &sender()).unwrap();
    assert_eq!(once, compose(&full_letter("d-1"), "a@b.cn", &sender()).unwrap());
    assert_ne!(once, compose(&full_letter("d-2"), "a@b.cn", &sender()).unwrap());
}

#[test]
fn one_click_only_with_an_https_address() {
    let by_click = Sender {
        unsubscribe_url: Some("https://example.cn/stop/".into()),
        ..sender()
    };
    let text = String::from_utf8(compose(&letter("n-1"), "a@b.cn", &by_click).unwrap()).unwrap();
    assert!(text.contains(
        "<mailto:stop@example.cn?subject=unsubscribe%20notices>,\r\n <https://example.cn/stop/notices/n-1>"
    ));
    assert!(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    let by_mail = String::from_utf8(compose(&letter("n-1"), "a@b.cn", &sender()).unwrap()).unwrap();
    assert!(!by_mail.contains("One-Click") && !by_mail.contains("https://"));
}

#[test]
fn what_can_be_no_mail_is_refused() {
    let refuses = |letter: Letter, to: &str| compose(&letter, to, &sender()).unwrap_err().to_string();
    assert!(refuses(letter("n-1"), "a@b.cn\r\nBcc: x@y.cn").contains("no mail address"));
    assert!(refuses(letter("n>1"), "a@b.cn").contains("no id"));
    assert!(refuses(letter(""), "a@b.cn").contains("no id"));
    let blank = Letter {
        subject: " \r\n".into(),
        ..letter("n-1")
    };
    assert!(refuses(blank, "a@b.cn").contains("no subject"));
    let mut odd = full_letter("n-1");
    odd.files[0].media_type = "multipart/mixed; boundary=x".into();
    assert!(refuses(odd, "a@b.cn").contains("no media type"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_name_and_no_title_breaks_a_header(
        subject in any::<String>(),
        office in any::<String>(),
        file in any::<String>(),
        plain in any::<String>(),
        text in any::<String>(),
    ) {
        let sender = Sender { name: office.clone(), ..sender() };
        let mut letter = full_letter("d-1");
        letter.subject = format!("题{subject}").into();
        letter.text = text.as_str().into();
        letter.files[0].name = file.as_str().into();
        letter.files[0].plain_name = plain;
        let bytes = compose(&letter, "a@b.cn", &sender).unwrap();
        prop_assert!(bytes.is_ascii());
        let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        prop_assert!(lines.iter().all(|line| line.len() <= 999));
        prop_assert!(lines[..lines.len() - 1].iter().all(|line| line.ends_with(b"\r")));

        let mail = parsed(&bytes);
        prop_assert_eq!(mail.headers().len(), 10);
        prop_assert_eq!(mail.subject().unwrap(), spoken(&format!("题{subject}")));
        let from = mail.from().unwrap().first().unwrap();
        prop_assert_eq!(from.address().unwrap(), "huiyin@example.cn");
        prop_assert_eq!(from.name().unwrap_or_default(), spoken(&office));
        prop_assert_eq!(mail.to().unwrap().iter().count(), 1);
        prop_assert_eq!(mail.attachments().filter(|part| part.attachment_name().is_some()).count(), 1);
        prop_assert_eq!(mail.body_text(0).unwrap().replace("\r\n", "\n"), text.replace("\r\n", "\n"));
    }
}

proptest! {
    #[test]
    fn ascii_that_looks_encoded_is_read_as_written(subject in "[ -~]{1,300}") {
        let letter = Letter { subject: format!("=?utf-8?q?{subject}?=").into(), ..letter("n-1") };
        let bytes = compose(&letter, "a@b.cn", &sender()).unwrap();
        let (mail, expected) = (parsed(&bytes), spoken(&format!("=?utf-8?q?{subject}?=")));
        prop_assert_eq!(mail.subject().unwrap(), expected);
    }
}
