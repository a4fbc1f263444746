//! The leading group's side: what climbs to it, what it decides, and what follows.

use super::story::with_a_plan;
use crate::support::database::in_an_office;
use crate::support::office::{FINANCE, HOUSING, Office, day, refusal};
use huiyin::domain::ids::PaperId;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::refusal::Refusal;
use huiyin::domain::resolution::{ResolutionKind, ResolutionState};
use huiyin::domain::supervision_paper::PaperState;
use huiyin::supervision::{
    Moved, NewMove, NewResolution, Resolved, climbed, issue_paper, lift, list_papers, list_registrations,
    list_resolutions, move_matter, open_due_matters, resolve, show_paper, undo_move, withdraw_matter,
};

/// The plan of 市住建局, due on 30 September, of which nobody has said a word until November.
async fn a_silent_plan(office: &mut Office) -> Matter {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-11-09 09:00").await;
    plan
}

fn new(kind: ResolutionKind, by: &str, about: &Matter) -> (String, NewResolution) {
    let new = NewResolution {
        about: vec![about.id],
        kind,
        by: 0.into(),
        via: Via::Paper,
        document: Some("巡领〔2026〕3号".into()),
        on: day("2026-11-09"),
        due_on: None,
    };
    (by.to_owned(), new)
}

async fn decides(office: &Office, (by, new): (String, NewResolution)) -> Result<Resolved, Refusal> {
    let by = office.person(&by).await.id;
    resolve(&office.house, Actor::Operator, &NewResolution { by, ..new })
        .await
        .unwrap()
}

async fn decision(office: &Office, code: &str, by: Option<&str>, kind: MoveKind) -> Result<Moved, Refusal> {
    let giver = match by {
        Some(by) => Some(office.person(by).await.id),
        None => None,
    };
    let made = NewMove {
        kind,
        on: office.today(),
        giver,
        via: Via::Paper,
        document: None,
        reason: (kind == MoveKind::Returned).then(|| "另行研究".to_owned()),
        fix_by: None,
        pledge: None,
    };
    move_matter(&office.house, Actor::Operator, code, &made)
        .await
        .unwrap()
}

/// The paper of a form waits for the director, who issues it; gives its number.
async fn is_issued(office: &Office, form: &str) -> String {
    let drafted = list_papers(&office.house, Some(PaperState::Drafted))
        .await
        .unwrap();
    let paper = drafted.iter().find(|paper| paper.form == form).unwrap();
    let director = office.person("丙三").await.id;
    issue_paper(&office.house, Actor::Operator, PaperId(paper.id), Some(director))
        .await
        .unwrap()
        .unwrap();
    let sheet = show_paper(&office.house, PaperId(paper.id)).await.unwrap();
    sheet.line.number.unwrap()
}

async fn what_climbs(office: &mut Office) {
    let plan = with_a_plan(office).await;
    let reads = async |office: &Office| {
        let mut work = office.reads().await;
        let books = office.house.books(&mut work).await.unwrap();
        let mut found = climbed(&mut work, &office.house, &books).await.unwrap();
        found.retain(|one| one.matter.rule.0 == "R-PLAN");
        found
    };
    office.lives_until("2026-10-20 09:00").await;
    assert_eq!(reads(office).await, [], "it has not climbed so far");
    office.lives_until("2026-11-09 09:00").await;
    let now = reads(office).await;
    assert_eq!(now.len(), 1);
    assert_eq!(
        (&now[0].matter.code, now[0].days, now[0].last),
        (&plan.code, 40, None)
    );
}

