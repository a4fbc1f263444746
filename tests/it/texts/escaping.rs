//! No value can break the HTML of a message, whatever it holds.

use super::matters::{facts, item, seen, today};
use chrono::NaiveDateTime;
use huiyin::domain::disclosure::Facts;
use huiyin::domain::message::plain;
use huiyin::domain::refusal::Refusal;
use huiyin::text::{
    Attention, Bound, Card, ConfirmName, Entry, LastAnswer, Line, Notices, Place, Section, Texts, TurnedDown,
    WhichMatter,
};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Loaded once: loading tries every template.
static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::load(None).expect("the embedded texts"));

/// Tags of Telegram's HTML that our templates use.
const TAGS: [&str; 2] = ["b", "code"];

/// Every tag is one of ours, opened and closed in turn; every `&` begins an entity.
fn is_well_formed(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>', '&']) {
        let (sign, end) = (
            &rest[at..=at],
            rest[at..].find(if rest[at..].starts_with('&') { ';' } else { '>' }),
        );
        let Some(end) = end.filter(|_| sign != ">") else {
            return false;
        };
        let inner = &rest[at + 1..at + end];
        let fits = match (sign, inner.strip_prefix('/')) {
            ("&", _) => matches!(inner, "lt" | "gt" | "amp" | "quot" | "#x27" | "#x2f"),
            (_, Some(tag)) => open.pop() == Some(tag),
            (_, None) => {
                open.push(inner);
                TAGS.contains(&inner)
            }
        };
        if !fits {
            return false;
        }
        rest = &rest[at + end + 1..];
    }
    open.is_empty()
}

fn line(wild: &str) -> Line {
    let rule = item();
    seen(&Facts {
        title: Some(wild),
        unit_alias: Some(wild),
        neutral: wild,
        ..facts(&rule)
    })
    .into()
}

fn notices(wild: &str) -> Notices {
    let attention = Attention::NobodyReachable {
        person: wild.into(),
        unit: wild.into(),
    };
    let entries = vec![Entry::Matter(line(wild)), Entry::Attention(attention)];
    Notices {
        office: wild.into(),
        on: today(),
        name: wild.into(),
        sections: vec![Section {
            form: wild.into(),
            name: Some(wild.into()),
            entries,
        }],
        counted: 0,
        place: Place::default(),
    }
}

fn card(wild: &str) -> Card {
    let last = LastAnswer {
        by: wild.into(),
        at: nine(),
        said: wild.into(),
    };
    Card {
        on: today(),
        matter: line(wild),
        last: Some(last),
        evidence: 0,
        review: None,
        next_on: None,
    }
}

fn turned_down(wild: &str, refusal: Refusal) -> TurnedDown {
    TurnedDown {
        office: wild.into(),
        duty_phone: Some(wild.into()),
        on: today(),
        refusal,
    }
}

fn nine() -> NaiveDateTime {
    today().and_hms_opt(9, 0, 0).expect("a time")
}

/// Texts with the same words in every field.
fn html(wild: &str) -> Vec<String> {
    let stale = Refusal::ButtonStale {
        code: wild.into(),
        by: wild.into(),
        at: nine(),
    };
    let which = WhichMatter {
        on: today(),
        said: Some(wild.into()),
        choices: Vec::new(),
        more: 0,
    };
    let parts = TEXTS.parts(&notices(wild)).expect("notices");
    let mut html: Vec<String> = parts.into_iter().map(|part| part.text).collect();
    html.push(TEXTS.render(&card(wild)).expect("a card"));
    html.push(TEXTS.render(&turned_down(wild, stale)).expect("a refusal"));
    html.push(
        TEXTS
            .render(&turned_down(wild, Refusal::InviteExpired))
            .expect("a refusal"),
    );
    html.push(TEXTS.render(&which).expect("a question"));
    html.push(
        TEXTS
            .render(&ConfirmName {
                unit: wild.into(),
                name: wild.into(),
            })
            .expect("a question"),
    );
    html.push(
        TEXTS
            .render(&Bound {
                unit: wild.into(),
                name: wild.into(),
                open: 1,
            })
            .expect("a greeting"),
    );
    html
}

#[test]
fn a_title_is_read_as_it_was_written() {
    let title = "<b>&\"'</b> 修订 & 完善 <script>";
    for html in html(title) {
        assert!(is_well_formed(&html), "{html}");
        assert!(plain(&html).contains("<b>&\"'</b> 修订"), "{html}");
    }
}

#[test]
fn every_sample_is_well_formed() {
    let samples = TEXTS.samples().expect("the embedded texts");
    // Digests are pages for mail, with tags of their own: see `super::digest`.
    let chat = |name: &str| name.contains(".html ") && !name.starts_with("digest");
    for (name, text) in samples.iter().filter(|(name, _)| chat(name)) {
        assert!(is_well_formed(text), "{name}: {text}");
    }
    assert!(!is_well_formed("<b>a"), "the check finds what it looks for");
    assert!(!is_well_formed("a < b") && !is_well_formed("a & b;") && !is_well_formed("<i>a</i>"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nothing_breaks_the_html(wild in "[<>&\"'/a-z修订{}%#; ]{0,60}") {
        for html in html(&wild) {
            prop_assert!(is_well_formed(&html), "{}", html);
        }
    }
}
