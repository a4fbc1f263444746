//! The report package at the end of 集中整改: ticked off part by part, received when none is missing.

use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, Office, day, refusal};
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::MatterState;
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::refusal::Refusal;
use huiyin::supervision::{Moved, NewMove, Ticked, TickedOff, move_matter, show_matter, tick_parts};

async fn receives(office: &Office, code: &str) -> Result<Moved, Refusal> {
    let new = NewMove {
        kind: MoveKind::Received,
        on: office.today(),
        giver: None,
        via: Via::Paper,
        document: None,
        reason: None,
        fix_by: None,
        pledge: None,
    };
    move_matter(&office.house, Actor::Operator, code, &new)
        .await
        .unwrap()
}

async fn ticks(office: &Office, code: &str, which: Ticked) -> anyhow::Result<TickedOff> {
    let ticked = tick_parts(&office.house, Actor::Operator, code, &which).await?;
    Ok(ticked.unwrap())
}

async fn a_package_is_received_when_no_part_is_missing(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let report = office.matter_of("R-RPT1", HOUSING).await.code;
    office.at("2027-02-26 10:00");
    let Err(Refusal::PartsMissing { missing, .. }) = receives(office, &report).await else {
        panic!("nothing has arrived yet")
    };
    assert_eq!(missing.len(), 6);
    let unknown = Ticked::One("别的材料".to_owned(), office.today());
    assert!(refusal(ticks(office, &report, unknown).await).contains("no part"));

    let first = Ticked::One(missing[0].clone(), day("2027-02-24"));
    let ticked = ticks(office, &report, first.clone()).await.unwrap();
    assert_eq!(ticked.missing, missing[1..]);
    assert!(
        refusal(ticks(office, &report, first).await).contains("no part"),
        "ticked once"
    );
    let ahead = tick_parts(
        &office.house,
        Actor::Operator,
        &report,
        &Ticked::All(day("2027-03-26")),
    )
    .await;
    assert!(matches!(ahead.unwrap(), Err(Refusal::DayAhead { .. })));
    ticks(office, &report, Ticked::NotWanted("没有移交事项".to_owned()))
        .await
        .unwrap();

    let sheet = show_matter(&office.house, &report).await.unwrap();
    assert_eq!(sheet.parts[0].received_on, Some(day("2027-02-24")));
    assert_eq!(sheet.parts[1].not_wanted.as_deref(), Some("没有移交事项"));
    receives(office, &report).await.unwrap();
    assert_eq!(office.matter(&report).await.state, MatterState::Completed);
    office.is_sound().await;
}

async fn a_report_of_one_paper_wants_no_ticks(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    office.at("2027-02-26 10:00");
    let report = office.matter_of("R-RPT2", HOUSING).await.code;
    let nothing = refusal(ticks(office, &report, Ticked::All(office.today())).await);
    assert!(nothing.contains("no part"), "{nothing}");
    receives(office, &report).await.unwrap();
    office.is_sound().await;
}

in_an_office!(
    a_package_is_received_when_no_part_is_missing,
    a_report_of_one_paper_wants_no_ticks,
);
