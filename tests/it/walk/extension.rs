//! 延期 in chat alone: asked for by a button and by words, decided by the director's button, and told to all who knew.

use super::town::Town;
use super::{BING_SAN, BING_YI};
use crate::support::postgres;
use huiyin::supervision::{ListFilter, list_matters};
use huiyin::supervision::{MatterLine, list_extensions};

const JIA_BA: i64 = 1008;

#[tokio::test]
async fn more_time_is_asked_for_and_granted_on_sqlite() {
    let folder = tempfile::TempDir::with_prefix("huiyin-walk-db").unwrap();
    story(&format!("sqlite://{}/walk.db", folder.path().display())).await;
}

#[tokio::test]
async fn more_time_is_asked_for_and_granted_on_postgres() {
    story(&postgres::fresh().await).await;
}

async fn says(town: &Town, who: (i64, &str), steps: &[&str]) {
    for step in steps {
        town.clerk_does(who.0, who.1, step).await;
    }
}

async fn measures(town: &Town) -> Vec<MatterLine> {
    let mut matters = list_matters(&town.house, &ListFilter::default()).await.unwrap();
    matters.retain(|matter| matter.kind == "R-ITEM" && matter.due_on == "2026-09-30".parse().ok());
    matters
}

async fn story(database: &str) {
    let town = Town::found(database, "2026-09-01 07:50").await;
    town.imports("通讯录.xlsx").await;
    town.imports("整改台账-市住建局.xlsx").await;
    town.binds(JIA_BA, "甲八").await;
    town.binds(BING_SAN, "丙三").await;
    town.binds(BING_YI, "丙一").await;
    town.is_at("2026-09-01 08:30");
    town.plans().await;
    let code = measures(&town).await.remove(0).code;

    let (seen, director) = (town.api.sent_to(JIA_BA).len(), town.api.sent_to(BING_SAN).len());
    town.is_at("2026-09-02 10:00");
    let jia_ba = (JIA_BA, "甲八");
    says(&town, jia_ba, &[&format!("{code} 延期到2027年3月1日"), "[取消]"]).await;
    says(
        &town,
        jia_ba,
        &[
            &format!("{code} 延期"),
            "看情况",
            "[资金]",
            "9月20日",
            "11月30日",
            "[无]",
            "[确认]",
            &format!("{code} 延期到12月1日 资金未到位"),
        ],
    )
    .await;
    insta::assert_snapshot!("walk_extension_asked", town.screen(JIA_BA, seen));
    let asked = list_extensions(&town.house, huiyin::domain::ledger::Actor::Operator, true).await;
    assert_eq!(asked.unwrap().len(), 1);

    town.is_at("2026-09-02 14:30");
    town.plans().await;
    says(&town, (BING_SAN, "丙三"), &["[同意]"]).await;
    insta::assert_snapshot!("walk_extension_decided", town.screen(BING_SAN, director));
    let told = town.api.sent_to(JIA_BA).len();
    town.is_at("2026-09-03 08:30");
    town.plans().await;
    insta::assert_snapshot!("walk_extension_told", town.screen(JIA_BA, told));
    let matters = list_matters(&town.house, &ListFilter::default()).await.unwrap();
    let extended = matters.iter().find(|matter| matter.code == code).unwrap();
    assert_eq!(extended.due_on, "2026-11-30".parse().ok());
    assert_eq!(extended.original_due_on, "2026-09-30".parse().ok());

    // A second one comes in on paper; the clerk records it and is told why not.
    let desk = town.api.sent_to(BING_YI).len();
    says(
        &town,
        (BING_YI, "丙一"),
        &[
            "工作台",
            "[本办事务…]",
            "[代录延期申请]",
            &code,
            "[市住建局 甲八]",
            "[政策]",
            "2027年1月15日",
            "[无]",
            "[纸质]",
            "[2026-09-03]",
            "[无]",
            "[确认]",
        ],
    )
    .await;
    insta::assert_snapshot!("walk_extension_desk", town.screen(BING_YI, desk));
    assert_eq!(town.api.violations(), Vec::<String>::new());
}
