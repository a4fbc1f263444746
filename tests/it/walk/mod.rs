//! `walk`: one story from the office's workbook to a reply in the ledger, on both databases, every text kept.

mod closeout;
mod clues;
mod desk;
mod digest;
mod doubts;
mod extension;
mod imports;
mod ladder;
mod leading;
mod mend;
mod paper;
mod reviews;
mod town;
mod whole;

use crate::support::postgres;
use huiyin::supervision::{ListFilter, MatterLine, list_matters, show_matter, why};
use town::Town;

/// The chats of the city's people, by the numbers of their units and names.
const JIA_ER: i64 = 1002;
const JIA_SI: i64 = 1004;
const JIA_WU: i64 = 1005;
const BING_YI: i64 = 3001;
const BING_ER: i64 = 3002;
const BING_SAN: i64 = 3003;
const BING_SI: i64 = 3004;

#[tokio::test]
async fn the_walk_on_sqlite() {
    let folder = tempfile::TempDir::with_prefix("huiyin-walk-db").unwrap();
    walk(&format!("sqlite://{}/walk.db", folder.path().display())).await;
}

#[tokio::test]
async fn the_walk_on_postgres() {
    walk(&postgres::fresh().await).await;
}

async fn walk(database: &str) {
    let town = Town::found(database, "2026-09-01 07:50").await;
    town.imports("通讯录.xlsx").await;
    let report = town.imports("整改台账-市住建局.xlsx").await;
    assert!(report.takeover && report.feedback_is_new);
    assert_eq!((report.created, report.changed), (17, 0));

    bind(&town).await;
    first_message(&town).await;
    answers(&town).await;
    secrets_and_doubts(&town).await;
    evidence(&town).await;
    reminders(&town).await;
    what_the_ledger_says(&town).await;
    desk::at_the_desk(&town).await;
    assert_eq!(town.api.violations(), Vec::<String>::new());
}

/// 甲五 and the clerk bind their accounts by one-time codes.
async fn bind(town: &Town) {
    let jia_wu = town.api.person(JIA_WU, "甲五");
    jia_wu.says("你好");
    town.listens().await;
    let code = town.invites("甲五").await;
    jia_wu.says("/start WRONGCODE2");
    town.listens().await;
    jia_wu.says(&format!("/start {code}"));
    town.listens().await;
    jia_wu.presses("是我");
    town.listens().await;
    jia_wu.says(&format!("/start {code}"));
    town.listens().await;
    insta::assert_snapshot!("walk_bind", town.screen(JIA_WU, 0));

    let clerk = town.api.person(BING_YI, "丙一");
    clerk.says(&format!("/start {}", town.invites("丙一").await));
    town.listens().await;
    clerk.presses("是我");
    town.listens().await;
}

/// At 08:30 one bundled message says where things stand.
async fn first_message(town: &Town) {
    let (seen, seen_by_clerk) = (town.api.sent_to(JIA_WU).len(), town.api.sent_to(BING_YI).len());
    town.is_at("2026-09-01 08:30");
    town.plans().await;
    insta::assert_snapshot!("walk_takeover", town.screen(JIA_WU, seen));
    insta::assert_snapshot!("walk_takeover_clerk", town.screen(BING_YI, seen_by_clerk));
    assert_eq!(
        town.api.sent_to(JIA_WU).len(),
        seen + 1,
        "one message with all that is due"
    );
    town.plans().await;
    assert_eq!(town.api.sent_to(JIA_WU).len(), seen + 1, "a slot is planned once");
}

/// 甲五 answers by button, by reply, by numbered text.
async fn answers(town: &Town) {
    let jia_wu = town.api.person(JIA_WU, "甲五");
    let card = town.api.sent_to(JIA_WU).pop().unwrap();
    let seen = town.api.sent_to(JIA_WU).len();
    town.is_at("2026-09-01 09:10");
    jia_wu.presses("收到");
    town.listens().await;
    jia_wu.presses_on_an_old_card("收到");
    town.listens().await;
    jia_wu.replies_to(&card, "1 进度60% 已完成初稿;2 收到,9月29日前报送");
    town.listens().await;
    jia_wu.says("3 收到,2027年12月1日前报送");
    town.listens().await;
    jia_wu.says("我的待办");
    town.listens().await;
    jia_wu.says("2 已完成");
    town.listens().await;
    insta::assert_snapshot!("walk_answers", town.screen(JIA_WU, seen));
}

