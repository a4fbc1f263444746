//! What opens by itself: recurring duties, what follows a day, what repeats; each once.

use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, HOUSING_LEDGER, Office, day, refusal};
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::Matter;
use huiyin::supervision::{NewEvent, correct_event, open_due_matters, record_of_round, why, withdraw_event};

async fn opens(office: &Office, time: &str) -> Vec<String> {
    office.at(time);
    open_due_matters(&office.house).await.unwrap()
}

/// Origins and due days of what a rule has opened for a unit.
async fn opened(office: &Office, rule: &str, unit: &str) -> Vec<String> {
    let mut matters: Vec<Matter> = office.matters_of(rule, unit).await;
    matters.sort_by_key(|matter| matter.id);
    let line = |matter: Matter| format!("{} {}", matter.origin, matter.due_on.unwrap());
    matters.into_iter().map(line).collect()
}

async fn a_recurring_duty_opens_once_a_period(office: &mut Office) {
    office.contacts().await;
    assert!(!opens(office, "2026-09-01 08:00").await.is_empty());
    assert_eq!(opens(office, "2026-09-01 09:00").await, [""; 0]);
    let custodians = "市纪委监委";
    assert_eq!(
        opened(office, "C-CLEAN", custodians).await,
        ["2026-09 2026-09-20"]
    ); // a Sunday that is worked
    opens(office, "2026-09-10 08:00").await;
    opens(office, "2026-09-11 08:00").await;
    assert_eq!(
        opened(office, "C-CLEAN", custodians).await,
        ["2026-09 2026-09-20", "2026-10 2026-10-20"]
    );
    assert_eq!(
        opened(office, "C-CLEAN", HOUSING).await,
        [""; 0],
        "not for units of another category"
    );
}

async fn what_came_up_while_nobody_was_there_still_opens(office: &mut Office) {
    office.contacts().await;
    opens(office, "2026-09-01 08:00").await;
    opens(office, "2027-01-04 08:00").await;
    let cleaned = opened(office, "C-CLEAN", "市纪委监委").await;
    let periods: Vec<&str> = cleaned
        .iter()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(periods, ["2026-09", "2026-10", "2026-11", "2026-12", "2027-01"]);
}

async fn an_office_is_reminded_a_week_before_a_holiday(office: &mut Office) {
    office.contacts().await;
    opens(office, "2026-09-01 08:00").await;
    let nodes = opened(office, "H-NODE", "市委巡察办").await;
    assert_eq!(nodes, ["2026-中秋节 2026-09-18", "2026-国庆节 2026-09-24"]);
}

async fn monthly_reports_run_from_the_feedback_to_the_end_of_rectification(office: &mut Office) {
    office.contacts().await;
    opens(office, "2026-09-01 08:00").await;
    assert_eq!(opened(office, "R-MON", HOUSING).await, [""; 0]);
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    for month in [
        "2026-09-02",
        "2026-11-01",
        "2027-01-04",
        "2027-03-01",
        "2027-05-04",
    ] {
        opens(office, &format!("{month} 08:00")).await;
    }
    let reported = opened(office, "R-MON", HOUSING).await;
    let days: Vec<&str> = reported
        .iter()
        .map(|line| line.split(' ').nth(1).unwrap())
        .collect();
    assert_eq!(
        days,
        [
            "2026-09-28",
            "2026-10-26",
            "2026-11-25",
            "2026-12-25",
            "2027-01-25",
            "2027-02-25"
        ]
    );
}

async fn what_follows_a_day_opens_on_it(office: &mut Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    opens(office, "2027-02-28 08:00").await;
    assert_eq!(opened(office, "R-EVAL", HOUSING).await, [""; 0]);
    opens(office, "2027-03-01 08:00").await;
    opens(office, "2027-03-02 08:00").await;
    let ended = office.matter_of("R-CONC", HOUSING).await;
    assert_eq!(
        opened(office, "R-EVAL", HOUSING).await,
        [format!("day_of:{} 2027-04-01", ended.id)]
    );
    assert_eq!(
        opened(office, "R-LATER", HOUSING).await,
        [format!("day_of:{} 2027-09-01", ended.id)]
    );
    let follower = office.matter_of("R-LATER", HOUSING).await;
    assert_eq!(follower.started_on, day("2027-03-01"));

    opens(office, "2027-09-01 08:00").await;
    opens(office, "2027-09-02 08:00").await;
    let reported = opened(office, "R-LATER", HOUSING).await;
    assert_eq!(
        reported[1..],
        [format!("repeat:{} 2028-03-01", follower.id)],
        "while findings are open"
    );
}

