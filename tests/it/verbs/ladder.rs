//! The ladder over National Day 2026: rung by rung, held once by an answer, climbed for a promise, past who is missing.

use super::story::{story, with_a_plan};
use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, Office, at, day};
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::Matter;
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::reply::Said;
use huiyin::domain::rung::{Cause, Rung};
use huiyin::supervision::{NewMove, move_matter, show_matter, why};

async fn rungs(office: &Office, matter: &Matter) -> Vec<Rung> {
    let matter = office.matter(&matter.code).await;
    office.reads().await.list_rungs(&matter).await.unwrap()
}

/// Step, day and cause of every rung.
async fn climbed(office: &Office, matter: &Matter) -> Vec<String> {
    let rungs = rungs(office, matter).await;
    let line = |rung: &Rung| {
        format!(
            "{} {} {}",
            rung.fired_on.format("%m-%d"),
            rung.step,
            rung.cause.key()
        )
    };
    rungs.iter().map(line).collect()
}

const RECEIVED: Said = Said::Acknowledged { promised_on: None };

fn promised(on: &str) -> Said {
    Said::Acknowledged {
        promised_on: Some(day(on)),
    }
}

async fn no_two_rungs_fall_on_one_day(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-12-31 18:00").await;
    assert_eq!(
        climbed(office, &plan).await,
        [
            "10-08 T+1 due",
            "10-12 T+7 due",
            "10-15 T+15 due",
            "10-30 T+30 due"
        ]
    );
    assert_eq!(
        story(office, &plan).await[7..9],
        [
            "10-08 08:30 T+1: 甲一 甲二 甲三 甲四 丙二",
            "10-12 08:30 T+7: 丙二 丙三 戊二"
        ]
    );
    office.is_sound().await;
}

async fn downtime_skips_no_rung(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.plans_at("2026-09-01 08:30").await;
    office.plans_at("2026-11-20 15:00").await;
    assert_eq!(
        story(office, &plan).await[1..],
        ["11-20 15:00 T+1: 甲一 甲二 甲三 甲四 丙二"],
        "the first red, and no reminder of what has passed"
    );
    office.lives_until("2026-12-31 18:00").await;
    assert_eq!(
        climbed(office, &plan).await,
        [
            "11-20 T+1 due",
            "11-25 T+7 due",
            "11-30 T+15 due",
            "12-03 T+30 due"
        ]
    );
}

async fn an_answer_holds_the_next_rung_once(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-10-08 10:00").await;
    office.answers("甲一", &plan.code, RECEIVED).await.unwrap();
    assert_eq!(
        office.planning(&plan).await.next_step_at,
        Some(at("2026-10-14 08:30")),
        "five workdays: 9, 10, 12, 13, 14"
    );
    office.lives_until("2026-10-13 10:00").await;
    let progress = Said::Progress { percent: 60 };
    office.answers("甲一", &plan.code, progress).await.unwrap();
    office.lives_until("2026-10-14 12:00").await;
    assert_eq!(climbed(office, &plan).await, ["10-08 T+1 due", "10-14 T+7 due"]);
    // Of those to whom it has climbed nobody holds it.
    office.answers("丙三", &plan.code, RECEIVED).await.unwrap();
    let next = office.planning(&plan).await.next_step_at;
    assert_eq!(next, Some(at("2026-10-19 08:30")), "three workdays after T+7");
    let sheet = show_matter(&office.house, &plan.code).await.unwrap();
    let ladder = sheet.ladder.unwrap();
    assert_eq!(
        (ladder.next.as_deref(), ladder.held_by),
        (Some("T+15"), None),
        "{ladder:?}"
    );
}

async fn an_answer_before_the_due_day_holds_nothing(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-09-30 16:00").await;
    office.answers("甲一", &plan.code, RECEIVED).await.unwrap();
    office.lives_until("2026-10-08 12:00").await;
    assert_eq!(climbed(office, &plan).await, ["10-08 T+1 due"]);
}

