//! Reads a time limit: words that add nothing, a core (date, period, phrase), a tail (前, 内, 完成, 长期坚持).

use super::scan::Scan;
use super::spot::{Spot, YearWord};
use super::words::*;
use super::{Due, DuePhrase, DueRefusal};
use crate::domain::period::{Period, PeriodUnit};

/// Longest cell that can be a time limit, in characters.
const LONGEST: usize = 60;

/// What follows a core: 前, 内, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Bare,
    Before,
    Within,
}

/// The edges with which a core is clear, and why it is not with another.
struct Core {
    phrase: DuePhrase,
    clear: &'static [Edge],
    unclear: DueRefusal,
}

const ALL: &[Edge] = &[Edge::Bare, Edge::Before, Edge::Within];
const BARE: &[Edge] = &[Edge::Bare];
const SPAN: &[Edge] = &[Edge::Bare, Edge::Within];

impl Core {
    fn new(phrase: DuePhrase, clear: &'static [Edge]) -> Core {
        Core {
            phrase,
            clear,
            unclear: DueRefusal::NoDay,
        }
    }
}

pub(super) fn parse(text: &str) -> Result<Due, DueRefusal> {
    if text.chars().count() > LONGEST {
        return Err(DueRefusal::NoDay);
    }
    let words = tidy(text);
    if words.is_empty() {
        return Err(DueRefusal::Empty);
    }
    let mut scan = Scan(&words);
    scan.eat_all(LEADS);
    let vague = if is_span(&words) {
        DueRefusal::Span
    } else {
        DueRefusal::NoDay
    };
    let core = core(&mut scan)?.ok_or(vague)?;
    let edge = edge(&mut scan);
    if !core.clear.contains(&edge) {
        return Err(core.unclear);
    }
    scan.eat_any(DONE);
    scan.eat_all(AND);
    let then_standing = scan.eat_any(STANDING);
    scan.eat_all(AND);
    scan.eat_any(STANDING);
    if !scan.is_done() {
        return Err(vague);
    }
    Ok(Due {
        phrase: core.phrase,
        then_standing: then_standing && core.phrase != DuePhrase::Standing,
    })
}

/// Several days, or a from and a to.
fn is_span(words: &str) -> bool {
    let years = words.matches('年').count();
    let days = words.matches('日').count();
    words.contains(['至', '到', '~']) || (words.contains('-') && words.contains('月')) || years.max(days) > 1
}

fn edge(scan: &mut Scan) -> Edge {
    if scan.eat_any(BEFORE) {
        Edge::Before
    } else if scan.eat_any(WITHIN) {
        Edge::Within
    } else {
        Edge::Bare
    }
}

fn core(scan: &mut Scan) -> Result<Option<Core>, DueRefusal> {
    if let Some(core) = fixed_word(scan) {
        return Ok(Some(core));
    }
    if let Some(core) = numeric(scan)? {
        return Ok(Some(core));
    }
    match relative(scan) {
        Some(core) => Ok(Some(core)),
        None => calendar(scan),
    }
}

/// 集中整改期内, 立行立改, 长期坚持.
fn fixed_word(scan: &mut Scan) -> Option<Core> {
    if scan.eat_any(CONCENTRATED) {
        let clear = if scan.eat_any(ENDED) { ALL } else { SPAN };
        return Some(Core::new(DuePhrase::Concentrated, clear));
    }
    if scan.eat_any(IMMEDIATE) {
        return Some(Core::new(DuePhrase::Immediate, BARE));
    }
    scan.eat_any(STANDING)
        .then(|| Core::new(DuePhrase::Standing, BARE))
}

/// `2026-12-20`, `2026.10.15`, `2026/11/5`, `20261220`, and `2026-10` for the month.
fn numeric(scan: &mut Scan) -> Result<Option<Core>, DueRefusal> {
    let mut ahead = *scan;
    let digits = ahead.digits();
    if let (8, Ok(number)) = (digits.len(), digits.parse::<u32>()) {
        scan.number(8);
        return day(number / 10_000, number / 100 % 100, number % 100).map(Some);
    }
    if digits.len() != 4 {
        return Ok(None);
    }
    let Some(year) = ahead.number(4) else {
        return Ok(None);
    };
    let Some(sign) = ["-", ".", "/"].into_iter().find(|sign| ahead.eat(sign)) else {
        return Ok(None);
    };
    let Some(month) = ahead.number(2) else {
        return Ok(None);
    };
    let core = if ahead.eat(sign) {
        let Some(number) = ahead.number(2) else {
            return Ok(None);
        };
        ahead.eat_any(&["日", "号"]);
        day(year, month, number)?
    } else {
        month_alone(YearWord::Named(year as i32), month)?
    };
    *scan = ahead;
    Ok(Some(core))
}

fn day(year: u32, month: u32, day: u32) -> Result<Core, DueRefusal> {
    Ok(Core::new(
        Spot::Day(month, day).phrase(YearWord::Named(year as i32))?,
        ALL,
    ))
}

/// A month without a day is its last day; 前 and 内 leave it in doubt.
fn month_alone(year: YearWord, month: u32) -> Result<Core, DueRefusal> {
    let phrase = Spot::MonthEnd(month).phrase(year)?;
    Ok(Core {
        phrase,
        clear: BARE,
        unclear: DueRefusal::Before,
    })
}

