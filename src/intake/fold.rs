//! Full-width and half-width, spaces that Word leaves behind: what a clerk does not see is no difference.

/// Full-width letters, digits and signs become half-width, every dash `-`, every blank a space; zero-width
/// characters vanish. Line breaks stay.
pub(super) fn half_width(text: &str) -> String {
    text.chars().filter_map(half_width_char).collect()
}

/// [`half_width`] without any white space: for comparing headers and words.
pub(super) fn squeeze(text: &str) -> String {
    text.chars()
        .filter_map(half_width_char)
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// The half-width twin of one character; `None` for characters that cannot be seen.
pub(super) fn half_width_char(c: char) -> Option<char> {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\t' => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '【' | '〔' | '〖' | '﹝' => Some('('),
        '】' | '〕' | '〗' | '﹞' => Some(')'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        _ => Some(c),
    }
}

/// The text with everything in round brackets left out; an unclosed bracket reaches to the end.
pub(super) fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|c| {
            depth += usize::from(*c == '(');
            let keep = depth == 0;
            depth -= usize::from(*c == ')' && depth > 0);
            keep
        })
        .collect()
}

/// At most `limit` characters of the text, with an ellipsis where something was cut.
pub(super) fn clip(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
