//! The business clock.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Asia::Shanghai;
use chrono_tz::Europe::Berlin;
use huiyin::clock::{Clock, ManualClock, parse_clock, real_now};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn a_manual_clock_moves_only_when_told_and_its_clones_with_it() {
    let hands = ManualClock::new(utc("2026-08-31T15:59:59Z"));
    let clock = hands.clock().clone();
    assert_eq!(clock.now(), clock.now());
    assert_eq!(
        clock.today(Shanghai),
        NaiveDate::from_ymd_opt(2026, 8, 31).unwrap()
    );

    hands.advance(TimeDelta::seconds(1));
    assert_eq!(
        clock.today(Shanghai),
        NaiveDate::from_ymd_opt(2026, 9, 1).unwrap()
    );
    hands.set(utc("2026-01-01T00:00:00Z"));
    assert_eq!(clock.local(Shanghai).to_string(), "2026-01-01 08:00:00 CST");
}

#[test]
fn a_virtual_clock_runs_fast_from_its_start() {
    let start = utc("2026-09-01T00:00:00Z");
    let clock = Clock::virtual_from(start, 1_000_000);
    std::thread::sleep(std::time::Duration::from_millis(2));
    let passed = clock.now() - start;
    assert!(passed >= TimeDelta::seconds(2000), "{passed}");
    assert_eq!(Clock::fixed(start).now(), start);
}

#[test]
fn instants_are_whole_microseconds_since_postgresql_keeps_no_more() {
    for clock in [
        Clock::system(),
        Clock::virtual_from(real_now(), 1),
        Clock::fixed(utc("2026-01-01T00:00:00.0000019Z")),
    ] {
        assert_eq!(clock.now().timestamp_subsec_nanos() % 1000, 0);
    }
}

#[test]
fn a_time_may_be_written_as_people_write_it() {
    for (written, meant) in [
        ("2026-09-01T08:00:30+08:00", "2026-09-01T00:00:30Z"),
        ("2026-09-01T08:00+08:00", "2026-09-01T00:00:00Z"),
        ("2026-09-01T00:00Z", "2026-09-01T00:00:00Z"),
        ("2026-09-01 08:00+08:00", "2026-09-01T00:00:00Z"),
        ("2026-09-01 08:00", "2026-09-01T00:00:00Z"),
        ("2026-09-01T08:00:30", "2026-09-01T00:00:30Z"),
        (" 2026-09-01 ", "2026-08-31T16:00:00Z"),
    ] {
        assert_eq!(parse_clock(written, Shanghai), Ok(utc(meant)), "{written}");
    }
}

#[test]
fn what_is_no_time_is_refused() {
    for written in [
        "",
        "tomorrow",
        "2026-02-30",
        "2026-09-01T25:00",
        "08:00",
        "2026-09-01 08:00 CST",
    ] {
        assert!(parse_clock(written, Shanghai).is_err(), "{written}");
    }
    assert!(
        parse_clock("2026-03-29 02:30", Berlin).is_err(),
        "the clocks were put forward over it"
    );
}
