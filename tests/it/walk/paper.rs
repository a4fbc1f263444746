//! Paper: what the office prints from the chat, and what comes of it.

use super::desk::does;
use super::town::Town;
use super::{BING_YI, JIA_WU};
use crate::support::document::{qr_codes, text_of};
use crate::support::postgres;
use std::os::unix::fs::PermissionsExt;

#[tokio::test]
async fn paper_on_sqlite() {
    let folder = tempfile::TempDir::with_prefix("huiyin-paper-db").unwrap();
    paper(&format!("sqlite://{}/paper.db", folder.path().display())).await;
}

#[tokio::test]
async fn paper_on_postgres() {
    paper(&postgres::fresh().await).await;
}

async fn paper(database: &str) {
    let town = Town::found(database, "2026-09-01 07:50").await;
    town.imports("通讯录.xlsx").await;
    town.house.bot_name.set("huiyin_bot".to_owned()).unwrap();
    town.binds(BING_YI, "丙一").await;
    invitations(&town).await;
    assert_eq!(town.api.violations(), Vec::<String>::new());
}

/// A paper of the home's folder.
fn paper_named(town: &Town, name: &str) -> Vec<u8> {
    let path = town.prints().join(name);
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::read(path).unwrap()
}

/// A unit's invitations are printed, and one of them is scanned six days later.
async fn invitations(town: &Town) {
    let seen = town.api.sent_to(BING_YI).len();
    does(
        town,
        &["工作台", "[打印…]", "[打印全单位邀请函]", "住建", "[确认]"],
    )
    .await;
    does(town, &["工作台", "[打印…]", "[打印邀请函]", "甲五", "[确认]"]).await;
    does(
        town,
        &["工作台", "[打印…]", "[打印全单位邀请函]", "巡察办", "[确认]"],
    )
    .await;
    insta::assert_snapshot!("paper_invitations", town.screen(BING_YI, seen));

    let all = paper_named(town, "邀请函-市住建局-2026-09-01.docx");
    let pages = text_of(&all).iter().filter(|line| *line == "邀请函").count();
    assert!(pages > 3, "a page a person");
    assert_eq!(qr_codes(&all).len(), pages);

    let one = paper_named(town, "邀请函-市住建局-甲五-2026-09-01.docx");
    let links = qr_codes(&one);
    let code = links[0].strip_prefix("https://t.me/huiyin_bot?start=").unwrap();
    assert!(text_of(&one).contains(&format!("/start {code}")));
    town.is_at("2026-09-07 12:00");
    let jia_wu = town.api.person(JIA_WU, "甲五");
    jia_wu.says(&format!("/start {code}"));
    town.listens().await;
    jia_wu.presses("是我");
    town.listens().await;
    let bound = town.api.sent_to(JIA_WU).pop().unwrap();
    assert!(bound.text.contains("绑定"), "{}", bound.text);
}
