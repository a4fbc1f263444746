//! 销号 in chat alone: an application, sent back, applied for again, confirmed, signed with the pledge, checked by the
//! team, closed out by the office.

use super::desk::state_of;
use super::town::Town;
use super::{BING_ER, BING_SI, JIA_ER, JIA_SI, JIA_WU};
use crate::support::postgres;

/// The only measure of finding 2, of 甲五 and under 甲二.
pub const MEASURE: &str = "ZG-2026-03-0002-1";
pub const FINDING: &str = "ZG-2026-03-0002";

#[tokio::test]
async fn a_finding_is_closed_out_in_chat_on_sqlite() {
    let folder = tempfile::TempDir::with_prefix("huiyin-walk-db").unwrap();
    story(&format!("sqlite://{}/walk.db", folder.path().display())).await;
}

#[tokio::test]
async fn a_finding_is_closed_out_in_chat_on_postgres() {
    story(&postgres::fresh().await).await;
}

async fn story(database: &str) {
    let town = Town::found(database, "2026-09-01 07:50").await;
    town.imports("通讯录.xlsx").await;
    town.imports("整改台账-市住建局.xlsx").await;
    town.all_bind(&[
        (JIA_WU, "甲五"),
        (JIA_ER, "甲二"),
        (JIA_SI, "甲四"),
        (BING_SI, "丙四"),
        (BING_ER, "丙二"),
    ])
    .await;
    slot(&town, "2026-09-01 08:30").await;
    let seen = town.api.sent_to(JIA_WU).len();
    town.is_at("2026-09-02 10:00");
    applies(&town).await;
    town.clerk_does(JIA_WU, "甲五", "[已完成]").await;
    assert_eq!(state_of(&town, MEASURE).await, "under_review");

    let heard = town.api.sent_to(JIA_ER).len();
    slot(&town, "2026-09-02 14:30").await;
    town.clerk_does(JIA_ER, "甲二", "[退回]").await;
    town.clerk_does(JIA_ER, "甲二", "佐证材料不全").await;
    assert_eq!(state_of(&town, MEASURE).await, "in_progress");
    slot(&town, "2026-09-03 08:30").await;
    applies(&town).await;
    town.clerk_does(JIA_WU, "甲五", "工期表已补齐并报内网").await;
    town.clerk_does(JIA_WU, "甲五", &format!("/m {MEASURE}")).await;
    insta::assert_snapshot!("walk_closeout_handler", town.screen(JIA_WU, seen));

    slot(&town, "2026-09-03 14:30").await;
    town.clerk_does(JIA_ER, "甲二", "[同意]").await;
    insta::assert_snapshot!("walk_closeout_leader", town.screen(JIA_ER, heard));
    assert_eq!(state_of(&town, FINDING).await, "under_review");

    let heard = town.api.sent_to(JIA_SI).len();
    slot(&town, "2026-09-04 08:30").await;
    town.clerk_does(JIA_SI, "甲四", "[签署]").await;
    town.clerk_does(JIA_SI, "甲四", "[确认签署]").await;
    insta::assert_snapshot!("walk_closeout_principal", town.screen(JIA_SI, heard));

    slot(&town, "2026-09-04 14:30").await;
    town.clerk_does(BING_SI, "丙四", "[同意]").await;
    let heard = town.api.sent_to(BING_ER).len();
    slot(&town, "2026-09-07 08:30").await;
    town.clerk_does(BING_ER, "丙二", "[同意]").await;
    insta::assert_snapshot!("walk_closeout_office", town.screen(BING_ER, heard));
    for code in [FINDING, MEASURE] {
        assert_eq!(state_of(&town, code).await, "closed_out");
    }
    assert_eq!(town.api.violations(), Vec::<String>::new());
}

async fn slot(town: &Town, at: &str) {
    town.is_at(at);
    town.plans().await;
}

/// 甲五 presses 申请销号 on the last card, and says which of its matters is meant, where it lists several.
pub async fn applies(town: &Town) {
    town.clerk_does(JIA_WU, "甲五", "[申请销号]").await;
    let asked = town.api.sent_to(JIA_WU).pop().unwrap();
    if asked.text.contains("哪一项") {
        let line = asked.text.lines().find(|line| line.contains(MEASURE)).unwrap();
        let number: String = line
            .chars()
            .skip_while(|sign| !sign.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        town.clerk_does(JIA_WU, "甲五", &format!("[{number}]")).await;
    }
}
