//! What must not enter: numbers of identity cards and bank cards, and anything that bears a secrecy mark.
//! Numbers are masked where a cell is read, so that nothing after it can repeat them.

use super::error::IntakeError;
use super::fold::half_width_char;
use super::sheet::Sheet;
use super::value::Value;
use crate::domain::secrecy::find_mark;
use chrono::NaiveDate;

/// Why a cell with a secrecy mark is refused and what to do, for the clerk.
const MARKED: &str = "有密级标志,涉密文件不得录入;请停止使用本文件导入,按保密规定处理,\
    不涉密的内容另做表格(并去掉误标的密级)";

/// What a cell has that must not enter, and why it is refused. Of a marked cell only the mark is told.
pub(super) fn found(value: &Value) -> Option<(String, &'static str)> {
    match value {
        Value::Secret(words, kind) => Some((words.clone(), kind.why())),
        Value::Text(words) | Value::Formula(words) => Some((words[find_mark(words)?].to_owned(), MARKED)),
        _ => None,
    }
}

/// Refuses what must not enter in the names of sheets.
pub(super) fn check_names(sheets: &[Sheet]) -> Result<(), IntakeError> {
    sheets
        .iter()
        .try_for_each(|sheet| check_text("the name of a sheet", &sheet.name))
}

/// Refuses what must not enter in a text that stands outside the cells.
pub(super) fn check_text(place: &'static str, text: &str) -> Result<(), IntakeError> {
    if let Some(mark) = find_mark(text) {
        let mark = text[mark].to_owned();
        return Err(IntakeError::Marked { place, mark });
    }
    match mask(text) {
        Some(_) => Err(IntakeError::Numbered { place }),
        None => Ok(()),
    }
}

/// What kind of number was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SecretKind {
    IdCard,
    BankCard,
    /// A number cell so long that Excel has already rounded it.
    LongNumber,
}

impl SecretKind {
    /// Why the cell is refused and what to do, for the clerk.
    pub(super) fn why(self) -> &'static str {
        match self {
            SecretKind::IdCard => "含有身份证号,不得录入;请删去号码后重新导入",
            SecretKind::BankCard => "含有银行卡号,不得录入;请删去号码后重新导入",
            SecretKind::LongNumber => {
                "是 16 位以上的长数字(疑似身份证号或银行卡号),不得录入;请删去后重新导入"
            }
        }
    }
}

/// The fewest digits that such a number has.
const SHORTEST: usize = 15;
/// Number cells from here on have sixteen digits or more.
const LONG_NUMBER: f64 = 1e15;

/// The text with every card number masked, and the first kind found; `None` if the text is clean.
pub(super) fn mask(text: &str) -> Option<(String, SecretKind)> {
    if text.chars().filter(|c| ascii(*c).is_ascii_digit()).count() < SHORTEST {
        return None;
    }
    let mut chars: Vec<char> = text.chars().collect();
    let mut found = None;
    let mut at = 0;
    while at < chars.len() {
        let run = Run::at(&chars, at);
        at = run.end.max(at + 1);
        for (digits, kind) in run.secrets(&chars) {
            found.get_or_insert(kind);
            cover(&mut chars, &digits);
        }
    }
    found.map(|kind| (chars.into_iter().collect(), kind))
}

/// A number cell that is a card number, or too long to be anything else.
pub(super) fn mask_number(number: f64) -> Option<(String, SecretKind)> {
    if let Some(found) = mask(&number.to_string()) {
        return Some(found);
    }
    (number.is_finite() && number.abs() >= LONG_NUMBER).then(|| {
        let digits = format!("{:.0}", number.abs());
        (format!("{}***", &digits[..3]), SecretKind::LongNumber)
    })
}

/// Leaves the first three and the last two characters.
fn cover(chars: &mut [char], digits: &[usize]) {
    for position in &digits[3..digits.len() - 2] {
        chars[*position] = '*';
    }
}

fn ascii(c: char) -> char {
    half_width_char(c).unwrap_or(c)
}

