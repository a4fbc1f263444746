//! Corrections of a matter: a move that is taken back, another day, text or person, what is withdrawn and merged.

use super::story::{story, with_a_plan};
use crate::support::database::in_an_office;
use crate::support::office::{FINANCE, HOUSING, HOUSING_LEDGER, Office, day};
use crate::support::post::Letter;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::message::Outgoing;
use huiyin::domain::mode::DueMode;
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::refusal::Refusal;
use huiyin::domain::reply::Said;
use huiyin::domain::role::Role;
use huiyin::supervision::{
    MatterFacts, MatterMended, NewMove, Undone, correct_event, leave, list_events, mend_matter, merge_matter,
    move_matter, show_matter, undo_move, why, withdraw_matter,
};

const WHY: &str = "登记错了";

async fn moves(office: &Office, code: &str, kind: MoveKind, on: &str) -> Vec<String> {
    let new = NewMove {
        kind,
        on: day(on),
        giver: None,
        via: Via::Paper,
        document: None,
        reason: Some("责任清单不全".into()),
        fix_by: None,
        pledge: None,
    };
    let moved = move_matter(&office.house, Actor::Operator, code, &new).await;
    moved.unwrap().unwrap().opened
}

async fn undoes(office: &Office, code: &str) -> Result<Undone, Refusal> {
    undo_move(&office.house, Actor::Operator, code, WHY)
        .await
        .unwrap()
}

async fn sets(office: &Office, code: &str, facts: MatterFacts) -> Result<MatterMended, Refusal> {
    mend_matter(&office.house, Actor::Operator, code, &facts, None, WHY)
        .await
        .unwrap()
}

async fn names(office: &Office, code: &str, name: &str, role: Role) -> Result<MatterMended, Refusal> {
    let facts = MatterFacts::default();
    mend_matter(
        &office.house,
        Actor::Operator,
        code,
        &facts,
        Some((name, role, false)),
        WHY,
    )
    .await
    .unwrap()
}

fn text_of(letter: &Letter) -> String {
    match &letter.message {
        Outgoing::Send { text, .. } => text.to_string(),
        other => panic!("{other:?}"),
    }
}

fn due(on: &str) -> MatterFacts {
    MatterFacts {
        due_on: Some(day(on)),
        ..MatterFacts::default()
    }
}

async fn fed_back(office: &Office) -> Matter {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    office.matter_of("R-PLAN", HOUSING).await
}

async fn a_receipt_entered_by_mistake_is_taken_back_with_all_it_set_off(office: &mut Office) {
    let plan = fed_back(office).await;
    office.at("2026-09-20 10:00");
    let opened = moves(office, &plan.code, MoveKind::Received, "2026-09-18").await;
    let undone = undoes(office, &plan.code).await.unwrap();
    assert_eq!((undone.kind, &undone.withdrawn), (MoveKind::Received, &opened));
    assert!(undone.kept.is_empty());
    let again = office.matter(&plan.code).await;
    assert_eq!(
        (again.state, again.received_on, again.ended_on),
        (plan.state, None, None)
    );
    assert_eq!(again.due_on, plan.due_on);
    let inspection = plan.inspection_id.unwrap();
    let event = office.reads().await.find_event("plan_received", inspection).await;
    assert_eq!(event.unwrap(), None, "the event that it was is withdrawn");
    assert_eq!(
        undoes(office, &plan.code).await,
        Err(Refusal::NothingToUndo {
            code: plan.code.clone()
        })
    );

    let opened = moves(office, &plan.code, MoveKind::Received, "2026-09-17").await;
    let review = office.matter(&opened[0]).await;
    assert_eq!(review.started_on, day("2026-09-17"), "counted from the right day");
    office.is_sound().await;
}

async fn what_somebody_has_spoken_of_stays(office: &mut Office) {
    let plan = fed_back(office).await;
    office.at("2026-09-20 10:00");
    let opened = moves(office, &plan.code, MoveKind::Received, "2026-09-18").await;
    moves(office, &opened[0], MoveKind::Returned, "2026-09-19").await;
    let undone = undoes(office, &plan.code).await.unwrap();
    assert_eq!((undone.kept, undone.withdrawn), (opened, Vec::new()));
}

async fn the_end_of_a_matter_that_was_told_is_put_right_in_public(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.at("2026-09-10 10:00");
    moves(office, &plan.code, MoveKind::Received, "2026-09-10").await;
    office.lives_until("2026-09-11 18:00").await;
    undoes(office, &plan.code).await.unwrap();
    let letters = office.lives_until("2026-09-30 18:00").await;
    let mended = letters
        .iter()
        .filter(|letter| text_of(letter).contains("此前登记办结有误"));
    assert_eq!(mended.count(), 1, "whoever was told that it had ended");
    let told = story(office, &plan).await;
    assert!(told.iter().any(|line| line.contains("ended")), "{told:?}");
    assert!(told.iter().any(|line| line.contains("undone")), "{told:?}");
    assert!(told.last().unwrap().contains("T:"), "reminded again: {told:?}");
}

