//! Every key that the domain knows has a word, and no text says what may not be said.

use super::matters::book;
use huiyin::domain::message::plain;
use huiyin::domain::reply::{Command, Parsed, parse};
use huiyin::domain::role::Role;
use huiyin::domain::secrecy::find;
use huiyin::text::{Label, Texts};

fn texts() -> Texts {
    Texts::load(None).expect("the embedded texts")
}

fn has_word(texts: &Texts, table: &str, key: &str) {
    assert_ne!(texts.word(table, key), key, "words.toml has no {table}.{key}");
}

#[test]
fn every_key_has_its_word() {
    let texts = texts();
    for role in Role::ALL {
        has_word(&texts, "role", role.key());
    }
    for light in ["none", "green", "blue", "yellow", "orange", "red"] {
        has_word(&texts, "light", light);
        has_word(&texts, "light_name", light);
    }
    for sureness in ["V", "W", "M-hi", "M-med", "M-lo", "cfg"] {
        has_word(&texts, "sureness", sureness);
    }
    for step in book().timelines.values().flat_map(|timeline| &timeline.steps) {
        assert!(
            book().form(&step.form).is_some() || texts.word("form", &step.form) != step.form,
            "{}",
            step.form
        );
    }
    for label in Label::ALL {
        assert!(!texts.label(label).is_ascii());
    }
    assert!(texts.commands().iter().all(|(command, said)| command != said));
}

#[test]
fn no_text_holds_a_word_of_the_secrecy_list() {
    for (name, text) in texts().samples().expect("the embedded texts") {
        let hits = find(&plain(&text), &book().secret_words);
        assert!(hits.is_empty(), "{name} holds {hits:?}: {text}");
    }
}

/// A page as its reader sees it: its style and its tags are for programs.
fn seen(page: &str) -> String {
    match (page.find("<style>"), page.find("</style>")) {
        (Some(begin), Some(end)) => plain(&format!("{}{}", &page[..begin], &page[end..])),
        _ => plain(page),
    }
}

#[test]
fn no_text_is_shown_in_english_by_accident() {
    let known = [
        "start", "todo", "unbind", "huiyin", "desk", "undo", "plan", "release", "t.me", "https", "bot",
        "code", "jpg", "pdf", "docx", "xlsx", "txt", "columns", "qr", "page", "digest",
    ];
    let samples = texts().samples().expect("the embedded texts").into_iter();
    // The demo's headings are in both languages, and it quotes the command line.
    for (name, text) in samples.filter(|(name, _)| !name.starts_with("demo.txt")) {
        let text = if name.starts_with("digest") {
            seen(&text)
        } else {
            text
        };
        let words = text
            .split(|c: char| !c.is_ascii_lowercase() && c != '_')
            .filter(|word| word.len() > 2);
        for word in words {
            assert!(
                known.iter().any(|it| it.contains(word) || word.contains(it)),
                "{name} says `{word}`: {text}"
            );
        }
    }
}

#[test]
fn what_help_teaches_is_understood() {
    let texts = texts();
    let samples = texts.samples().expect("the embedded texts");
    let (_, help) = samples
        .iter()
        .find(|(name, _)| name == "help.html 1")
        .expect("help has a sample");
    let taught: Vec<&str> = help
        .split("<code>")
        .skip(1)
        .filter_map(|rest| rest.split("</code>").next())
        .collect();
    assert!(taught.len() > 8);
    let today = super::matters::today();
    for text in taught {
        assert!(
            matches!(parse(text, today), Parsed::Answers(_)),
            "`{text}` is taught and not understood"
        );
    }
    for command in Command::ALL {
        assert_eq!(parse(&command.to_string(), today), Parsed::Command(command));
    }
}
