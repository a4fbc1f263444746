//! Reads a time limit: words that add nothing, a core (date, period, phrase), a tail (前, 内, 完成, 长期坚持).

use super::calendar::calendar;
use super::scan::Scan;
use super::words::{
    AND, BEFORE, CONCENTRATED, DONE, ENDED, FROM_FEEDBACK, IMMEDIATE, LEADS, STANDING, UNITS, WITHIN, tidy,
};
use super::{Due, DuePhrase, DueRefusal};
use crate::domain::period::{Period, PeriodUnit};

/// Longest cell that can be a time limit, in characters.
const LONGEST: usize = 60;

/// What follows a core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// Neither of the two.
    Bare,
    /// 前.
    Before,
    /// 内.
    Within,
}

/// What a time limit says, before its tail.
pub(super) struct Core {
    pub phrase: DuePhrase,
    /// The edges with which it is clear.
    pub clear: &'static [Edge],
    /// Why it is not with another.
    pub unclear: DueRefusal,
}

/// A point in time: every edge means the same.
pub(super) const POINT: &[Edge] = &[Edge::Bare, Edge::Before, Edge::Within];
/// A span of time: its end is meant, but not with 前.
pub(super) const SPAN: &[Edge] = &[Edge::Bare, Edge::Within];

impl Core {
    pub(super) fn new(phrase: DuePhrase, clear: &'static [Edge]) -> Core {
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
    let vague = if is_span(&words) {
        DueRefusal::Span
    } else {
        DueRefusal::NoDay
    };
    let mut scan = Scan(&words);
    scan.eat_all(LEADS);
    let core = match phrase(&mut scan).or_else(|| relative(&mut scan)) {
        Some(core) => core,
        None => calendar(&mut scan)?.ok_or(vague)?,
    };
    if !core.clear.contains(&edge(&mut scan)) {
        return Err(core.unclear);
    }
    let is_standing = tail(&mut scan);
    if !scan.is_done() {
        return Err(vague);
    }
    let then_standing = is_standing && core.phrase != DuePhrase::Standing;
    Ok(Due {
        phrase: core.phrase,
        then_standing,
    })
}

/// Several days, or a from and a to.
fn is_span(words: &str) -> bool {
    let several = |sign| words.matches(sign).count() > 1;
    words.contains(['至', '到', '~'])
        || (words.contains('-') && words.contains('月'))
        || several('年')
        || several('日')
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

/// `完成,并长期坚持`: whether it is a standing duty afterwards.
fn tail(scan: &mut Scan) -> bool {
    if scan.eat_any(DONE) {
        scan.eat("后");
    }
    scan.eat_all(AND);
    let is_standing = scan.eat_any(STANDING);
    scan.eat_all(AND);
    scan.eat_any(STANDING);
    is_standing
}

/// 集中整改期内, 立行立改, 长期坚持.
fn phrase(scan: &mut Scan) -> Option<Core> {
    if scan.eat_any(CONCENTRATED) {
        let clear = if scan.eat_any(ENDED) { POINT } else { SPAN };
        return Some(Core::new(DuePhrase::Concentrated, clear));
    }
    if scan.eat_any(IMMEDIATE) {
        return Some(Core::new(DuePhrase::Immediate, &[Edge::Bare]));
    }
    scan.eat_any(STANDING)
        .then(|| Core::new(DuePhrase::Standing, &[Edge::Bare]))
}

/// `3个月内`, `15个工作日内`, `半年内`, `反馈之日起2个月内`.
fn relative(scan: &mut Scan) -> Option<Core> {
    scan.attempt(|scan| {
        scan.eat_any(FROM_FEEDBACK);
        if scan.eat("半年") {
            return Some(Core::new(
                DuePhrase::Relative(Period::new(6, PeriodUnit::Months)),
                SPAN,
            ));
        }
        let count = scan.number(1..=3).filter(|count| *count > 0)?;
        let is_day = scan.sees("日");
        let (_, unit) = UNITS.iter().find(|(words, _)| scan.eat_any(words))?;
        // 26年9月 is a year with two digits.
        if *unit == PeriodUnit::Years && !scan.is_done() && !scan.sees(WITHIN) {
            return None;
        }
        let clear: &[Edge] = if is_day { &[Edge::Within] } else { SPAN };
        Some(Core::new(DuePhrase::Relative(Period::new(count, *unit)), clear))
    })
}
