//! Answers: a promise holds until its day, a claim stops reminders and closes nothing, and not everybody may speak.

use super::story::{story, with_a_plan};
use crate::support::database::in_an_office;
use crate::support::office::{FINANCE, HOUSING, HOUSING_LEDGER, Office, day};
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::MatterState;
use huiyin::domain::notice::NoticeState;
use huiyin::domain::refusal::Refusal;
use huiyin::domain::reply::Said;
use huiyin::domain::role::Role;
use huiyin::supervision::{correct_event, leave, withdraw_event};

fn promise(on: &str) -> Said {
    Said::Acknowledged {
        promised_on: Some(day(on)),
    }
}

const RECEIVED: Said = Said::Acknowledged { promised_on: None };

async fn an_answer_says_where_a_matter_stands(office: &mut Office) {
    let plan = with_a_plan(office).await;
    let code = plan.code.as_str();
    for (said, state, percent) in [
        (RECEIVED, MatterState::Acknowledged, None),
        (Said::InProgress, MatterState::InProgress, None),
        (Said::Progress { percent: 40 }, MatterState::InProgress, Some(40)),
        (RECEIVED, MatterState::InProgress, Some(40)),
        (Said::MostlyCompleted, MatterState::MostlyCompleted, Some(40)),
        (Said::Completed, MatterState::MostlyCompleted, Some(40)),
    ] {
        let taken = office.answers("甲一", code, said.clone()).await.unwrap();
        assert_eq!(
            (taken.matter.state, taken.matter.percent),
            (state, percent),
            "{said:?}"
        );
        assert_eq!(taken.but, []);
        assert_eq!(office.matter(code).await, taken.matter);
    }
    let claimed = office.matter(code).await;
    assert_eq!(claimed.claimed_on, Some(day("2026-09-01")));
    assert!(claimed.is_open(), "a claim closes nothing");
    let replies = office.reads().await.list_replies(plan.id).await.unwrap();
    assert_eq!(replies.len(), 6);
    let back = office
        .answers("甲一", code, Said::Progress { percent: 90 })
        .await
        .unwrap();
    assert_eq!(
        back.matter.claimed_on, None,
        "who reports progress takes the claim back"
    );
}

async fn a_promise_holds_for_its_maker_until_its_day(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-09-10 10:00").await;
    office
        .answers("甲一", &plan.code, promise("2026-09-15"))
        .await
        .unwrap();
    office.lives_until("2026-09-24 18:00").await;
    assert_eq!(
        story(office, &plan).await[2..],
        [
            "09-14 08:30 T-10: 甲二 甲三",
            "09-16 08:30 promised: 甲一", // the day has passed and nothing came
            "09-24 14:30 T-3: 甲一 甲二 甲三",
        ]
    );
}

async fn a_promise_up_to_the_due_day_holds_the_due_day_too(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-09-10 10:00").await;
    office
        .answers("甲一", &plan.code, promise("2026-09-30"))
        .await
        .unwrap();
    office.lives_until("2026-10-09 18:00").await;
    let told = story(office, &plan).await;
    assert_eq!(told[6], "09-30 08:30 T: 甲二 甲三");
    assert_eq!(
        told[7], "10-08 08:30 T+1: 甲一 甲二 甲三 甲四 丙二",
        "told once, not as a promise too"
    );
    assert_eq!(told.len(), 8);
}

async fn a_later_word_replaces_a_promise(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-09-08 10:00").await;
    office
        .answers("甲一", &plan.code, promise("2026-09-15"))
        .await
        .unwrap();
    office.lives_until("2026-09-09 10:00").await;
    office
        .answers("甲一", &plan.code, Said::Progress { percent: 10 })
        .await
        .unwrap();
    office.lives_until("2026-09-18 18:00").await;
    assert_eq!(
        story(office, &plan).await[2..],
        ["09-14 08:30 T-10: 甲一 甲二 甲三"]
    );
}

async fn a_promise_behind_the_due_day_holds_nothing(office: &mut Office) {
    let plan = with_a_plan(office).await;
    let taken = office
        .answers("甲一", &plan.code, promise("2026-10-08"))
        .await
        .unwrap();
    assert_eq!(taken.reply.promised_on, None);
    assert_eq!(
        taken.but,
        [Refusal::PromisePastDue {
            code: plan.code.clone(),
            promised_on: day("2026-10-08"),
            due_on: day("2026-09-30"),
        }]
    );
    office.lives_until("2026-09-14 18:00").await;
    assert_eq!(
        story(office, &plan).await.last().unwrap(),
        "09-14 08:30 T-10: 甲一 甲二 甲三"
    );
}