async fn a_return_and_its_correction_are_taken_back_where_the_mistake_is(office: &mut Office) {
    let plan = fed_back(office).await;
    office.at("2026-09-20 10:00");
    let review = moves(office, &plan.code, MoveKind::Received, "2026-09-18")
        .await
        .remove(0);
    let fix = moves(office, &review, MoveKind::Returned, "2026-09-19")
        .await
        .remove(0);
    let undone = undoes(office, &review).await.unwrap();
    assert_eq!(undone.withdrawn, std::slice::from_ref(&fix));
    assert_eq!(office.matter(&review).await.state, MatterState::NotStarted);

    let fix = moves(office, &review, MoveKind::Returned, "2026-09-19")
        .await
        .remove(0);
    moves(office, &fix, MoveKind::Received, "2026-09-20").await;
    moves(office, &fix, MoveKind::Passed, "2026-09-20").await;
    assert_eq!(office.matter(&review).await.state, MatterState::Completed);
    assert_eq!(
        undoes(office, &review).await,
        Err(Refusal::UndoneThere {
            code: review.clone(),
            there: fix.clone()
        })
    );
    let undone = undoes(office, &fix).await.unwrap();
    assert_eq!(undone.reopened, std::slice::from_ref(&review));
    assert_eq!(office.matter(&fix).await.state, MatterState::UnderReview);
    assert_eq!(office.matter(&review).await.state, MatterState::Returned);
    office.is_sound().await;
}

async fn a_corrected_day_stays_when_days_are_counted_again(office: &mut Office) {
    let plan = fed_back(office).await;
    office.lives_until("2026-09-01 18:00").await;
    let set = sets(office, &plan.code, due("2026-10-15")).await.unwrap();
    assert_eq!(set.moved[0].to, Some(day("2026-10-15")));
    let after = office.matter(&plan.code).await;
    assert_eq!(
        (after.due_on, after.original_due_on),
        (set.moved[0].to, plan.due_on)
    );
    assert_eq!(after.mode, DueMode::Fixed);
    let feedback = list_events(&office.house, Some(HOUSING), false).await.unwrap();
    let feedback = feedback.iter().find(|event| event.kind == "feedback").unwrap().id;
    correct_event(&office.house, Actor::Operator, feedback, day("2026-08-28"), WHY)
        .await
        .unwrap();
    assert_eq!(office.matter(&plan.code).await.due_on, set.moved[0].to);
    let told = office.lives_until("2026-09-02 18:00").await;
    assert!(
        told.iter().any(|letter| text_of(letter).contains("经巡察办更正")),
        "{told:?}"
    );
    assert_eq!(
        sets(office, &plan.code, due("2026-10-15")).await,
        Err(Refusal::NothingToChange {
            code: plan.code.clone()
        })
    );
    let early = sets(office, &plan.code, due("2026-08-01")).await;
    assert!(matches!(early, Err(Refusal::DayBeforeStart { .. })));
    let titled = MatterFacts {
        title: Some("机密★1年".into()),
        ..MatterFacts::default()
    };
    let refused = sets(office, &plan.code, titled).await;
    assert!(matches!(refused, Err(Refusal::SecretContent { .. })));
    office.is_sound().await;
}

async fn the_day_of_a_finding_is_that_of_its_measures(office: &mut Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    let finding = office.matters_of("R-FIND", HOUSING).await.remove(0);
    assert_eq!(
        sets(office, &finding.code, due("2027-01-15")).await,
        Err(Refusal::DueOfMeasures {
            code: finding.code.clone()
        })
    );
    let measure = format!("{}-1", finding.code);
    let set = sets(office, &measure, due("2029-01-15")).await.unwrap();
    let codes: Vec<&str> = set.moved.iter().map(|moved| moved.code.as_str()).collect();
    assert_eq!(codes, [measure.as_str(), finding.code.as_str()]);
}

async fn somebody_is_named_where_nobody_was_left(office: &mut Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    let measure = office.matters_of("R-ITEM", HOUSING).await.remove(0);
    let handlers = async |office: &Office| -> Vec<String> {
        let sheet = show_matter(&office.house, &measure.code).await.unwrap();
        let named = sheet.people.into_iter().filter(|person| person.role == "handler");
        named.map(|person| person.name).collect()
    };
    let before = handlers(office).await;
    leave(&office.house, Actor::Operator, &before[0], None)
        .await
        .unwrap();
    assert!(!handlers(office).await.contains(&before[0]));
    let set = names(office, &measure.code, "甲一", Role::Handler).await.unwrap();
    assert_eq!(set.named.as_deref(), Some("甲一"));
    assert_eq!(handlers(office).await, ["甲一"]);
    let gone = names(office, &measure.code, &before[0], Role::Handler).await;
    assert!(matches!(gone, Err(Refusal::PersonElsewhere { .. })));
    let elsewhere = names(office, &measure.code, "乙一", Role::Handler).await;
    assert!(matches!(elsewhere, Err(Refusal::PersonElsewhere { .. })));
    office.is_sound().await;
}

