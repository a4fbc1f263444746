//! 销号: applications, the chain of decisions on them, what they end with, and who may not decide.

use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, HOUSING_LEDGER, Office, day};
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::refusal::Refusal;
use huiyin::domain::reply::Said;
use huiyin::domain::role::Role;
use huiyin::supervision::{
    AppliedFor, Applying, Moved, NewMove, Proxy, apply, apply_in, list_applications, move_matter,
    open_due_matters, show_applications, undo_move, withdraw_matter,
};

/// Finding 3 of 市住建局: two measures of 甲六, whose leader is 甲三.
const FINDING: &str = "ZG-2026-03-0003";

pub async fn begun(office: &Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    office.at("2026-11-02 10:00");
}

pub async fn applies(office: &Office, name: &str, code: &str) -> Result<AppliedFor, Refusal> {
    let (person, matter) = (office.person(name).await, office.matter(code).await);
    let mut work = office.work().await;
    let books = office.house.books(&mut work).await.unwrap();
    let asked = Applying {
        done: Some("台账已补齐"),
        proxy: None,
    };
    let applied = apply_in(&mut work, &office.house, &books, &person, matter.id, asked).await;
    let applied = applied.unwrap();
    if applied.is_ok() {
        work.commit().await.unwrap();
    }
    applied
}

pub async fn decides(office: &Office, name: &str, code: &str, kind: MoveKind) -> Result<Moved, Refusal> {
    let new = NewMove {
        kind,
        on: office.today(),
        giver: None,
        via: Via::Chat,
        document: None,
        reason: Some("佐证不全".into()),
        fix_by: None,
        pledge: None,
    };
    let actor = Actor::Person(office.person(name).await.id);
    move_matter(&office.house, actor, code, &new).await.unwrap()
}

pub async fn agrees(office: &Office, name: &str, code: &str) -> Vec<String> {
    decides(office, name, code, MoveKind::Passed)
        .await
        .unwrap()
        .opened
}

/// The open step of a rule.
async fn step(office: &Office, rule: &str) -> Matter {
    let mut steps = office.matters_of(rule, HOUSING).await;
    steps.retain(Matter::is_open);
    assert_eq!(steps.len(), 1, "{rule}: {steps:?}");
    steps.remove(0)
}

/// Both measures are confirmed; gives the code of the signature's step.
pub async fn confirmed(office: &Office, finding: &str, handler: &str, leader: &str) -> String {
    let mut opened = Vec::new();
    for position in [1, 2] {
        let code = format!("{finding}-{position}");
        let applied = applies(office, handler, &code).await.unwrap();
        opened = agrees(office, leader, &applied.step).await;
    }
    assert_eq!(opened.len(), 1, "the finding applies of itself");
    opened.remove(0)
}

