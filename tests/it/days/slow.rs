//! A slow, obviously right counter, written from the tables of domain.md 5.1 day by day, against the fast one.

use chrono::{Datelike, NaiveDate, Weekday};
use huiyin::cli::when::with_due_days;
use huiyin::domain::calendar::{Calendar, YearTable};
use huiyin::domain::deadline::{Roll, count};
use huiyin::domain::period::{Period, PeriodUnit};
use proptest::prelude::*;
use std::sync::LazyLock;

type MonthDay = (u32, u32);

const OFF_2025: [(MonthDay, MonthDay); 6] = [
    ((1, 1), (1, 1)),
    ((1, 28), (2, 4)),
    ((4, 4), (4, 6)),
    ((5, 1), (5, 5)),
    ((5, 31), (6, 2)),
    ((10, 1), (10, 8)),
];
const WORK_2025: [MonthDay; 5] = [(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)];
const OFF_2026: [(MonthDay, MonthDay); 7] = [
    ((1, 1), (1, 3)),
    ((2, 15), (2, 23)),
    ((4, 4), (4, 6)),
    ((5, 1), (5, 5)),
    ((6, 19), (6, 21)),
    ((9, 25), (9, 27)),
    ((10, 1), (10, 7)),
];
const WORK_2026: [MonthDay; 6] = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)];
const FIXED: [(MonthDay, MonthDay); 3] = [((1, 1), (1, 1)), ((5, 1), (5, 2)), ((10, 1), (10, 3))];

fn slow_is_workday(day: NaiveDate) -> bool {
    let (off, work): (&[_], &[_]) = match day.year() {
        2025 => (&OFF_2025, &WORK_2025),
        2026 => (&OFF_2026, &WORK_2026),
        _ => (&FIXED, &[]),
    };
    let date = (day.month(), day.day());
    if work.contains(&date) {
        return true;
    }
    let is_off = off.iter().any(|(first, last)| *first <= date && date <= *last);
    !is_off && day.weekday() != Weekday::Sat && day.weekday() != Weekday::Sun
}

/// The unrolled day: one day, one month, one workday after the other.
fn slow_end(from: NaiveDate, count: u32, unit: PeriodUnit) -> NaiveDate {
    let mut day = from;
    match unit {
        PeriodUnit::Days => (0..count).for_each(|_| day = day.succ_opt().unwrap()),
        PeriodUnit::Weeks => (0..count * 7).for_each(|_| day = day.succ_opt().unwrap()),
        PeriodUnit::Workdays => {
            let mut left = count;
            while left > 0 {
                day = day.succ_opt().unwrap();
                left -= u32::from(slow_is_workday(day));
            }
        }
        PeriodUnit::Months | PeriodUnit::Years => {
            let months = if unit == PeriodUnit::Years {
                count * 12
            } else {
                count
            };
            let (mut year, mut month) = (from.year(), from.month());
            for _ in 0..months {
                (year, month) = if month == 12 {
                    (year + 1, 1)
                } else {
                    (year, month + 1)
                };
            }
            let candidates = (1..=from.day()).rev();
            day = candidates
                .filter_map(|day| NaiveDate::from_ymd_opt(year, month, day))
                .next()
                .unwrap();
        }
    }
    day
}

struct Slow {
    due: NaiveDate,
    suggested: NaiveDate,
    provisional: bool,
}

fn slow_count(from: NaiveDate, count: u32, unit: PeriodUnit, roll: Roll) -> Slow {
    let unrolled = slow_end(from, count, unit);
    let mut due = unrolled;
    while roll != Roll::None && !slow_is_workday(due) {
        due = if roll == Roll::Next {
            due.succ_opt().unwrap()
        } else {
            due.pred_opt().unwrap()
        };
    }
    let mut suggested = unrolled;
    while !slow_is_workday(suggested) {
        suggested = suggested.pred_opt().unwrap();
    }
    let walked_from = if unit == PeriodUnit::Workdays {
        from
    } else {
        unrolled.min(due).pred_opt().unwrap()
    };
    let mut day = walked_from;
    let mut provisional = false;
    while day < unrolled.max(due) {
        day = day.succ_opt().unwrap();
        provisional |= ![2025, 2026].contains(&day.year());
    }
    Slow {
        due,
        suggested,
        provisional,
    }
}

/// The calendar that the slow counter knows: two papers.
static TWO_YEARS: LazyLock<Calendar> = LazyLock::new(|| {
    let papers = [
        include_str!("../../../config/calendar/2025.json"),
        include_str!("../../../config/calendar/2026.json"),
    ];
    Calendar::new(papers.map(|json| YearTable::parse(json).unwrap()))
});

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..1200i64).prop_map(|days| super::day("2024-06-01") + chrono::Duration::days(days))
}

fn any_length() -> impl Strategy<Value = (u32, PeriodUnit)> {
    prop_oneof![
        (0..900u32).prop_map(|n| (n, PeriodUnit::Days)),
        (0..120u32).prop_map(|n| (n, PeriodUnit::Weeks)),
        (0..60u32).prop_map(|n| (n, PeriodUnit::Months)),
        (0..6u32).prop_map(|n| (n, PeriodUnit::Years)),
        (1..900u32).prop_map(|n| (n, PeriodUnit::Workdays)),
    ]
}

fn any_roll() -> impl Strategy<Value = Roll> {
    prop_oneof![Just(Roll::Next), Just(Roll::Prev), Just(Roll::None)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_fast_counter_agrees(from in any_day(), (n, unit) in any_length(), roll in any_roll()) {
        let fast = count(from, Period::new(n, unit), roll, &TWO_YEARS).unwrap();
        let slow = slow_count(from, n, unit, roll);
        prop_assert_eq!(fast.due_on, slow.due);
        prop_assert_eq!(fast.suggested_on, slow.suggested);
        prop_assert_eq!(fast.provisional, slow.provisional);
    }

    #[test]
    fn workdays_are_counted_back_as_they_are_counted_on(from in any_day(), n in 1..600u32) {
        let there = TWO_YEARS.add_workdays(TWO_YEARS.next_workday(from), n).unwrap();
        prop_assert_eq!(TWO_YEARS.sub_workdays(there, n), Some(TWO_YEARS.next_workday(from)));
        prop_assert!(slow_is_workday(there));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_batch_comes_back_line_by_line(
        lines in prop::collection::vec((any_day(), any_length(), any_roll(), "[a-z,\"\n甲乙]{0,6}"), 1..40)
    ) {
        let mut file = csv::Writer::from_writer(Vec::new());
        file.write_record(["note", "roll", "within", "from"]).unwrap();
        for (from, (n, unit), roll, note) in &lines {
            let within = Period::new(*n, *unit).to_string();
            file.write_record([note, &roll.to_string(), &within, &from.to_string()]).unwrap();
        }
        let records = with_due_days(&file.into_inner().unwrap(), &TWO_YEARS).unwrap();
        prop_assert_eq!(&records[0], &vec!["note", "roll", "within", "from", "due", "provisional"]);
        prop_assert_eq!(records.len(), lines.len() + 1);
        for (record, (from, (n, unit), roll, note)) in records[1..].iter().zip(&lines) {
            let slow = slow_count(*from, *n, *unit, *roll);
            let (due, provisional) = (slow.due.to_string(), slow.provisional.to_string());
            prop_assert_eq!(&record[0], note.as_bytes());
            prop_assert_eq!(&record[4], due.as_bytes());
            prop_assert_eq!(&record[5], provisional.as_bytes());
        }
    }
}
