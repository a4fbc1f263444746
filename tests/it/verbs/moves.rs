//! How matters end: what is received, reviewed, sent back and held, what follows from it, and who may record it.

use super::story::story;
use crate::support::database::in_an_office;
use crate::support::office::{FINANCE, HOUSING, Office, day};
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::refusal::Refusal;
use huiyin::domain::reply::Said;
use huiyin::domain::role::Role;
use huiyin::supervision::{
    Moved, NewMove, Proxy, correct_event, list_events, list_waiting, move_matter, record_answer,
};

fn new(kind: MoveKind, on: &str) -> NewMove {
    NewMove {
        kind,
        on: day(on),
        giver: None,
        via: Via::Paper,
        document: Some("巡办收〔2026〕12号".into()),
        reason: None,
        fix_by: None,
        pledge: None,
    }
}

async fn moves(office: &Office, code: &str, new: NewMove) -> Result<Moved, Refusal> {
    move_matter(&office.house, Actor::Operator, code, &new)
        .await
        .unwrap()
}

async fn fed_back(office: &Office) -> Matter {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    office.matter_of("R-PLAN", HOUSING).await
}

async fn a_plan_that_is_received_ends_and_sets_off_its_review(office: &mut Office) {
    let plan = fed_back(office).await;
    office.at("2026-09-30 10:00");
    let moved = moves(office, &plan.code, new(MoveKind::Received, "2026-09-28"))
        .await
        .unwrap();
    let plan = office.matter(&plan.code).await;
    assert_eq!(plan.state, MatterState::Completed);
    assert_eq!(
        (plan.received_on, plan.ended_on),
        (Some(day("2026-09-28")), plan.received_on)
    );
    assert_eq!(plan.was_on_time(office.today()), Some(true));
    let review = office.matter_of("R-PLANOK", HOUSING).await;
    assert_eq!(moved.opened, std::slice::from_ref(&review.code));
    assert_eq!(review.started_on, day("2026-09-28"), "counted from 收件日");
    office.lives_until("2026-11-30 18:00").await;
    let after: Vec<_> = story(office, &plan)
        .await
        .into_iter()
        .filter(|line| line.as_str() > "09-30 12")
        .collect();
    assert_eq!(
        after,
        ["09-30 14:30 ended: 甲一"],
        "told once that it is done, and no more reminders"
    );
    assert!(matches!(
        moves(office, &plan.code, new(MoveKind::Received, "2026-09-28")).await,
        Err(Refusal::UndoFirst { .. })
    ));
}

async fn an_event_that_is_the_end_of_a_matter_ends_it(office: &mut Office) {
    let plan = fed_back(office).await;
    office.at("2026-09-20 10:00");
    let recorded = office
        .records("plan_received", HOUSING, "第三轮", "2026-09-18")
        .await;
    assert_eq!(recorded.ended, std::slice::from_ref(&plan.code));
    let plan = office.matter(&plan.code).await;
    assert_eq!(
        (plan.state, plan.ended_on),
        (MatterState::Completed, Some(day("2026-09-18")))
    );
    assert_eq!(
        office.matters_of("R-PLANOK", HOUSING).await.len(),
        1,
        "reviewed once"
    );
    let again = office
        .records("plan_received", HOUSING, "第三轮", "2026-09-18")
        .await;
    assert!(!again.is_new && again.ended.is_empty());
}

