//! What an office arranges for itself: duties switched off and on, somebody who stands in for somebody.

use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, Office, day, refusal};
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::MatterState;
use huiyin::domain::reply::Said;
use huiyin::supervision::{
    come_back, list_duties, list_stand_ins, open_due_matters, open_matters_of, stand_in, switch_duty,
};

async fn a_duty_that_is_off_opens_nothing_and_what_nobody_spoke_of_is_withdrawn(office: &mut Office) {
    office.contacts().await;
    office.at("2026-12-10 09:00");
    open_due_matters(&office.house).await.unwrap();
    let yearly = office.matters_of("A-YEAR", "市委巡察办").await;
    assert_eq!(yearly.len(), 1, "year's end is near");
    let off = switch_duty(&office.house, Actor::Operator, "a-year", false, "本办不考核")
        .await
        .unwrap();
    assert_eq!(off.withdrawn, [yearly[0].code.clone()]);
    assert_eq!(office.matter(&yearly[0].code).await.state, MatterState::Withdrawn);
    let again = switch_duty(&office.house, Actor::Operator, "A-YEAR", false, "").await;
    assert!(refusal(again).contains("off already"));
    let no_duty = switch_duty(&office.house, Actor::Operator, "R-PLAN", false, "").await;
    assert!(refusal(no_duty).contains("no recurring duty"));

    office.at("2027-12-10 09:00");
    open_due_matters(&office.house).await.unwrap();
    assert_eq!(
        office.matters_of("A-YEAR", "市委巡察办").await.len(),
        1,
        "nothing opens"
    );
    let duties = list_duties(&office.house).await.unwrap();
    let year = duties.iter().find(|duty| duty.code == "A-YEAR").unwrap();
    assert!(!year.is_on && year.open == 0);
    let half = duties.iter().find(|duty| duty.code == "A-ANN").unwrap();
    assert!(half.is_on, "the others go on");

    switch_duty(&office.house, Actor::Operator, "A-YEAR", true, "恢复")
        .await
        .unwrap();
    office.at("2028-12-08 09:00");
    open_due_matters(&office.house).await.unwrap();
    assert!(office.matters_of("A-YEAR", "市委巡察办").await.len() > 1);
    office.is_sound().await;
}

async fn whoever_stands_in_is_told_and_answers_and_the_other_comes_back(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    let days = (day("2026-09-02"), day("2026-09-22"));
    let line = stand_in(&office.house, Actor::Operator, "甲一", "甲六", days, "外出学习")
        .await
        .unwrap();
    assert_eq!((line.person.as_str(), line.substitute.as_str()), ("甲一", "甲六"));
    let twice = stand_in(&office.house, Actor::Operator, "甲一", "甲五", days, "").await;
    assert!(refusal(twice).contains("already"));
    let elsewhere = stand_in(&office.house, Actor::Operator, "甲五", "乙五", days, "").await;
    assert!(refusal(elsewhere).contains("another unit"));
    let back_to_front = stand_in(
        &office.house,
        Actor::Operator,
        "甲五",
        "甲六",
        (days.1, days.0),
        "",
    )
    .await;
    assert!(refusal(back_to_front).contains("no stretch"));

    office.lives_until("2026-09-01 18:00").await;
    let before: Vec<_> = office.told(&plan).await;
    assert!(before.iter().any(|(_, name)| name == "甲一"), "{before:?}");
    office.lives_until("2026-09-21 18:00").await;
    let during: Vec<_> = office.told(&plan).await.split_off(before.len());
    assert!(during.iter().any(|(_, name)| name == "甲六"), "{during:?}");
    assert!(
        !during.iter().any(|(_, name)| name == "甲一"),
        "not disturbed: {during:?}"
    );

    let mut work = office.reads().await;
    let books = office.house.books(&mut work).await.unwrap();
    let substitute = office.person("甲六").await;
    let own = open_matters_of(&mut work, &office.house, &books, &substitute)
        .await
        .unwrap();
    assert!(
        own.iter().any(|matter| matter.id == plan.id),
        "it is on their list"
    );
    drop(work);
    office
        .answers("甲六", &plan.code, Said::InProgress)
        .await
        .unwrap();
    office
        .answers("甲一", &plan.code, Said::InProgress)
        .await
        .unwrap();

    office.at("2026-09-22 09:00");
    assert_eq!(list_stand_ins(&office.house).await.unwrap().len(), 1);
    come_back(&office.house, Actor::Operator, "甲一").await.unwrap();
    assert!(list_stand_ins(&office.house).await.unwrap().is_empty());
    let told = office.told(&plan).await.len();
    office.lives_until("2026-10-09 18:00").await;
    let after: Vec<_> = office.told(&plan).await.split_off(told);
    assert!(after.iter().any(|(_, name)| name == "甲一"), "{after:?}");
    assert!(!after.iter().any(|(_, name)| name == "甲六"), "{after:?}");
    office.is_sound().await;
}

in_an_office!(
    a_duty_that_is_off_opens_nothing_and_what_nobody_spoke_of_is_withdrawn,
    whoever_stands_in_is_told_and_answers_and_the_other_comes_back,
);