/// What must not be kept is refused and not kept; what leaves a doubt is asked.
async fn secrets_and_doubts(town: &Town) {
    let jia_wu = town.api.person(JIA_WU, "甲五");
    let seen = town.api.sent_to(JIA_WU).len();
    jia_wu.says("1 进度60% 涉及人员110101199003070970");
    town.listens().await;
    jia_wu.says("进度80%");
    town.listens().await;
    jia_wu.says("差不多了吧?");
    town.listens().await;
    jia_wu.says("99 已完成");
    town.listens().await;
    jia_wu.says("/m ZG-2026-99-0001");
    town.listens().await;
    jia_wu.says("延期到10月20日 资金未到位");
    town.listens().await;
    insta::assert_snapshot!("walk_doubts", town.screen(JIA_WU, seen));
}

/// A file for an internal matter goes to the intranet, not into the chat.
async fn evidence(town: &Town) {
    let jia_wu = town.api.person(JIA_WU, "甲五");
    let card = town
        .api
        .sent_to(JIA_WU)
        .into_iter()
        .rfind(|sent| sent.text.contains("待办"))
        .unwrap();
    let seen = town.api.sent_to(JIA_WU).len();
    jia_wu.replies_with_file(&card, "制度.pdf", b"%PDF-1.4 sample");
    town.listens().await;
    insta::assert_snapshot!("walk_evidence", town.screen(JIA_WU, seen));
    assert_eq!(std::fs::read_dir(town.evidence()).unwrap().count(), 0);
}

/// Weeks pass: reminders come in slots, a promise holds them, its day passes.
async fn reminders(town: &Town) {
    let seen = town.api.sent_to(JIA_WU).len();
    for slot in slots("2026-09-02", "2026-10-09") {
        town.is_at(&slot);
        town.plans().await;
    }
    insta::assert_snapshot!("walk_reminders", town.screen(JIA_WU, seen));
}

async fn what_the_ledger_says(town: &Town) {
    let matters = list_matters(&town.house, &ListFilter::default()).await.unwrap();
    let lines: Vec<String> = matters.iter().map(line).collect();
    insta::assert_snapshot!("walk_matters", lines.join("\n"));
    let code = matters
        .iter()
        .find(|matter| matter.progress == Some(60))
        .unwrap()
        .code
        .clone();
    let sheet = show_matter(&town.house, &code).await.unwrap();
    assert_eq!(sheet.replies.last().unwrap().person, "甲五");
    let reasons = why(&town.house, "BS-2026-03-0001").await.unwrap();
    assert_eq!(reasons.event.unwrap().kind, "feedback");
    let verified = town.house.store.read().await.unwrap().verify(None).await.unwrap();
    assert_eq!(verified.trouble, None);
    assert!(verified.entries > 50);
}

fn line(matter: &MatterLine) -> String {
    format!(
        "{} {} {} {} {:?} {}",
        matter.code,
        matter.kind,
        matter.unit,
        matter.state,
        matter.light,
        matter
            .due_on
            .map_or_else(|| "-".to_owned(), |due| due.to_string())
    )
}

/// All send times between two days; the planner itself knows which days are workdays.
fn slots(from: &str, to: &str) -> Vec<String> {
    let (from, to): (chrono::NaiveDate, chrono::NaiveDate) = (from.parse().unwrap(), to.parse().unwrap());
    let days = from.iter_days().take_while(|day| *day <= to);
    days.flat_map(|day| [format!("{day} 08:30"), format!("{day} 14:30")])
        .collect()
}