async fn what_is_sent_back_comes_back_as_a_matter_of_its_own(office: &mut Office) {
    let plan = fed_back(office).await;
    office.at("2026-09-20 10:00");
    moves(office, &plan.code, new(MoveKind::Received, "2026-09-18"))
        .await
        .unwrap();
    let review = office.matter_of("R-PLANOK", HOUSING).await;
    let bare = moves(office, &review.code, new(MoveKind::Returned, "2026-09-20")).await;
    let code = review.code.clone();
    assert_eq!(bare, Err(Refusal::ReasonMissing { code }));
    let returned = NewMove {
        reason: Some("责任清单不全".into()),
        fix_by: Some(day("2026-09-25")),
        ..new(MoveKind::Returned, "2026-09-20")
    };
    let moved = moves(office, &review.code, returned.clone()).await.unwrap();
    let fix = office.matter(&moved.opened[0]).await;
    assert_eq!(
        (fix.rule.0.as_str(), fix.due_on),
        ("R-FIX", Some(day("2026-09-25")))
    );
    assert_eq!(office.matter(&review.code).await.state, MatterState::Returned);
    assert_eq!(
        moves(office, &review.code, new(MoveKind::Passed, "2026-09-20")).await,
        Err(Refusal::FixUnderWay {
            code: review.code.clone(),
            fix: fix.code.clone(),
        })
    );

    office.at("2026-09-24 10:00");
    let early = moves(office, &fix.code, new(MoveKind::Passed, "2026-09-24")).await;
    assert!(
        matches!(early, Err(Refusal::MoveNotFitting { .. })),
        "nothing has come yet"
    );
    moves(office, &fix.code, new(MoveKind::Received, "2026-09-23"))
        .await
        .unwrap();
    assert_eq!(office.matter(&fix.code).await.state, MatterState::UnderReview);
    let again = moves(office, &fix.code, returned).await.unwrap();
    let second = office.matter(&again.opened[0]).await;
    assert_ne!(second.code, fix.code, "sent back once more");
    moves(office, &second.code, new(MoveKind::Received, "2026-09-24"))
        .await
        .unwrap();
    let passed = moves(office, &second.code, new(MoveKind::Passed, "2026-09-24"))
        .await
        .unwrap();
    assert_eq!(passed.ended, [fix.code.clone(), review.code.clone()]);
    for code in [&second.code, &fix.code, &review.code] {
        assert_eq!(office.matter(code).await.state, MatterState::Completed, "{code}");
    }
    let mut work = office.reads().await;
    let inspection = plan.inspection_id.unwrap();
    let approved = work.find_event("plan_approved", inspection).await.unwrap();
    assert_eq!(approved.unwrap().happened_on, day("2026-09-24"));
}

async fn a_returned_matter_is_not_told_beside_its_correction(office: &mut Office) {
    fed_back(office).await;
    office.at("2026-09-20 10:00");
    office
        .records("plan_received", HOUSING, "第三轮", "2026-09-18")
        .await;
    let review = office.matter_of("R-PLANOK", HOUSING).await;
    let returned = NewMove {
        reason: Some("责任清单不全".into()),
        ..new(MoveKind::Returned, "2026-09-20")
    };
    moves(office, &review.code, returned).await.unwrap();
    office.lives_until("2026-11-30 18:00").await;
    let told = story(office, &review).await;
    assert!(told.iter().all(|line| line.as_str() < "09-20 10"), "{told:?}");
    let fix = office.matter_of("R-FIX", HOUSING).await;
    assert!(
        story(office, &fix).await.iter().any(|line| line.contains("T+1")),
        "the correction is what is overdue"
    );
}

async fn a_meeting_ends_with_its_day_and_opens_what_follows(office: &mut Office) {
    fed_back(office).await;
    office.at("2026-09-10 10:00");
    let meeting = office.matter_of("R-MEET", HOUSING).await;
    let said = Said::Held {
        on: Some(day("2026-09-04")),
    };
    let taken = office.answers("甲一", &meeting.code, said).await.unwrap();
    assert_eq!(taken.matter.claimed_on, Some(day("2026-09-04")));
    assert!(taken.matter.is_open(), "the office has not said so yet");
    assert_eq!(
        list_waiting(&office.house).await.unwrap()[0].line.code,
        meeting.code
    );
    moves(office, &meeting.code, new(MoveKind::Held, "2026-09-04"))
        .await
        .unwrap();
    let meeting = office.matter(&meeting.code).await;
    assert_eq!(
        (meeting.state, meeting.ended_on),
        (MatterState::Completed, Some(day("2026-09-04")))
    );
    assert!(list_waiting(&office.house).await.unwrap().is_empty());

    office.records("field_end", FINANCE, "第三轮", "2026-08-20").await;
    let report = office.matter_of("P-RPT", FINANCE).await;
    let moved = moves(office, &report.code, new(MoveKind::Received, "2026-09-09"))
        .await
        .unwrap();
    let hearing = office.matter_of("P-HEAR", FINANCE).await;
    assert_eq!(
        moved.opened,
        [hearing.code],
        "opened at once, not by tomorrow's job"
    );
}

