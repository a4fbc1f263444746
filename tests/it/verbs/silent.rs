//! 事事有回音: who was told and has said nothing is listed, and the office reads it once a week.

use super::story::with_a_plan;
use crate::support::database::in_an_office;
use crate::support::office::{Office, day};
use huiyin::domain::ledger::Actor;
use huiyin::domain::reply::Said;
use huiyin::supervision::{SilentList, Told, list_silent, print_silent, send_weekly_silence, tell_by_phone};

/// What was told and is silent; of what is overdue besides, nobody was told in these stories.
async fn lists(office: &Office, days: Option<i64>) -> SilentList {
    let mut list = seen_by(office, Actor::Operator, days).await;
    for unit in &mut list.units {
        unit.matters.retain(|matter| matter.told_on.is_some());
    }
    list.units.retain(|unit| !unit.matters.is_empty());
    list
}

async fn seen_by(office: &Office, actor: Actor, days: Option<i64>) -> SilentList {
    let mut work = office.reads().await;
    let books = office.house.books(&mut work).await.unwrap();
    list_silent(&mut work, &office.house, &books, actor, days)
        .await
        .unwrap()
}

async fn who_was_told_and_says_nothing_stands_on_the_list(office: &mut Office) {
    let plan = with_a_plan(office).await;
    assert_eq!(lists(office, Some(0)).await.units, [], "nobody was told yet");
    office.plans_at("2026-09-01 08:30").await;
    office.delivers().await;
    assert_eq!(lists(office, None).await.units, [], "a week to answer");
    office.at("2026-09-08 10:00");
    let list = lists(office, None).await;
    let matter = &list.units[0].matters[0];
    assert_eq!(
        (matter.code.as_str(), matter.overdue, matter.silent),
        (plan.code.as_str(), 0, Some(7))
    );
    assert_eq!(
        (matter.told_on, matter.told.as_slice()),
        (Some(day("2026-09-01")), ["甲一".to_owned()].as_slice())
    );
    assert_eq!(lists(office, Some(8)).await.units, []);
    office
        .answers("甲一", &plan.code, Said::Acknowledged { promised_on: None })
        .await
        .unwrap();
    assert_eq!(lists(office, None).await.units, []);
    office.lives_until("2026-10-09 18:00").await;
    let list = lists(office, None).await;
    assert!(
        list.units[0].matters[0].overdue > 0,
        "told again since, and overdue"
    );
}

async fn a_call_counts_as_told(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.binds("丙一").await;
    office.plans_at("2026-09-01 08:30").await;
    office.delivers().await;
    office.at("2026-09-01 16:00");
    let (clerk, liaison) = (office.person("丙一").await.id, office.person("甲一").await.id);
    let told = Told::Matter(liaison, plan.id);
    tell_by_phone(&office.house, Actor::Person(clerk), told, day("2026-09-01"))
        .await
        .unwrap()
        .unwrap();
    office.at("2026-09-10 10:00");
    let list = lists(office, None).await;
    assert_eq!(list.units[0].matters[0].via.as_deref(), Some("phone"));
}

async fn what_is_overdue_and_was_never_told_stands_there_too(office: &mut Office) {
    let plan = with_a_plan(office).await;
    let sql = "UPDATE matter SET next_step_at = NULL";
    office.database.tamper(sql).await; // nothing of it is ever planned
    office.at("2026-09-30 10:00");
    assert_eq!(untold(office, &plan.code).await, None, "not overdue, not told");
    office.at("2026-10-12 10:00");
    assert_eq!(untold(office, &plan.code).await, Some(12));
    let printed = print_silent(&office.house, Actor::Operator, None).await.unwrap();
    assert!(printed.matters > 0);
    let said = Said::Acknowledged { promised_on: None };
    office.answers("甲一", &plan.code, said).await.unwrap();
    assert_eq!(
        untold(office, &plan.code).await,
        None,
        "who has spoken knows of it"
    );
}

/// The days by which a matter of which nobody was told is overdue.
async fn untold(office: &Office, code: &str) -> Option<i64> {
    let list = seen_by(office, Actor::Operator, None).await;
    let mut matters = list.units.iter().flat_map(|unit| &unit.matters);
    let found = matters.find(|matter| matter.code == code && matter.told_on.is_none());
    found.map(|matter| matter.overdue)
}

async fn the_weeks_list_goes_out_once(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.plans_at("2026-09-01 08:30").await;
    office.delivers().await;
    office.at("2026-09-07 08:00");
    assert_eq!(
        send_weekly_silence(&office.house).await.unwrap(),
        0,
        "before the first slot"
    );
    office.at("2026-09-08 10:00");
    assert_eq!(
        send_weekly_silence(&office.house).await.unwrap(),
        3,
        "clerk, liaison, director"
    );
    assert_eq!(send_weekly_silence(&office.house).await.unwrap(), 0);
    let letters = office.delivers().await;
    let text = serde_json::to_string(&letters[0].message).unwrap();
    assert!(text.contains(&plan.code) && text.contains("甲一"), "{text}");
    assert!(!text.contains(&plan.title), "codes only");
    office.at("2026-09-14 09:00");
    assert_eq!(
        send_weekly_silence(&office.house).await.unwrap(),
        3,
        "the next week"
    );
    let printed = print_silent(&office.house, Actor::Operator, None).await.unwrap();
    assert_eq!(printed.matters, 2, "and one of which nobody was told");
    assert!(office.house.print_dir.join(&printed.file).exists());
}

async fn nobody_reads_of_their_former_unit(office: &mut Office) {
    office.contacts().await;
    office
        .records("feedback", "市财政局", "第三轮", "2026-08-31")
        .await;
    office.lives_until("2026-09-20 18:00").await;
    assert!(lists(office, None).await.matters() > 0);
    let former = office.person("丙二").await.id;
    let seen = seen_by(office, Actor::Person(former), None).await;
    assert_eq!((seen.matters(), seen.counted), (0, 0));
}

in_an_office!(
    who_was_told_and_says_nothing_stands_on_the_list,
    a_call_counts_as_told,
    what_is_overdue_and_was_never_told_stands_there_too,
    the_weeks_list_goes_out_once,
    nobody_reads_of_their_former_unit,
);