async fn a_promise_that_passes_climbs_at_once(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-10-12 10:00").await;
    let taken = office.answers("甲一", &plan.code, promised("2026-10-14")).await;
    let taken = taken.unwrap();
    assert_eq!(
        (taken.reply.promised_on, taken.but),
        (Some(day("2026-10-14")), vec![])
    );
    let ladder = why(&office.house, &plan.code).await.unwrap().ladder.unwrap();
    assert_eq!(
        (ladder.held_by, ladder.held_until, ladder.next.as_deref()),
        (Some("answer"), Some(day("2026-10-14")), Some("T+15"))
    );
    let letters = office.lives_until("2026-10-15 12:00").await;
    let rung = rungs(office, &plan).await.pop().unwrap();
    assert_eq!(
        (rung.step.as_str(), rung.fired_on, rung.cause, rung.promised_on),
        ("T+15", day("2026-10-15"), Cause::Promise, Some(day("2026-10-14")))
    );
    let said = |text: &str| letters.iter().any(|letter| letter.reads().contains(text));
    assert!(said("未兑现"), "{letters:?}");
}

async fn a_promise_that_was_kept_climbs_nothing(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-10-15 10:00").await;
    office
        .answers("甲一", &plan.code, promised("2026-10-19"))
        .await
        .unwrap();
    office.at("2026-10-19 10:00");
    let progress = Said::Progress { percent: 80 };
    office.answers("甲一", &plan.code, progress).await.unwrap();
    office.lives_until("2026-11-05 12:00").await;
    assert_eq!(
        climbed(office, &plan).await[3..],
        ["10-30 T+30 due"],
        "on its own day, not on the day after the promise"
    );
}

async fn what_lies_with_the_office_does_not_climb(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-10-08 10:00").await;
    office.answers("甲一", &plan.code, Said::Submitted).await.unwrap();
    office.lives_until("2026-10-12 16:00").await;
    assert_eq!(
        climbed(office, &plan).await,
        ["10-08 T+1 due"],
        "held while it waits for its receipt"
    );
    let not_received = NewMove {
        kind: MoveKind::NotReceived,
        on: day("2026-10-12"),
        giver: None,
        via: Via::Desk,
        document: None,
        reason: None,
        fix_by: None,
        pledge: None,
    };
    move_matter(&office.house, Actor::Operator, &plan.code, &not_received)
        .await
        .unwrap()
        .unwrap();
    office.lives_until("2026-10-13 12:00").await;
    assert_eq!(climbed(office, &plan).await, ["10-08 T+1 due", "10-13 T+7 due"]);
}

async fn a_rung_that_reaches_nobody_passes_to_the_next(office: &mut Office) {
    let plan = with_a_plan(office).await;
    for name in ["甲一", "甲二", "甲三", "甲四", "丙二", "丁一", "丁二"] {
        office.binds(name).await; // the director and the oversight room have no account
    }
    office.lives_until("2026-10-16 12:00").await;
    assert_eq!(
        climbed(office, &plan).await,
        ["10-08 T+1 due", "10-12 T+7 due", "10-12 T+15 vacant"]
    );
    let told = story(office, &plan).await;
    assert_eq!(
        told.iter().filter(|line| line.starts_with("10-12")).count(),
        1,
        "one message for both: {told:?}"
    );
    let attention = office.attention().await;
    let passed: Vec<_> = attention
        .iter()
        .filter(|item| item.kind == "rung_vacant")
        .collect();
    assert_eq!(passed.len(), 1, "{attention:?}");
    assert!(passed[0].detail.contains("office_director") && passed[0].detail.contains("T+7"));
    office.is_sound().await;
}

async fn what_was_overdue_when_it_was_taken_over_counts_from_that_day(office: &mut Office) {
    office.contacts().await;
    office.at("2026-11-02 10:00");
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    office.lives_until("2026-11-20 12:00").await;
    assert_eq!(
        climbed(office, &plan).await,
        ["11-03 T+1 due", "11-09 T+7 due", "11-17 T+15 due"]
    );
}

in_an_office!(
    no_two_rungs_fall_on_one_day,
    downtime_skips_no_rung,
    an_answer_holds_the_next_rung_once,
    an_answer_before_the_due_day_holds_nothing,
    a_promise_that_passes_climbs_at_once,
    a_promise_that_was_kept_climbs_nothing,
    what_lies_with_the_office_does_not_climb,
    a_rung_that_reaches_nobody_passes_to_the_next,
    what_was_overdue_when_it_was_taken_over_counts_from_that_day,
);
