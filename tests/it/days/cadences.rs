//! Recurring days of the calendar.

use super::day;
use huiyin::domain::cadence::{CadenceOccurrence, occurrences};
use huiyin::domain::calendar::{Calendar, YearTable};
use huiyin::domain::rulebook::{Cadence, Every};

fn cadence(every: Every, on: &str) -> Cadence {
    Cadence {
        every,
        on: on.parse().unwrap(),
    }
}

fn found(every: Every, on: &str, from: &str, to: &str) -> Vec<CadenceOccurrence> {
    occurrences(&cadence(every, on), day(from), day(to), &Calendar::embedded())
}

/// `2026-09: 2026-09-25`, a line an occurrence.
fn lines(every: Every, on: &str, from: &str, to: &str) -> Vec<String> {
    let line = |found: CadenceOccurrence| format!("{}: {}", found.period_key, found.day);
    self::found(every, on, from, to).into_iter().map(line).collect()
}

#[test]
fn a_monthly_report_comes_every_month_and_february_is_short() {
    assert_eq!(
        lines(Every::Month, "day 25", "2026-08-25", "2026-10-25"),
        [
            "2026-08: 2026-08-25",
            "2026-09: 2026-09-25",
            "2026-10: 2026-10-25",
        ]
    );
    assert_eq!(
        lines(Every::Month, "day 25", "2026-08-26", "2026-09-24"),
        [] as [&str; 0]
    );
    assert_eq!(
        lines(Every::Month, "day 31", "2027-02-01", "2027-03-01"),
        ["2027-02: 2027-02-28"]
    );
}

#[test]
fn reconciliation_is_on_the_last_workday() {
    assert_eq!(
        lines(Every::Month, "last workday", "2026-01-01", "2026-02-28"),
        ["2026-01: 2026-01-30", "2026-02: 2026-02-28",]
    );
    assert_eq!(
        lines(Every::Week, "last workday", "2026-02-09", "2026-03-01"),
        ["2026-W07: 2026-02-14", "2026-W09: 2026-02-28",]
    );
}

#[test]
fn quarters_halves_years_and_weeks_have_names_and_ends() {
    assert_eq!(
        lines(Every::Quarter, "month 1 day 10", "2026-01-01", "2026-12-31"),
        [
            "2026-Q1: 2026-01-10",
            "2026-Q2: 2026-04-10",
            "2026-Q3: 2026-07-10",
            "2026-Q4: 2026-10-10",
        ]
    );
    assert_eq!(
        lines(Every::HalfYear, "last day", "2026-01-01", "2026-12-31"),
        ["2026-H1: 2026-06-30", "2026-H2: 2026-12-31",]
    );
    assert_eq!(
        lines(Every::Year, "month 12 day 20", "2026-01-01", "2027-12-31"),
        ["2026: 2026-12-20", "2027: 2027-12-20",]
    );
    assert_eq!(
        lines(Every::Week, "weekday 1", "2026-12-28", "2027-01-04"),
        ["2026-W53: 2026-12-28", "2027-W01: 2027-01-04",]
    );
    let quarter = &found(Every::Quarter, "last day", "2026-09-01", "2026-09-30")[0];
    assert_eq!(
        (quarter.starts_on, quarter.ends_on),
        (day("2026-07-01"), day("2026-09-30"))
    );
}

#[test]
fn a_report_may_come_so_long_after_its_period() {
    assert_eq!(
        lines(Every::Quarter, "15 workdays after", "2026-10-01", "2026-10-31"),
        ["2026-Q3: 2026-10-27"]
    );
    assert_eq!(
        lines(Every::Year, "2 months after", "2026-01-01", "2026-12-31"),
        ["2025: 2026-02-28"]
    );
}

#[test]
fn holiday_nodes_come_before_each_holiday() {
    assert_eq!(
        lines(Every::Holiday, "7 days before", "2026-08-31", "2027-05-31"),
        [
            "2026-中秋节: 2026-09-18",
            "2026-国庆节: 2026-09-24",
            "2027-元旦: 2026-12-25",
            "2027-劳动节: 2027-04-24",
        ]
    );
    let new_year = &found(Every::Holiday, "7 days before", "2026-12-01", "2026-12-31")[0];
    assert!(
        new_year.provisional,
        "its days off are not published, though its node is in a published year"
    );
    assert!(!found(Every::Holiday, "7 days before", "2026-09-01", "2026-09-30")[1].provisional);
}

#[test]
fn a_holiday_keeps_its_name_when_the_paper_joins_it_with_another() {
    let key = |calendar: &Calendar| {
        let cadence = cadence(Every::Holiday, "7 days before");
        occurrences(&cadence, day("2027-09-01"), day("2027-09-30"), calendar)[0]
            .period_key
            .clone()
    };
    let paper =
        r#"{"year": 2027, "days": [{"name": "中秋节、国庆节", "date": "2027-10-01", "isOffDay": true}]}"#;
    let unpublished = Calendar::embedded();
    let published = unpublished.clone().with(YearTable::parse(paper).unwrap());
    assert_eq!(key(&unpublished), "2027-国庆节");
    assert_eq!(key(&published), "2027-国庆节");
}

#[test]
fn provisional_is_what_hangs_on_a_paper_and_nothing_else() {
    let last = found(Every::Month, "last workday", "2026-12-01", "2027-01-31");
    assert_eq!(
        last.iter().map(|found| found.provisional).collect::<Vec<_>>(),
        [false, true]
    );
    assert!(!found(Every::Week, "weekday 1", "2026-12-28", "2026-12-28")[0].provisional);
}

#[test]
fn rounds_are_events_and_nonsense_is_refused() {
    assert!(found(Every::Round, "15 workdays after", "2020-01-01", "2030-01-01").is_empty());
    let sense = [
        (Every::Month, "day 25"),
        (Every::Quarter, "month 3 day 31"),
        (Every::HalfYear, "month 6 day 30"),
        (Every::Week, "weekday 7"),
        (Every::Year, "last workday"),
        (Every::Holiday, "7 days before"),
        (Every::Round, "15 workdays after"),
    ];
    for (every, on) in sense {
        assert_eq!(cadence(every, on).check(), Ok(()));
    }
    let nonsense = [
        (Every::Month, "day 0"),
        (Every::Month, "day 32"),
        (Every::Quarter, "day 10"),
        (Every::Quarter, "month 4 day 1"),
        (Every::Week, "month 1 day 1"),
        (Every::Week, "weekday 8"),
        (Every::Month, "weekday 1"),
        (Every::Year, "7 days before"),
        (Every::Holiday, "last workday"),
        (Every::Round, "last day"),
    ];
    for (every, on) in nonsense {
        assert!(cadence(every, on).check().is_err(), "{every:?} {on}");
        assert!(found(every, on, "2026-01-01", "2026-12-31").is_empty());
    }
    let refusal = cadence(Every::HalfYear, "month 7 day 1").check();
    assert_eq!(refusal, Err("every half_year has no `month 7 day 1`".to_owned()));
}

#[test]
fn a_span_that_never_ends_is_no_panic() {
    for on in ["4294967295 days before", "4294967295 workdays after"] {
        assert!(found(Every::Holiday, on, "2026-01-01", "2026-12-31").is_empty());
    }
    assert!(
        found(
            Every::Month,
            "4294967295 months after",
            "2026-01-01",
            "2026-12-31"
        )
        .is_empty()
    );
}
