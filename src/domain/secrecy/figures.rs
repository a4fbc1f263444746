//! Figures of a text in groups: `110105 1949 1231 002X` has four.

use crate::domain::half_width::half_width;
use std::ops::Range;

/// The longest number that is looked for.
const LONGEST: usize = 19;

/// Figures with nothing between; the last may be an X.
pub(super) struct Group {
    /// In half-width form, X in capital.
    pub figures: String,
    /// Where, in bytes of the text.
    pub bytes: Range<usize>,
    /// What alone stands between it and the group before.
    joint: Option<Joint>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Space,
    Dash,
}

impl Group {
    /// Eleven figures, 13 to 19 in front.
    pub fn is_mobile_number(&self) -> bool {
        let mut figures = self.figures.chars();
        self.figures.len() == 11 && figures.next() == Some('1') && figures.next() >= Some('3')
    }
}

/// All groups of a text, in order.
pub(super) fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut before = ' ';
    let mut chars = text
        .char_indices()
        .map(|(at, c)| (at, c, half_width(c).to_ascii_uppercase()))
        .peekable();
    while let Some((at, written, c)) = chars.next() {
        let goes_on = groups
            .last()
            .is_some_and(|group| group.bytes.end == at && !group.figures.ends_with('X'));
        let next_is_word = chars
            .peek()
            .is_some_and(|(_, _, next)| next.is_ascii_alphanumeric());
        let is_figure = c.is_ascii_digit() || (c == 'X' && !before.is_ascii_alphabetic() && !next_is_word);
        before = c;
        if !is_figure {
            continue;
        }
        let end = at + written.len_utf8();
        match groups.last_mut().filter(|_| goes_on) {
            Some(group) => {
                group.figures.push(c);
                group.bytes.end = end;
            }
            None => {
                let joint = groups.last().and_then(|last| joint(&text[last.bytes.end..at]));
                groups.push(Group {
                    figures: c.into(),
                    bytes: at..end,
                    joint,
                });
            }
        }
    }
    groups
}

/// Spaces, or one dash with or without spaces; anything else parts numbers.
fn joint(between: &str) -> Option<Joint> {
    let is_gap = |c: char| half_width(c) == ' ' || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}');
    match between.trim_matches(is_gap) {
        "" => Some(Joint::Space),
        rest if rest.chars().map(half_width).eq(['-']) => Some(Joint::Dash),
        _ => None,
    }
}

/// The numbers that begin with the first group: it alone, it and the next ..., joined in one way.
pub(super) fn windows(groups: &[Group]) -> impl Iterator<Item = &[Group]> {
    let way = groups.get(1).and_then(|group| group.joint);
    let joined = groups
        .iter()
        .skip(1)
        .take_while(|group| way.is_some() && group.joint == way)
        .count();
    let mut figures = 0;
    (1..=joined + 1)
        .map(|end| &groups[..end])
        .take_while(move |window| {
            figures += window.last().map_or(0, |group| group.figures.len());
            figures <= LONGEST
        })
}
