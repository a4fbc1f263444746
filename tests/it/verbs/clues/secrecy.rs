//! What is taken of a clue, and who sees any of it.

use super::{DISCIPLINE, FIRST, clue, coded, matter, receives, registers, with_one};
use crate::support::database::in_an_office;
use crate::support::office::{Office, day, refusal};
use crate::support::post::Letter;
use huiyin::domain::ledger::Actor;
use huiyin::domain::message::Outgoing;
use huiyin::domain::moves::Via;
use huiyin::domain::refusal::Refusal;
use huiyin::domain::reply::{Coded, Said};
use huiyin::domain::role::Role;
use huiyin::supervision::{
    ListFilter, Proxy, leave, list_matters, list_unanswered, name_custodian, record_answer, see, show_clue,
};

fn text_of(letter: &Letter) -> String {
    match &letter.message {
        Outgoing::Send { text, .. } => text.to_string(),
        other => panic!("{other:?}"),
    }
}

async fn nothing_but_a_digit_is_taken_of_a_clue(office: &mut Office) {
    with_one(office).await;
    let feedback = matter(office, FIRST[0], "C-FEED").await;
    for said in [
        Said::Completed,
        Said::Progress { percent: 60 },
        Said::Submitted,
        Said::Acknowledged {
            promised_on: Some(day("2026-09-20")),
        },
    ] {
        let refused = office.answers("戊一", &feedback.code, said).await.unwrap_err();
        assert_eq!(
            refused,
            Refusal::CodedOnly {
                code: feedback.code.clone()
            }
        );
    }
    let proxy = Proxy {
        recorder: Actor::Operator,
        via: Via::Phone,
        given_on: day("2026-09-01"),
        document: None,
    };
    let said = |text: &'static str| record_answer(&office.house, &feedback.code, "戊一", text, &proxy);
    assert!(matches!(
        said("已与本人谈话").await.unwrap(),
        Err(Refusal::CodedOnly { .. })
    ));
    let taken = said("2").await.unwrap().unwrap();
    assert_eq!(taken[0].said, coded(Coded::GoesOn));
    let replies = office.reads().await.list_replies(feedback.id).await.unwrap();
    assert_eq!(replies.len(), 1);
    assert_eq!(replies[0].note, None);
    office.contacts().await;
    office
        .records("feedback", "市住建局", "第三轮", "2026-08-31")
        .await;
    let plan = office.matter_of("R-PLAN", "市住建局").await;
    assert!(matches!(
        office.answers("甲一", &plan.code, coded(Coded::FedBack)).await,
        Err(Refusal::MoveNotFitting { .. })
    ));
}

async fn a_custodian_is_named_and_everybody_else_in_the_organ_goes_blind(office: &mut Office) {
    with_one(office).await;
    let third = office.appoints(DISCIPLINE, "戊三", Role::ClueCustodian).await;
    let feedback = matter(office, FIRST[0], "C-FEED").await;
    office
        .answers("戊三", &feedback.code, coded(Coded::GoesOn))
        .await
        .unwrap();
    let name = |who: &'static str, reason: &'static str| {
        name_custodian(&office.house, Actor::Operator, FIRST[0], who, reason)
    };
    assert!(refusal(name("己一", "另行指定").await).contains("does not serve in"));
    assert!(refusal(name("戊一", " ").await).contains("--reason"));
    name("戊一", "另行指定").await.unwrap().unwrap();
    assert_eq!(
        office
            .answers("戊三", &feedback.code, coded(Coded::FedBack))
            .await,
        Err(Refusal::Avoidance)
    );
    office
        .answers("戊一", &feedback.code, coded(Coded::FedBack))
        .await
        .unwrap();
    assert!(
        see(&office.house, Actor::Person(third.id), &feedback.code)
            .await
            .is_err()
    );
    leave(&office.house, Actor::Operator, "戊一", Some("戊三"))
        .await
        .unwrap();
    assert_eq!(clue(office, FIRST[0]).await.custodian_id, Some(third.id));
    office
        .answers("戊三", &feedback.code, coded(Coded::GoesOn))
        .await
        .unwrap();
    receives(office, &matter(office, FIRST[0], "C-SIGN").await, "2026-09-01").await;
    let opinion = matter(office, FIRST[0], "C-OPIN").await;
    let named = office.reads().await.list_assignments(opinion.id).await.unwrap();
    assert_eq!(named[0].person_id, third.id, "what opens later is theirs too");
}

