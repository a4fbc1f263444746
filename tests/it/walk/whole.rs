//! The whole story to 30 September 2027: a finding is applied for, sent back, applied for again, signed and closed out;
//! a second one goes overdue over National Day, climbs to the leading group, is registered, decided on and answered; a
//! third is extended, then promised and forgotten; and the first is drawn by lot and found false.

use super::closeout::{FINDING, MEASURE, applies};
use super::desk::state_of;
use super::leading::DING_ER;
use super::town::Town;
use super::{BING_ER, BING_SAN, BING_SI, JIA_ER, JIA_SI, JIA_WU};
use crate::support::postgres;
use chrono::{Datelike, NaiveDate, Weekday};
use chrono_tz::Asia::Shanghai;
use huiyin::domain::contact::Person;
use huiyin::domain::ids::PersonId;
use huiyin::domain::ledger::Actor;
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::reply::Said;
use huiyin::domain::spot_check::SpotResult;
use huiyin::supervision::{
    Applying, ListFilter, NewExtension, NewMove, Seer, Spoken, SpotFinding, apply, ask_extension, deciders,
    draw_spot_checks, end_spot_check, find_person, get_matter, list_matters, list_registrations,
    list_resolutions, move_matter, open_due_matters, story as chronicle, take_answer,
};

#[tokio::test]
async fn the_whole_story_on_sqlite() {
    let folder = tempfile::TempDir::with_prefix("huiyin-walk-db").unwrap();
    whole(&format!("sqlite://{}/walk.db", folder.path().display())).await;
}

#[tokio::test]
async fn the_whole_story_on_postgres() {
    whole(&postgres::fresh().await).await;
}

async fn whole(database: &str) {
    let town = Town::found(database, "2026-09-01 07:50").await;
    town.imports("通讯录.xlsx").await;
    town.imports("整改台账-市住建局.xlsx").await;
    town.all_bind(&[
        (JIA_WU, "甲五"),
        (JIA_ER, "甲二"),
        (JIA_SI, "甲四"),
        (BING_ER, "丙二"),
        (BING_SAN, "丙三"),
        (BING_SI, "丙四"),
        (DING_ER, "丁二"),
    ])
    .await;
    let (second, third) = (due_in_september(&town, 0).await, due_in_september(&town, 1).await);
    is_closed_out(&town).await;
    is_extended(&town, &third).await;
    climbs(&town, &second).await;
    is_answered(&town, &second).await;
    is_forgotten(&town, &third).await;
    is_false(&town).await;
    lives_by_weeks(&town, day(2027, 9, 30)).await;

    for (name, code) in [
        ("first", FINDING),
        ("second", second.as_str()),
        ("third", third.as_str()),
    ] {
        insta::assert_snapshot!(format!("whole_{name}"), outline(&town, code).await);
    }
    let mut work = town.house.store.read().await.unwrap();
    assert_eq!(work.verify(None).await.unwrap().trouble, None);
    assert_eq!(town.api.violations(), Vec::<String>::new());
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The n-th measure that is due on 30 September and is not of the first finding.
async fn due_in_september(town: &Town, number: usize) -> String {
    let mut matters = list_matters(&town.house, &ListFilter::default()).await.unwrap();
    let due = "2026-09-30".parse().ok();
    matters.retain(|matter| {
        matter.kind == "R-ITEM" && matter.due_on == due && !matter.code.starts_with(FINDING)
    });
    matters.retain(|matter| matter.claimed_on.is_none());
    matters.remove(number).code
}

/// Every workday: what opens of itself opens, the morning's slot is planned, everything is sent.
async fn lives(town: &Town, until: NaiveDate) {
    let from = town.clock.clock().today(Shanghai).succ_opt().unwrap();
    for day in from.iter_days().take_while(|day| *day <= until) {
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            town.is_at(&format!("{day} 08:30"));
            open_due_matters(&town.house).await.unwrap();
            town.plans().await;
        }
    }
}

/// The same, a morning a week: what has come meanwhile is told through it.
async fn lives_by_weeks(town: &Town, until: NaiveDate) {
    let from = town.clock.clock().today(Shanghai).succ_opt().unwrap();
    let mondays = from.iter_days().filter(|day| day.weekday() == Weekday::Mon);
    for day in mondays.take_while(|day| *day <= until).chain([until]) {
        town.is_at(&format!("{day} 08:30"));
        open_due_matters(&town.house).await.unwrap();
        town.plans().await;
    }
}

