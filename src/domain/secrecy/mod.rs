//! What may never come in or leave as free text: ID numbers, bank card numbers, words of the secrecy list
//! (domain.md 4), and the marks of state secrets. Found in full-width forms and with spaces or dashes between, too.

mod card;
mod figures;
mod id_number;
mod marks;
mod words;

pub use marks::{find_mark, find_mark_in_name};

use figures::Group;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::ops::Range;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretKind {
    /// 身份证号, of 18 or 15 places.
    IdNumber,
    /// 银行卡号.
    BankCard,
    /// A word of the rulebook's list.
    SecretWord,
}

/// One place of a text that must not be kept or sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: SecretKind,
    /// Where, in bytes of the text.
    pub range: Range<usize>,
}

/// Everything in `text` that must not be kept, in rising order and apart; `words` is the rulebook's list.
/// Phone numbers are let in.
pub fn find(text: &str, words: &[String]) -> Vec<Hit> {
    let mut hits = numbers(&figures::groups(text));
    hits.extend(words::find(text, words));
    hits.sort_by_key(|hit| (hit.range.start, Reverse(hit.range.end)));
    let mut end = 0;
    hits.retain(|hit| {
        let is_apart = hit.range.start >= end;
        end = end.max(hit.range.end);
        is_apart
    });
    hits
}

/// Whether a text from the database may leave: there is nothing to be found in it, and no mobile number.
pub fn may_leave(text: &str, words: &[String]) -> bool {
    find(text, words).is_empty() && !figures::groups(text).iter().any(Group::is_mobile_number)
}

/// Words with their mobile numbers starred out: notes and reasons are kept and told without them.
pub fn without_mobile_numbers(text: &str) -> String {
    let groups = figures::groups(text);
    let mobile = groups.iter().filter(|group| group.is_mobile_number());
    let places: Vec<Range<usize>> = mobile.map(|group| group.bytes.clone()).collect();
    starred(text, |at| places.iter().any(|place| place.contains(&at)))
}

/// A text with whatever may not leave of it starred out, such as the name of a file.
pub fn masked(text: &str, words: &[String]) -> String {
    mask(text, &find(text, words))
}

/// The text with every hit starred out.
pub fn mask(text: &str, hits: &[Hit]) -> String {
    starred(text, |at| hits.iter().any(|hit| hit.range.contains(&at)))
}

fn starred(text: &str, is_hit: impl Fn(usize) -> bool) -> String {
    text.char_indices()
        .map(|(at, c)| if is_hit(at) { '*' } else { c })
        .collect()
}

/// ID and card numbers, from the left.
fn numbers(groups: &[Group]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut rest = groups;
    while let Some((first, others)) = rest.split_first() {
        match figures::windows(rest).find_map(|window| Some((kind(window)?, window))) {
            Some((kind, window)) => {
                let end = window.last().map_or(first.bytes.end, |last| last.bytes.end);
                hits.push(Hit {
                    kind,
                    range: first.bytes.start..end,
                });
                rest = &rest[window.len()..];
            }
            None => rest = others,
        }
    }
    hits
}

fn kind(groups: &[Group]) -> Option<SecretKind> {
    let figures: String = groups.iter().map(|group| group.figures.as_str()).collect();
    let sizes: Vec<usize> = groups.iter().map(|group| group.figures.len()).collect();
    if id_number::is_id_number(&figures, &sizes) {
        Some(SecretKind::IdNumber)
    } else {
        card::is_bank_card(&figures, &sizes).then_some(SecretKind::BankCard)
    }
}
