//! Deadlines and their reasons.

use super::{at, day};
use chrono::NaiveTime;
use huiyin::domain::calendar::{Calendar, Rest, YearTable};
use huiyin::domain::deadline::{Deadline, Roll, Trace, count, received_on, roll};
use huiyin::domain::period::{Period, PeriodUnit};

fn counted(from: &str, within: &str, roll: Roll) -> Deadline {
    count(day(from), within.parse().unwrap(), roll, &Calendar::embedded()).unwrap()
}

#[test]
fn every_vector_of_the_facts_holds_with_every_roll() {
    let mut reader = csv::Reader::from_reader(include_str!("../../data/vectors.csv").as_bytes());
    let vectors: Vec<[String; 5]> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(vectors.len(), 18);
    for [from, within, unrolled, next, prev] in vectors {
        for (roll, due) in [(Roll::None, &unrolled), (Roll::Next, &next), (Roll::Prev, &prev)] {
            let deadline = counted(&from, &within, roll);
            assert_eq!(deadline.due_on, day(due), "{from} + {within}, {roll}");
            assert_eq!(deadline.unrolled_on, day(&unrolled));
            assert_eq!(deadline.suggested_on, day(&prev));
            assert!(!deadline.provisional);
        }
    }
}

#[test]
fn a_rolled_month_tells_why() {
    let deadline = counted("2026-09-01", "1 month", Roll::Next);
    assert_eq!(
        deadline.trace,
        [
            Trace::StartExcluded {
                on: day("2026-09-01")
            },
            Trace::Added {
                period: Period::new(1, PeriodUnit::Months),
                to: day("2026-10-01")
            },
            Trace::Rolled {
                from: day("2026-10-01"),
                to: day("2026-10-08"),
                why: Rest::Holiday("国庆节".to_owned()),
            },
        ]
    );
}

#[test]
fn a_clamped_month_that_ends_on_a_worked_saturday_tells_both() {
    let deadline = counted("2026-01-31", "1 month", Roll::Next);
    assert_eq!(
        deadline.trace[2..],
        [
            Trace::Clamped {
                wanted_day: 31,
                to: day("2026-02-28")
            },
            Trace::MakeUpWorkday {
                on: day("2026-02-28")
            },
        ]
    );
}

#[test]
fn workdays_tell_the_holidays_crossed_and_the_weekend_days_worked() {
    let deadline = counted("2026-09-24", "15 workdays", Roll::Next);
    let crossed = |name: &str, from: &str, to: &str| Trace::CrossedHoliday {
        name: name.to_owned(),
        from: day(from),
        to: day(to),
    };
    assert_eq!(
        deadline.trace[2..],
        [
            crossed("中秋节", "2026-09-25", "2026-09-27"),
            crossed("国庆节", "2026-10-01", "2026-10-07"),
            Trace::MakeUpWorkday {
                on: day("2026-10-10")
            },
        ]
    );
}

#[test]
fn a_date_that_touches_an_unpublished_year_is_provisional() {
    let deadline = counted("2026-08-31", "6 months", Roll::Next);
    assert_eq!((deadline.due_on, deadline.provisional), (day("2027-03-01"), true));
    assert_eq!(deadline.trace.last(), Some(&Trace::Unpublished { year: 2027 }));
    assert!(counted("2026-08-31", "6 months", Roll::None).provisional);
    assert!(
        counted("2026-12-28", "10 workdays", Roll::Next).provisional,
        "counted into 2027"
    );
    assert!(
        !counted("2026-12-28", "3 workdays", Roll::Next).provisional,
        "ends in 2026"
    );
    assert!(
        !counted("2022-12-30", "5 workdays", Roll::Next).provisional,
        "2022-12-31 stands in 2023's paper"
    );
    assert!(
        counted("2022-12-29", "5 workdays", Roll::Next).provisional,
        "2022-12-30 stands in none"
    );
}

#[test]
fn the_paper_that_comes_moves_the_provisional_date() {
    let paper = r#"{"year": 2027, "days": [{"name": "春节", "date": "2027-03-01", "isOffDay": true}]}"#;
    let calendar = Calendar::embedded().with(YearTable::parse(paper).unwrap());
    let within = Period::new(6, PeriodUnit::Months);
    let deadline = count(day("2026-08-31"), within, Roll::Next, &calendar).unwrap();
    assert_eq!(
        (deadline.due_on, deadline.provisional),
        (day("2027-03-02"), false)
    );
}

#[test]
fn weeks_years_and_nothing_at_all_are_periods_too() {
    assert_eq!(
        counted("2026-09-01", "2 weeks", Roll::Next).due_on,
        day("2026-09-15")
    );
    assert_eq!(
        counted("2024-02-29", "1 year", Roll::None).due_on,
        day("2025-02-28")
    );
    assert_eq!(
        counted("2026-10-03", "0 workdays", Roll::Next).due_on,
        day("2026-10-08")
    );
    assert_eq!(
        counted("2026-10-03", "0 days", Roll::Prev).due_on,
        day("2026-09-30")
    );
}

#[test]
fn what_has_no_date_is_an_error_and_no_panic() {
    let calendar = Calendar::embedded();
    let units = [
        PeriodUnit::Days,
        PeriodUnit::Weeks,
        PeriodUnit::Months,
        PeriodUnit::Years,
        PeriodUnit::Workdays,
    ];
    for unit in units {
        for (from, n) in [("9999-12-31", 1), ("2026-09-01", u32::MAX), ("-0001-01-01", 1)] {
            assert!(
                count(day(from), Period::new(n, unit), Roll::Next, &calendar).is_err(),
                "{from} {n} {unit:?}"
            );
        }
    }
    let refusal = count(
        day("9999-12-31"),
        Period::new(1, PeriodUnit::Days),
        Roll::Next,
        &calendar,
    )
    .unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "1 day from 9999-12-31 ends outside the years 1 to 9999"
    );
}

#[test]
fn a_day_rolls_both_ways() {
    let calendar = Calendar::embedded();
    let rolled = |to| roll(day("2026-02-18"), to, &calendar);
    assert_eq!(rolled(Roll::Next), day("2026-02-24"));
    assert_eq!(rolled(Roll::Prev), day("2026-02-14"));
    assert_eq!(rolled(Roll::None), day("2026-02-18"));
}

#[test]
fn a_receipt_after_closing_or_on_a_rest_day_counts_as_the_next_workday() {
    let closing = NaiveTime::from_hms_opt(17, 30, 0).unwrap();
    let received = |text| received_on(at(text), closing, &Calendar::embedded());
    assert_eq!(received("2026-09-30 17:30"), day("2026-09-30"));
    assert_eq!(received("2026-09-30 17:31"), day("2026-10-08"));
    assert_eq!(received("2026-10-03 09:00"), day("2026-10-08"));
    assert_eq!(received("2026-10-03 23:00"), day("2026-10-08"));
    assert_eq!(
        received("2026-10-10 09:00"),
        day("2026-10-10"),
        "a Saturday that is worked"
    );
}

#[test]
fn periods_and_rolls_are_written_as_they_are_read() {
    for text in ["1 month", "15 workdays", "0 days", "2 weeks", "5 years"] {
        assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
    }
    for text in [
        "",
        "month",
        "-1 day",
        "1 fortnight",
        "1.5 months",
        "99999999999 days",
    ] {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
    for text in ["next", "prev", "none"] {
        assert_eq!(text.parse::<Roll>().unwrap().to_string(), text);
    }
    assert!("later".parse::<Roll>().is_err());
}
