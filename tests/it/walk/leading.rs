//! The leading group's side in chat: the card, its details, a talk that the head approves, a limit, a registration.

use super::town::Town;
use super::{BING_YI, desk::does};
use crate::support::postgres;
use chrono::{Datelike, NaiveDate, Weekday};
use huiyin::domain::ledger::Actor;
use huiyin::supervision::{NewEvent, list_registrations, list_resolutions, record};

pub const DING_YI: i64 = 9001;
pub const DING_ER: i64 = 9002;

#[tokio::test]
async fn the_leading_group_decides_on_sqlite() {
    let folder = tempfile::TempDir::with_prefix("huiyin-walk-db").unwrap();
    story(&format!("sqlite://{}/walk.db", folder.path().display())).await;
}

#[tokio::test]
async fn the_leading_group_decides_on_postgres() {
    story(&postgres::fresh().await).await;
}

async fn presses(town: &Town, chat: i64, name: &str, steps: &[&str]) {
    for step in steps {
        town.clerk_does(chat, name, step).await;
    }
}

/// Every morning from one day to another.
async fn mornings(town: &Town, from: NaiveDate, until: NaiveDate) {
    for day in from.iter_days().take_while(|day| *day <= until) {
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            town.is_at(&format!("{day} 08:30"));
            town.plans().await;
        }
    }
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

async fn story(database: &str) {
    let town = Town::found(database, "2026-09-01 07:50").await;
    town.imports("通讯录.xlsx").await;
    let feedback = NewEvent {
        kind: "feedback".to_owned(),
        happened_on: day(8, 31),
        proof: "反馈会".to_owned(),
    };
    record(
        &town.house,
        Actor::Operator,
        "市住建局",
        Some("第三轮"),
        &feedback,
    )
    .await
    .unwrap();
    town.binds(DING_YI, "丁一").await;
    town.binds(DING_ER, "丁二").await;
    town.binds(BING_YI, "丙一").await;
    mornings(&town, day(10, 1), day(11, 6)).await;

    let seen = town.api.sent_to(DING_YI).len();
    town.is_at("2026-11-09 08:30");
    town.plans().await;
    presses(
        &town,
        DING_YI,
        "丁一",
        &["[1 明细]", "[1 约谈]", "[确认]", "[确认]"],
    )
    .await;
    insta::assert_snapshot!("leading_card", town.screen(DING_YI, seen));

    let asked = town.api.sent_to(DING_ER).len();
    town.is_at("2026-11-09 14:30");
    town.plans().await;
    presses(&town, DING_ER, "丁二", &["[退回]", "[取消]", "[同意]", "[同意]"]).await;
    insta::assert_snapshot!("leading_approval", town.screen(DING_ER, asked));
    let (talk, _, _) = list_resolutions(&town.house).await.unwrap().remove(0);
    assert_eq!(talk.state.key(), "approved");

    let seen = town.api.sent_to(DING_ER).len();
    town.is_at("2026-11-16 08:30");
    town.plans().await;
    let limit = ["[1 限期]", "昨天", "11月30日", "[确认]"];
    presses(&town, DING_ER, "丁二", &limit).await;
    presses(&town, DING_ER, "丁二", &["[1 挂号督办]", "[确认]"]).await;
    insta::assert_snapshot!("leading_limit", town.screen(DING_ER, seen));

    let seen = town.api.sent_to(BING_YI).len();
    let steps = [
        "工作台",
        "[审批和领导小组…]",
        "[代录领导小组决定]",
        "[市住建局]",
        "[通报]",
        "[领导小组 丁一]",
        "[纸质]",
        "[2026-11-16]",
        "[无]",
        "[确认]",
    ];
    does(&town, &steps).await;
    let registered = list_registrations(&town.house).await.unwrap();
    let stands = format!("[{} {}]", registered[0].number, registered[0].code);
    let steps = [
        "工作台",
        "[审批和领导小组…]",
        "[解除挂号督办]",
        &stands,
        "[领导小组 丁二]",
        "已整改到位",
        "[确认]",
    ];
    does(&town, &steps).await;
    insta::assert_snapshot!("leading_desk", town.screen(BING_YI, seen));
    let lifted = list_registrations(&town.house).await.unwrap();
    assert!(lifted.iter().any(|row| row.lifted_on.is_some()));
    assert_eq!(town.api.violations(), Vec::<String>::new());
}
