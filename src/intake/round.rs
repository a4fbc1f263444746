//! 轮次: 第三轮, 第3轮, 三轮, 2026年第三轮 are one round each, however they are written.

use super::fold::squeeze;
use super::numeral::arabic;

/// The year, where the name gives one, and the number of a round; none when the text names no round.
pub fn round_of(text: &str) -> Option<(Option<i32>, u32)> {
    let text = arabic(&squeeze(text));
    let before = text.split('轮').next()?;
    let ordinal = trailing_digits(before)
        .parse()
        .ok()
        .filter(|ordinal| *ordinal > 0)?;
    let year = before
        .split('年')
        .next()
        .filter(|_| before.contains('年'))
        .map(trailing_digits);
    Some((
        year.and_then(|year| year.parse().ok())
            .filter(|year| (1900..=9999).contains(year)),
        ordinal,
    ))
}

/// The digits at the end of a text.
fn trailing_digits(text: &str) -> &str {
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    &text[start..]
}
