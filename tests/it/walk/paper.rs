//! Paper: what the office prints from the chat, and what comes of it.

use super::desk::does;
use super::town::Town;
use super::{BING_YI, JIA_WU};
use crate::support::document::{qr_codes, text_of};
use crate::support::postgres;
use huiyin::supervision::open_due_matters;
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
    let mut town = Town::found(database, "2026-09-01 07:50").await;
    town.house.mails_notices = false; // who has no account is called
    town.imports("通讯录.xlsx").await;
    town.house.bot_name.set("huiyin_bot".to_owned()).unwrap();
    town.binds(BING_YI, "丙一").await;
    by_telephone(&town).await;
    invitations(&town).await;
    the_month(&town).await;
    assert_eq!(town.api.violations(), Vec::<String>::new());
}

/// A paper of the home's folder.
fn paper_named(town: &Town, name: &str) -> Vec<u8> {
    let path = town.prints().join(name);
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::read(path).unwrap()
}

/// Who has no account stands on the day's list, is called, and counts as told.
async fn by_telephone(town: &Town) {
    let seen = town.api.sent_to(BING_YI).len();
    let report = town.imports("整改台账-市住建局.xlsx").await;
    assert!(report.takeover);
    town.is_at("2026-09-01 08:30");
    town.plans().await;
    let list = text_of(&paper_named(town, "电话清单-2026-09-01.docx"));
    assert!(
        list.iter().any(|line| line.starts_with("市住建局 甲一")),
        "{list:?}"
    );
    town.is_at("2026-09-01 10:00");
    does(
        town,
        &[
            "工作台",
            "[已电话告知]",
            "市住建局 甲一",
            "[2026-09-01]",
            "[确认]",
        ],
    )
    .await;
    does(town, &["工作台", "[打印…]", "[打印电话清单]"]).await;
    does(
        town,
        &["工作台", "[已电话告知]", "教育", "住建", "[2026-09-01]", "[确认]"],
    )
    .await;
    does(town, &["工作台", "[打印…]", "[打印电话清单]"]).await;
    insta::assert_snapshot!("paper_by_telephone", town.screen(BING_YI, seen));
    let list = text_of(&paper_named(town, "电话清单-2026-09-01-2.docx"));
    assert!(
        !list.iter().any(|line| line.starts_with("市住建局 甲一")),
        "{list:?}"
    );
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

/// 甲五 fills in the month by buttons and words, leaves it, is forgotten, finishes it; the office prints it.
async fn the_month(town: &Town) {
    town.is_at("2026-09-20 09:00");
    open_due_matters(&town.house).await.unwrap();
    let jia_wu = town.api.person(JIA_WU, "甲五");
    let seen = town.api.sent_to(JIA_WU).len();
    jia_wu.says("填月报");
    town.listens().await;
    jia_wu.presses("无变化");
    town.listens().await;
    jia_wu.presses("进度50%");
    town.listens().await;
    jia_wu.says("差不多了吧");
    town.listens().await;
    jia_wu.says("进度70% 已完成初稿");
    town.listens().await;
    jia_wu.presses("取消");
    town.listens().await;
    jia_wu.presses_on_an_old_card("进度50%");
    town.listens().await;
    jia_wu.says("填月报");
    town.listens().await;
    jia_wu.presses("已完成");
    town.listens().await;
    town.is_at("2026-09-20 11:00");
    assert_eq!(huiyin::bot::end_silent(&town.house).await.unwrap(), 1);
    town.delivers().await;
    jia_wu.says("填月报");
    for _ in 0..12 {
        town.listens().await;
        let last = town.api.sent_to(JIA_WU).pop().unwrap();
        if last.buttons.is_empty() {
            break;
        }
        jia_wu.presses("无变化");
    }
    insta::assert_snapshot!("paper_month", town.screen(JIA_WU, seen));
    let last = town.api.sent_to(JIA_WU).pop().unwrap();
    assert!(last.text.contains("已填"), "{}", last.text);

    let seen = town.api.sent_to(BING_YI).len();
    does(
        town,
        &[
            "工作台",
            "[打印…]",
            "[打印单位月报]",
            "住建",
            "[2026-09]",
            "[确认]",
        ],
    )
    .await;
    insta::assert_snapshot!("paper_month_printed", town.screen(BING_YI, seen));
    let report = text_of(&paper_named(town, "整改月报-市住建局-2026-09.docx"));
    assert!(report.contains(&"70%".to_owned()), "{report:?}");
    assert!(report.contains(&"甲五：无变化".to_owned()), "{report:?}");

    // What comes later changes nothing of a month that is over.
    town.is_at("2026-10-10 09:00");
    jia_wu.says("填月报");
    town.listens().await;
    jia_wu.presses("进度75%");
    town.listens().await;
    does(
        town,
        &["工作台", "[打印…]", "[打印单位月报]", "住建", "2026-09", "[确认]"],
    )
    .await;
    let again = text_of(&paper_named(town, "整改月报-市住建局-2026-09-2.docx"));
    let cells = |report: &[String]| {
        report
            .iter()
            .filter(|cell| cell.contains('：'))
            .cloned()
            .collect::<Vec<_>>()
    };
    let said = |report: &[String]| {
        cells(report)
            .into_iter()
            .filter(|cell| cell.starts_with("甲"))
            .collect::<Vec<_>>()
    };
    assert_eq!(said(&again), said(&report));
}