async fn strangers_and_those_who_served_there_see_no_row(office: &mut Office) {
    with_one(office).await;
    let feedback = matter(office, FIRST[0], "C-FEED").await;
    let seen_by = |person: Option<huiyin::domain::ids::PersonId>| ListFilter {
        seen_by: person,
        ..ListFilter::default()
    };
    let sees = async |name: &str| {
        let person = office.person(name).await.id;
        let list = list_matters(&office.house, &seen_by(Some(person))).await.unwrap();
        let is_listed = list.iter().any(|line| line.code == feedback.code);
        let is_shown = see(&office.house, Actor::Person(person), &feedback.code)
            .await
            .is_ok();
        assert_eq!(is_listed, is_shown, "{name}");
        let row = show_clue(&office.house, Actor::Person(person), FIRST[0])
            .await
            .is_ok();
        (is_shown, row)
    };
    assert_eq!(sees("丙一").await, (true, true), "the office's own");
    assert_eq!(
        sees("戊一").await,
        (true, false),
        "the custodian, their matters alone"
    );
    for stranger in ["戊二", "甲一", "丁一", "丙四", "己一"] {
        assert_eq!(sees(stranger).await, (false, false), "{stranger}");
    }
    let mut work = office.work().await;
    let clerk = office.person("丙一").await;
    let served = huiyin::domain::contact::Person {
        former_units: vec![DISCIPLINE.to_owned()],
        ..clerk.clone()
    };
    let act = huiyin::store::Act::new(Actor::Operator, office.clock.now(), "person.changed");
    work.update(&act, &clerk, &served).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(sees("丙一").await, (false, false), "回避");
    let named = name_custodian(&office.house, Actor::Person(clerk.id), FIRST[0], "戊一", "指定").await;
    assert_eq!(named.unwrap().unwrap_err(), Refusal::Avoidance);
    let mut work = office.reads().await;
    let books = office.house.books(&mut work).await.unwrap();
    office.at("2027-01-10 10:00");
    let unanswered = list_unanswered(&mut work, &office.house, &books).await.unwrap();
    assert!(unanswered.is_empty(), "{unanswered:?}");
}

async fn the_custodian_alone_is_told_one_neutral_line_a_clue(office: &mut Office) {
    for name in ["戊一", "戊二", "丙一", "丙三", "丁二"] {
        office.contacts().await;
        office.binds(name).await;
    }
    registers(office, &[FIRST], false).await;
    let letters = office.lives_until("2027-01-20 18:00").await;
    assert!(!letters.is_empty());
    for letter in &letters {
        let (address, text) = (&letter.address, text_of(letter));
        assert!(
            address == "chat-戊一" || !text.contains("XS-"),
            "{address}: {text}"
        );
        for word in ["线索", "处置", "签收登记", "违纪"] {
            assert!(!text.contains(word), "{address}: {text}");
        }
    }
    let first = letters
        .iter()
        .find(|letter| letter.address == "chat-戊一")
        .unwrap();
    let first = text_of(first);
    assert_eq!(first.matches("XS-2026").count(), 1, "one line a clue: {first}");
    assert!(
        first.contains("内网待办") && first.contains("1 已反馈"),
        "{first}"
    );
}

in_an_office!(
    nothing_but_a_digit_is_taken_of_a_clue,
    a_custodian_is_named_and_everybody_else_in_the_organ_goes_blind,
    strangers_and_those_who_served_there_see_no_row,
    the_custodian_alone_is_told_one_neutral_line_a_clue,
);