async fn presses(town: &Town, chat: i64, name: &str, steps: &[&str]) {
    for step in steps {
        town.clerk_does(chat, name, step).await;
    }
}

async fn slot(town: &Town, at: &str) {
    town.is_at(at);
    town.plans().await;
}

/// Application, return, second application, signature, close-out: all by buttons.
async fn is_closed_out(town: &Town) {
    slot(town, "2026-09-01 08:30").await;
    town.is_at("2026-09-02 10:00");
    applies(town).await;
    presses(town, JIA_WU, "甲五", &["[已完成]"]).await;
    slot(town, "2026-09-02 14:30").await;
    presses(town, JIA_ER, "甲二", &["[退回]", "佐证材料不全"]).await;
    slot(town, "2026-09-03 08:30").await;
    applies(town).await;
    presses(town, JIA_WU, "甲五", &["工期表已补齐并报内网"]).await;
    slot(town, "2026-09-03 14:30").await;
    presses(town, JIA_ER, "甲二", &["[同意]"]).await;
    slot(town, "2026-09-04 08:30").await;
    presses(town, JIA_SI, "甲四", &["[签署]", "[确认签署]"]).await;
    slot(town, "2026-09-04 14:30").await;
    presses(town, BING_SI, "丙四", &["[同意]"]).await;
    slot(town, "2026-09-07 08:30").await;
    presses(town, BING_ER, "丙二", &["[同意]"]).await;
    assert_eq!(state_of(town, FINDING).await, "closed_out");
    assert_eq!(state_of(town, MEASURE).await, "closed_out");
}

/// Asked for in time, granted by the director's button.
async fn is_extended(town: &Town, code: &str) {
    let new = NewExtension {
        cause: "资金".to_owned(),
        wanted_on: day(2026, 11, 30),
        note: None,
    };
    ask_extension(&town.house, code, "甲一", &new, None)
        .await
        .unwrap()
        .unwrap();
    slot(town, "2026-09-08 08:30").await;
    presses(town, BING_SAN, "丙三", &["[同意]"]).await;
    let matter = get_matter(&mut town.house.store.read().await.unwrap(), &town.house, code)
        .await
        .unwrap();
    assert_eq!(
        (matter.due_on, matter.original_due_on),
        (Some(day(2026, 11, 30)), Some(day(2026, 9, 30)))
    );
}

/// Nobody says a word: rung by rung, over National Day, up to the leading group, which registers it.
async fn climbs(town: &Town, code: &str) {
    lives(town, day(2026, 10, 8)).await;
    assert_eq!(rungs(town, code).await, ["T+1"], "one rung after the holidays");
    lives(town, day(2026, 11, 9)).await;
    assert_eq!(rungs(town, code).await, ["T+1", "T+7", "T+15", "T+30"]);
    presses(town, DING_ER, "丁二", &["[1 挂号督办]", "[确认]"]).await;
    let registered = list_registrations(&town.house).await.unwrap();
    assert!(registered.iter().any(|row| row.code == code), "{registered:?}");
    presses(town, DING_ER, "丁二", &["[1 约谈]", "[确认]"]).await;
    let (talk, ..) = list_resolutions(&town.house).await.unwrap().remove(0);
    assert_eq!((talk.kind.key(), talk.state.key()), ("talk", "approved"));
}

async fn rungs(town: &Town, code: &str) -> Vec<String> {
    let mut work = town.house.store.read().await.unwrap();
    let matter = get_matter(&mut work, &town.house, code).await.unwrap();
    let rungs = work.list_rungs(&matter).await.unwrap();
    rungs.into_iter().map(|rung| rung.step).collect()
}

/// The talk is held; then the measure is applied for on paper and confirmed.
async fn is_answered(town: &Town, code: &str) {
    let applied = apply(
        &town.house,
        code,
        &handler_of(town, code).await,
        Applying {
            done: None,
            proxy: None,
        },
    )
    .await
    .unwrap();
    applied.unwrap();
    slot(town, "2026-11-10 08:30").await;
    let confirmation = open_of(town, "S-CONF").await;
    let leader = decider_of(town, &confirmation).await;
    let new = NewMove {
        kind: MoveKind::Passed,
        on: day(2026, 11, 10),
        giver: Some(leader),
        via: Via::Paper,
        document: None,
        reason: None,
        fix_by: None,
        pledge: None,
    };
    move_matter(&town.house, Actor::Operator, &confirmation, &new)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(state_of(town, code).await, "under_review");
    let before = rungs(town, code).await;
    lives(town, day(2026, 11, 27)).await;
    assert_eq!(
        rungs(town, code).await,
        before,
        "what lies in review climbs no further"
    );
}