async fn a_talk_is_proposed_and_approved(office: &mut Office) {
    let plan = a_silent_plan(office).await;
    let talk = decides(office, new(ResolutionKind::Talk, "丁一", &plan))
        .await
        .unwrap();
    assert_eq!(talk.resolution.state, ResolutionState::Proposed);
    let approval = &talk.opened[0];

    let code = approval.clone();
    let nobody = decision(office, approval, None, MoveKind::Passed).await;
    assert_eq!(nobody, Err(Refusal::DeciderMissing { code: code.clone() }));
    let stranger = decision(office, approval, Some("丙三"), MoveKind::Passed).await;
    let Err(Refusal::NotDeciding { names, .. }) = stranger else {
        panic!("{stranger:?}");
    };
    assert_eq!(names, ["丁二"], "who may decide, but not who proposed it");

    let approved = decision(office, approval, Some("丁二"), MoveKind::Passed)
        .await
        .unwrap();
    let notice = office.matter(&approved.opened[0]).await;
    assert_eq!(notice.rule.0, "G-TALK");
    assert_eq!(is_issued(office, "talk").await, "〔2026〕巡办约 1 号");
    let twice = decision(office, approval, Some("丁二"), MoveKind::Passed).await;
    assert!(matches!(twice, Err(Refusal::MatterClosed { .. })), "{twice:?}");
    let undone = undo_move(&office.house, Actor::Operator, approval, "点错")
        .await
        .unwrap();
    assert!(
        matches!(undone, Err(Refusal::DecisionStands { .. })),
        "{undone:?}"
    );

    let told = decision(office, &notice.code, None, MoveKind::Received)
        .await
        .unwrap();
    let talk = office.matter(&told.opened[0]).await;
    let held = decision(office, &talk.code, None, MoveKind::Held).await.unwrap();
    let report = office.matter(&held.opened[0]).await;
    assert_eq!(
        (report.rule.0.as_str(), report.unit_id),
        ("G-TALK3", plan.unit_id)
    );
}

async fn what_is_refused_opens_nothing(office: &mut Office) {
    let plan = a_silent_plan(office).await;
    let talk = decides(office, new(ResolutionKind::Talk, "丁一", &plan))
        .await
        .unwrap();
    let refused = decision(office, &talk.opened[0], Some("丁二"), MoveKind::Returned)
        .await
        .unwrap();
    assert_eq!(
        (refused.opened, refused.matter.state),
        (vec![], MatterState::Completed)
    );
    let (resolution, unit, by) = list_resolutions(&office.house).await.unwrap().remove(0);
    assert_eq!(
        (resolution.state, unit.as_str(), by.as_str()),
        (ResolutionState::Refused, HOUSING, "丁一")
    );
    assert!(office.matters_of("G-TALK", HOUSING).await.is_empty());
}

async fn the_head_needs_nobody_to_approve(office: &mut Office) {
    let plan = a_silent_plan(office).await;
    let talk = decides(office, new(ResolutionKind::Talk, "丁二", &plan))
        .await
        .unwrap();
    assert_eq!(talk.resolution.state, ResolutionState::Approved);
    assert_eq!(office.matter(&talk.opened[0]).await.rule.0, "G-TALK");
}

async fn a_circular_is_a_draft_until_it_is_approved(office: &mut Office) {
    let plan = a_silent_plan(office).await;
    let circular = decides(office, new(ResolutionKind::Circular, "丁一", &plan))
        .await
        .unwrap();
    let draft = decision(office, &circular.opened[0], None, MoveKind::Received)
        .await
        .unwrap();
    let approval = office.matter(&draft.opened[0]).await;
    assert_eq!(approval.rule.0, "G-CIRCOK");
    let approved = decision(office, &approval.code, Some("丁二"), MoveKind::Passed)
        .await
        .unwrap();
    assert_eq!(office.matter(&approved.opened[0]).await.rule.0, "G-CIRCPUB");
    assert_eq!(is_issued(office, "circular").await, "〔2026〕巡办通 1 号");
}

