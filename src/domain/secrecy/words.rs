//! Words of the secrecy list, with nothing or white space between their characters.

use super::{Hit, SecretKind};
use crate::domain::half_width::half_width;

/// One character of the text, or of a word, that counts.
fn plain(c: char) -> Option<char> {
    let is_gap = c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}');
    (!is_gap).then(|| half_width(c).to_ascii_lowercase())
}

/// Every place where a word stands.
pub(super) fn find(text: &str, words: &[String]) -> Vec<Hit> {
    let counted = |(at, c): (usize, char)| plain(c).map(|plain| (at..at + c.len_utf8(), plain));
    let chars: Vec<_> = text.char_indices().filter_map(counted).collect();
    let mut hits = Vec::new();
    for word in words {
        let plain: Vec<char> = word.chars().filter_map(plain).collect();
        if plain.is_empty() {
            continue;
        }
        for place in chars.windows(plain.len()) {
            if place.iter().map(|(_, c)| *c).eq(plain.iter().copied()) {
                let range = place[0].0.start..place[plain.len() - 1].0.end;
                hits.push(Hit {
                    kind: SecretKind::SecretWord,
                    range,
                });
            }
        }
    }
    hits
}
