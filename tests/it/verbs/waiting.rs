//! What waits for somebody's word: with whom it lies, until when, and what came of it.

use super::closeout::{agrees, applies, begun, decides};
use crate::support::database::in_an_office;
use crate::support::office::{Office, day};
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::MatterState;
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::refusal::Refusal;
use huiyin::domain::timeline::Light;
use huiyin::supervision::{
    Applying, ListFilter, MatterLine, NewMove, list_matters, list_waiting, move_matter, show_applications,
    show_matter, to_apply_for, why,
};

/// A measure of 甲六, whose leader is 甲三, and its finding.
const MEASURE: &str = "ZG-2026-03-0003-1";
const FINDING: &str = "ZG-2026-03-0003";

fn returned(reason: Option<&str>) -> NewMove {
    NewMove {
        kind: MoveKind::Returned,
        on: day("2026-11-02"),
        giver: None,
        via: Via::Paper,
        document: None,
        reason: reason.map(str::to_owned),
        fix_by: None,
        pledge: None,
    }
}

async fn line(office: &Office, code: &str) -> MatterLine {
    let all = list_matters(&office.house, &ListFilter::default()).await.unwrap();
    all.into_iter().find(|line| line.code == code).unwrap()
}

async fn what_waits_is_listed_with_who_decides_and_found_by_its_own_code(office: &mut Office) {
    begun(office).await;
    let applied = applies(office, "甲六", MEASURE).await.unwrap();
    let waiting = list_waiting(&office.house).await.unwrap();
    let step = waiting.iter().find(|it| it.line.code == applied.step).unwrap();
    assert_eq!(
        (step.decides, step.about.as_deref()),
        (Some("supervising_leader"), Some(MEASURE))
    );
    assert!(
        waiting.iter().all(|it| it.line.code != MEASURE),
        "it waits in its decision"
    );

    // Without a reason, too: first it is said where.
    let there = move_matter(&office.house, Actor::Operator, MEASURE, &returned(None))
        .await
        .unwrap();
    let Err(Refusal::DecidedThere { decision, role, .. }) = there else {
        panic!("{there:?}");
    };
    assert_eq!(
        (decision.as_str(), role.as_str()),
        (applied.step.as_str(), "supervising_leader")
    );
    let bare = NewMove {
        giver: Some(office.person("甲三").await.id),
        ..returned(None)
    };
    let bare = move_matter(&office.house, Actor::Operator, &applied.step, &bare)
        .await
        .unwrap();
    assert!(matches!(bare, Err(Refusal::ReasonMissing { .. })), "{bare:?}");
}

async fn a_decision_says_what_it_did_and_who_else_could_have(office: &mut Office) {
    begun(office).await;
    let applied = applies(office, "甲六", MEASURE).await.unwrap();
    let wrong = NewMove {
        giver: Some(office.person("甲二").await.id),
        ..returned(Some("佐证不全"))
    };
    let wrong = move_matter(&office.house, Actor::Operator, &applied.step, &wrong)
        .await
        .unwrap();
    let Err(Refusal::NotDeciding { role, names, .. }) = wrong else {
        panic!("{wrong:?}");
    };
    assert_eq!(
        (role.as_str(), names.as_slice()),
        ("supervising_leader", &["甲三".to_owned()][..])
    );
    let own = decides(office, "甲六", &applied.step, MoveKind::Passed).await;
    assert!(
        matches!(&own, Err(Refusal::NotDeciding { names, .. }) if names.is_empty()),
        "who is not of the office hears the role: {own:?}"
    );
    let sheet = show_matter(&office.house, &applied.step).await.unwrap();
    let decide: Vec<&str> = sheet
        .people
        .iter()
        .filter(|it| it.decides == Some(true))
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(decide, ["甲三"]);
    assert!(
        sheet.people.iter().any(|it| it.decides == Some(false)),
        "who is told when it climbs"
    );

    let back = decides(office, "甲三", &applied.step, MoveKind::Returned)
        .await
        .unwrap();
    let about = back.about.unwrap();
    assert_eq!(
        (about.code.as_str(), about.state),
        (MEASURE, MatterState::InProgress)
    );
    assert!(about.due_on > Some(office.today()), "its 补正 day");
}

async fn in_review_is_no_delay_of_the_units(office: &mut Office) {
    begun(office).await;
    office.at("2026-12-10 10:00");
    let before = line(office, MEASURE).await;
    assert!(
        before.days_left < Some(0) && before.light == Light::Red,
        "{before:?}"
    );
    let applied = applies(office, "甲六", MEASURE).await.unwrap();
    let until = office.matter(&applied.step).await.due_on;
    let now = line(office, MEASURE).await;
    let review = now.review.unwrap();
    assert_eq!((review.role, review.until_on), ("supervising_leader", until));
    assert_eq!(
        (now.days_left, now.light, now.next_step_at),
        (None, Light::None, None)
    );
    let reasons = why(&office.house, MEASURE).await.unwrap();
    let ladder = reasons.ladder.unwrap();
    assert_eq!(
        (ladder.held_by, ladder.held_until, ladder.next),
        (Some("review"), until, None)
    );
    office.at("2027-01-15 10:00"); // the step within the unit is late
    assert!(line(office, MEASURE).await.days_left < Some(0));
}

async fn an_application_says_what_it_lacks_and_what_is_still_to_be_applied_for(office: &mut Office) {
    begun(office).await;
    assert!(
        show_applications(&office.house, FINDING)
            .await
            .unwrap()
            .is_empty()
    );
    let measures = to_apply_for(&office.house, FINDING).await.unwrap();
    assert_eq!(measures, [MEASURE, "ZG-2026-03-0003-2"]);
    let bare = huiyin::supervision::apply(&office.house, MEASURE, "甲六", Applying::default());
    assert!(bare.await.unwrap().unwrap().bare);
    assert_eq!(
        to_apply_for(&office.house, FINDING).await.unwrap(),
        ["ZG-2026-03-0003-2"]
    );
    let worded = Applying {
        done: Some("已补齐，联系电话13800000000"),
        proxy: None,
    };
    let worded = huiyin::supervision::apply(&office.house, "ZG-2026-03-0003-2", "甲六", worded);
    let worded = worded.await.unwrap().unwrap();
    assert!(!worded.bare);
    let kept = show_applications(&office.house, &worded.code).await.unwrap();
    assert_eq!(kept[0].done.as_deref(), Some("已补齐，联系电话***********"));
    assert_eq!(agrees(office, "甲三", &worded.step).await, Vec::<String>::new());
}

in_an_office!(
    what_waits_is_listed_with_who_decides_and_found_by_its_own_code,
    a_decision_says_what_it_did_and_who_else_could_have,
    in_review_is_no_delay_of_the_units,
    an_application_says_what_it_lacks_and_what_is_still_to_be_applied_for,
);
