//! 抽查: a lot that can be drawn again, and what a false close-out sets off; teams and their end.

use super::closeout::{agrees, applies, begun, confirmed};
use crate::support::database::in_an_office;
use crate::support::office::{Office, day, refusal};
use crate::support::sheet::contacts;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::refusal::Refusal;
use huiyin::domain::role::Role;
use huiyin::domain::spot_check::SpotResult;
use huiyin::supervision::{
    ImportOptions, SpotFinding, draw_spot_checks, end_spot_check, list_spot_checks, show_applications,
};

/// Closes findings 3 (of 甲六, 甲三) and 12 (of 甲七, 甲二).
async fn two_closed(office: &Office) {
    begun(office).await;
    let sign = confirmed(office, "ZG-2026-03-0003", "甲六", "甲三").await;
    close(office, sign).await;
    let applied = applies(office, "甲七", "ZG-2026-03-0012-1").await.unwrap();
    let sign = agrees(office, "甲二", &applied.step).await.remove(0);
    close(office, sign).await;
}

async fn close(office: &Office, sign: String) {
    let team = agrees(office, "甲四", &sign).await.remove(0);
    let last = agrees(office, "丙四", &team).await.remove(0);
    agrees(office, "丙二", &last).await;
}

fn found(code: &str, result: SpotResult, reason: &str) -> SpotFinding {
    SpotFinding {
        code: code.to_owned(),
        result,
        on: day("2026-12-10"),
        reason: reason.to_owned(),
    }
}

async fn a_false_close_out_is_open_again_and_others_are_looked_at(office: &mut Office) {
    begun(office).await;
    let nothing = draw_spot_checks(&office.house, Actor::Operator, 1, 7).await;
    assert!(refusal(nothing).contains("nothing can be drawn"));
    let office = &*office;
    let sign = confirmed(office, "ZG-2026-03-0003", "甲六", "甲三").await;
    close(office, sign).await;
    let applied = applies(office, "甲七", "ZG-2026-03-0012-1").await.unwrap();
    let sign = agrees(office, "甲二", &applied.step).await.remove(0);
    close(office, sign).await;

    office.at("2026-12-10 10:00");
    let drawn = draw_spot_checks(&office.house, Actor::Operator, 1, 7)
        .await
        .unwrap();
    assert_eq!((drawn.lot.pool, drawn.checks.len()), (2, 1));
    let check = &drawn.checks[0];
    let bare = end_spot_check(
        &office.house,
        Actor::Operator,
        &found(&check.code, SpotResult::False, ""),
    )
    .await;
    assert!(matches!(bare.unwrap(), Err(Refusal::ReasonMissing { .. })));
    let said = found(&check.code, SpotResult::False, "现场核对不符");
    let ended = end_spot_check(&office.house, Actor::Operator, &said)
        .await
        .unwrap()
        .unwrap();
    let finding = office.matter(&check.finding).await;
    assert_eq!(
        (finding.state, finding.cycle, finding.due_on),
        (MatterState::InProgress, 1, ended.until)
    );
    assert!(ended.reopened.contains(&format!("{}-1", check.finding)));
    assert_eq!(ended.rechecks.len(), 1, "the other one that 甲四 signed");
    let kinds: Vec<_> = office.attention().await.into_iter().map(|one| one.kind).collect();
    assert!(kinds.contains(&"false_report".to_owned()), "{kinds:?}");
    let again = end_spot_check(&office.house, Actor::Operator, &said)
        .await
        .unwrap();
    assert!(again.is_err(), "a check ends once");
    let empty = draw_spot_checks(&office.house, Actor::Operator, 9, 7).await;
    assert!(refusal(empty).contains("nothing"), "the other is under 复核");
    let history = show_applications(&office.house, &check.finding).await.unwrap();
    assert_eq!(
        (history.len(), history[0].cycle),
        (1, 0),
        "what was agreed stays as it was"
    );
    let recheck = found(&ended.rechecks[0], SpotResult::Genuine, "");
    end_spot_check(&office.house, Actor::Operator, &recheck)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(list_spot_checks(&office.house).await.unwrap().len(), 2);
    office.is_sound().await;
}

async fn the_same_seed_draws_the_same(office: &mut Office) {
    two_closed(office).await;
    office.at("2026-12-10 10:00");
    let drawn = draw_spot_checks(&office.house, Actor::Operator, 2, 20_261)
        .await
        .unwrap();
    assert_eq!(drawn.checks.len(), 2);
    assert_eq!(drawn.lot.pool_hash.len(), 64);
    for check in &drawn.checks {
        let matter = office.matter(&check.code).await;
        assert_eq!((matter.rule.0.as_str(), matter.is_open()), ("S-SPOT", true));
    }
    office.is_sound().await;
}

async fn a_team_decides_until_its_end_and_then_the_section(office: &mut Office) {
    begun(office).await;
    office
        .database
        .tamper("UPDATE inspection SET team = '第三巡察组'")
        .await;
    let team = ["市委第三巡察组", "巡察机构", "丙六", "组长", "巡察组", "", "", ""];
    office
        .imports_bytes(&contacts(&[team]), "巡察组.xlsx", &ImportOptions::default())
        .await
        .unwrap();
    office
        .appoints("市委巡察办", "丙七", Role::SupervisionSection)
        .await;
    let sign = confirmed(office, "ZG-2026-03-0003", "甲六", "甲三").await;
    let team = agrees(office, "甲四", &sign).await.remove(0);
    let step = office.matter(&team).await;
    assert_eq!(deciders(office, &step).await, ["丙六"], "of its own team alone");
    let until = "UPDATE holding SET until_on = '2026-11-30' WHERE role = 'inspection_team' \
                 AND unit_id = (SELECT id FROM unit WHERE name = '市委第三巡察组')";
    office.database.tamper(until).await;
    office.at("2026-12-01 10:00");
    assert_eq!(deciders(office, &step).await, ["丙七"]);
    assert_eq!(agrees(office, "丙七", &team).await.len(), 1);
}

async fn deciders(office: &Office, step: &Matter) -> Vec<String> {
    let mut may = Vec::new();
    for name in ["丙四", "丙六", "丙七"] {
        let person = office.person(name).await;
        let mut work = office.work().await;
        let books = office.house.books(&mut work).await.unwrap();
        let how = huiyin::supervision::deciding(&mut work, &office.house, &books, step, person.id).await;
        may.extend(how.unwrap().map(|_| name.to_owned()));
    }
    may
}

in_an_office!(
    a_false_close_out_is_open_again_and_others_are_looked_at,
    the_same_seed_draws_the_same,
    a_team_decides_until_its_end_and_then_the_section,
);