async fn what_is_reported_as_sent_holds_the_climb_until_the_office_has_looked(office: &mut Office) {
    let plan = fed_back(office).await;
    office.at("2026-09-30 10:00");
    office.answers("甲一", &plan.code, Said::Submitted).await.unwrap();
    let waiting: Vec<String> = office
        .attention()
        .await
        .into_iter()
        .map(|item| item.kind)
        .collect();
    assert!(waiting.contains(&"submitted".to_owned()), "{waiting:?}");
    office.lives_until("2026-10-12 18:00").await;
    let told = story(office, &plan).await;
    assert!(!told.iter().any(|line| line.contains("T+")), "{told:?}");
    moves(office, &plan.code, new(MoveKind::NotReceived, "2026-10-12"))
        .await
        .unwrap();
    office.lives_until("2026-10-31 18:00").await;
    let told = story(office, &plan).await;
    assert!(
        told.iter().any(|line| line.contains("T+15")),
        "nothing had come: {told:?}"
    );
    let open: Vec<String> = office
        .attention()
        .await
        .into_iter()
        .map(|item| item.kind)
        .collect();
    assert!(!open.contains(&"submitted".to_owned()), "{open:?}");
}

async fn a_date_that_moves_is_told_while_the_office_has_the_word(office: &mut Office) {
    let plan = fed_back(office).await;
    office.lives_until("2026-09-30 18:00").await;
    office.at("2026-10-08 09:00");
    office.answers("甲一", &plan.code, Said::Submitted).await.unwrap();
    let feedback = list_events(&office.house, Some(HOUSING), false).await.unwrap();
    let feedback = feedback.iter().find(|event| event.kind == "feedback").unwrap().id;
    correct_event(
        &office.house,
        Actor::Operator,
        feedback,
        day("2026-08-28"),
        "会议提前",
    )
    .await
    .unwrap();
    office.lives_until("2026-10-10 18:00").await;
    let told = story(office, &plan).await;
    assert!(told.iter().any(|line| line.contains("moved:event")), "{told:?}");
    assert!(!told.iter().any(|line| line.contains("T+")), "{told:?}");
}

async fn what_was_said_by_telephone_counts_and_shows_both_people(office: &mut Office) {
    let plan = fed_back(office).await;
    let clerk = office.appoints("市委巡察办", "丙九", Role::OfficeClerk).await;
    let proxy = Proxy {
        recorder: Actor::Person(clerk.id),
        via: Via::Phone,
        given_on: day("2026-09-01"),
        document: None,
    };
    let taken = record_answer(&office.house, &plan.code, "甲一", "收到,9月15日前报送", &proxy)
        .await
        .unwrap()
        .unwrap();
    let reply = &taken[0].reply;
    assert_eq!(reply.recorded_by, Some(clerk.id));
    assert_eq!(
        (reply.channel.as_str(), reply.promised_on),
        ("phone", Some(day("2026-09-15")))
    );
    office.lives_until("2026-09-14 18:00").await;
    let told = story(office, &plan).await;
    assert_eq!(
        told.last().unwrap(),
        "09-14 08:30 T-10: 甲二 甲三",
        "the promise holds for 甲一"
    );
    let outsider = Proxy {
        recorder: Actor::Person(office.person("甲二").await.id),
        ..proxy.clone()
    };
    let refused = record_answer(&office.house, &plan.code, "甲一", "已完成", &outsider)
        .await
        .unwrap();
    assert_eq!(refused, Err(Refusal::NotAtDesk));
    let stranger = record_answer(&office.house, &plan.code, "乙一", "已完成", &proxy)
        .await
        .unwrap();
    assert_eq!(stranger, Err(Refusal::NotInRole { code: plan.code }));
}

