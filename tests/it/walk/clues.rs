//! A custodian feeds back a clue with one digit, in chat alone; whoever else asks is told nothing.

use super::BING_YI;
use super::town::Town;
use crate::support::postgres;
use huiyin::supervision::show_clue;

const WU_YI: i64 = 5001;
const WU_ER: i64 = 5002;

#[tokio::test]
async fn the_clues_on_sqlite() {
    let folder = tempfile::TempDir::with_prefix("huiyin-clues-db").unwrap();
    walk(&format!("sqlite://{}/walk.db", folder.path().display())).await;
}

#[tokio::test]
async fn the_clues_on_postgres() {
    walk(&postgres::fresh().await).await;
}

async fn walk(database: &str) {
    let town = Town::found(database, "2026-08-21 17:00").await;
    town.imports("通讯录.xlsx").await;
    town.all_bind(&[(WU_YI, "戊一"), (WU_ER, "戊二"), (BING_YI, "丙一")])
        .await;
    let report = town.imports("问题线索移交台账.xlsx").await;
    assert_eq!((report.created, report.opened.len()), (4, 6));
    one_line_a_clue(&town).await;
    digits(&town).await;
    words(&town).await;
    at_the_desk(&town).await;
    nobody_else(&town).await;
    assert_eq!(town.api.violations(), Vec::<String>::new());
    let verified = town.house.store.read().await.unwrap().verify(None).await.unwrap();
    assert_eq!(verified.trouble, None);
}

async fn one_line_a_clue(town: &Town) {
    let (custodian, other) = (town.api.sent_to(WU_YI).len(), town.api.sent_to(WU_ER).len());
    town.is_at("2026-08-24 08:30");
    town.plans().await;
    insta::assert_snapshot!("walk_clues_told", town.screen(WU_YI, custodian));
    assert_eq!(
        town.api.sent_to(WU_ER).len(),
        other,
        "the other room is told nothing"
    );
}

async fn digits(town: &Town) {
    let custodian = town.api.person(WU_YI, "戊一");
    let card = town.api.sent_to(WU_YI).pop().unwrap();
    let seen = town.api.sent_to(WU_YI).len();
    town.is_at("2026-08-24 09:10");
    custodian.replies_to(&card, "1");
    town.listens().await;
    custodian.says("XS-2026-03-001 1");
    town.listens().await;
    custodian.presses_on_an_old_card("2 继续办理");
    town.listens().await;
    custodian.says("我的待办");
    town.listens().await;
    custodian.says("2 已完成");
    town.listens().await;
    insta::assert_snapshot!("walk_clues_digits", town.screen(WU_YI, seen));
}

/// Whatever says more than a digit is refused and kept nowhere.
async fn words(town: &Town) {
    let custodian = town.api.person(WU_YI, "戊一");
    let seen = town.api.sent_to(WU_YI).len();
    for text in [
        "XS-2026-03-001-0002 已完成 已与王某见面",
        "XS-2026-03-001-0002 收到，10月8日前报送",
        "本周与王某见面",
        "报进展",
        "/m XS-2026-03-001",
        "/m XS-2026-03-002",
    ] {
        custodian.says(text);
        town.listens().await;
    }
    insta::assert_snapshot!("walk_clues_words", town.screen(WU_YI, seen));
    let mut work = town.house.store.read().await.unwrap();
    for reply in work.all::<huiyin::domain::answer::Reply>().await.unwrap() {
        assert_eq!((reply.note, reply.promised_on), (None, None));
    }
}

/// The clerk receives what was fed back, names another custodian, passes a clue on.
async fn at_the_desk(town: &Town) {
    let clerk = town.api.person(BING_YI, "丙一");
    let seen = town.api.sent_to(BING_YI).len();
    let does = async |steps: &[&str]| {
        for step in steps {
            match step.strip_prefix('[').and_then(|step| step.strip_suffix(']')) {
                Some(button) => {
                    clerk.presses(button);
                }
                None => {
                    clerk.says(step);
                }
            }
            town.listens().await;
        }
    };
    let signed = "[XS-2026-03-001-0001]";
    does(&[
        "工作台",
        "[收件]",
        signed,
        "[2026-08-24]",
        "[纸质]",
        "[无]",
        "[确认]",
    ])
    .await;
    does(&[
        "工作台",
        "[专管事项…]",
        "[指定专管员]",
        "[XS-2026-03-001]",
        "[戊二]",
        "轮岗",
        "[确认]",
    ])
    .await;
    does(&[
        "工作台",
        "[专管事项…]",
        "[转送]",
        "XS-2026-03-003",
        "组织部",
        "[2026-08-24]",
        "无管辖权",
        "[确认]",
    ])
    .await;
    insta::assert_snapshot!("walk_clues_desk", town.screen(BING_YI, seen));
    let clerk = huiyin::domain::ledger::Actor::Operator;
    let sheet = show_clue(&town.house, clerk, "XS-2026-03-003").await.unwrap();
    assert_eq!(sheet.line.organ, "市委组织部");
}

/// The custodian before, and the clerk in chat, see no row.
async fn nobody_else(town: &Town) {
    let seen = town.api.sent_to(WU_YI).len();
    let before = town.api.person(WU_YI, "戊一");
    for text in ["/m XS-2026-03-001", "我的待办", "XS-2026-03-001 3", "1"] {
        before.says(text);
        town.listens().await;
    }
    insta::assert_snapshot!("walk_clues_before", town.screen(WU_YI, seen));
    let seen = town.api.sent_to(WU_ER).len();
    let now = town.api.person(WU_ER, "戊二");
    for text in ["我的待办", "2"] {
        now.says(text);
        town.listens().await;
    }
    insta::assert_snapshot!("walk_clues_now", town.screen(WU_ER, seen));
    let clerk = town.api.person(BING_YI, "丙一");
    let seen = town.api.sent_to(BING_YI).len();
    for text in ["/m XS-2026-03-001-0002", "我的待办"] {
        clerk.says(text);
        town.listens().await;
    }
    insta::assert_snapshot!("walk_clues_clerk", town.screen(BING_YI, seen));
}