/// Groups of digits that stand together, with single blanks or dashes between the groups.
struct Run {
    groups: Vec<Vec<usize>>,
    end: usize,
}

impl Run {
    fn at(chars: &[char], start: usize) -> Run {
        let digit = |at: usize| chars.get(at).is_some_and(|c| ascii(*c).is_ascii_digit());
        let word = |at: usize| chars.get(at).is_some_and(|c| ascii(*c).is_ascii_alphanumeric());
        let mut run = Run {
            groups: Vec::new(),
            end: start,
        };
        if !digit(start) || (start > 0 && word(start - 1)) {
            return run;
        }
        loop {
            let mut group = Vec::new();
            while digit(run.end) {
                group.push(run.end);
                run.end += 1;
            }
            if chars.get(run.end).is_some_and(|c| matches!(ascii(*c), 'X' | 'x')) && !word(run.end + 1) {
                group.push(run.end);
                run.end += 1;
            }
            // Digits that run on into letters are a code of another kind.
            if !word(run.end) {
                run.groups.push(group);
            }
            let joined = chars.get(run.end).is_some_and(|c| matches!(ascii(*c), ' ' | '-'));
            if !(joined && digit(run.end + 1)) {
                return run;
            }
            run.end += 1;
        }
    }

    /// The positions of each card number: the groups taken together, else each alone.
    fn secrets(&self, chars: &[char]) -> Vec<(Vec<usize>, SecretKind)> {
        let text = |digits: &[usize]| -> String { digits.iter().map(|at| ascii(chars[*at])).collect() };
        let whole = self.groups.concat();
        let joined = text(&whole);
        if self.groups.len() > 1 {
            if is_id_card(&joined) {
                return vec![(whole, SecretKind::IdCard)];
            }
            if self.in_fours() && is_bank_card(&joined) {
                return vec![(whole, SecretKind::BankCard)];
            }
        }
        let kind = |digits: &[usize]| {
            let text = text(digits);
            if is_id_card(&text) || is_old_id_card(&text) {
                Some(SecretKind::IdCard)
            } else {
                is_bank_card(&text).then_some(SecretKind::BankCard)
            }
        };
        self.groups
            .iter()
            .filter_map(|group| Some((group.clone(), kind(group)?)))
            .collect()
    }

    /// Written as cards are printed: `6222 0212 3456 7890 123`.
    fn in_fours(&self) -> bool {
        self.groups
            .split_last()
            .is_some_and(|(last, others)| last.len() <= 4 && others.iter().all(|g| g.len() == 4))
    }
}

/// 18 characters with a province and a day of birth (GB 11643-1999). The check character is left aside: a card
/// number with a slip of the pen must not enter either.
fn is_id_card(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    text.len() == 18 && digits(&text[..17]) && is_province(text) && is_birthday(&text[6..14])
}

/// The 15 digits of cards before 1999, the year with two digits.
fn is_old_id_card(text: &str) -> bool {
    let digits = text.len() == SHORTEST && text.bytes().all(|b| b.is_ascii_digit());
    digits && is_province(text) && is_birthday(&format!("19{}", &text[6..12]))
}

fn is_province(text: &str) -> bool {
    matches!(
        text.get(..2).and_then(|code| code.parse().ok()),
        Some(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
    )
}

fn is_birthday(text: &str) -> bool {
    matches!(&text[..2], "19" | "20") && NaiveDate::parse_from_str(text, "%Y%m%d").is_ok()
}

/// 16 to 19 digits with a right Luhn sum (ISO/IEC 7812).
fn is_bank_card(text: &str) -> bool {
    let luhn = |(place, byte): (usize, u8)| match (u32::from(byte - b'0'), place % 2) {
        (digit, 0) => digit,
        (digit, _) if digit < 5 => digit * 2,
        (digit, _) => digit * 2 - 9,
    };
    (16..=19).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_digit())
        && text.bytes().rev().enumerate().map(luhn).sum::<u32>() % 10 == 0
}
