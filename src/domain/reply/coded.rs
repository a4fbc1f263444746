//! Coded answers: all that is taken of a clue. `1`, `2 继续办理`, `XS-2026-03-001 3`.

use super::scan::Scan;
use super::target;
use crate::domain::half_width::half_width;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the custodian of a clue says of it; `Display` writes the digit and its word, as on the button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coded {
    /// 1 已反馈: it waits for the office to have received it.
    FedBack,
    /// 2 继续办理.
    GoesOn,
    /// 3 办结: it waits for the office to have received it, and ends the clue.
    Concluded,
}

impl Coded {
    /// All, by digit.
    pub const ALL: [Coded; 3] = [Coded::FedBack, Coded::GoesOn, Coded::Concluded];

    fn digit(self) -> char {
        match self {
            Coded::FedBack => '1',
            Coded::GoesOn => '2',
            Coded::Concluded => '3',
        }
    }

    fn word(self) -> &'static str {
        match self {
            Coded::FedBack => "已反馈",
            Coded::GoesOn => "继续办理",
            Coded::Concluded => "办结",
        }
    }
}

impl fmt::Display for Coded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.digit(), self.word())
    }
}

/// Reads a coded answer and nothing else, with the code that it names: a digit, its word, or both. `2 已完成` is
/// none: there the figure is the number of a matter.
pub fn read_coded(text: &str) -> Option<(Option<String>, Coded)> {
    let plain: Vec<char> = text.trim().chars().map(half_width).collect();
    let mut scan = Scan::new(&plain);
    let code = scan.attempt(|scan| {
        let code = target::code(scan)?;
        scan.separators();
        Some(code)
    });
    let rest: String = plain[scan.at()..].iter().collect();
    let rest = rest.trim_end_matches(['.', '。', '!', ' ']);
    let coded = Coded::ALL.into_iter().find(|coded| says(*coded, rest))?;
    Some((code, coded))
}

fn says(coded: Coded, words: &str) -> bool {
    let after = words.strip_prefix(coded.digit());
    let word = after.map_or(words, |rest| rest.trim_start_matches([' ', '.', '、', ':', ',']));
    word == coded.word() || after.is_some() && word.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{Coded, read_coded};

    #[test]
    fn a_digit_its_word_or_both() {
        for text in ["1", "１", " 1。", "1 已反馈", "1、已反馈", "已反馈"] {
            assert_eq!(read_coded(text), Some((None, Coded::FedBack)), "{text}");
        }
        assert_eq!(read_coded("3办结"), Some((None, Coded::Concluded)));
        let code = Some("XS-2026-03-001".to_owned());
        for text in ["xs-2026-03-001 2", "XS-2026-03-001：2", "XS-2026-03-001 继续办理"] {
            assert_eq!(read_coded(text), Some((code.clone(), Coded::GoesOn)), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_one() {
        for text in [
            "2 已完成",
            "1 办结",
            "4",
            "12",
            "1 已反馈 情况如下",
            "1;2",
            "",
            "XS-2026-03-001",
            "第1项",
        ] {
            assert_eq!(read_coded(text), None, "{text}");
        }
    }
}
