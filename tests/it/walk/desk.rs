//! The clerk's desk, in chat alone: a receipt, a plan sent back, a phone answer, a wrong date mended, and what is
//! cancelled, stale or forgotten.

use super::town::Town;
use super::{BING_YI, JIA_WU};
use huiyin::domain::matter::MatterState;
use huiyin::supervision::{ListFilter, list_matters, show_matter};

/// The code of the only open matter of a rule for 市住建局.
async fn code_of(town: &Town, rule: &str) -> String {
    let filter = ListFilter {
        unit: Some("市住建局".to_owned()),
        ..ListFilter::default()
    };
    let matters = list_matters(&town.house, &filter).await.unwrap();
    let mut fitting = matters.into_iter().filter(|matter| matter.kind == rule);
    let code = fitting.next().unwrap().code;
    assert!(fitting.next().is_none(), "{rule}");
    code
}

pub async fn state_of(town: &Town, code: &str) -> &'static str {
    show_matter(&town.house, code).await.unwrap().line.state
}

/// Everything that a clerk does between two looks at the screen.
pub async fn does(town: &Town, steps: &[&str]) {
    for step in steps {
        town.clerk_does(BING_YI, "丙一", step).await;
    }
}

pub async fn at_the_desk(town: &Town) {
    town.is_at("2026-10-09 15:00");
    a_receipt(town).await;
    sent_back_and_passed(town).await;
    by_telephone(town).await;
    a_wrong_date(town).await;
    nothing_by_halves(town).await;
    nobody_else(town).await;
}

async fn a_receipt(town: &Town) {
    let seen = town.api.sent_to(BING_YI).len();
    let plan = code_of(town, "R-PLAN").await;
    does(
        town,
        &[
            "工作台",
            "[收件]",
            &plan,
            "九月底吧",
            "9月29日",
            "[纸质]",
            "巡办收〔2026〕12号",
            "[确认]",
        ],
    )
    .await;
    insta::assert_snapshot!("walk_desk_receipt", town.screen(BING_YI, seen));
    assert_eq!(state_of(town, &plan).await, MatterState::Completed.key());
}

async fn sent_back_and_passed(town: &Town) {
    let seen = town.api.sent_to(BING_YI).len();
    let review = code_of(town, "R-PLANOK").await;
    let choice = format!("[{review}]");
    does(
        town,
        &[
            "工作台",
            "[审核]",
            &choice,
            "[退回]",
            "责任清单不全",
            "[按规则]",
            "[确认]",
        ],
    )
    .await;
    let fix = code_of(town, "R-FIX").await;
    does(
        town,
        &[
            "工作台",
            "[收件]",
            &fix,
            "[2026-10-09]",
            "[内网]",
            "[无]",
            "[确认]",
        ],
    )
    .await;
    let choice = format!("[{fix}]");
    does(town, &["工作台", "[审核]", &choice, "[通过]", "[确认]"]).await;
    insta::assert_snapshot!("walk_desk_review", town.screen(BING_YI, seen));
    assert_eq!(state_of(town, &review).await, MatterState::Completed.key());
}

async fn by_telephone(town: &Town) {
    let seen = town.api.sent_to(BING_YI).len();
    let meeting = code_of(town, "R-DEM").await;
    let steps = [
        "工作台",
        "[代录]",
        &meeting,
        "甲二",
        "[电话]",
        "[2026-10-09]",
        "他们说快了",
        "收到，10月20日前报送",
        "[无]",
        "[确认]",
    ];
    does(town, &steps).await;
    insta::assert_snapshot!("walk_desk_phone", town.screen(BING_YI, seen));
    let sheet = show_matter(&town.house, &meeting).await.unwrap();
    let reply = sheet.replies.last().unwrap();
    assert_eq!(
        (reply.person.as_str(), reply.recorder.as_deref()),
        ("甲二", Some("丙一"))
    );
    assert_eq!(reply.reply.channel, "phone");
}

async fn a_wrong_date(town: &Town) {
    let seen = town.api.sent_to(BING_YI).len();
    let before = show_matter(&town.house, &code_of(town, "R-DEM").await)
        .await
        .unwrap();
    let steps = [
        "工作台",
        "[更正…]",
        "[更正事件]",
        "住建",
        "[2026-08-31 反馈]",
        "2026年9月7日",
        "反馈会改期",
        "[确认]",
    ];
    does(town, &steps).await;
    insta::assert_snapshot!("walk_desk_correction", town.screen(BING_YI, seen));
    let after = show_matter(&town.house, &before.line.code).await.unwrap();
    assert!(after.line.due_on > before.line.due_on);
    assert_eq!(
        after.line.original_due_on, before.line.due_on,
        "the first date stays in sight"
    );
}

/// Cancelled, stale, forgotten.
async fn nothing_by_halves(town: &Town) {
    let seen = town.api.sent_to(BING_YI).len();
    let clerk = town.api.person(BING_YI, "丙一");
    does(town, &["/desk", "[登记事件]", "财政", "[取消]"]).await;
    clerk.presses_on_an_old_card("进驻");
    town.listens().await;
    does(town, &["工作台", "[邀请]"]).await;
    town.is_at("2026-10-09 17:00");
    assert_eq!(huiyin::bot::end_silent(&town.house).await.unwrap(), 1);
    town.delivers().await;
    does(town, &["工作台", "[未答复]"]).await;
    insta::assert_snapshot!("walk_desk_halves", town.screen(BING_YI, seen));
}

async fn nobody_else(town: &Town) {
    let seen = town.api.sent_to(JIA_WU).len();
    town.api.person(JIA_WU, "甲五").says("工作台");
    town.listens().await;
    insta::assert_snapshot!("walk_desk_nobody_else", town.screen(JIA_WU, seen));
}
