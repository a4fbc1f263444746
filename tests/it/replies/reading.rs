//! What a message was read as, in short.

use super::days::today;
use huiyin::domain::reply::{Answer, Parsed, Said, Target, Unclear, parse};

pub(super) fn answers(text: &str) -> Vec<Answer> {
    match parse(text, today()) {
        Parsed::Answers(answers) => answers,
        other => panic!("`{text}` was read as {other:?}"),
    }
}

pub(super) fn unclear(text: &str) -> Unclear {
    match parse(text, today()) {
        Parsed::Unclear(unclear) => unclear,
        other => panic!("`{text}` was read as {other:?}"),
    }
}

pub(super) fn says(text: &str) -> (Said, Option<String>) {
    let mut answers = answers(text);
    assert_eq!(answers.len(), 1, "`{text}` holds one answer");
    let answer = answers.remove(0);
    assert_eq!(answer.target, Target::None, "`{text}` names no matter");
    (answer.said, answer.note)
}

pub(super) fn received() -> Said {
    Said::Acknowledged { promised_on: None }
}

pub(super) fn progress(percent: u8) -> Said {
    Said::Progress { percent }
}
