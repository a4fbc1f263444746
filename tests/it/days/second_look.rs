//! A second look at the counter: every day of 2023 to 2029, against lists that are made day by day from the papers.

use super::{at, day};
use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Weekday};
use huiyin::domain::cadence::occurrences;
use huiyin::domain::calendar::{Calendar, embedded_papers};
use huiyin::domain::deadline::{Roll, count, received_on};
use huiyin::domain::rulebook::{Cadence, Every};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What the papers name, and the years that have one.
struct Papers {
    off: BTreeMap<NaiveDate, bool>,
    years: BTreeSet<i32>,
}

static PAPERS: LazyLock<Papers> = LazyLock::new(|| {
    let (mut off, mut years) = (BTreeMap::new(), BTreeSet::new());
    for paper in embedded_papers() {
        let paper: serde_json::Value = serde_json::from_str(paper).unwrap();
        for named in paper["days"].as_array().unwrap() {
            off.insert(
                day(named["date"].as_str().unwrap()),
                named["isOffDay"].as_bool().unwrap(),
            );
            years.insert(i32::try_from(paper["year"].as_i64().unwrap()).unwrap());
        }
    }
    Papers { off, years }
});

fn works(day: NaiveDate) -> bool {
    if let Some(off) = PAPERS.off.get(&day) {
        return !off;
    }
    let fixed = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];
    let is_fixed = !PAPERS.years.contains(&day.year()) && fixed.contains(&(day.month(), day.day()));
    !is_fixed && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn all_days() -> impl Iterator<Item = NaiveDate> {
    day("2023-01-01").iter_days().take_while(|day| day.year() < 2030)
}

fn walk(mut from: NaiveDate, step: i64) -> NaiveDate {
    while !works(from) {
        from += Duration::days(step);
    }
    from
}

fn on_workdays(mut from: NaiveDate, step: i64, n: u32) -> NaiveDate {
    for _ in 0..n {
        from = walk(from + Duration::days(step), step);
    }
    from
}

/// So many months on, by hand: the number of the month, and the day or else the month's last.
fn on_months(from: NaiveDate, n: u32) -> NaiveDate {
    let months = u32::try_from(from.year()).unwrap() * 12 + from.month0() + n;
    let (year, month) = (i32::try_from(months / 12).unwrap(), months % 12 + 1);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    NaiveDate::from_ymd_opt(year, month, from.day().min(last)).unwrap()
}

fn assert_counts(calendar: &Calendar, from: NaiveDate, within: &str, end: NaiveDate) {
    for (roll, due) in [
        (Roll::None, end),
        (Roll::Next, walk(end, 1)),
        (Roll::Prev, walk(end, -1)),
    ] {
        let counted = count(from, within.parse().unwrap(), roll, calendar).unwrap();
        assert_eq!(counted.due_on, due, "{from} + {within}, {roll}");
    }
}

#[test]
fn every_day_and_every_unit_agree() {
    let calendar = Calendar::embedded();
    for from in all_days() {
        assert_eq!(calendar.is_workday(from), works(from), "{from}");
        for (days, text) in [
            (0, "0 days"),
            (1, "1 day"),
            (30, "30 days"),
            (14, "2 weeks"),
            (98, "14 weeks"),
        ] {
            assert_counts(&calendar, from, text, from + Duration::days(days));
        }
        for (months, text) in [
            (1, "1 month"),
            (2, "2 months"),
            (6, "6 months"),
            (12, "1 year"),
            (36, "3 years"),
        ] {
            assert_counts(&calendar, from, text, on_months(from, months));
        }
        for n in [1, 5, 15] {
            assert_counts(&calendar, from, &format!("{n} workdays"), on_workdays(from, 1, n));
            assert_eq!(
                calendar.sub_workdays(from, n),
                Some(on_workdays(from, -1, n)),
                "{n} before {from}"
            );
        }
    }
}

#[test]
fn a_receipt_counts_from_the_workday_that_it_reaches() {
    let (calendar, closing) = (Calendar::embedded(), NaiveTime::from_hms_opt(17, 30, 0).unwrap());
    for today in all_days() {
        let in_time = received_on(at(&format!("{today} 17:30")), closing, &calendar);
        assert_eq!(in_time, walk(today, 1), "{today} in time");
        let late = received_on(at(&format!("{today} 17:31")), closing, &calendar);
        assert_eq!(late, walk(today + Duration::days(1), 1), "{today} after closing");
    }
}

fn days_of(every: Every, on: &str) -> Vec<NaiveDate> {
    let cadence = Cadence {
        every,
        on: on.parse().unwrap(),
    };
    let found = occurrences(
        &cadence,
        day("2023-01-01"),
        day("2029-12-31"),
        &Calendar::embedded(),
    );
    found.into_iter().map(|occurrence| occurrence.day).collect()
}

#[test]
fn last_workdays_and_month_ends_agree() {
    let is_last = |day: &NaiveDate| (*day + Duration::days(1)).month() != day.month();
    let month_ends: Vec<NaiveDate> = all_days().filter(is_last).collect();
    let last_workdays: Vec<NaiveDate> = month_ends.iter().map(|day| walk(*day, -1)).collect();
    assert_eq!(days_of(Every::Month, "last workday"), last_workdays);
    for (number, text) in [(29, "day 29"), (30, "day 30"), (31, "day 31")] {
        let wanted: Vec<NaiveDate> = month_ends
            .iter()
            .map(|last| last.with_day(number.min(last.day())).unwrap())
            .collect();
        assert_eq!(days_of(Every::Month, text), wanted, "{text}");
    }
}

#[test]
fn days_before_a_holiday_agree_with_the_papers() {
    let calendar = Calendar::embedded();
    for first in [
        "2024-02-10",
        "2025-01-28",
        "2026-02-15",
        "2026-10-01",
        "2025-10-01",
        "2026-05-01",
    ] {
        let first = day(first);
        assert!(
            days_of(Every::Holiday, "7 days before").contains(&(first - Duration::days(7))),
            "{first}"
        );
        let name = if first.month() == 5 {
            "劳动节"
        } else if first.month() == 10 {
            "国庆"
        } else {
            "春节"
        };
        let asked = first - Duration::days(20);
        assert_eq!(
            calendar.before_holiday(name, asked),
            Some(walk(first, -1)),
            "{name} {first}"
        );
    }
}