async fn clues_are_asked_about_every_three_months_until_closed(office: &mut Office) {
    office.contacts().await;
    let unit = "市纪委监委";
    let event = office.records("transfer", unit, "第三轮", "2026-09-01").await;
    assert_eq!(event.opened.len(), 2, "signing and feedback");
    let first = office.matter_of("C-FEED", unit).await;
    assert_eq!(first.due_on, Some(day("2026-12-01")));
    opens(office, "2026-11-30 08:00").await;
    assert_eq!(office.matters_of("C-FEED", unit).await.len(), 1);
    opens(office, "2026-12-01 08:00").await;
    let asked = opened(office, "C-FEED", unit).await;
    assert_eq!(asked[1..], [format!("repeat:{} 2027-03-01", first.id)]);
    withdraw_event(&office.house, Actor::Operator, event.event_id, "misdirected")
        .await
        .unwrap();
    opens(office, "2027-09-01 08:00").await;
    assert_eq!(office.matters_of("C-FEED", unit).await.len(), 2);
    let open = office
        .matters_of("C-FEED", unit)
        .await
        .iter()
        .filter(|matter| matter.is_open())
        .count();
    assert_eq!(open, 0, "repetitions are withdrawn with their event");
}

/// What every round brings waits for the round's end, which happens to no unit.
async fn the_end_of_a_round_opens_what_every_round_brings(office: &mut Office) {
    office.contacts().await;
    let ends = |kind: &str, on: &str| NewEvent {
        kind: kind.to_owned(),
        happened_on: day(on),
        proof: "test".to_owned(),
    };
    let (house, actor) = (&office.house, Actor::Operator);
    let new = ends("round_end", "2026-08-31");
    let recorded = record_of_round(house, actor, "第三轮", &new).await.unwrap();
    assert_eq!(recorded.opened.len(), 5, "{recorded:?}");
    let again = record_of_round(house, actor, "第3轮", &new).await.unwrap();
    assert_eq!((again.event_id, again.is_new), (recorded.event_id, false));
    let report = office.matter_of("A-RND", "市委巡察办").await;
    assert_eq!(
        report.due_on,
        Some(day("2026-09-20")),
        "15 workdays, one of them a Sunday"
    );
    assert!(report.title.ends_with("第三轮"), "{}", report.title);
    assert_eq!(
        why(house, &report.code).await.unwrap().event.unwrap().kind,
        "round_end"
    );

    let moved = correct_event(house, actor, recorded.event_id, day("2026-08-28"), "misread")
        .await
        .unwrap();
    assert_eq!(moved.moved, recorded.opened);
    assert_eq!(office.matter(&report.code).await.due_on, Some(day("2026-09-18")));
    let unit = refusal(
        office
            .tries_to_record("round_end", HOUSING, "第三轮", "2026-08-31")
            .await,
    );
    assert!(unit.contains("whole round"), "{unit}");
    let round = refusal(record_of_round(house, actor, "第三轮", &ends("feedback", "2026-08-31")).await);
    assert!(round.contains("--unit"), "{round}");
    let withdrawn = withdraw_event(house, actor, recorded.event_id, "not over")
        .await
        .unwrap();
    assert_eq!(withdrawn, recorded.opened);
    office.is_sound().await;
}

in_an_office!(
    the_end_of_a_round_opens_what_every_round_brings,
    a_recurring_duty_opens_once_a_period,
    what_came_up_while_nobody_was_there_still_opens,
    an_office_is_reminded_a_week_before_a_holiday,
    monthly_reports_run_from_the_feedback_to_the_end_of_rectification,
    what_follows_a_day_opens_on_it,
    clues_are_asked_about_every_three_months_until_closed,
);