async fn a_finding_goes_its_way_from_the_handler_to_close_out(office: &mut Office) {
    begun(office).await;
    let code = format!("{FINDING}-1");
    let applied = applies(office, "甲六", &code).await.unwrap();
    assert_eq!(applied.ordinal, 1);
    let measure = office.matter(&code).await;
    assert_eq!(
        (measure.state, measure.received_on),
        (MatterState::UnderReview, Some(day("2026-11-02")))
    );
    assert_eq!(
        applies(office, "甲六", &code).await,
        Err(Refusal::AppliedAlready {
            code: code.clone(),
            day: day("2026-11-02")
        })
    );
    assert_eq!(
        agrees(office, "甲三", &applied.step).await,
        Vec::<String>::new(),
        "the other measure is not confirmed"
    );
    let second = applies(office, "甲六", &format!("{FINDING}-2")).await.unwrap();
    let sign = agrees(office, "甲三", &second.step).await.remove(0);
    let finding = office.matter(FINDING).await;
    assert_eq!(finding.state, MatterState::UnderReview);
    let about = office.matter(&sign).await;
    assert_eq!(
        (about.rule.0.as_str(), about.parent_id),
        ("S-SIGN", Some(finding.id))
    );

    let skipped = decides(office, "丙四", &sign, MoveKind::Passed).await;
    assert!(
        matches!(&skipped, Err(Refusal::NotDeciding { code, .. }) if *code == sign),
        "no step is skipped: {skipped:?}"
    );
    let team = agrees(office, "甲四", &sign).await.remove(0);
    let twice = decides(office, "甲四", &sign, MoveKind::Passed).await;
    assert!(twice.is_err(), "what is decided is decided: {twice:?}");
    assert_eq!(office.matter(&team).await.rule.0, "S-TEAM");
    assert_eq!(
        decides(office, "丙五", &team, MoveKind::Passed).await,
        Err(Refusal::Avoidance),
        "丙五 once served in the unit"
    );
    let last = agrees(office, "丙四", &team).await.remove(0);
    assert_eq!(office.matter(&last).await.rule.0, "S-OFFICE");
    assert_eq!(list_applications(&office.house).await.unwrap().len(), 1);
    office.at("2026-11-20 10:00");
    agrees(office, "丙二", &last).await;
    for code in [FINDING.to_owned(), code.clone(), format!("{FINDING}-2")] {
        let closed = office.matter(&code).await;
        assert_eq!(
            (closed.state, closed.ended_on, closed.received_on),
            (
                MatterState::ClosedOut,
                Some(day("2026-11-20")),
                Some(day("2026-11-02"))
            ),
            "{code}"
        );
    }
    assert!(list_applications(&office.house).await.unwrap().is_empty());
    let story = show_applications(&office.house, FINDING).await.unwrap();
    let rules: Vec<_> = story[0].steps.iter().map(|step| step.rule.as_str()).collect();
    assert_eq!(rules, ["S-SIGN", "S-TEAM", "S-OFFICE"]);
    assert_eq!(story[0].steps[1].by.as_deref(), Some("丙四"));
    let undone = undo_move(&office.house, Actor::Operator, FINDING, "登记错了").await;
    assert!(matches!(undone.unwrap(), Err(Refusal::DecisionStands { .. })));
    office.is_sound().await;
}

async fn what_is_sent_back_must_be_applied_for_again(office: &mut Office) {
    begun(office).await;
    let sign = confirmed(office, FINDING, "甲六", "甲三").await;
    let team = agrees(office, "甲四", &sign).await.remove(0);
    office.at("2026-11-05 10:00");
    decides(office, "丙四", &team, MoveKind::Returned).await.unwrap();
    for (code, original) in [
        (format!("{FINDING}-1"), "2026-12-01"),
        (format!("{FINDING}-2"), "2026-12-20"),
    ] {
        let matter = office.matter(&code).await;
        assert_eq!(
            (
                matter.state,
                matter.due_on,
                matter.received_on,
                matter.due_revision
            ),
            (MatterState::InProgress, Some(day("2026-11-12")), None, 1),
            "{code}"
        );
        assert_eq!(matter.original_due_on, Some(day(original)));
    }
    assert_eq!(office.matter(FINDING).await.state, MatterState::InProgress);
    office.lives_until("2026-11-05 18:00").await;
    let told = office.told(&office.matter(&format!("{FINDING}-1")).await).await;
    assert!(
        told.contains(&("sent_back".to_owned(), "甲六".to_owned())),
        "{told:?}"
    );

    office.at("2026-11-09 10:00");
    let again = confirmed(office, FINDING, "甲六", "甲三").await;
    let story = show_applications(&office.house, FINDING).await.unwrap();
    assert_eq!(story.len(), 2);
    assert_eq!((story[0].state, story[1].ordinal), ("returned", 2));
    assert_eq!(story[0].steps[1].reason.as_deref(), Some("佐证不全"));
    assert!(office.matter(&again).await.is_open());
    office.is_sound().await;
}

