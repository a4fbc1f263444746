//! 回头看: the half-year's list, selection, silence before the unit is told, and results that reopen findings.

use crate::support::database::in_an_office;
use crate::support::office::{FINANCE, HOUSING, Office, day, refusal};
use huiyin::domain::follow_up::FollowUpResult;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::domain::moves::{MoveKind, Via};
use huiyin::domain::refusal::Refusal;
use huiyin::supervision::{
    Concluded, Conclusion, NewMove, conclude, draw_list, grade, list_follow_ups, move_matter, publish,
    select, undo_move,
};

/// Both units' ledgers; the end of 集中整改 of 市财政局 has passed, that of 市住建局 has not.
async fn two_units(office: &mut Office) {
    office.contacts().await;
    office.imports("整改台账-市财政局.xlsx").await;
    office.imports("整改台账-市住建局.xlsx").await;
    office.at("2026-12-30 10:00");
}

async fn held(office: &Office, code: &str) {
    let new = NewMove {
        kind: MoveKind::Held,
        on: office.today(),
        giver: None,
        via: Via::Desk,
        document: None,
        reason: None,
        fix_by: None,
        pledge: None,
    };
    move_matter(&office.house, Actor::Operator, code, &new)
        .await
        .unwrap()
        .unwrap();
}

fn relapsed(findings: &[&str], on: &str) -> Conclusion {
    Conclusion {
        number: 1,
        result: FollowUpResult::Relapsed,
        findings: findings.iter().map(|code| (*code).to_owned()).collect(),
        on: day(on),
        reason: "抽查不符".to_owned(),
    }
}

async fn concludes(office: &Office, conclusion: &Conclusion) -> anyhow::Result<Result<Concluded, Refusal>> {
    conclude(&office.house, Actor::Operator, conclusion).await
}

async fn the_list_ranks_by_criteria_that_are_data(office: &mut Office) {
    two_units(office).await;
    let list = draw_list(&office.house, Actor::Operator, false).await.unwrap();
    let [first] = list.as_slice() else {
        panic!("only one unit's time is over: {list:?}")
    };
    assert_eq!((first.unit.as_str(), first.list.as_str()), (FINANCE, "2026-H2"));
    assert!(first.criteria.overdue > 0 && first.criteria.overdue_days > 0);
    let before = first.score;
    assert_eq!(
        draw_list(&office.house, Actor::Operator, false).await.unwrap(),
        list,
        "a list stands"
    );

    let unknown = grade(&office.house, Actor::Operator, FINANCE, None, "中", "").await;
    assert!(refusal(unknown).contains("is no grade"));
    grade(&office.house, Actor::Operator, FINANCE, None, "差", "评估报告")
        .await
        .unwrap();
    let anew = draw_list(&office.house, Actor::Operator, true).await.unwrap();
    assert_eq!(anew[0].list, "2026-H2-2");
    assert!(anew[0].score > before, "the grade counts");

    office.at("2027-03-20 10:00");
    let next = draw_list(&office.house, Actor::Operator, false).await.unwrap();
    let units: Vec<_> = next
        .iter()
        .map(|line| (line.number, line.unit.as_str()))
        .collect();
    assert_eq!(units, [(1, FINANCE), (2, HOUSING)], "the worse one first");
    assert_eq!(next[0].list, "2027-H1");
    office.is_sound().await;
}

async fn a_selection_opens_the_review_and_the_unit_hears_nothing_before_it_is_published(office: &mut Office) {
    two_units(office).await;
    let nothing = refusal(select(&office.house, Actor::Operator, 1).await);
    assert!(nothing.contains("huiyin review list"), "{nothing}");
    draw_list(&office.house, Actor::Operator, false).await.unwrap();
    let selected = select(&office.house, Actor::Operator, 1).await.unwrap().unwrap();
    let review = office.matter(&selected.code).await;
    assert_eq!(
        review.due_on,
        Some(day("2027-03-22")),
        "six months after 集中整改, rolled"
    );
    assert_eq!(selected.opened.len(), 2);
    for code in &selected.opened {
        let task = office.matter(code).await;
        assert_eq!((task.parent_id, task.due_on), (Some(review.id), review.due_on));
    }
    let again = refusal(select(&office.house, Actor::Operator, 1).await);
    assert!(again.contains("selected already"));
    assert!(refusal(draw_list(&office.house, Actor::Operator, true).await).contains("selected already"));

    office.lives_until("2027-02-10 18:00").await;
    for matter in [&review.code, &selected.opened[0], &selected.opened[1]] {
        for (_, name) in office.told(&office.matter(matter).await).await {
            assert!(!name.starts_with('乙'), "{name} of the unit was told of {matter}");
        }
    }
    assert!(office.matters_of("B-UNIT", FINANCE).await.is_empty());

    let published = publish(&office.house, Actor::Operator, 1, "巡办〔2027〕3号")
        .await
        .unwrap()
        .unwrap();
    let notice = office.matter_of("B-UNIT", FINANCE).await;
    assert_eq!(published.opened, std::slice::from_ref(&notice.code));
    office.lives_until("2027-02-12 18:00").await;
    let told = office.told(&notice).await;
    assert!(told.iter().any(|(_, name)| name.starts_with('乙')), "{told:?}");
    office.is_sound().await;
}

