//! Clues: what a digit does, and where one goes.

mod register;
mod secrecy;

use crate::support::database::in_an_office;
use crate::support::office::{Office, day, refusal};
use crate::support::sheet::table;
use huiyin::domain::clue::Clue;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::refusal::Refusal;
use huiyin::domain::reply::{Coded, Said};
use huiyin::supervision::{
    ImportOptions, ImportReport, Moved, NewEvent, NewMove, list_waiting_for, move_matter, open_due_matters,
    record_clue_event, transfer,
};

const REGISTER: &str = "问题线索移交台账.xlsx";
const DISCIPLINE: &str = "市纪委监委";
const PERSONNEL: &str = "市委组织部";
const HEAD: [&str; 9] = [
    "线索编号",
    "移交日期",
    "承办单位",
    "专管员",
    "类别",
    "优先",
    "处置方式",
    "四种形态",
    "是否办结",
];

type Row<'a> = [&'a str; 9];

const FIRST: Row<'_> = [
    "XS-2026-03-011",
    "2026年9月1日",
    "市纪委监委",
    "",
    "违纪违法",
    "",
    "",
    "",
    "否",
];

async fn registers(office: &Office, rows: &[Row<'_>], accept: bool) -> ImportReport {
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 9]>::as_slice).collect();
    let bytes = table(&[&[HEAD.as_slice()], rows.as_slice()].concat());
    let options = ImportOptions {
        accept_changes: accept,
        ..ImportOptions::default()
    };
    office.imports_bytes(&bytes, "台账.xlsx", &options).await.unwrap()
}

async fn with_one(office: &Office) {
    office.contacts().await;
    let report = registers(office, &[FIRST], false).await;
    assert!(report.kept, "{report:?}");
}

async fn clue(office: &Office, code: &str) -> Clue {
    let mut work = office.reads().await;
    work.find_clue(office.house.office.id, code)
        .await
        .unwrap()
        .unwrap()
}

/// A clue's matters as `rule unit due state`.
async fn matters(office: &Office, code: &str) -> Vec<Matter> {
    let clue = clue(office, code).await;
    office.reads().await.list_clue_matters(clue.id).await.unwrap()
}

async fn matter(office: &Office, code: &str, rule: &str) -> Matter {
    let mut fitting = matters(office, code).await;
    fitting.retain(|matter| matter.rule.0 == rule && matter.is_open());
    assert_eq!(fitting.len(), 1, "{rule} of {code}");
    fitting.remove(0)
}

fn coded(coded: Coded) -> Said {
    Said::Coded { coded }
}

async fn receives(office: &Office, matter: &Matter, on: &str) -> Moved {
    let new = NewMove {
        kind: MoveKind::Received,
        on: day(on),
        giver: None,
        via: Via::Intranet,
        document: None,
        reason: None,
        fix_by: None,
        pledge: None,
    };
    move_matter(&office.house, Actor::Operator, &matter.code, &new)
        .await
        .unwrap()
        .unwrap()
}

async fn a_digit_is_a_claim_and_the_next_three_months_open_until_the_third(office: &mut Office) {
    with_one(office).await;
    let signing = matter(office, FIRST[0], "C-SIGN").await;
    office.at("2026-09-02 10:00");
    office
        .answers("戊一", &signing.code, coded(Coded::FedBack))
        .await
        .unwrap();
    let received = receives(office, &signing, "2026-09-02").await;
    let opinion = matter(office, FIRST[0], "C-OPIN").await;
    assert_eq!(
        received.opened,
        std::slice::from_ref(&opinion.code),
        "counted from its 签收"
    );
    assert_eq!(opinion.due_on, Some(day("2026-10-08")));

    let feedback = matter(office, FIRST[0], "C-FEED").await;
    office.at("2026-12-03 10:00");
    let taken = office
        .answers("戊一", &feedback.code, coded(Coded::FedBack))
        .await
        .unwrap();
    assert!(taken.matter.is_open() && taken.matter.claimed_on.is_some());
    let waiting = list_waiting_for(&office.house, Actor::Operator).await.unwrap();
    assert!(waiting.iter().any(|line| line.line.code == feedback.code));
    let received = receives(office, &feedback, "2026-12-03").await;
    assert_eq!(received.matter.state, MatterState::Completed);
    let next = matter(office, FIRST[0], "C-FEED").await;
    assert_eq!(received.opened, std::slice::from_ref(&next.code));
    assert_eq!(
        next.due_on,
        Some(day("2027-03-01")),
        "three months from the due day"
    );

    office.at("2027-02-01 10:00");
    office
        .answers("戊一", &next.code, coded(Coded::Concluded))
        .await
        .unwrap();
    let ended = receives(office, &next, "2027-02-01").await;
    assert_eq!(ended.matter.state, MatterState::ClosedOut);
    assert_eq!(ended.ended, [opinion.code], "nothing more is asked");
    assert_eq!(clue(office, FIRST[0]).await.concluded_on, Some(day("2027-02-01")));
    office.at("2027-09-01 08:00");
    let opened = open_due_matters(&office.house).await.unwrap();
    assert!(
        !opened.iter().any(|code| code.starts_with(FIRST[0])),
        "{opened:?}"
    );
}