async fn a_reply_only_claims_and_a_finding_follows_its_measures(office: &mut Office) {
    begun(office).await;
    let code = format!("{FINDING}-1");
    office.answers("甲六", &code, Said::Completed).await.unwrap();
    let claimed = office.matter(&code).await;
    assert!(claimed.claimed_on.is_some() && claimed.state != MatterState::UnderReview);
    assert_eq!(
        applies(office, "甲一", FINDING).await,
        Err(Refusal::ApplyForMeasures { code: FINDING.into() })
    );
    assert!(
        matches!(
            applies(office, "甲三", &code).await,
            Err(Refusal::NotInRole { .. })
        ),
        "a leader does not apply"
    );
    let applied = applies(office, "甲六", &code).await.unwrap();
    assert_eq!(office.matter(&code).await.claimed_on, None);
    let own = decides(office, "甲六", &applied.step, MoveKind::Passed).await;
    assert!(matches!(own, Err(Refusal::NotDeciding { .. })));
    office.is_sound().await;
}

async fn nobody_reviews_their_own_application(office: &mut Office) {
    begun(office).await;
    office.appoints(HOUSING, "甲三", Role::Liaison).await;
    let code = format!("{FINDING}-1");
    let applied = applies(office, "甲三", &code).await.unwrap();
    let own = decides(office, "甲三", &applied.step, MoveKind::Passed).await;
    assert!(
        matches!(
            own,
            Err(Refusal::NotDeciding { .. } | Refusal::OwnApplication { .. })
        ),
        "{own:?}"
    );
    assert!(
        decides(office, "甲二", &applied.step, MoveKind::Passed)
            .await
            .is_err(),
        "甲三 alone is named on the measure"
    );
    agrees(office, "甲四", &applied.step).await;
    office.is_sound().await;
}

async fn the_office_hears_at_once_when_nobody_is_left_to_decide(office: &mut Office) {
    begun(office).await;
    huiyin::supervision::leave(&office.house, Actor::Operator, "甲四", None)
        .await
        .unwrap();
    let sign = confirmed(office, FINDING, "甲六", "甲三").await;
    let raised = |all: &[huiyin::store::Attention]| {
        all.iter()
            .any(|one| one.kind == "nobody_decides" && one.subject == sign)
    };
    assert!(raised(&office.attention().await));
    office.appoints(HOUSING, "甲九", Role::Principal).await;
    agrees(office, "甲九", &sign).await;
    assert!(
        !raised(&office.attention().await),
        "it is settled by the decision"
    );
    office.is_sound().await;
}

async fn review_holds_the_ladder_and_a_stalled_leader_is_climbed_on(office: &mut Office) {
    begun(office).await;
    office.at("2026-11-25 10:00");
    let code = format!("{FINDING}-1");
    let applied = applies(office, "甲六", &code).await.unwrap();
    let step = office.matter(&applied.step).await;
    assert_eq!(step.due_on, Some(day("2026-12-02")));
    office.lives_until("2026-12-02 18:00").await;
    let after_due = |told: &[(String, String)]| told.iter().filter(|(step, _)| step == "T+1").count();
    let measure = office.matter(&code).await;
    assert_eq!(
        after_due(&office.told(&measure).await),
        0,
        "due on 1 December, and in review"
    );
    office.lives_until("2026-12-10 18:00").await;
    let told = office.told(&step).await;
    assert!(told.contains(&("T+1".to_owned(), "甲三".to_owned())), "{told:?}");
    let own: Vec<_> = office.told(&measure).await;
    assert!(
        own.iter().any(|(step, _)| step == "T+7"),
        "the unit's own ladder goes on after its own step's day: {own:?}"
    );
    office.is_sound().await;
}