async fn a_relapse_reopens_a_finding_in_a_new_cycle(office: &mut Office) {
    two_units(office).await;
    draw_list(&office.house, Actor::Operator, false).await.unwrap();
    let selected = select(&office.house, Actor::Operator, 1).await.unwrap().unwrap();
    let (finding, measure) = a_claimed_finding(office).await;
    let early = refusal(concludes(office, &relapsed(&[&finding.code], "2026-12-30")).await);
    assert!(early.contains("still open under it"), "{early}");
    for task in &selected.opened {
        held(office, task).await;
    }
    let without = refusal(concludes(office, &relapsed(&[], "2026-12-30")).await);
    assert!(without.contains("name the findings"), "{without}");
    let strange = office.matter_of("R-CONC", FINANCE).await.code;
    assert!(refusal(concludes(office, &relapsed(&[&strange], "2026-12-30")).await).contains("is no finding"));

    let concluded = concludes(office, &relapsed(&[&finding.code], "2026-12-30"))
        .await
        .unwrap()
        .unwrap();
    assert!(concluded.reopened.contains(&finding.code) && concluded.reopened.contains(&measure.code));
    let measure = office.matter(&measure.code).await;
    assert_eq!(
        (measure.state, measure.cycle, measure.claimed_on, measure.due_on),
        (MatterState::InProgress, 1, None, Some(day("2027-02-01"))),
        "a month, rolled over a weekend"
    );
    assert_eq!(office.matter(&selected.code).await.state, MatterState::Completed);
    let list = list_follow_ups(&office.house).await.unwrap();
    assert_eq!(list[0].result, Some("relapsed"));

    office.lives_until("2027-01-29 18:00").await;
    let told = office.told(&measure).await;
    assert!(told.iter().any(|(step, _)| step == "reopened"), "{told:?}");
    assert!(
        told.iter().filter(|(step, _)| step == "T-3").count() > 0,
        "reminded anew: {told:?}"
    );
    office.is_sound().await;
}

async fn what_was_never_finished_stays_open_by_its_result_and_a_return_undone_counts_nothing(
    office: &mut Office,
) {
    two_units(office).await;
    let plan = office.matter_of("R-PLAN", FINANCE).await.code;
    let new = |kind, reason: Option<&str>| NewMove {
        kind,
        on: office.today(),
        giver: None,
        via: Via::Desk,
        document: None,
        reason: reason.map(str::to_owned),
        fix_by: None,
        pledge: None,
    };
    let moves = async |code: &str, new| {
        move_matter(&office.house, Actor::Operator, code, &new)
            .await
            .unwrap()
    };
    moves(&plan, new(MoveKind::Received, None)).await.unwrap();
    let review = office.matter_of("R-PLANOK", FINANCE).await.code;
    let past = NewMove {
        fix_by: Some(day("2026-12-01")),
        pledge: None,
        ..new(MoveKind::Returned, Some("不全"))
    };
    assert!(matches!(
        moves(&review, past).await,
        Err(Refusal::DayBeforeStart { .. })
    ));
    moves(&review, new(MoveKind::Returned, Some("不全")))
        .await
        .unwrap();
    undo_move(&office.house, Actor::Operator, &review, "误退")
        .await
        .unwrap()
        .unwrap();
    let list = draw_list(&office.house, Actor::Operator, false).await.unwrap();
    assert_eq!(list[0].criteria.returned, 0, "it was taken back");

    let selected = select(&office.house, Actor::Operator, 1).await.unwrap().unwrap();
    for task in &selected.opened {
        held(office, task).await;
    }
    let findings = office.matters_of("R-FIND", FINANCE).await;
    let open = findings
        .iter()
        .find(|finding| finding.claimed_on.is_none())
        .unwrap();
    let conclusion = Conclusion {
        result: FollowUpResult::NotInPlace,
        ..relapsed(&[&open.code], "2026-12-30")
    };
    concludes(office, &conclusion).await.unwrap().unwrap();
    assert!(office.matter(&open.code).await.is_open());
    office.is_sound().await;
}

/// A finding of 市财政局 all of whose measures are said to be done, and one of these.
async fn a_claimed_finding(office: &Office) -> (Matter, Matter) {
    for finding in office.matters_of("R-FIND", FINANCE).await {
        if finding.claimed_on.is_none() {
            continue;
        }
        let measures = office.matters_of("R-ITEM", FINANCE).await;
        let own = measures
            .into_iter()
            .find(|measure| measure.parent_id == Some(finding.id));
        if let Some(measure) = own {
            return (finding, measure);
        }
    }
    panic!("no finding is claimed")
}

async fn nobody_records_a_review_of_the_unit_that_they_served_in(office: &mut Office) {
    two_units(office).await;
    draw_list(&office.house, Actor::Operator, false).await.unwrap();
    let unit = office.person("乙五").await;
    let outsider = select(&office.house, Actor::Person(unit.id), 1).await.unwrap();
    assert_eq!(outsider, Err(Refusal::NotAtDesk));
}

in_an_office!(
    the_list_ranks_by_criteria_that_are_data,
    a_selection_opens_the_review_and_the_unit_hears_nothing_before_it_is_published,
    a_relapse_reopens_a_finding_in_a_new_cycle,
    what_was_never_finished_stays_open_by_its_result_and_a_return_undone_counts_nothing,
    nobody_records_a_review_of_the_unit_that_they_served_in,
);
