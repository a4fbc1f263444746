//! Adopting a year's paper counts open dates again, and tells of those that moved.

use crate::support::database::in_an_office;
use crate::support::office::{FINANCE, HOUSING, HOUSING_LEDGER, Office, day};
use crate::support::sheet::{Row, ledger};
use huiyin::domain::calendar::embedded_papers;
use huiyin::domain::ledger::Actor;
use huiyin::supervision::{ImportOptions, YearAdopted, adopt_year, open_due_matters};
use std::fmt::Write;

/// A paper of 2027 as it might be: 元旦, 春节, and Sunday 28 February is worked.
pub fn paper_of_2027() -> String {
    paper(&[
        ("元旦", "2027-01-01", true),
        ("春节", "2027-02-05", true),
        ("春节", "2027-02-28", false),
    ])
}

fn paper(days: &[(&str, &str, bool)]) -> String {
    let mut list = String::new();
    for (name, date, off) in days {
        let comma = if list.is_empty() { "" } else { "," };
        write!(
            list,
            "{comma}{{\"name\":\"{name}\",\"date\":\"{date}\",\"isOffDay\":{off}}}"
        )
        .unwrap();
    }
    format!("{{\"year\":2027,\"papers\":[],\"days\":[{list}]}}")
}

async fn adopts(office: &Office, paper: &str) -> YearAdopted {
    adopt_year(&office.house, Actor::Operator, paper).await.unwrap()
}

async fn a_new_paper_moves_what_it_changes_and_confirms_the_rest(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    office.records("feedback", FINANCE, "第三轮", "2026-07-29").await;
    office.lives_until("2026-11-16 12:00").await;
    let before = office.matter_of("R-CONC", HOUSING).await;
    assert_eq!(
        (before.due_on, before.provisional),
        (Some(day("2027-03-01")), true)
    );

    let adopted = adopts(office, &paper_of_2027()).await;
    assert!(adopted.is_new);
    let moved: Vec<_> = adopted.moved.iter().map(|moved| (moved.from, moved.to)).collect();
    assert_eq!(moved, [(Some(day("2027-03-01")), Some(day("2027-02-28"))); 3]);
    assert_eq!(
        adopted.confirmed.len(),
        3,
        "those of 市财政局, due on Friday 29 January"
    );
    let after = office.matter_of("R-CONC", HOUSING).await;
    assert_eq!(
        (after.due_on, after.provisional),
        (Some(day("2027-02-28")), false)
    );
    assert_eq!(
        (after.original_due_on, after.due_revision),
        (Some(day("2027-03-01")), 1)
    );
    let confirmed = office.matter_of("R-CONC", FINANCE).await;
    assert_eq!(
        (confirmed.due_on, confirmed.provisional),
        (Some(day("2027-01-29")), false)
    );
    assert_eq!(confirmed.due_revision, 0);
    for matter in [&after, &confirmed] {
        let story = office.reads().await.ledger_of(matter.id).await.unwrap();
        assert_eq!(story.last().unwrap().entry.action, "matter.redated");
        assert_eq!(story.last().unwrap().entry.actor, "operator");
    }

    office.lives_until("2026-11-17 12:00").await;
    let told = office.told(&after).await;
    let told: Vec<_> = told
        .iter()
        .map(|(step, name)| (step.as_str(), name.as_str()))
        .collect();
    assert_eq!(told, [("opened", "甲一"), ("moved:calendar", "甲一")]);
    assert!(
        office
            .told(&confirmed)
            .await
            .iter()
            .all(|(step, _)| !step.starts_with("moved"))
    );
}

async fn the_same_paper_again_changes_nothing(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    adopts(office, &paper_of_2027()).await;
    let before = office.verifies().await;
    let again = adopts(office, &paper_of_2027()).await;
    assert!(!again.is_new && again.moved.is_empty() && again.confirmed.is_empty());
    for paper in embedded_papers()
        .into_iter()
        .filter(|paper| !paper.contains("\"year\": 2027"))
    {
        assert!(
            !adopts(office, paper).await.is_new,
            "the office has the embedded ones"
        );
    }
    assert_eq!(office.verifies().await, before);
    assert!(adopt_year(&office.house, Actor::Operator, "{}").await.is_err());
    assert_eq!(office.verifies().await, before);
}

