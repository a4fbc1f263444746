//! 电话清单: who cannot be reached is called, once, and counts as told.

use super::story::with_a_plan;
use crate::support::database::in_an_office;
use crate::support::document::text_of;
use crate::support::office::{HOUSING, Office, day, refusal};
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::Matter;
use huiyin::domain::notice::NoticeState;
use huiyin::domain::refusal::Refusal;
use huiyin::domain::reply::Said;
use huiyin::supervision::{PrintedList, Told, ToldPerson, print_phone_list, story, tell_by_phone, why};

async fn list(office: &Office) -> PrintedList {
    print_phone_list(&office.house, Actor::Operator, office.today())
        .await
        .unwrap()
}

/// A plan's liaison, 甲一, has no account, and the plan has come to be told.
async fn an_unbound_liaison(office: &mut Office) -> Matter {
    let plan = with_a_plan(office).await;
    office.binds("丙一").await;
    office.plans_at("2026-09-01 08:30").await;
    plan
}

async fn tells(office: &Office, told: Told, on: &str) -> anyhow::Result<Result<Vec<ToldPerson>, Refusal>> {
    let clerk = office.person("丙一").await.id;
    tell_by_phone(&office.house, Actor::Person(clerk), told, day(on)).await
}

async fn the_days_list_lies_there_once_and_the_office_hears_one_line(office: &mut Office) {
    let plan = an_unbound_liaison(office).await;
    let letters = office.delivers().await;
    assert_eq!(letters.len(), 1);
    let told = serde_json::to_string(&letters[0].message).unwrap();
    assert!(told.contains("电话清单-2026-09-01.docx"), "{told}");
    let file = office.house.print_dir.join("电话清单-2026-09-01.docx");
    let text = text_of(&std::fs::read(file).unwrap());
    assert!(text.contains(&plan.code) && !text.iter().any(|line| line.contains(&plan.title)));
    office.plans_at("2026-09-01 14:30").await;
    assert_eq!(std::fs::read_dir(&office.house.print_dir).unwrap().count(), 1);
    assert_eq!(office.delivers().await, []);
    office.plans_at("2026-09-02 08:30").await;
    assert_eq!(
        office.delivers().await.len(),
        1,
        "who was not called stands on the next list"
    );
}

async fn who_was_called_counts_as_told(office: &mut Office) {
    let plan = an_unbound_liaison(office).await;
    let liaison = office.person("甲一").await;
    office.at("2026-09-01 16:00");
    let told = tells(office, Told::Matter(liaison.id, plan.id), "2026-09-01")
        .await
        .unwrap();
    assert_eq!(
        told.unwrap(),
        [ToldPerson {
            person: "甲一".into(),
            unit: HOUSING.into(),
            codes: vec![plan.code.clone()]
        }]
    );
    assert_eq!(office.notices(&plan).await[0].state, NoticeState::Called);
    assert_eq!(list(office).await.people, 0);
    let entries = story(&office.house, &plan.code).await.unwrap();
    let last = entries.last().unwrap();
    assert_eq!(
        (last.action.as_str(), last.actor_name.as_deref()),
        ("matter.told_by_phone", Some("丙一"))
    );
    assert!(
        last.changes
            .iter()
            .any(|it| it.field == "person" && it.after == "甲一")
    );
    let reasons = why(&office.house, &plan.code).await.unwrap();
    assert_eq!(reasons.timeline[0].told[0].state, "called");
    assert!(reasons.timeline[0].told[0].told_at.is_some());
    office.plans_at("2026-09-02 08:30").await;
    assert!(!office.house.print_dir.join("电话清单-2026-09-02.docx").exists());
    office.is_sound().await;
}

async fn a_whole_unit_is_told_at_once_and_twice_is_refused(office: &mut Office) {
    let plan = an_unbound_liaison(office).await;
    let early = tells(office, Told::Unit(plan.unit_id), "2026-08-31").await;
    assert!(refusal(early).contains("nothing that was to be told"));
    let ahead = tells(office, Told::Unit(plan.unit_id), "2026-09-02").await;
    assert!(refusal(ahead).contains("has not come yet"));
    let told = tells(office, Told::Unit(plan.unit_id), "2026-09-01")
        .await
        .unwrap();
    assert_eq!(told.unwrap().len(), 1);
    let again = tells(office, Told::Unit(plan.unit_id), "2026-09-01").await;
    assert!(refusal(again).contains("nothing that was to be told"));
}

async fn who_binds_answers_or_must_be_avoided_is_on_no_list(office: &mut Office) {
    let plan = an_unbound_liaison(office).await;
    assert_eq!(list(office).await.people, 1);
    let acknowledged = Said::Acknowledged { promised_on: None };
    office.at("2026-09-01 09:00");
    office.answers("甲一", &plan.code, acknowledged).await.unwrap();
    assert_eq!(list(office).await.people, 0, "who has spoken of it knows it");
    office.lives_until("2026-09-29 18:00").await;
    let before = list(office).await.people;
    assert!(before > 1, "甲一 and her leaders are to be reminded");
    office.binds("甲一").await;
    assert_eq!(list(office).await.people, before - 1);
    let bound = Told::Person(office.person("甲一").await.id);
    let said = refusal(tells(office, bound, "2026-09-29").await);
    assert!(
        said.contains("甲一 is told by chat") && said.contains("desk answer"),
        "{said}"
    );
}

in_an_office!(
    the_days_list_lies_there_once_and_the_office_hears_one_line,
    who_was_called_counts_as_told,
    a_whole_unit_is_told_at_once_and_twice_is_refused,
    who_binds_answers_or_must_be_avoided_is_on_no_list,
);
