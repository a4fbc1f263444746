//! 抽查: a lot that can be drawn again, and what a false close-out sets off; teams and their end.

use super::closeout::{agrees, applies, begun, confirmed};
use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, Office, day, refusal};
use crate::support::sheet::{contacts, table};
use huiyin::domain::contact::Person;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::refusal::Refusal;
use huiyin::domain::role::Role;
use huiyin::domain::spot_check::SpotResult;
use huiyin::supervision::{
    ImportOptions, SpotFinding, draw_spot_checks, end_spot_check, leave, list_spot_checks, show_applications,
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
    assert!(
        matches!(bare.unwrap(), Err(Refusal::FalseReasonMissing { .. })),
        "no word of 退回"
    );
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
    assert!(
        office
            .reads()
            .await
            .standing_registration(finding.id)
            .await
            .unwrap()
            .is_some(),
        "挂号督办"
    );
    let again = end_spot_check(&office.house, Actor::Operator, &said)
        .await
        .unwrap();
    assert_eq!(
        again,
        Err(Refusal::SpotResultStands {
            code: check.code.clone(),
            result: "false".into(),
            day: office.today(),
        }),
        "a check ends once"
    );
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
    office.contacts().await;
    let team = ["市委第三巡察组", "巡察机构", "丙六", "组长", "巡察组", "", "", ""];
    let people = contacts(&[team]);
    let options = ImportOptions::default();
    office
        .imports_bytes(&people, "巡察组.xlsx", &options)
        .await
        .unwrap();
    office
        .appoints("市委巡察办", "丙七", Role::SupervisionSection)
        .await;
    let head: &[&str] = &[
        "被巡察单位",
        "巡察组",
        "轮次",
        "反馈问题",
        "整改措施",
        "责任人",
        "整改时限",
        "完成情况",
    ];
    let row: &[&str] = &[
        HOUSING,
        "第三巡察组",
        "第三轮",
        "制度缺失",
        "修订制度",
        "甲六",
        "2026-12-30",
        "整改中",
    ];
    let ledger = table(&[head, row]);
    office
        .imports_bytes(&ledger, "整改台账.xlsx", &options)
        .await
        .unwrap();
    office.at("2026-11-02 10:00");
    let measure = office.matter_of("R-ITEM", HOUSING).await;
    let applied = applies(office, "甲六", &measure.code).await.unwrap();
    let sign = agrees(office, "甲三", &applied.step).await.remove(0);
    let team = agrees(office, "甲四", &sign).await.remove(0);
    let step = office.matter(&team).await;
    assert_eq!(deciders(office, &step).await, ["丙六"], "of its own team alone");
    office.at("2026-12-01 10:00");
    leave(&office.house, Actor::Operator, "丙六", None).await.unwrap();
    assert_eq!(deciders(office, &step).await, ["丙七"]);
    assert_eq!(agrees(office, "丙七", &team).await.len(), 1);
    office.is_sound().await;
}

async fn deciders(office: &Office, step: &Matter) -> Vec<String> {
    let mut may = Vec::new();
    let everybody: Vec<Person> = office.reads().await.all().await.unwrap();
    for person in everybody {
        let mut work = office.work().await;
        let books = office.house.books(&mut work).await.unwrap();
        let how = huiyin::supervision::deciding(&mut work, &office.house, &books, step, person.id).await;
        may.extend(how.unwrap().map(|_| person.name));
    }
    may
}

in_an_office!(
    a_false_close_out_is_open_again_and_others_are_looked_at,
    the_same_seed_draws_the_same,
    a_team_decides_until_its_end_and_then_the_section,
);