async fn what_must_not_be_kept_is_refused_at_the_desk_too(office: &mut Office) {
    let plan = fed_back(office).await;
    let proxy = Proxy {
        recorder: Actor::Operator,
        via: Via::Phone,
        given_on: day("2026-09-01"),
        document: None,
    };
    for text in [
        "整改中 身份证110101199003070970",
        "整改中 机密★1年",
        "整改中 有人举报",
    ] {
        let refused = record_answer(&office.house, &plan.code, "甲一", text, &proxy)
            .await
            .unwrap();
        assert!(
            matches!(refused, Err(Refusal::SecretContent { .. })),
            "{text}: {refused:?}"
        );
    }
    let document = NewMove {
        document: Some("机密★1年".into()),
        ..new(MoveKind::Received, "2026-09-01")
    };
    let refused = moves(office, &plan.code, document).await;
    assert!(
        matches!(refused, Err(Refusal::SecretContent { .. })),
        "{refused:?}"
    );
    assert!(
        office
            .reads()
            .await
            .list_replies(plan.id)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn who_once_served_in_the_unit_records_nothing_of_it(office: &mut Office) {
    let plan = fed_back(office).await;
    let mut clerk = office.appoints("市委巡察办", "丙九", Role::OfficeClerk).await;
    let before = clerk.clone();
    clerk.former_units = vec![HOUSING.to_owned()];
    let mut work = office.work().await;
    let act = huiyin::store::Act::new(Actor::Operator, office.clock.now(), "person.changed");
    work.update(&act, &before, &clerk).await.unwrap();
    work.commit().await.unwrap();
    let refused = move_matter(
        &office.house,
        Actor::Person(clerk.id),
        &plan.code,
        &new(MoveKind::Received, "2026-09-01"),
    )
    .await
    .unwrap();
    assert_eq!(refused, Err(Refusal::Avoidance));
    assert!(office.matter(&plan.code).await.is_open());
}

async fn days_that_cannot_be_are_refused(office: &mut Office) {
    let plan = fed_back(office).await;
    let ahead = moves(office, &plan.code, new(MoveKind::Received, "2026-09-02")).await;
    assert!(matches!(ahead, Err(Refusal::DayAhead { .. })));
    let before = moves(office, &plan.code, new(MoveKind::Received, "2026-08-30")).await;
    assert!(matches!(before, Err(Refusal::DayBeforeStart { .. })));
    let meeting = office.matter_of("R-MEET", HOUSING).await;
    let undated = office
        .answers("甲一", &meeting.code, Said::Held { on: None })
        .await;
    assert_eq!(
        undated.unwrap_err(),
        Refusal::HeldDayMissing { code: meeting.code }
    );
    assert!(office.matter(&plan.code).await.is_open());
}

in_an_office!(
    a_plan_that_is_received_ends_and_sets_off_its_review,
    an_event_that_is_the_end_of_a_matter_ends_it,
    what_is_sent_back_comes_back_as_a_matter_of_its_own,
    a_returned_matter_is_not_told_beside_its_correction,
    a_meeting_ends_with_its_day_and_opens_what_follows,
    what_is_reported_as_sent_holds_the_climb_until_the_office_has_looked,
    a_date_that_moves_is_told_while_the_office_has_the_word,
    what_was_said_by_telephone_counts_and_shows_both_people,
    what_must_not_be_kept_is_refused_at_the_desk_too,
    who_once_served_in_the_unit_records_nothing_of_it,
    days_that_cannot_be_are_refused,
);