/// `3个月内`, `15个工作日内`, `半年内`, `反馈之日起2个月内`.
fn relative(scan: &mut Scan) -> Option<Core> {
    let mut ahead = *scan;
    ahead.eat_any(FROM_FEEDBACK);
    if ahead.eat("半年") {
        *scan = ahead;
        return Some(Core::new(
            DuePhrase::Relative(Period::new(6, PeriodUnit::Months)),
            SPAN,
        ));
    }
    let count = ahead.number(3).filter(|count| *count > 0)?;
    let (_, unit, only_within) = UNITS.iter().find(|(word, ..)| ahead.eat(word))?;
    // 26年9月 is a year with two digits.
    if *unit == PeriodUnit::Years && !(ahead.is_done() || WITHIN.iter().any(|word| ahead.0.starts_with(word)))
    {
        return None;
    }
    *scan = ahead;
    let clear: &[Edge] = if *only_within { &[Edge::Within] } else { SPAN };
    Some(Core::new(DuePhrase::Relative(Period::new(count, *unit)), clear))
}

/// `2026年10月底`, `明年第一季度`, `11月中旬`, `年底`, `国庆节`.
fn calendar(scan: &mut Scan) -> Result<Option<Core>, DueRefusal> {
    let mut ahead = *scan;
    let year = year_word(&mut ahead);
    let core = match year {
        Some(word) => {
            ahead.eat("度");
            part(&mut ahead, word)?.or(year_alone(word)?)
        }
        None if ahead.eat("年度") || (ahead.0.starts_with("年内") && ahead.eat("年")) => {
            year_alone(YearWord::Nearest)?
        }
        None => part(&mut ahead, YearWord::Nearest)?,
    };
    *scan = ahead;
    Ok(core)
}

fn year_word(scan: &mut Scan) -> Option<YearWord> {
    if scan.eat_any(THIS_YEAR) {
        return Some(YearWord::This);
    }
    if scan.eat_any(NEXT_YEAR) {
        return Some(YearWord::Next);
    }
    let mut ahead = *scan;
    let digits = ahead.digits().len();
    let number = ahead.number(4)?;
    if !ahead.eat("年") {
        return None;
    }
    *scan = ahead;
    match digits {
        4 => Some(YearWord::Named(number as i32)),
        2 => Some(YearWord::Named(2000 + number as i32)),
        _ => None,
    }
}

/// A year is its last day: 2026年内.
fn year_alone(year: YearWord) -> Result<Option<Core>, DueRefusal> {
    let phrase = Spot::MonthEnd(12).phrase(year)?;
    Ok(Some(Core {
        phrase,
        clear: SPAN,
        unclear: DueRefusal::Before,
    }))
}

/// A part of a year.
fn part(scan: &mut Scan, year: YearWord) -> Result<Option<Core>, DueRefusal> {
    if let Some(core) = month(scan, year)? {
        return Ok(Some(core));
    }
    if let Some(months) = quarter_or_half(scan) {
        let phrase = Spot::MonthEnd(months).phrase(year)?;
        let clear = if scan.eat_any(&["末", "底"]) { ALL } else { SPAN };
        return Ok(Some(Core {
            phrase,
            clear,
            unclear: DueRefusal::Before,
        }));
    }
    let holiday = HOLIDAYS.iter().find(|(_, spellings)| scan.eat_any(spellings));
    if let Some((name, _)) = holiday {
        scan.eat_any(DAYS_OFF);
        return Ok(Some(Core::new(
            Spot::Holiday(name).phrase(year)?,
            &[Edge::Before],
        )));
    }
    let ends: &[&str] = if year == YearWord::Nearest {
        &YEAR_END[..3]
    } else {
        YEAR_END
    };
    let ended = scan.eat_any(ends);
    ended
        .then(|| Ok(Core::new(Spot::MonthEnd(12).phrase(year)?, ALL)))
        .transpose()
}

/// `10月`, `10月底`, `10月中旬`, `10月15日`.
fn month(scan: &mut Scan, year: YearWord) -> Result<Option<Core>, DueRefusal> {
    let mut ahead = *scan;
    let Some(month) = ahead.number(2).filter(|_| ahead.eat("月")) else {
        return Ok(None);
    };
    ahead.eat("份");
    *scan = ahead;
    let spot = if scan.eat("上旬") {
        Spot::Day(month, 10)
    } else if scan.eat("中旬") {
        Spot::Day(month, 20)
    } else if scan.eat_any(&["下旬", "底", "末"]) {
        Spot::MonthEnd(month)
    } else if let Some(day) = scan.number(2) {
        scan.eat_any(&["日", "号"]);
        Spot::Day(month, day)
    } else {
        let unclear = if scan.0.starts_with(WITHIN[2]) {
            DueRefusal::Within
        } else {
            DueRefusal::Before
        };
        return month_alone(year, month).map(|core| Some(Core { unclear, ..core }));
    };
    Ok(Some(Core::new(spot.phrase(year)?, ALL)))
}

/// The last month of a quarter or half-year.
fn quarter_or_half(scan: &mut Scan) -> Option<u32> {
    if scan.eat("上半年") {
        return Some(6);
    }
    if scan.eat("下半年") {
        return Some(12);
    }
    let mut ahead = *scan;
    ahead.eat("第");
    let quarter = ahead.number(1).filter(|quarter| (1..=4).contains(quarter))?;
    if !ahead.eat_any(&["季度", "季"]) {
        return None;
    }
    *scan = ahead;
    Some(quarter * 3)
}