/// 甲一 promises, leaves, and is not looked for any more.
async fn a_promise_of_somebody_who_left_is_not_asked_for(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-09-10 10:00").await;
    office
        .answers("甲一", &plan.code, promise("2026-09-16"))
        .await
        .unwrap();
    leave(&office.house, Actor::Operator, "甲一", Some("甲五"))
        .await
        .unwrap();
    office.lives_until("2026-09-24 18:00").await;
    assert_eq!(
        story(office, &plan).await[2..],
        [
            "09-14 08:30 T-10: 甲二 甲三 甲五",
            "09-24 14:30 T-3: 甲二 甲三 甲五"
        ]
    );
}

async fn a_claim_stops_reminders_but_not_the_ladder(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-09-08 10:00").await;
    office.answers("甲一", &plan.code, Said::Completed).await.unwrap();
    office.lives_until("2026-10-16 18:00").await;
    assert_eq!(
        story(office, &plan).await[2..],
        [
            "10-08 08:30 T+1: 甲一 甲二 甲三 甲四 丙二",
            "10-12 08:30 T+7: 丙二 丙三 戊二",
            "10-15 08:30 T+15: 丙二 丙三 戊二 丁一",
        ]
    );
}

/// 已完成 in an imported ledger is shown and not reminded of, until somebody speaks of it.
async fn an_imported_claim_is_silent_until_somebody_speaks(office: &mut Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    let code = "ZG-2026-03-0001-2"; // due on 15 October, 已完成
    let claimed = office.matter(code).await;
    assert_eq!(
        (claimed.claimed_on, claimed.taken_over),
        (Some(day("2026-09-01")), true)
    );
    assert_eq!(office.planning(&claimed).await.next_step_at, None);
    office.lives_until("2026-10-20 18:00").await;
    assert_eq!(office.notices(&claimed).await, []);

    office
        .answers("甲八", code, Said::Progress { percent: 70 })
        .await
        .unwrap();
    assert!(office.planning(&claimed).await.next_step_at.is_some());
    office.answers("甲八", code, Said::Completed).await.unwrap();
    office.lives_until("2026-10-30 18:00").await;
    let steps: Vec<String> = office
        .notices(&claimed)
        .await
        .into_iter()
        .map(|it| it.step)
        .collect();
    assert!(
        steps.contains(&"T+7".to_owned()),
        "a claim by chat does not stop the ladder: {steps:?}"
    );
}

async fn only_who_holds_a_role_in_a_matter_answers_it(office: &mut Office) {
    let plan = with_a_plan(office).await;
    let code = || plan.code.clone();
    let before = office.verifies().await;
    for name in ["乙一", "戊一", "己二"] {
        let refused = office.answers(name, &plan.code, RECEIVED).await.unwrap_err();
        assert_eq!(refused, Refusal::NotInRole { code: code() }, "{name}");
    }
    assert_eq!(office.verifies().await, before);
    for name in ["甲一", "甲二", "甲四", "丙二", "丁二"] {
        assert!(office.answers(name, &plan.code, RECEIVED).await.is_ok(), "{name}");
    }
    let asked = Said::Extension {
        to: None,
        reason: None,
    };
    let refused = office.answers("甲一", &plan.code, asked).await.unwrap_err();
    assert_eq!(refused, Refusal::ExtensionAtOffice { code: code() });
}

async fn nobody_answers_what_has_ended(office: &mut Office) {
    let plan = with_a_plan(office).await;
    let event = plan.event_id.unwrap();
    withdraw_event(&office.house, Actor::Operator, event, "")
        .await
        .unwrap();
    let refused = office.answers("甲一", &plan.code, RECEIVED).await.unwrap_err();
    let expected = Refusal::MatterClosed {
        code: plan.code,
        state: "withdrawn".to_owned(),
    };
    assert_eq!(refused, expected);
}

/// 丙二 once worked at 市财政局 (回避).
async fn nobody_hears_or_says_anything_about_their_former_unit(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    office.records("feedback", FINANCE, "第三轮", "2026-08-31").await;
    office.lives_until("2026-11-06 18:00").await;
    let heard = async |unit: &str| {
        let mut names = Vec::new();
        for rule in ["P-NOTE", "R-MEET", "R-PLAN", "R-DEM"] {
            let told = office.told(&office.matter_of(rule, unit).await).await;
            names.extend(told.into_iter().map(|(_, name)| name));
        }
        names
    };
    assert!(heard(HOUSING).await.contains(&"丙二".to_owned()));
    assert!(!heard(FINANCE).await.contains(&"丙二".to_owned()));
    assert!(
        heard(FINANCE).await.contains(&"丙三".to_owned()),
        "the director hears of it"
    );

    let plan = office.matter_of("R-PLAN", FINANCE).await;
    let refused = office.answers("丙二", &plan.code, RECEIVED).await.unwrap_err();
    assert_eq!(refused, Refusal::Avoidance);
    let kinds: Vec<(String, String)> = office
        .attention()
        .await
        .into_iter()
        .map(|attention| (attention.kind, attention.subject))
        .collect();
    let vacancy = format!("office_liaison@{}", plan.unit_id);
    assert!(
        kinds.contains(&("nobody_may_be_told".to_owned(), vacancy)),
        "{kinds:?}"
    );
}