async fn handler_of(town: &Town, code: &str) -> String {
    let mut work = town.house.store.read().await.unwrap();
    let matter = get_matter(&mut work, &town.house, code).await.unwrap();
    let named = work.list_assignments(matter.id).await.unwrap();
    let handler = named.iter().find(|named| named.role.key() == "handler").unwrap();
    let person: Person = work.get(handler.person_id).await.unwrap();
    person.name
}

async fn decider_of(town: &Town, code: &str) -> PersonId {
    let mut work = town.house.store.begin().await.unwrap();
    let books = town.house.books(&mut work).await.unwrap();
    let matter = get_matter(&mut work, &town.house, code).await.unwrap();
    let deciders = deciders(&mut work, &town.house, &books, &matter).await.unwrap();
    deciders[0].id
}

/// The open matter of a rule that was opened last.
async fn open_of(town: &Town, rule: &str) -> String {
    let mut matters = list_matters(&town.house, &ListFilter::default()).await.unwrap();
    matters.retain(|matter| matter.kind == rule && matter.ended_on.is_none());
    matters.pop().unwrap().code
}

/// The extended day passes too; a promise holds the next rung, passes, and the ladder goes on one rung higher.
async fn is_forgotten(town: &Town, code: &str) {
    lives(town, day(2026, 12, 1)).await;
    assert_eq!(rungs(town, code).await, ["T+1"]);
    let name = handler_of(town, code).await;
    let mut work = town.house.store.begin().await.unwrap();
    let books = town.house.books(&mut work).await.unwrap();
    let person = find_person(&mut work, &town.house, &name).await.unwrap();
    let seer = Seer::of(&mut work, &books, person).await.unwrap();
    let matter = get_matter(&mut work, &town.house, code).await.unwrap();
    let spoken = Spoken {
        said: &Said::Acknowledged {
            promised_on: Some(day(2026, 12, 7)),
        },
        note: None,
        proxy: None,
    };
    take_answer(&mut work, &town.house, &books, &seer, matter.id, spoken)
        .await
        .unwrap()
        .unwrap();
    work.commit().await.unwrap();
    lives(town, day(2026, 12, 7)).await;
    assert_eq!(rungs(town, code).await, ["T+1"], "the promise holds");
    let heard = town.api.sent_to(JIA_SI).len();
    lives(town, day(2026, 12, 8)).await;
    assert_eq!(rungs(town, code).await, ["T+1", "T+7"], "and passes");
    insta::assert_snapshot!("whole_promise", town.screen(JIA_SI, heard));
}

/// The lot draws the closed finding, which is not as it was signed.
async fn is_false(town: &Town) {
    town.is_at("2026-12-09 10:00");
    let drawn = draw_spot_checks(&town.house, Actor::Operator, 1, 20261)
        .await
        .unwrap();
    assert_eq!(drawn.checks[0].finding, FINDING);
    let found = SpotFinding {
        code: drawn.checks[0].code.clone(),
        result: SpotResult::False,
        on: day(2026, 12, 9),
        reason: "现场与台账不符".to_owned(),
    };
    end_spot_check(&town.house, Actor::Operator, &found)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(state_of(town, FINDING).await, "in_progress");
    let registered = list_registrations(&town.house).await.unwrap();
    assert!(registered.iter().any(|row| row.code == FINDING), "{registered:?}");
}

/// What the ledger says of a matter: day, action, state and due day.
async fn outline(town: &Town, code: &str) -> String {
    let mut lines = Vec::new();
    for entry in chronicle(&town.house, code).await.unwrap() {
        let on = entry.local.date();
        let said = |field: &str| {
            let change = entry.changes.iter().find(|change| change.field == field)?;
            Some(format!(" {field}={}", change.after.to_string().trim_matches('"')))
        };
        let changes: String = ["state", "due_on", "step", "number"]
            .iter()
            .filter_map(|field| said(field))
            .collect();
        lines.push(format!("{on} {}{changes}", entry.action));
    }
    lines.join("\n")
}
