//! 密级标志: what shows that a paper is a state secret (GB/T 9704), from `config/secrecy/marks.toml`. A level
//! with a star, in brackets, behind a label, or alone; the same word in a sentence is none.

use crate::domain::half_width::half_width;
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    levels: Vec<String>,
    rank: String,
    not_after: Vec<String>,
    stars: String,
    typed_stars: String,
    periods: Vec<String>,
    period_units: Vec<String>,
    brackets: Vec<String>,
    labels: Vec<String>,
    choices: String,
}

static MARKS: LazyLock<Marks> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../config/secrecy/marks.toml"))
        .expect("the embedded file is read by every test of the marks")
});

/// The first secrecy mark of a text, in bytes; none for 公开, 内部, 工作秘密 and for sentences about secrets.
pub fn find_mark(text: &str) -> Option<Range<usize>> {
    let may_have = |level: &String| level.chars().all(|c| text.contains(c));
    if !MARKS.levels.iter().any(may_have) {
        return None;
    }
    text.split_inclusive(['\n', '\r'])
        .scan(0, |start, line| {
            let at = *start;
            *start += line.len();
            Some((at, line))
        })
        .find_map(|(at, line)| {
            let found = Line::new(line).mark()?;
            Some(at + found.start..at + found.end)
        })
}

/// A file's name: its words may be parted by signs, too.
pub fn find_mark_in_name(name: &str) -> Option<Range<usize>> {
    let is_sign = |c: char| c.is_whitespace() || matches!(half_width(c), '-' | '_' | '.' | '+' | ',');
    let mut start = 0;
    find_mark(name).or_else(|| {
        name.split_inclusive(is_sign).find_map(|word| {
            let at = start;
            start += word.len();
            let found = Line::new(word.trim_end_matches(is_sign)).mark()?;
            Some(at + found.start..at + found.end)
        })
    })
}

/// A line without what cannot be seen, in half-width form.
struct Line {
    /// Bytes of the line, and the character.
    chars: Vec<(Range<usize>, char)>,
    /// Where words begin or end: before the character of that index stands a blank, or the line's edge.
    edges: Vec<usize>,
}

impl Line {
    fn new(line: &str) -> Line {
        let mut chars = Vec::new();
        let mut edges = vec![0];
        for (at, c) in line.char_indices() {
            let is_unseen = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
            if c.is_whitespace() {
                edges.push(chars.len());
            } else if !is_unseen {
                chars.push((at..at + c.len_utf8(), half_width(c)));
            }
        }
        edges.push(chars.len());
        Line { chars, edges }
    }

    fn mark(&self) -> Option<Range<usize>> {
        (0..self.chars.len()).find_map(|at| {
            let level = MARKS.levels.iter().find_map(|level| self.eat(at, level))?;
            let end = self.eat(level, &MARKS.rank).unwrap_or(level);
            let (start, end) = self
                .starred(at, end)
                .or_else(|| self.bracketed(at, end))
                .or_else(|| self.labelled(at, end))
                .or_else(|| self.alone(at, end))?;
            Some(self.chars[start].0.start..self.chars[end - 1].0.end)
        })
    }

    /// 机密★1年, 秘密★.
    fn starred(&self, at: usize, end: usize) -> Option<(usize, usize)> {
        let star = self.chars.get(end)?.1;
        let period = self.period(end + 1);
        let is_star = MARKS.stars.contains(star) || (MARKS.typed_stars.contains(star) && period.is_some());
        (is_star && !self.is_other(at)).then(|| (at, period.unwrap_or(end + 1)))
    }

    /// 工作秘密, 商业秘密 are no state secrets.
    fn is_other(&self, at: usize) -> bool {
        MARKS.not_after.iter().any(|word| self.ends_with(at, word))
    }

    /// 【机密】, (绝密级).
    fn bracketed(&self, at: usize, end: usize) -> Option<(usize, usize)> {
        let open = at.checked_sub(1)?;
        let (before, behind) = (self.chars[open].1, self.chars.get(end)?.1);
        let fits = |pair: &String| pair.chars().map(half_width).eq([before, behind]);
        MARKS.brackets.iter().any(fits).then_some((open, end + 1))
    }

    /// 密级:机密, 密级 【机密】.
    fn labelled(&self, at: usize, end: usize) -> Option<(usize, usize)> {
        let is_opening = |c: char| {
            MARKS
                .brackets
                .iter()
                .any(|pair| pair.chars().map(half_width).next() == Some(c))
        };
        let mut start = at;
        while start > 0
            && (matches!(self.chars[start - 1].1, ':' | '=') || is_opening(self.chars[start - 1].1))
        {
            start -= 1;
        }
        if start == at && !self.edges.contains(&at) {
            return None;
        }
        let label = MARKS.labels.iter().find(|label| self.ends_with(start, label))?;
        let is_choice = self
            .chars
            .get(end)
            .is_some_and(|(_, c)| MARKS.choices.contains(*c));
        (!is_choice).then(|| (start - label.chars().count(), end))
    }

    /// 绝密 between blanks or the ends of the line, with or without a period: 机密 1年.
    fn alone(&self, at: usize, end: usize) -> Option<(usize, usize)> {
        let end = self.period(end).unwrap_or(end);
        let is_alone = self.edges.contains(&at) && self.edges.contains(&end);
        (is_alone && !self.is_other(at)).then_some((at, end))
    }

    /// The end of a period: 1年, 6个月, 长期.
    fn period(&self, at: usize) -> Option<usize> {
        let figures = self.chars[at.min(self.chars.len())..]
            .iter()
            .take_while(|(_, c)| c.is_ascii_digit())
            .count();
        let begun = match figures {
            0 => MARKS.periods.iter().find_map(|word| self.eat(at, word))?,
            figures => at + figures,
        };
        let unit = MARKS.period_units.iter().find_map(|unit| self.eat(begun, unit));
        Some(unit.unwrap_or(begun))
    }

    /// The index behind a word that stands there.
    fn eat(&self, at: usize, word: &str) -> Option<usize> {
        let length = word.chars().count();
        let place = self.chars.get(at..at + length)?;
        place
            .iter()
            .map(|(_, c)| *c)
            .eq(word.chars())
            .then_some(at + length)
    }

    /// Whether a word ends before that index.
    fn ends_with(&self, at: usize, word: &str) -> bool {
        at.checked_sub(word.chars().count())
            .is_some_and(|start| self.eat(start, word).is_some())
    }
}