async fn goes_on_moves_no_day_and_holds_reminders_for_a_while(office: &mut Office) {
    with_one(office).await;
    let signing = matter(office, FIRST[0], "C-SIGN").await;
    receives(office, &signing, "2026-09-01").await;
    let opinion = matter(office, FIRST[0], "C-OPIN").await;
    office.at("2026-09-10 10:00");
    let feedback = matter(office, FIRST[0], "C-FEED").await;
    for matter in [&opinion, &feedback] {
        let taken = office
            .answers("戊一", &matter.code, coded(Coded::GoesOn))
            .await
            .unwrap();
        assert_eq!(
            (taken.matter.state, taken.matter.claimed_on, taken.matter.due_on),
            (MatterState::InProgress, None, matter.due_on)
        );
    }
    office.lives_until("2026-12-20 18:00").await;
    let steps =
        |told: Vec<(String, String)>| -> Vec<String> { told.into_iter().map(|(step, _)| step).collect() };
    let of_opinion = steps(office.told(&opinion).await);
    assert!(
        !of_opinion.iter().any(|step| step.starts_with("T-")),
        "{of_opinion:?}"
    );
    assert!(of_opinion.contains(&"T".to_owned()), "its day comes all the same");
    let of_feedback = steps(office.told(&feedback).await);
    assert!(
        of_feedback.contains(&"T-10".to_owned()),
        "a month later it is remembered: {of_feedback:?}"
    );
}

async fn a_clue_of_another_organ_takes_its_duties_along(office: &mut Office) {
    with_one(office).await;
    office.at("2026-09-03 10:00");
    let misdirected = NewEvent {
        kind: "clue_misdirected".to_owned(),
        happened_on: day("2026-09-03"),
        proof: String::new(),
    };
    let (house, actor) = (&office.house, Actor::Operator);
    record_clue_event(house, actor, FIRST[0], &misdirected)
        .await
        .unwrap()
        .unwrap();
    let forwarding = matter(office, FIRST[0], "C-FWD").await;
    assert_eq!(forwarding.due_on, Some(day("2026-09-10")));
    let go = |to: &'static str, on: &'static str| transfer(house, actor, FIRST[0], to, day(on), "无管辖权");
    assert!(refusal(go(DISCIPLINE, "2026-09-03").await).contains("already"));
    assert!(refusal(go(PERSONNEL, "2026-08-03").await).contains("handed over on"));
    let moved = go(PERSONNEL, "2026-09-03").await.unwrap().unwrap();
    assert_eq!(moved.ended, [forwarding.code]);
    assert_eq!((moved.withdrawn.len(), moved.opened.len()), (2, 2));
    let feedback = matter(office, FIRST[0], "C-FEED").await;
    assert_eq!(feedback.started_on, day("2026-09-03"));
    office
        .answers("己一", &feedback.code, coded(Coded::GoesOn))
        .await
        .unwrap();
    assert_eq!(
        office.answers("戊一", &feedback.code, coded(Coded::GoesOn)).await,
        Err(Refusal::Avoidance)
    );
}

async fn events_of_one_clue_end_nothing_of_another(office: &mut Office) {
    office.contacts().await;
    let mut second = FIRST;
    second[0] = "XS-2026-03-012";
    registers(office, &[FIRST, second], false).await;
    let signing = matter(office, FIRST[0], "C-SIGN").await;
    receives(office, &signing, "2026-09-01").await;
    assert!(matter(office, second[0], "C-SIGN").await.is_open());
    let opinions = office.matters_of("C-OPIN", DISCIPLINE).await;
    assert_eq!(opinions.len(), 1);
}

in_an_office!(
    a_digit_is_a_claim_and_the_next_three_months_open_until_the_third,
    goes_on_moves_no_day_and_holds_reminders_for_a_while,
    a_clue_of_another_organ_takes_its_duties_along,
    events_of_one_clue_end_nothing_of_another,
);
