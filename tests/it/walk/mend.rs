//! 更正, in chat alone: a receipt, a day, a person and a matter put right; what stands twice becomes one; an import, a
//! message and a rule are taken back; somebody gets their list once more.

use super::town::Town;
use super::{BING_YI, JIA_WU};
use crate::support::postgres;
use huiyin::domain::ledger::Actor;
use huiyin::domain::role::Role;
use huiyin::domain::rulebook::{DEFAULT, Rulebook, preset};
use huiyin::store::Act;
use huiyin::supervision::{
    ListFilter, PersonFacts, adopt_rulebook, get_unit, list_matters, set_person, show_matter,
};

const DIRECTOR: i64 = 3002;

#[tokio::test]
async fn corrections_in_chat_on_sqlite() {
    let folder = tempfile::TempDir::with_prefix("huiyin-mend-db").unwrap();
    corrections(&format!("sqlite://{}/mend.db", folder.path().display())).await;
}

#[tokio::test]
async fn corrections_in_chat_on_postgres() {
    corrections(&postgres::fresh().await).await;
}

async fn corrections(database: &str) {
    let town = Town::found(database, "2026-09-01 07:50").await;
    town.imports("通讯录.xlsx").await;
    town.imports("整改台账-市住建局.xlsx").await;
    town.binds(JIA_WU, "甲五").await;
    town.binds(BING_YI, "丙一").await;
    town.is_at("2026-09-01 08:30");
    town.plans().await;
    town.is_at("2026-09-10 10:00");
    a_receipt(&town).await;
    a_day_a_person_a_text(&town).await;
    one_of_two(&town).await;
    a_message(&town).await;
    a_rule(&town).await;
    an_import(&town).await;
    assert_eq!(town.api.violations(), Vec::<String>::new());
}

/// Everything that somebody does between two looks at the screen.
async fn does(town: &Town, chat: i64, name: &str, steps: &[&str]) {
    let person = town.api.person(chat, name);
    for step in steps {
        match step.strip_prefix('[').and_then(|step| step.strip_suffix(']')) {
            Some(button) => {
                person.presses(button);
            }
            None => {
                person.says(step);
            }
        }
        town.listens().await;
    }
}

async fn clerk_does(town: &Town, steps: &[&str]) {
    does(town, BING_YI, "丙一", steps).await;
}

async fn codes_of(town: &Town, rule: &str) -> Vec<String> {
    let filter = ListFilter {
        unit: Some("市住建局".to_owned()),
        ..ListFilter::default()
    };
    let matters = list_matters(&town.house, &filter).await.unwrap();
    let fitting = matters.into_iter().filter(|matter| matter.kind == rule);
    let mut codes: Vec<String> = fitting.map(|matter| matter.code).collect();
    codes.sort();
    codes
}

async fn a_receipt(town: &Town) {
    let seen = town.api.sent_to(BING_YI).len();
    let plan = codes_of(town, "R-PLAN").await.remove(0);
    clerk_does(
        town,
        &["工作台", "[收件]", &plan, "9月9日", "[纸质]", "[无]", "[确认]"],
    )
    .await;
    let choice = format!("[{plan} 收件]");
    clerk_does(
        town,
        &[
            "工作台",
            "[更正…]",
            "[撤销收件]",
            &choice,
            "是另一单位的材料",
            "[确认]",
        ],
    )
    .await;
    insta::assert_snapshot!("mend_receipt", town.screen(BING_YI, seen));
    assert!(codes_of(town, "R-PLANOK").await.is_empty());
    assert_eq!(codes_of(town, "R-PLAN").await, [plan]);
}

async fn a_day_a_person_a_text(town: &Town) {
    let seen = town.api.sent_to(BING_YI).len();
    let item = codes_of(town, "R-ITEM").await.remove(0);
    let before = show_matter(&town.house, &item).await.unwrap();
    clerk_does(
        town,
        &[
            "工作台",
            "[更正…]",
            "[更正期限]",
            &item,
            "2027年1月15日",
            "台账誊写有误",
            "[确认]",
        ],
    )
    .await;
    clerk_does(
        town,
        &[
            "工作台",
            "[更正…]",
            "[更正人员]",
            &item,
            "[经办人]",
            "甲一",
            "原定有误",
            "[确认]",
        ],
    )
    .await;
    clerk_does(
        town,
        &[
            "工作台",
            "[更正…]",
            "[更正内容]",
            &item,
            "修订党组会议议事规则并报备",
            "文字有误",
            "[确认]",
        ],
    )
    .await;
    insta::assert_snapshot!("mend_matter", town.screen(BING_YI, seen));
    let after = show_matter(&town.house, &item).await.unwrap();
    assert_eq!(after.line.original_due_on, before.line.original_due_on);
    assert_eq!(after.line.title, "修订党组会议议事规则并报备");
    assert!(
        after
            .people
            .iter()
            .any(|person| person.role == "handler" && person.name == "甲一")
    );
}