async fn what_is_withdrawn_takes_along_what_stands_under_it(office: &mut Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    let finding = office.matters_of("R-FIND", HOUSING).await.remove(0);
    let under = show_matter(&office.house, &finding.code).await.unwrap().children;
    let withdrawn = withdraw_matter(&office.house, Actor::Operator, &finding.code, WHY)
        .await
        .unwrap()
        .unwrap();
    assert!(
        withdrawn.len() > under.len() && withdrawn[0] == finding.code,
        "{withdrawn:?}"
    );
    for code in &withdrawn {
        assert_eq!(office.matter(code).await.state, MatterState::Withdrawn, "{code}");
    }
    let again = withdraw_matter(&office.house, Actor::Operator, &finding.code, WHY).await;
    assert!(matches!(again.unwrap(), Err(Refusal::MatterClosed { .. })));
    let import = office.imports(HOUSING_LEDGER).await;
    assert!(
        import.kept && import.created == 0,
        "the number is kept, and nothing comes back"
    );
    office.is_sound().await;
}

async fn a_merged_matter_answers_with_the_code_of_the_one_that_stays(office: &mut Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    let measures = office.matters_of("R-ITEM", HOUSING).await;
    let (old, into) = (&measures[0], &measures[1]);
    office.lives_until("2026-09-02 18:00").await;
    let merge = async |code: &str, into: &str| {
        merge_matter(&office.house, Actor::Operator, code, into, "重复立项")
            .await
            .unwrap()
    };
    let finding = office.matters_of("R-FIND", HOUSING).await;
    let open_under = merge(&finding[0].code, &finding[1].code).await;
    assert!(
        matches!(open_under, Err(Refusal::MergeOpenUnder { .. })),
        "{open_under:?}"
    );
    let unlike = merge(&old.code, &finding[0].code).await;
    assert!(matches!(unlike, Err(Refusal::MergeUnlike { .. })));
    merge(&old.code, &into.code).await.unwrap();

    let sheet = show_matter(&office.house, &old.code).await.unwrap();
    assert_eq!(sheet.line.code, into.code);
    assert_eq!(sheet.merged, std::slice::from_ref(&old.code));
    assert_eq!(why(&office.house, &old.code).await.unwrap().code, into.code);
    assert_eq!(office.matter(&old.code).await.id, into.id);
    let told = office.lives_until("2026-09-03 18:00").await;
    let news = told
        .iter()
        .find(|letter| text_of(letter).contains("事项合并"))
        .unwrap();
    assert!(text_of(news).contains(&into.code), "{news:?}");
    office.is_sound().await;
}

async fn another_unit_and_the_clerks_own_former_one_are_left_alone(office: &mut Office) {
    let plan = fed_back(office).await;
    office.records("feedback", FINANCE, "第三轮", "2026-08-31").await;
    let other = office.matter_of("R-PLAN", FINANCE).await;
    let merged = merge_matter(&office.house, Actor::Operator, &plan.code, &other.code, WHY).await;
    assert!(matches!(merged.unwrap(), Err(Refusal::MergeUnlike { .. })));
    let outsider = Actor::Person(office.person("甲二").await.id);
    let undone = undo_move(&office.house, outsider, &plan.code, WHY).await.unwrap();
    assert_eq!(undone, Err(Refusal::NotAtDesk));
    let withdrawn = withdraw_matter(&office.house, outsider, &plan.code, WHY)
        .await
        .unwrap();
    assert_eq!(withdrawn, Err(Refusal::NotAtDesk));
    office
        .answers("甲一", &plan.code, Said::InProgress)
        .await
        .unwrap();
    assert!(office.matter(&plan.code).await.is_open());
}

in_an_office!(
    a_receipt_entered_by_mistake_is_taken_back_with_all_it_set_off,
    what_somebody_has_spoken_of_stays,
    the_end_of_a_matter_that_was_told_is_put_right_in_public,
    a_return_and_its_correction_are_taken_back_where_the_mistake_is,
    a_corrected_day_stays_when_days_are_counted_again,
    the_day_of_a_finding_is_that_of_its_measures,
    somebody_is_named_where_nobody_was_left,
    what_is_withdrawn_takes_along_what_stands_under_it,
    a_merged_matter_answers_with_the_code_of_the_one_that_stays,
    another_unit_and_the_clerks_own_former_one_are_left_alone,
);
