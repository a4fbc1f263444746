//! `play` and `demo`: time passes by the real engine, and nothing leaves.

mod command;
mod half_year;
mod office;
mod recount;

use crate::support::database::{Backend, on_both};
use crate::support::office::day;
use chrono::Datelike;
use huiyin::app::PlayLine;
use huiyin::domain::calendar::Calendar;
use huiyin::supervision::{Planned, plan};
use office::{Office, local};
use std::collections::BTreeSet;

on_both!(
    a_play_leaves_the_home_alone_and_says_the_same_twice,
    what_waits_in_the_outbox_is_played_too,
);

async fn a_play_leaves_the_home_alone_and_says_the_same_twice(backend: Backend) {
    let office = Office::on(backend).await;
    let before = office.contents().await;
    let lines = office.plays("2026-08-31", "2026-09-08").await;
    assert!(lines.len() > 50, "{}", lines.len());
    assert_eq!(office.plays("2026-08-31", "2026-09-08").await, lines);
    assert_eq!(office.contents().await, before);
}

async fn what_waits_in_the_outbox_is_played_too(backend: Backend) {
    let office = Office::on(backend).await;
    let house = office.house_at("2026-09-01 08:30").await;
    let Planned::Ran { messages, .. } = plan(&house).await.unwrap() else {
        panic!("nothing was planned");
    };
    // Somebody is sending right now: what they have claimed is claimed for the house alone, not for its copy.
    let now = huiyin::clock::real_now();
    let mut work = house.store.begin().await.unwrap();
    let lease = now + chrono::TimeDelta::hours(1);
    let claimed = work.claim("console", "SENDER", now, lease, 5).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(claimed.len(), 5);
    house.store.close().await;

    let lines = office.plays("2026-09-01", "2026-09-01").await;
    let first = lines.iter().find(|line| line.person.as_deref() == Some("甲五"));
    assert_eq!(first.unwrap().matters.len(), 6);
    let waiting = lines
        .iter()
        .filter(|line| local(line) == "09-01 08:30" && line.kind == "notices");
    assert_eq!(i64::try_from(waiting.count()).unwrap(), messages);
}

#[tokio::test]
async fn both_databases_play_the_same() {
    let mut plays = Vec::new();
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let lines = Office::on(backend).await.plays("2026-09-01", "2026-09-14").await;
        plays.push(
            lines
                .iter()
                .map(|line| serde_json::to_string(line).unwrap())
                .collect::<Vec<_>>(),
        );
    }
    assert_eq!(plays[0], plays[1]);
}

#[tokio::test]
async fn a_quarter_is_told_in_slots_on_workdays_only_and_every_line_says_why() {
    let office = Office::on(Backend::Sqlite).await;
    let calendar = Calendar::embedded();
    let lines = office.plays("2026-09-01", "2026-10-20").await;
    for line in &lines {
        let slot = line.at.format("%H:%M").to_string();
        let is_draft = line.kind == "digest_draft";
        let times: &[&str] = if is_draft { &["08:00"] } else { &["08:30", "14:30"] };
        assert!(times.contains(&slot.as_str()), "{line:?}");
        assert!(calendar.is_workday(line.at.date_naive()), "{line:?}");
        assert!(
            line.matters.iter().all(|code| line.why.contains(code)),
            "{line:?}"
        );
        let channel = if line.kind == "digest" { "mail" } else { "console" };
        assert_eq!(line.channel.as_deref(), Some(channel));
        let names_none = ["attention", "silent", "digest", "digest_draft"].contains(&line.kind.as_str());
        // The week's card of the leading group comes with what is new to it, or with nothing new.
        let may_name_none = line.kind == "leading_group";
        assert!(may_name_none || line.matters.is_empty() == names_none, "{line:?}");
        assert!(!line.text.contains('<'), "plain text: {}", line.text);
    }
    let days: BTreeSet<_> = lines.iter().map(|line| line.at.date_naive()).collect();
    assert!(days.contains(&day("2026-09-20")), "a Sunday that is worked");
    assert!(
        days.iter().all(|day| day.month() != 10 || day.day() >= 8),
        "the long holiday is quiet"
    );
    let mut told = BTreeSet::new();
    for line in lines.iter().filter(|line| line.kind == "notices") {
        assert!(
            told.insert((line.at, line.person.clone())),
            "one message a person and slot"
        );
    }
}

/// What one person is told of one matter: times and steps.
fn told_of(lines: &[PlayLine], person: &str, code: &str) -> Vec<String> {
    let theirs = lines.iter().filter(|line| line.person.as_deref() == Some(person));
    theirs
        .filter_map(|line| {
            let reason = line.why.split("; ").find(|reason| reason.starts_with(code))?;
            let step = reason.split(" of rule").next()?.rsplit(' ').next()?;
            Some(format!("{} {step}", local(line)))
        })
        .collect()
}

#[tokio::test]
async fn who_promised_a_day_is_left_alone_until_it_has_passed() {
    const CODE: &str = "ZG-2026-03-0010-1";
    let office = Office::on(Backend::Sqlite).await;
    let before = office.plays("2026-09-01", "2026-09-30").await;
    let expected = [
        "09-01 08:30 opened",
        "09-07 08:30 T-20",
        "09-14 08:30 T-10",
        "09-24 14:30 T-3",
        "09-28 08:30 T-3",
        "09-29 08:30 T-3",
        "09-30 08:30 T",
    ];
    assert_eq!(told_of(&before, "甲五", CODE), expected);
    office
        .answers("2026-09-01 08:10", "甲五", CODE, "收到，9月22日前报送")
        .await;
    let after = office.plays("2026-09-01", "2026-09-30").await;
    let quiet: Vec<_> = told_of(&after, "甲五", CODE);
    assert!(
        quiet
            .iter()
            .all(|time| time.as_str() < "09-02" || time.as_str() > "09-23"),
        "{quiet:?}"
    );
    assert!(quiet.iter().any(|time| time.starts_with("09-23")), "{quiet:?}");
    assert_eq!(
        told_of(&after, "甲八", CODE),
        expected,
        "the others are told as before"
    );
}

#[tokio::test]
async fn a_run_that_the_storm_guard_holds_is_shown_and_let_go() {
    let office = Office::with(Backend::Sqlite, &[("HUIYIN__PLAN__STORM_LIMIT", "5")]).await;
    let lines = office.plays("2026-09-01", "2026-09-01").await;
    assert_eq!((lines[0].kind.as_str(), &lines[0].channel), ("held", &None));
    assert!(
        lines[0].why.contains("14 messages, where 5 go"),
        "{}",
        lines[0].why
    );
    assert_eq!(
        (lines[1].kind.as_str(), lines[1].why.as_str()),
        ("attention", "storm plan"),
        "the clerk is asked"
    );
    assert_eq!(lines.iter().filter(|line| line.kind == "notices").count(), 14);
    assert!(lines.iter().all(|line| local(line) == "09-01 08:30"));
}

#[tokio::test]
async fn a_bound_account_is_told_by_telegram_in_a_play() {
    let office = Office::on(Backend::Sqlite).await;
    office.binds("甲五").await;
    let lines = office.plays("2026-09-01", "2026-09-01").await;
    for line in lines {
        let by = if line.person.as_deref() == Some("甲五") {
            "telegram"
        } else {
            "console"
        };
        assert_eq!(line.channel.as_deref(), Some(by), "{line:?}");
    }
}
