//! 回头看 in chat alone: the list is printed, a number is selected, and half a year after the feedback a relapse
//! reopens a finding. The unit hears nothing before it is told.

use super::desk::{does, state_of};
use super::town::Town;
use super::{BING_YI, JIA_WU};
use crate::support::postgres;
use huiyin::domain::matter::MatterState;
use huiyin::supervision::{ListFilter, MatterLine, list_matters};

const YI_WU: i64 = 2005;

#[tokio::test]
async fn a_review_goes_by_its_number_on_sqlite() {
    let folder = tempfile::TempDir::with_prefix("huiyin-walk-db").unwrap();
    story(&format!("sqlite://{}/walk.db", folder.path().display())).await;
}

#[tokio::test]
async fn a_review_goes_by_its_number_on_postgres() {
    story(&postgres::fresh().await).await;
}

async fn of_rule(town: &Town, rule: &str) -> Vec<MatterLine> {
    let filter = ListFilter {
        unit: Some("市财政局".to_owned()),
        ..ListFilter::default()
    };
    let mut matters = list_matters(&town.house, &filter).await.unwrap();
    matters.retain(|matter| matter.kind == rule);
    matters
}

async fn story(database: &str) {
    let town = Town::found(database, "2026-09-01 07:50").await;
    town.imports("通讯录.xlsx").await;
    town.imports("整改台账-市财政局.xlsx").await;
    town.binds(BING_YI, "丙一").await;
    town.binds(YI_WU, "乙五").await;
    town.is_at("2026-12-30 10:00");
    let (seen, heard) = (town.api.sent_to(BING_YI).len(), town.api.sent_to(YI_WU).len());
    does(&town, &["工作台", "[回头看…]", "[回头看名单]"]).await;
    does(
        &town,
        &["工作台", "[回头看…]", "[选定回头看]", "9", "[1]", "[确认]"],
    )
    .await;
    let review = of_rule(&town, "B-BACK").await.remove(0).code;

    for rule in ["B-BACK2", "B-BACK3"] {
        let task = of_rule(&town, rule).await.remove(0).code;
        does(
            &town,
            &[
                "工作台",
                "[收件]",
                &task,
                "[2026-12-30]",
                "[内网]",
                "[无]",
                "[确认]",
            ],
        )
        .await;
    }
    let claimed = of_rule(&town, "R-FIND")
        .await
        .into_iter()
        .find(|finding| finding.claimed_on.is_some());
    let finding = claimed.unwrap().code;
    let steps = [
        "工作台",
        "[回头看…]",
        "[回头看结论]",
        "[1]",
        "[反弹]",
        &finding,
        "[2026-12-30]",
        "抽查发现反弹",
        "[确认]",
    ];
    does(&town, &steps).await;
    insta::assert_snapshot!("walk_review", town.screen(BING_YI, seen));
    assert_eq!(state_of(&town, &finding).await, MatterState::InProgress.key());
    assert_eq!(state_of(&town, &review).await, MatterState::Completed.key());
    assert!(
        !town.screen(BING_YI, seen).contains("市财政局"),
        "no unit is named in chat"
    );
    assert_eq!(
        town.api.sent_to(YI_WU).len(),
        heard,
        "the unit was told nothing by it"
    );
    assert!(town.api.sent_to(JIA_WU).is_empty());
    let printed = std::fs::read_dir(town.prints()).unwrap().count();
    assert_eq!(printed, 1, "the list lies in the folder");
    assert_eq!(town.api.violations(), Vec::<String>::new());
}
