//! Telegram HTML as its reader sees it.

/// The text without its tags, entities decoded. What is no tag or entity stays as it stands.
pub fn plain(html: &str) -> String {
    let mut seen = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        seen.push_str(&rest[..at]);
        rest = &rest[at..];
        let (shown, taken) = special(rest);
        seen.extend(shown);
        rest = &rest[taken..];
    }
    seen.push_str(rest);
    seen
}

/// How many UTF-16 units its reader sees: the strictest reading of Telegram's "characters after entities
/// parsing".
pub fn length(html: &str) -> usize {
    plain(html).encode_utf16().count()
}

/// What the tag or entity at the start of `text` shows, and how many bytes it takes.
fn special(text: &str) -> (Option<char>, usize) {
    let end = if text.starts_with('<') { '>' } else { ';' };
    let Some(at) = text.find(end) else {
        return (text.chars().next(), 1);
    };
    if end == '>' {
        return (None, at + 1);
    }
    match entity(&text[1..at]) {
        Some(shown) => (Some(shown), at + 1),
        None => (Some('&'), 1),
    }
}

/// The four named entities that Telegram knows, and numbers.
fn entity(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{length, plain};

    #[test]
    fn a_reader_sees_no_markup() {
        assert_eq!(
            plain("<b>a</b> &lt;b&gt; &amp;amp; &quot;c&quot;"),
            "a <b> &amp; \"c\""
        );
        assert_eq!(plain("&#20214;&#x4ef6;"), "\u{4ef6}\u{4ef6}");
        assert_eq!(plain("AT&T; &nbsp; 1 < 2 & 3"), "AT&T; &nbsp; 1 < 2 & 3");
    }

    #[test]
    fn length_counts_what_the_reader_sees() {
        assert_eq!(length("<i>\u{4ef6}</i>&amp;"), 2);
        assert_eq!(length("🔴"), 2);
    }
}
