//! The ladder in chat over National Day 2026: a first red, 收到 that holds once, a 督办单 that the director issues, a promise
//! that is forgotten, a 告诫书 that is put off, and the climb to the leading group.

use super::town::Town;
use super::{BING_SAN, BING_YI, JIA_SI};
use crate::support::postgres;
use chrono::NaiveDate;
use huiyin::domain::ledger::Actor;
use huiyin::supervision::{ListFilter, MatterLine, NewEvent, list_matters, list_papers, record, show_matter};

const JIA_YI: i64 = 1001;
const DING_YI: i64 = 4001;
const UNIT: &str = "市住建局";

#[tokio::test]
async fn the_ladder_on_sqlite() {
    let folder = tempfile::TempDir::with_prefix("huiyin-walk-db").unwrap();
    story(&format!("sqlite://{}/walk.db", folder.path().display())).await;
}

#[tokio::test]
async fn the_ladder_on_postgres() {
    story(&postgres::fresh().await).await;
}

/// Every slot from the day on which the town is up to a moment.
async fn lives(town: &Town, from: &str, until: &str) {
    let first: NaiveDate = from.parse().unwrap();
    for day in first.iter_days() {
        for slot in ["08:30", "14:30"] {
            let now = format!("{day} {slot}");
            if now.as_str() > until {
                return;
            }
            town.is_at(&now);
            town.plans().await;
        }
    }
}

async fn overdue(town: &Town) -> MatterLine {
    let filter = ListFilter {
        unit: Some(UNIT.to_owned()),
        ..ListFilter::default()
    };
    let mut matters = list_matters(&town.house, &filter).await.unwrap();
    matters.retain(|matter| matter.kind == "N-OPIN");
    matters.remove(0)
}

async fn story(database: &str) {
    let town = Town::found(database, "2026-09-28 07:50").await;
    town.imports("通讯录.xlsx").await;
    let opinion = NewEvent {
        kind: "review_opinion_handed".to_owned(),
        happened_on: "2026-06-30".parse().unwrap(),
        proof: "转办函".to_owned(),
    };
    record(&town.house, Actor::Operator, UNIT, None, &opinion)
        .await
        .unwrap();
    town.all_bind(&[
        (JIA_YI, "甲一"),
        (JIA_SI, "甲四"),
        (BING_YI, "丙一"),
        (BING_SAN, "丙三"),
        (DING_YI, "丁一"),
    ])
    .await;
    let chats = [JIA_YI, JIA_SI, BING_SAN, DING_YI];
    let seen = chats.map(|chat| town.api.sent_to(chat).len());

    lives(&town, "2026-09-28", "2026-10-08 09:00").await;
    town.is_at("2026-10-08 10:00");
    town.clerk_does(JIA_YI, "甲一", "收到").await;
    lives(&town, "2026-10-09", "2026-10-14 09:00").await;
    town.is_at("2026-10-14 10:00");
    town.clerk_does(BING_SAN, "丙三", "[同意]").await;
    lives(&town, "2026-10-14", "2026-10-15 09:00").await;
    town.is_at("2026-10-15 10:00");
    town.clerk_does(
        JIA_YI,
        "甲一",
        &format!("{} 收到，10月16日前报送", overdue(&town).await.code),
    )
    .await;
    lives(&town, "2026-10-16", "2026-10-19 09:00").await;
    town.is_at("2026-10-19 10:00");
    for step in ["[退回]", "等单位主要负责人到位"] {
        town.clerk_does(BING_SAN, "丙三", step).await;
    }
    lives(&town, "2026-10-20", "2026-11-02 16:00").await;

    for ((chat, name), seen) in chats
        .iter()
        .zip(["handler", "principal", "director", "deputy"])
        .zip(seen)
    {
        insta::assert_snapshot!(format!("walk_ladder_{name}"), town.screen(*chat, seen));
    }
    let papers = list_papers(&town.house, None).await.unwrap();
    let shelf: Vec<_> = papers
        .iter()
        .map(|paper| (paper.form.as_str(), paper.state))
        .collect();
    assert!(
        shelf.contains(&("supervise", "issued")) && shelf.contains(&("admonish", "deferred")),
        "{shelf:?}"
    );
    let ladder = show_matter(&town.house, &overdue(&town).await.code)
        .await
        .unwrap()
        .ladder
        .unwrap();
    let climbed: Vec<_> = ladder
        .climbed
        .iter()
        .map(|rung| (rung.step.as_str(), rung.cause.key()))
        .collect();
    assert_eq!(
        climbed,
        [
            ("T+1", "due"),
            ("T+7", "due"),
            ("T+15", "promise"),
            ("T+30", "due")
        ]
    );
    assert_eq!(town.api.violations(), Vec::<String>::new());
}