async fn who_answers_before_a_message_leaves_is_spared_it(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.plans_at("2026-09-01 08:30").await;
    office.answers("甲一", &plan.code, RECEIVED).await.unwrap();
    assert_eq!(office.delivers().await, []);
    assert_eq!(office.notices(&plan).await[0].state, NoticeState::Withdrawn);
    let state = office.database.texts("SELECT state FROM outbox").await;
    assert_eq!(state, ["withdrawn"]);
}

async fn what_ended_or_moved_before_a_message_leaves_is_not_told(office: &mut Office) {
    office.contacts().await;
    let event = office
        .records("feedback", HOUSING, "第三轮", "2026-08-31")
        .await
        .event_id;
    office.plans_at("2026-09-01 08:30").await;
    let actor = Actor::Operator;
    correct_event(&office.house, actor, event, day("2026-08-28"), "")
        .await
        .unwrap();
    assert_eq!(office.delivers().await.len(), 1, "three of seven dates stayed");
    let moved = office.matter_of("R-PLAN", HOUSING).await;
    assert_eq!(office.notices(&moved).await[0].state, NoticeState::Withdrawn);
    let stayed = office.matter_of("R-CONC", HOUSING).await;
    assert_eq!(office.notices(&stayed).await[0].state, NoticeState::Told);
    office.plans_at("2026-09-01 14:30").await;
    withdraw_event(&office.house, actor, event, "").await.unwrap();
    assert_eq!(office.delivers().await, []);
    office.plans_at("2026-09-02 08:30").await;
    assert_eq!(
        office.delivers().await.len(),
        1,
        "who knew of it hears that it is over"
    );
    let steps: Vec<String> = office
        .notices(&stayed)
        .await
        .into_iter()
        .map(|it| it.step)
        .collect();
    assert_eq!(steps, ["opened", "withdrawn"]);
}

/// Leaders were told on the way, a second liaison came later: the first hear that it is over, the second does not.
async fn who_was_told_hears_that_it_is_over_and_nobody_else(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-09-14 18:00").await;
    office.appoints(HOUSING, "甲五", Role::Liaison).await;
    withdraw_event(&office.house, Actor::Operator, plan.event_id.unwrap(), "")
        .await
        .unwrap();
    let letters = office.lives_until("2026-09-16 18:00").await;
    assert_eq!(letters.len(), 1, "the leaders hear of it with their week's card");
    let letters = office.lives_until("2026-09-21 18:00").await;
    assert_eq!(letters.len(), 2);
    let told = office.told(&plan).await.into_iter();
    let told = told.filter(|(step, _)| step == "withdrawn").map(|(_, name)| name);
    assert_eq!(told.collect::<Vec<_>>(), ["甲一", "甲二", "甲三"]);
}

/// The message was under way when the matter was withdrawn, and arrived after all.
async fn who_is_being_told_hears_that_it_is_over(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.plans_at("2026-09-01 08:30").await;
    let (house, now) = (&office.house, huiyin::clock::real_now());
    let mut work = office.work().await;
    let claimed = work
        .claim(house.chat, "t", now, now + chrono::TimeDelta::minutes(1), 9)
        .await;
    work.commit().await.unwrap();
    withdraw_event(house, Actor::Operator, plan.event_id.unwrap(), "")
        .await
        .unwrap();
    let mut work = office.work().await;
    for part in claimed.unwrap() {
        let sent = huiyin::store::Settled::Sent(None);
        assert!(work.settle(&part, "t", &sent, office.clock.now()).await.unwrap());
    }
    work.commit().await.unwrap();
    office.lives_until("2026-09-02 18:00").await;
    let told = office.told(&plan).await;
    let steps: Vec<&str> = told.iter().map(|(step, _)| step.as_str()).collect();
    assert_eq!(steps, ["opened", "withdrawn"]);
}

in_an_office!(
    who_was_told_hears_that_it_is_over_and_nobody_else,
    who_is_being_told_hears_that_it_is_over,
    an_answer_says_where_a_matter_stands,
    a_promise_holds_for_its_maker_until_its_day,
    a_promise_up_to_the_due_day_holds_the_due_day_too,
    a_later_word_replaces_a_promise,
    a_promise_behind_the_due_day_holds_nothing,
    a_promise_of_somebody_who_left_is_not_asked_for,
    a_claim_stops_reminders_but_not_the_ladder,
    an_imported_claim_is_silent_until_somebody_speaks,
    only_who_holds_a_role_in_a_matter_answers_it,
    nobody_answers_what_has_ended,
    nobody_hears_or_says_anything_about_their_former_unit,
    who_answers_before_a_message_leaves_is_spared_it,
    what_ended_or_moved_before_a_message_leaves_is_not_told,
);
