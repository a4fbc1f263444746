//! Dates and parts of a year: `2026-12-20`, `11月中旬`, `第四季度`, `国庆节前`.

use super::DueRefusal;
use super::grammar::{Core, Edge, POINT, SPAN};
use super::scan::Scan;
use super::spot::{Spot, YearWord};
use super::words::{DAYS_OFF, END, HOLIDAYS, NEXT_YEAR, THIS_YEAR, WITHIN, YEAR_END};

const DAY_SIGNS: &str = "日 号";

/// A place in a year, and the edges with which it is clear.
struct Part {
    spot: Spot,
    clear: &'static [Edge],
    unclear: DueRefusal,
}

impl Part {
    fn point(spot: Spot) -> Part {
        Part {
            spot,
            clear: POINT,
            unclear: DueRefusal::NoDay,
        }
    }

    /// Until the end of a month, quarter or year; 前 leaves in doubt whether its start is meant.
    fn span(last_month: u32) -> Part {
        Part {
            spot: Spot::MonthEnd(last_month),
            clear: SPAN,
            unclear: DueRefusal::Before,
        }
    }

    /// 3月内 may be in March or within three months.
    fn bare_month(month: u32, scan: &Scan) -> Part {
        let unclear = if scan.sees(WITHIN) {
            DueRefusal::Within
        } else {
            DueRefusal::Before
        };
        Part {
            clear: &[Edge::Bare],
            unclear,
            ..Part::span(month)
        }
    }

    fn in_year(self, year: YearWord) -> Result<Core, DueRefusal> {
        Ok(Core {
            phrase: self.spot.phrase(year)?,
            clear: self.clear,
            unclear: self.unclear,
        })
    }
}

/// A date or a part of a year, `None` if there is none.
pub(super) fn calendar(scan: &mut Scan) -> Result<Option<Core>, DueRefusal> {
    let found = scan.attempt(numeric).or_else(|| scan.attempt(written));
    found.map(|(year, part)| part.in_year(year)).transpose()
}

/// `2026-12-20`, `2026.10.15`, `2026/11/5`, `20261220`, and `2026-10` for the month.
fn numeric(scan: &mut Scan) -> Option<(YearWord, Part)> {
    if let Some(number) = scan.number(8..=8) {
        let spot = Spot::Day(number / 100 % 100, number % 100);
        return Some((named(number / 10_000), Part::point(spot)));
    }
    let year = named(scan.number(4..=4)?);
    let sign = ["-", ".", "/"].into_iter().find(|sign| scan.eat(sign))?;
    let month = scan.number(1..=2)?;
    if !scan.eat(sign) {
        return Some((year, Part::bare_month(month, scan)));
    }
    let day = scan.number(1..=2)?;
    scan.eat_any(DAY_SIGNS);
    Some((year, Part::point(Spot::Day(month, day))))
}

/// `2026年10月底`, `明年第一季度`, `11月中旬`, `年底`, `国庆节`.
fn written(scan: &mut Scan) -> Option<(YearWord, Part)> {
    let Some(year) = scan.attempt(year_word) else {
        let whole_year = scan.eat("年度") || (scan.sees("年内") && scan.eat("年"));
        let part = if whole_year {
            Some(Part::span(12))
        } else {
            part(scan, YEAR_END)
        };
        return Some((YearWord::Nearest, part?));
    };
    scan.eat("度");
    Some((year, part(scan, END).unwrap_or(Part::span(12))))
}

fn year_word(scan: &mut Scan) -> Option<YearWord> {
    if scan.eat_any(THIS_YEAR) {
        return Some(YearWord::This);
    }
    if scan.eat_any(NEXT_YEAR) {
        return Some(YearWord::Next);
    }
    let is_short = scan.digits() == 2;
    let year = scan.number(2..=4).filter(|year| is_short || *year > 999)?;
    scan.eat("年")
        .then(|| named(if is_short { 2000 + year } else { year }))
}

/// At most four digits, so that nothing is lost.
fn named(year: u32) -> YearWord {
    YearWord::Named(year.cast_signed())
}

/// A part of a year; `ends` are the words for its end.
fn part(scan: &mut Scan, ends: &str) -> Option<Part> {
    if let Some(part) = scan.attempt(month) {
        return Some(part);
    }
    if let Some(last_month) = scan.attempt(quarter_or_half) {
        let is_end = scan.eat_any("末 底");
        return Some(if is_end {
            Part::point(Spot::MonthEnd(last_month))
        } else {
            Part::span(last_month)
        });
    }
    if let Some((name, _)) = HOLIDAYS.iter().find(|(_, spellings)| scan.eat_any(spellings)) {
        scan.eat_any(DAYS_OFF);
        return Some(Part {
            clear: &[Edge::Before],
            ..Part::point(Spot::Holiday(name))
        });
    }
    scan.eat_any(ends).then(|| Part::point(Spot::MonthEnd(12)))
}

/// `10月`, `10月底`, `10月中旬`, `10月15日`.
fn month(scan: &mut Scan) -> Option<Part> {
    let month = scan.number(1..=2)?;
    if !scan.eat("月") {
        return None;
    }
    scan.eat("份");
    if scan.eat("上旬") {
        Some(Part::point(Spot::Day(month, 10)))
    } else if scan.eat("中旬") {
        Some(Part::point(Spot::Day(month, 20)))
    } else if scan.eat_any("下旬 底 末") {
        Some(Part::point(Spot::MonthEnd(month)))
    } else if let Some(day) = scan.number(1..=2) {
        scan.eat_any(DAY_SIGNS);
        Some(Part::point(Spot::Day(month, day)))
    } else {
        Some(Part::bare_month(month, scan))
    }
}

/// The last month of a quarter or half-year.
fn quarter_or_half(scan: &mut Scan) -> Option<u32> {
    if scan.eat("上半年") {
        return Some(6);
    }
    if scan.eat("下半年") {
        return Some(12);
    }
    scan.eat("第");
    let quarter = scan.number(1..=1).filter(|quarter| (1..=4).contains(quarter))?;
    scan.eat_any("季度 季").then_some(quarter * 3)
}
