//! Chinese numerals, and the many ways to number a row.

use super::fold::squeeze;

/// `二〇二六年十月` becomes `2026年10月`; a run that is no single number (`两三个月`) stays as it is.
pub(super) fn arabic(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars() {
        if is_numeral(c) || (is_letter_zero(c) && !run.is_empty()) {
            run.push(c);
        } else {
            flush(&mut run, &mut out);
            out.push(c);
        }
    }
    flush(&mut run, &mut out);
    out
}

fn flush(run: &mut String, out: &mut String) {
    match value(run) {
        Some(digits) => out.push_str(&digits),
        None => out.push_str(run),
    }
    run.clear();
}

/// A run of numerals as Arabic digits: `十五` by its value, `二〇二六` digit by digit. Two or three digits in a
/// row (`两三`) are an estimate, not a number.
fn value(run: &str) -> Option<String> {
    let run: Vec<char> = run.chars().collect();
    if run.iter().any(|c| matches!(c, '十' | '百')) {
        return by_place(&run).map(|number| number.to_string());
    }
    matches!(run.len(), 1 | 4).then(|| {
        run.iter()
            .filter_map(|c| digit(*c))
            .map(|d| d.to_string())
            .collect()
    })
}

/// The value of a numeral below one thousand that is written with 十 and 百.
fn by_place(run: &[char]) -> Option<u32> {
    let (mut total, mut pending, mut place) = (0, None, 1000);
    for c in run {
        let next = match c {
            '百' => 100,
            '十' => 10,
            _ if digit(*c) == Some(0) && pending.is_none() => continue,
            _ if pending.is_none() => {
                pending = digit(*c);
                continue;
            }
            _ => return None,
        };
        if next >= place {
            return None;
        }
        total += next * pending.take().unwrap_or(1);
        place = next;
    }
    Some(total + pending.unwrap_or(0))
}

fn is_numeral(c: char) -> bool {
    matches!(c, '十' | '百') || (digit(c).is_some() && !is_letter_zero(c))
}

/// Letters that clerks type for 〇.
fn is_letter_zero(c: char) -> bool {
    matches!(c, 'O' | 'o' | '○')
}

fn digit(c: char) -> Option<u32> {
    if c == '两' {
        return Some(2);
    }
    if is_letter_zero(c) || c == '零' {
        return Some(0);
    }
    "〇一二三四五六七八九"
        .chars()
        .zip(0..)
        .find(|(numeral, _)| *numeral == c)
        .map(|(_, value)| value)
}

/// The number of a row: `1`, `1.`, `1.0`, `(一)`, `一、`, `①`, `⑴`, `㈠`.
pub(super) fn ordinal(text: &str) -> Option<u32> {
    let text = squeeze(text);
    let mut chars = text.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && let Some(number) = enclosed(only)
    {
        return Some(number);
    }
    let text = arabic(text.strip_suffix(".0").unwrap_or(&text));
    let bare = text
        .trim_start_matches(['(', '[', '<', '第'])
        .trim_end_matches([')', ']', '>', '.', '、', ',', ':', '。', '．', '项', '条', '号']);
    let plain = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit());
    if plain {
        bare.parse().ok().filter(|number| *number > 0)
    } else {
        None
    }
}

/// The value of a number in a circle, in brackets or with a dot that is one character.
fn enclosed(c: char) -> Option<u32> {
    const RUNS: [(char, u32, u32); 8] = [
        ('①', 1, 20),
        ('㉑', 21, 15),
        ('㊱', 36, 15),
        ('⑴', 1, 20),
        ('⒈', 1, 20),
        ('㈠', 1, 10),
        ('㊀', 1, 10),
        ('❶', 1, 10),
    ];
    RUNS.iter().find_map(|(first, value, length)| {
        let offset = u32::from(c).checked_sub(u32::from(*first))?;
        (offset < *length).then_some(value + offset)
    })
}
