//! Full-width forms and their half-width twins.

/// The half-width form of a character; dashes become `-`, other white space than a line's end a space.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        // Dashes and minus signs.
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        // Wave dash and small percent sign.
        '\u{301c}' => '~',
        '\u{fe6a}' => '%',
        '\r' => '\n',
        c if c != '\n' && c.is_whitespace() => ' ',
        c => c,
    }
}

/// A name or code as it is compared: half-width, without anything that cannot be seen.
pub fn fold(text: &str) -> String {
    let is_gap =
        |c: &char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    text.chars().map(half_width).filter(|c| !is_gap(c)).collect()
}