async fn an_application_on_paper_is_recorded_for_its_giver(office: &mut Office) {
    begun(office).await;
    let proxy = Proxy {
        recorder: Actor::Person(office.person("丙一").await.id),
        via: Via::Paper,
        given_on: day("2026-10-30"),
        document: Some("住建〔2026〕31号".into()),
    };
    let asked = Applying {
        done: None,
        proxy: Some(&proxy),
    };
    let code = format!("{FINDING}-1");
    let applied = apply(&office.house, &code, "甲六", asked).await.unwrap().unwrap();
    assert_eq!(applied.applied_on, day("2026-10-30"));
    assert_eq!(office.matter(&code).await.received_on, Some(day("2026-10-30")));
    let secret = Applying {
        done: Some("已立案"),
        proxy: Some(&proxy),
    };
    let refused = apply(&office.house, &format!("{FINDING}-2"), "甲六", secret)
        .await
        .unwrap();
    assert!(matches!(refused, Err(Refusal::SecretContent { .. })));
    let gone = withdraw_matter(&office.house, Actor::Operator, &applied.step, "误开")
        .await
        .unwrap();
    assert!(
        matches!(gone, Err(Refusal::MoveNotFitting { .. })),
        "a step is no one's to withdraw"
    );
    office.is_sound().await;
}

async fn a_withdrawn_measure_does_not_hold_up_its_finding(office: &mut Office) {
    begun(office).await;
    let applied = applies(office, "甲六", &format!("{FINDING}-1")).await.unwrap();
    agrees(office, "甲三", &applied.step).await;
    let other = format!("{FINDING}-2");
    let pending = applies(office, "甲六", &other).await.unwrap();
    withdraw_matter(&office.house, Actor::Operator, &other, "重复")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(office.matter(&pending.step).await.state, MatterState::Withdrawn);
    assert_eq!(office.matter(FINDING).await.state, MatterState::UnderReview);
    step(office, "S-SIGN").await;
    office.is_sound().await;
}

async fn what_goes_on_for_good_is_approved_and_checked_from_then(office: &mut Office) {
    begun(office).await;
    let finding = "ZG-2026-03-0007";
    let first = office.matters_of("R-LONG", HOUSING).await;
    let sign = confirmed(office, finding, "甲七", "甲三").await;
    let team = agrees(office, "甲四", &sign).await.remove(0);
    let last = agrees(office, "丙四", &team).await.remove(0);
    let opened = agrees(office, "丙二", &last).await;
    let standing = office.matter(&format!("{finding}-1")).await;
    assert_eq!(
        (standing.state, standing.is_open()),
        (MatterState::Standing, false)
    );
    assert_eq!(
        office.matter(&format!("{finding}-2")).await.state,
        MatterState::ClosedOut
    );
    let check = office.matter(&opened[0]).await;
    assert_eq!(check.rule.0, "R-LONG");
    assert_eq!(
        (check.parent_id, check.due_on),
        (Some(standing.id), Some(day("2027-05-03")))
    );
    let before = first
        .iter()
        .find(|check| check.parent_id == Some(standing.id))
        .unwrap();
    assert!(
        !office.matter(&before.code).await.is_open(),
        "passed by its stage result"
    );

    office.at("2027-05-10 09:00");
    open_due_matters(&office.house).await.unwrap();
    let checks = office.matters_of("R-LONG", HOUSING).await;
    let own = checks
        .iter()
        .filter(|check| check.parent_id == Some(standing.id) && check.is_open());
    assert_eq!(own.count(), 2, "the one that is late, and the next");
    office.is_sound().await;
}

in_an_office!(
    a_finding_goes_its_way_from_the_handler_to_close_out,
    what_is_sent_back_must_be_applied_for_again,
    a_reply_only_claims_and_a_finding_follows_its_measures,
    nobody_reviews_their_own_application,
    the_office_hears_at_once_when_nobody_is_left_to_decide,
    review_holds_the_ladder_and_a_stalled_leader_is_climbed_on,
    an_application_on_paper_is_recorded_for_its_giver,
    a_withdrawn_measure_does_not_hold_up_its_finding,
    what_goes_on_for_good_is_approved_and_checked_from_then,
);