async fn one_of_two(town: &Town) {
    let (seen, seen_by) = (town.api.sent_to(BING_YI).len(), town.api.sent_to(JIA_WU).len());
    let named = town.api.sent_to(JIA_WU);
    let items = codes_of(town, "R-ITEM").await;
    let known: Vec<&String> = items
        .iter()
        .filter(|code| named.iter().any(|sent| sent.text.contains(code.as_str())))
        .collect();
    let (old, into) = (known[0], known[1]);
    clerk_does(
        town,
        &["工作台", "[更正…]", "[合并]", old, into, "重复立项", "[确认]"],
    )
    .await;
    clerk_does(
        town,
        &["工作台", "[更正…]", "[作废]", known[2], "不属本单位", "[确认]"],
    )
    .await;
    insta::assert_snapshot!("mend_merge", town.screen(BING_YI, seen));
    does(
        town,
        JIA_WU,
        "甲五",
        &[&format!("/m {old}"), &format!("{old} 进度60%")],
    )
    .await;
    let read = town.screen(JIA_WU, seen_by);
    assert!(
        read.contains(into.as_str()) && !read.contains(old.as_str()),
        "{read}"
    );
}

async fn a_message(town: &Town) {
    let (seen, seen_by) = (town.api.sent_to(BING_YI).len(), town.api.sent_to(JIA_WU).len());
    clerk_does(
        town,
        &[
            "工作台",
            "[更正…]",
            "[撤回消息]",
            "[09-01 08:30 甲五 通知]",
            "期限登记有误",
            "[确认]",
        ],
    )
    .await;
    clerk_does(town, &["工作台", "[重发]", "甲五", "[确认]"]).await;
    clerk_does(town, &["工作台", "[重发]", "甲二", "[确认]"]).await;
    insta::assert_snapshot!("mend_message_clerk", town.screen(BING_YI, seen));
    insta::assert_snapshot!("mend_message", town.screen(JIA_WU, seen_by));
}

async fn a_rule(town: &Town) {
    let name = "county-3-months";
    let new = Rulebook::load(DEFAULT, &[(name, preset(name).unwrap())]).unwrap();
    adopt_rulebook(&town.house, Actor::Operator, &new).await.unwrap();
    let mut work = town.house.store.begin().await.unwrap();
    let office = get_unit(&mut work, &town.house, "市委巡察办").await.unwrap();
    let facts = PersonFacts {
        role: Some(Role::OfficeDirector),
        ..PersonFacts::default()
    };
    let act = Act::new(Actor::Operator, town.clock.now(), "person.added");
    set_person(&mut work, &town.house, &act, &office, "丙八", &facts)
        .await
        .unwrap();
    work.commit().await.unwrap();
    town.binds(DIRECTOR, "丙八").await;
    let seen = town.api.sent_to(DIRECTOR).len();
    let concluded = codes_of(town, "R-CONC").await.remove(0);
    let steps = ["工作台", "[更正…]", "[新规则改期]"];
    does(town, DIRECTOR, "丙八", &steps).await;
    let card = town.api.sent_to(DIRECTOR).pop().unwrap();
    let choice = card
        .buttons
        .iter()
        .flatten()
        .find(|(label, _)| label.starts_with("R-CONC"));
    let choice = format!("[{}]", choice.unwrap().0);
    does(
        town,
        DIRECTOR,
        "丙八",
        &[&choice, "[改期]", "按新办法办理", "[确认]"],
    )
    .await;
    insta::assert_snapshot!("mend_rule", town.screen(DIRECTOR, seen));
    let after = show_matter(&town.house, &concluded).await.unwrap();
    assert_ne!(after.line.due_on, after.line.original_due_on);
    clerk_does(town, &["工作台", "[更正…]"]).await;
    let menu = town.api.sent_to(BING_YI).pop().unwrap();
    assert!(
        menu.buttons
            .iter()
            .flatten()
            .all(|(label, _)| label != "新规则改期")
    );
}

async fn an_import(town: &Town) {
    let seen = town.api.sent_to(BING_YI).len();
    let steps = ["工作台", "[更正…]", "[撤销导入]"];
    clerk_does(town, &steps).await;
    let card = town.api.sent_to(BING_YI).pop().unwrap();
    let choice = format!("[{}]", card.buttons[0][0].0);
    clerk_does(town, &[&choice, "导错了台账", "[确认]"]).await;
    insta::assert_snapshot!("mend_import", town.screen(BING_YI, seen));
}