async fn a_corrected_paper_moves_them_back(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    adopts(office, &paper_of_2027()).await;
    let corrected = adopts(office, &paper(&[("元旦", "2027-01-01", true)])).await;
    assert_eq!(corrected.moved.len(), 3);
    let report = office.matter_of("R-CONC", HOUSING).await;
    assert_eq!(
        (report.due_on, report.provisional, report.due_revision),
        (Some(day("2027-03-01")), false, 2)
    );
}

/// 集中整改期内, 已完成 in the ledger: its day moves with an entry, its finding with it, and nobody is told.
async fn imported_measures_and_their_findings_move_too(office: &mut Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    let (measure, finding) = ("ZG-2026-03-0007-2", "ZG-2026-03-0007");
    for code in [measure, finding] {
        let matter = office.matter(code).await;
        assert_eq!(
            (matter.due_on, matter.provisional),
            (Some(day("2027-03-01")), true),
            "{code}"
        );
    }
    let adopted = adopts(office, &paper_of_2027()).await;
    assert!(
        adopted.moved.iter().any(|moved| moved.code == measure),
        "{adopted:?}"
    );
    for code in [measure, finding] {
        let matter = office.matter(code).await;
        assert_eq!(
            (matter.due_on, matter.provisional),
            (Some(day("2027-02-28")), false),
            "{code}"
        );
    }
    office.lives_until("2026-09-02 18:00").await;
    assert_eq!(office.notices(&office.matter(measure).await).await, []);
}

/// A plan may give more time than the rulebook would; counting again does not take it back.
async fn a_period_that_the_plan_gives_is_kept(office: &mut Office) {
    office.contacts().await;
    let options = ImportOptions {
        feedback_on: Some(day("2026-08-31")),
        ..ImportOptions::default()
    };
    let row = Row {
        due: "12个月内",
        ..Row::new(1, "会议记录不规范")
    };
    office
        .imports_bytes(&ledger(&[row]), "台账.xlsx", &options)
        .await
        .unwrap();
    let code = "ZG-2026-03-0001-1";
    assert_eq!(office.matter(code).await.due_on, Some(day("2027-08-31")));
    let adopted = adopts(office, &paper_of_2027()).await;
    assert!(adopted.confirmed.contains(&code.to_owned()), "{adopted:?}");
    assert_eq!(office.matter(code).await.due_on, Some(day("2027-08-31")));
}

/// What a cadence opened for a holiday is counted again when its paper comes.
async fn a_reminder_before_a_holiday_moves_with_the_paper(office: &mut Office) {
    office.contacts().await;
    office.at("2026-11-20 08:00");
    open_due_matters(&office.house).await.unwrap();
    let reminder = async || {
        let all = office.matters_of("H-NODE", "市委巡察办").await;
        all.into_iter()
            .find(|matter| matter.origin == "2027-元旦")
            .unwrap()
    };
    let before = reminder().await;
    assert_eq!(
        (before.due_on, before.provisional),
        (Some(day("2026-12-25")), true)
    );
    let eve = paper(&[("元旦", "2026-12-31", true), ("元旦", "2027-01-01", true)]);
    let adopted = adopts(office, &eve).await;
    assert!(
        adopted.moved.iter().any(|moved| moved.code == before.code),
        "{adopted:?}"
    );
    let after = reminder().await;
    assert_eq!(
        (after.due_on, after.provisional),
        (Some(day("2026-12-24")), false)
    );
}

in_an_office!(
    a_reminder_before_a_holiday_moves_with_the_paper,
    a_new_paper_moves_what_it_changes_and_confirms_the_rest,
    the_same_paper_again_changes_nothing,
    a_corrected_paper_moves_them_back,
    imported_measures_and_their_findings_move_too,
    a_period_that_the_plan_gives_is_kept,
);
