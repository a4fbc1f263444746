//! The week's digest in chat: the office holds it and lets it go, readers get a summary and choose their day.

use super::town::Town;
use super::{BING_YI, JIA_WU};
use crate::support::postgres;
use huiyin::supervision::circulate;

const JIA_YI: i64 = 1001;

#[tokio::test]
async fn digest_on_sqlite() {
    let folder = tempfile::TempDir::with_prefix("huiyin-digest-db").unwrap();
    digest(&format!("sqlite://{}/digest.db", folder.path().display())).await;
}

#[tokio::test]
async fn digest_on_postgres() {
    digest(&postgres::fresh().await).await;
}

async fn digest(database: &str) {
    let mut town = Town::found(database, "2026-09-01 07:50").await;
    town.house.mails_digests = false; // chat alone
    town.imports("通讯录.xlsx").await;
    town.all_bind(&[(BING_YI, "丙一"), (JIA_YI, "甲一"), (JIA_WU, "甲五")])
        .await;
    town.imports("整改台账-市住建局.xlsx").await;
    let (office, principal, handler) = (seen(&town, BING_YI), seen(&town, JIA_YI), seen(&town, JIA_WU));
    held_and_let_go(&town).await;
    choices(&town).await;
    insta::assert_snapshot!("digest_office", town.screen(BING_YI, office));
    insta::assert_snapshot!("digest_principal", town.screen(JIA_YI, principal));
    insta::assert_snapshot!("digest_handler", town.screen(JIA_WU, handler));
    assert_eq!(town.api.violations(), Vec::<String>::new());
}

fn seen(town: &Town, chat: i64) -> usize {
    town.api.sent_to(chat).len()
}

/// The time comes when digests are looked after; gives how many left.
async fn circulates(town: &Town, at: &str) -> usize {
    town.is_at(at);
    let circulated = circulate(&town.house).await.unwrap();
    town.delivers().await;
    circulated.sent
}

async fn held_and_let_go(town: &Town) {
    circulates(town, "2026-09-07 08:00").await;
    town.clerk_does(BING_YI, "丙一", "[暂缓]").await;
    assert_eq!(circulates(town, "2026-09-07 08:30").await, 0, "it is held");
    town.clerk_does(BING_YI, "丙一", "[暂缓]").await; // the old button
    town.clerk_does(BING_YI, "丙一", "[放行]").await;
    assert!(circulates(town, "2026-09-07 08:45").await > 0);
    assert_eq!(circulates(town, "2026-09-07 08:50").await, 0, "once");
}

async fn choices(town: &Town) {
    for step in [
        "/digest",
        "[周三]",
        "/digest 15:00",
        "/digest 23:00",
        "/digest 明天",
    ] {
        town.clerk_does(JIA_YI, "甲一", step).await;
    }
    // The principal names nobody else; a handler has no digest.
    town.clerk_does(JIA_YI, "甲一", "/digest 丙一 10:00").await;
    town.clerk_does(JIA_WU, "甲五", "/digest").await;
    for step in [
        "/digest",
        "/digest 甲一",
        "[有变动时才发]",
        "/digest 甲一 10:00",
        "/digest 甲五",
        "/digest 无此人 10:00",
    ] {
        town.clerk_does(BING_YI, "丙一", step).await;
    }
    circulates(town, "2026-09-14 08:00").await;
    let monday = circulates(town, "2026-09-14 08:30").await;
    assert!(monday > 0, "the office's own");
    let principal = seen(town, JIA_YI);
    circulates(town, "2026-09-16 09:55").await;
    assert_eq!(seen(town, JIA_YI), principal, "not before ten on Wednesday");
}