async fn a_limit_has_its_own_last_day(office: &mut Office) {
    let plan = a_silent_plan(office).await;
    let (by, limit) = new(ResolutionKind::Limit, "丁二", &plan);
    let past = NewResolution {
        due_on: Some(day("2026-11-09")),
        ..limit.clone()
    };
    let past = decides(office, (by.clone(), past)).await;
    assert!(matches!(past, Err(Refusal::DayBeforeStart { .. })), "{past:?}");
    let named = NewResolution {
        due_on: Some(day("2026-11-20")),
        ..limit.clone()
    };
    let named = decides(office, (by.clone(), named)).await.unwrap();
    assert_eq!(
        office.matter(&named.opened[0]).await.due_on,
        Some(day("2026-11-20"))
    );
    let counted = decides(office, (by, limit)).await.unwrap();
    assert_eq!(
        office.matter(&counted.opened[0]).await.due_on,
        Some(day("2026-11-24")),
        "15 days as the rulebook says"
    );
}

async fn a_registration_is_reported_on_every_week_until_it_is_lifted(office: &mut Office) {
    let plan = a_silent_plan(office).await;
    let made = decides(office, new(ResolutionKind::Register, "丁二", &plan))
        .await
        .unwrap();
    assert_eq!(made.registered, ["GD-2026-0001"]);
    let again = decides(office, new(ResolutionKind::Register, "丁二", &plan))
        .await
        .unwrap();
    assert_eq!(again.registered, ["GD-2026-0001"], "it is registered once");

    let first = office.matter_of("G-WEEK", HOUSING).await;
    assert_eq!(
        (first.parent_id, first.due_on),
        (Some(plan.id), Some(day("2026-11-16")))
    );
    decision(office, &first.code, None, MoveKind::Received)
        .await
        .unwrap();
    office.at("2026-11-16 08:00");
    open_due_matters(&office.house).await.unwrap();
    assert_eq!(
        office.matters_of("G-WEEK", HOUSING).await.len(),
        2,
        "a report every week"
    );

    let unit_head = office.person("甲四").await;
    let stranger = lift(
        &office.house,
        Actor::Operator,
        "GD-2026-0001",
        &unit_head,
        "已整改",
    )
    .await
    .unwrap();
    assert!(
        matches!(stranger, Err(Refusal::NotInRole { .. })),
        "only the leading group lifts it"
    );
    let head = office.person("丁二").await;
    lift(&office.house, Actor::Operator, "GD-2026-0001", &head, "已整改")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        list_registrations(&office.house).await.unwrap()[0].lifted_on,
        Some(day("2026-11-16"))
    );
    office.at("2026-11-23 08:00");
    open_due_matters(&office.house).await.unwrap();
    assert_eq!(
        office.matters_of("G-WEEK", HOUSING).await.len(),
        2,
        "and none after it is lifted"
    );
    let twice = lift(&office.house, Actor::Operator, "GD-2026-0001", &head, "已整改").await;
    assert!(refusal(twice).contains("GD-2026-0001"));
}

async fn others_decide_nothing(office: &mut Office) {
    let plan = a_silent_plan(office).await;
    let stranger = decides(office, new(ResolutionKind::Talk, "丙三", &plan)).await;
    assert_eq!(
        stranger,
        Err(Refusal::NotInRole {
            code: plan.code.clone()
        })
    );
    let (by, ahead) = new(ResolutionKind::Talk, "丁二", &plan);
    let ahead = NewResolution {
        on: day("2026-11-10"),
        ..ahead
    };
    assert!(matches!(
        decides(office, (by, ahead)).await,
        Err(Refusal::DayAhead { .. })
    ));
    withdraw_matter(&office.house, Actor::Operator, &plan.code, "立项有误")
        .await
        .unwrap()
        .unwrap();
    let ended = decides(office, new(ResolutionKind::Talk, "丁二", &plan)).await;
    assert!(matches!(ended, Err(Refusal::MatterClosed { .. })), "{ended:?}");
    assert!(office.matters_of("G-TALK", FINANCE).await.is_empty());
}

in_an_office!(
    what_climbs,
    a_talk_is_proposed_and_approved,
    what_is_refused_opens_nothing,
    the_head_needs_nobody_to_approve,
    a_circular_is_a_draft_until_it_is_approved,
    a_limit_has_its_own_last_day,
    a_registration_is_reported_on_every_week_until_it_is_lifted,
    others_decide_nothing,
);
