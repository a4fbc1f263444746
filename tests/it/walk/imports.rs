//! 导入 in chat alone: the clerk puts workbooks into the folder, looks at the preview, and says yes or no.

use super::BING_YI;
use super::town::Town;
use crate::support::postgres;
use huiyin::supervision::{ListFilter, list_matters};

const HOUSING: &str = "整改台账-市住建局.xlsx";
const BAD: &str = "坏台账.xlsx";

#[tokio::test]
async fn workbooks_are_imported_from_the_chat_on_sqlite() {
    let folder = tempfile::TempDir::with_prefix("huiyin-walk-db").unwrap();
    story(&format!("sqlite://{}/walk.db", folder.path().display())).await;
}

#[tokio::test]
async fn workbooks_are_imported_from_the_chat_on_postgres() {
    story(&postgres::fresh().await).await;
}

async fn story(database: &str) {
    let town = Town::found(database, "2026-09-01 07:50").await;
    town.imports("通讯录.xlsx").await;
    town.binds(BING_YI, "丙一").await;
    let seen = town.api.sent_to(BING_YI).len();

    put(&town, BAD, BAD);
    does(&town, &["工作台", "[导入]", &format!("[{BAD}]")]).await;
    assert_eq!(matters(&town).await, 0, "nothing of a bad workbook comes in");
    insta::assert_snapshot!("walk_import_bad", town.screen(BING_YI, seen));
    let preview = std::fs::read_to_string(town.imports_folder().join("坏台账.预览.txt")).unwrap();
    insta::assert_snapshot!("walk_import_bad_preview", preview);

    let seen = town.api.sent_to(BING_YI).len();
    put(&town, HOUSING, HOUSING);
    std::fs::remove_file(town.imports_folder().join(BAD)).unwrap();
    does(&town, &["工作台", "[导入]", &format!("[{HOUSING}]"), "[取消]"]).await;
    assert_eq!(matters(&town).await, 0, "cancelled");
    does(&town, &["工作台", "[导入]", HOUSING]).await;
    put(&town, "整改台账-市财政局.xlsx", HOUSING);
    does(&town, &["[确认]"]).await;
    assert_eq!(matters(&town).await, 0, "what was not looked at is not imported");
    put(&town, HOUSING, HOUSING);
    does(&town, &["工作台", "[导入]", HOUSING, "[确认]"]).await;
    insta::assert_snapshot!("walk_import", town.screen(BING_YI, seen));
    assert!(matters(&town).await > 17);

    let seen = town.api.sent_to(BING_YI).len();
    does(&town, &["工作台", "[导入]"]).await;
    let card = town.screen(BING_YI, seen);
    assert!(
        card.contains(HOUSING) && !card.contains("预览"),
        "neither previews nor copies are offered: {card}"
    );
    does(&town, &[HOUSING]).await;
    town.api.person(BING_YI, "丙一").presses_on_an_old_card("确认");
    town.listens().await;
    insta::assert_snapshot!("walk_import_again", town.screen(BING_YI, seen));
    let seen = town.api.sent_to(BING_YI).len();
    put(&town, "问题线索移交台账.xlsx", "问题线索移交台账.xlsx");
    does(&town, &["工作台", "[导入]", "[问题**移交台账.xlsx]"]).await;
    let cards = town.screen(BING_YI, seen);
    assert!(
        cards.contains("确认导入吗") && !cards.contains("线索"),
        "a file's name says no more than may be said: {cards}"
    );
    let verified = town.house.store.read().await.unwrap().verify(None).await.unwrap();
    assert_eq!(verified.trouble, None);
    assert_eq!(town.api.violations(), Vec::<String>::new());
}

fn put(town: &Town, sample: &str, name: &str) {
    let from = format!("{}/tests/data/{sample}", env!("CARGO_MANIFEST_DIR"));
    std::fs::copy(from, town.imports_folder().join(name)).unwrap();
}

async fn matters(town: &Town) -> usize {
    list_matters(&town.house, &ListFilter::default())
        .await
        .unwrap()
        .len()
}

/// What the clerk does, and the jobs in between.
async fn does(town: &Town, steps: &[&str]) {
    for step in steps {
        town.clerk_does(BING_YI, "丙一", step).await;
        huiyin::bot::run_imports(&town.house).await.unwrap();
        town.delivers().await;
    }
}
