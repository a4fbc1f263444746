//! Which matter an answer is about: `2`, `1、2、3`, `1-3`, `全部`, `ZG-2026-03-0031-2`.

use super::scan::Scan;
use super::{item, promise};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which matter an answer is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "target", content = "of", rename_all = "snake_case")]
pub enum Target {
    /// None is named: the one that the message replies to, or the only open one.
    None,
    /// All that the message replies to, or all open ones.
    All,
    /// The number in the message that is answered.
    Number(u32),
    /// The code, in capitals.
    Code(String),
}

const ALL: &str = "全部 全都 都 均 所有 以上 各项 事项";

/// A range or a list that runs further was not meant as one.
const MOST: u32 = 200;

/// Reads the targets that open a group, and what parts them from its statement.
pub(super) fn read(scan: &mut Scan, today: NaiveDate) -> Option<Vec<Target>> {
    if scan.eat(ALL).is_some() {
        while scan.eat(ALL).is_some() {}
        return Some(vec![Target::All]);
    }
    scan.eat("(");
    let mut targets = one(scan, today)?;
    while let Some(more) = scan.attempt(|scan| part(scan).and_then(|()| one(scan, today))) {
        targets.extend(more);
        if targets.len() > MOST as usize {
            return None;
        }
    }
    if targets.len() > 1 {
        scan.eat("项 条 件");
    }
    scan.eat(")");
    Some(targets)
}

/// What stands between two targets of a list.
fn part(scan: &mut Scan) -> Option<()> {
    let start = scan.at();
    scan.spaces();
    scan.eat("、 , / 和 及");
    scan.spaces();
    (scan.at() > start).then_some(())
}

fn one(scan: &mut Scan, today: NaiveDate) -> Option<Vec<Target>> {
    scan.attempt(code)
        .map(|code| vec![Target::Code(code)])
        .or_else(|| scan.attempt(|scan| numbers(scan, today)))
}

/// Letters, then groups of figures: `ZG-2026-03-0031-2`.
pub(super) fn code(scan: &mut Scan) -> Option<String> {
    let mut code = String::new();
    while let Some(letter) = scan.eat_char(|c| c.is_ascii_alphabetic()) {
        code.push(letter.to_ascii_uppercase());
    }
    let letters = code.len();
    while let Some(figures) = scan.attempt(dash_and_figures) {
        code.push('-');
        code.push_str(&figures);
    }
    (letters > 0 && code.len() > letters).then_some(code)
}

fn dash_and_figures(scan: &mut Scan) -> Option<String> {
    scan.eat_char(|c| c == '-')?;
    let mut figures = String::new();
    while let Some(figure) = scan.eat_char(|c| c.is_ascii_digit()) {
        figures.push(figure);
    }
    (!figures.is_empty()).then_some(figures)
}

/// `2`, `第2项`, `1-3`; not the number of a day, an amount or a percentage.
fn numbers(scan: &mut Scan, today: NaiveDate) -> Option<Vec<Target>> {
    if promise::read(&mut scan.clone(), today).is_some() {
        return None;
    }
    let is_ordinal = scan.eat("第").is_some();
    let first = if is_ordinal {
        scan.numeral()?
    } else {
        scan.digits()?
    };
    let last = scan.attempt(range_end).unwrap_or(first);
    if last < first || last - first > MOST {
        return None;
    }
    let is_counted = (is_ordinal || last > first) && scan.eat("项 条 件").is_some();
    (is_counted || parts_here(scan, today)).then(|| (first..=last).map(Target::Number).collect())
}

fn range_end(scan: &mut Scan) -> Option<u32> {
    scan.spaces();
    scan.eat("- ~ 至 到")?;
    scan.spaces();
    scan.digits()
}

/// A number ends a target before a sign that may part it, or before a statement.
fn parts_here(scan: &Scan, today: NaiveDate) -> bool {
    let mut ahead = *scan;
    match ahead.next() {
        None => true,
        Some('和' | '及' | '/') => ahead.peek().is_some_and(|c| c.is_ascii_digit()),
        // `2.10月8日前` is the second matter, `2.60%` may be a fraction.
        Some('.') => {
            ahead.peek().is_none_or(|c| !c.is_ascii_digit()) || promise::read(&mut ahead, today).is_some()
        }
        Some(' ' | '、' | ',' | ':' | ')' | ';' | '。' | '\n') => true,
        Some(_) => item::read(&mut scan.clone(), today).is_some(),
    }
}
