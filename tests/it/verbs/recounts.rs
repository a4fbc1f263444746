//! What hangs from a day moves with it: measures, caps, followers, findings; and people hear of it once.

use super::calendars::paper_of_2027;
use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, HOUSING_LEDGER, Office, day};
use crate::support::sheet::{Row, ledger};
use huiyin::domain::ids::EventId;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::Matter;
use huiyin::domain::rulebook::{DEFAULT, Rulebook, preset};
use huiyin::supervision::{
    ImportOptions, adopt_year, correct_event, draw_list, open_due_matters, preview_rulebook, select, why,
    withdraw_event,
};

async fn corrects(office: &Office, event: EventId, on: &str) -> Vec<String> {
    let corrected = correct_event(&office.house, Actor::Operator, event, day(on), "misread").await;
    corrected.unwrap().moved
}

async fn takes_back(office: &Office, event: EventId) {
    withdraw_event(&office.house, Actor::Operator, event, "wrong paper")
        .await
        .unwrap();
}

async fn day_of(office: &Office, code: &str) -> String {
    office.matter(code).await.due_on.unwrap().to_string()
}

async fn imports(office: &Office, rows: &[Row]) {
    let options = ImportOptions {
        feedback_on: Some(day("2026-08-31")),
        ..ImportOptions::default()
    };
    let report = office
        .imports_bytes(&ledger(rows), "台账.xlsx", &options)
        .await
        .unwrap();
    assert!(report.kept, "{report:?}");
}

fn due(number: u32, due: &'static str) -> Row {
    Row {
        due,
        ..Row::new(number, "会议记录不规范")
    }
}

/// The moved-date lines that arrived.
async fn moved_lines(office: &Office, until: &str) -> Vec<String> {
    let letters = office.lives_until(until).await;
    let texts = letters
        .iter()
        .map(|letter| serde_json::to_string(&letter.message).unwrap());
    let lines = texts.flat_map(|text| text.split("\\n").map(str::to_owned).collect::<Vec<_>>());
    lines.filter(|line| line.contains("现为")).collect()
}

async fn a_feedback_recorded_again_recounts_the_measures(office: &mut Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    let event = office.matter_of("R-PLAN", HOUSING).await.event_id.unwrap();
    let (three_months, concentrated, fixed) = ("ZG-2026-03-0008-1", "ZG-2026-03-0007-2", "ZG-2026-03-0001-1");
    assert_eq!(day_of(office, three_months).await, "2026-11-30");
    takes_back(office, event).await;
    assert_eq!(
        day_of(office, three_months).await,
        "2026-11-30",
        "until it is recorded anew"
    );
    assert_eq!(why(&office.house, three_months).await.unwrap().event, None);

    let anew = office.records("feedback", HOUSING, "第三轮", "2026-08-20").await;
    assert!(
        anew.is_new && anew.moved.contains(&three_months.to_owned()),
        "{anew:?}"
    );
    assert_eq!(day_of(office, three_months).await, "2026-11-20");
    assert_eq!(
        day_of(office, "ZG-2026-03-0008").await,
        "2026-11-20",
        "its finding"
    );
    assert_eq!(
        day_of(office, concentrated).await,
        "2027-02-22",
        "six months, rolled from a Saturday"
    );
    assert_eq!(day_of(office, fixed).await, "2026-09-30", "as written");
    for code in [three_months, concentrated, fixed] {
        let reasons = why(&office.house, code).await.unwrap();
        assert_eq!(reasons.event.unwrap().happened_on, day("2026-08-20"), "{code}");
        assert_eq!(reasons.started_on, day("2026-08-20"), "{code}");
        let story = office
            .reads()
            .await
            .ledger_of(office.matter(code).await.id)
            .await
            .unwrap();
        assert_eq!(story.last().unwrap().entry.action, "matter.redated", "{code}");
    }
    office.is_sound().await;
}

async fn a_cap_that_comes_moves_or_goes_is_counted_again(office: &mut Office) {
    office.contacts().await;
    office
        .records("immediate_signed", HOUSING, "第三轮", "2026-08-10")
        .await;
    let code = office.matter_of("R-IMM", HOUSING).await.code;
    assert_eq!(day_of(office, &code).await, "2026-08-25", "15 days");
    let field_end = office.records("field_end", HOUSING, "第三轮", "2026-08-20").await;
    assert_eq!(field_end.moved, std::slice::from_ref(&code));
    assert_eq!(day_of(office, &code).await, "2026-08-20");
    let moved = corrects(office, field_end.event_id, "2026-08-18").await;
    assert!(moved.contains(&code), "{moved:?}");
    assert_eq!(day_of(office, &code).await, "2026-08-18");
    takes_back(office, field_end.event_id).await;
    assert_eq!(day_of(office, &code).await, "2026-08-25");
}

async fn followers_move_with_their_base(office: &mut Office) {
    office.contacts().await;
    let feedback = office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    office.at("2027-03-01 08:00");
    open_due_matters(&office.house).await.unwrap();
    draw_list(&office.house, Actor::Operator, false).await.unwrap();
    select(&office.house, Actor::Operator, 1).await.unwrap().unwrap();
    let evaluated = office.matter_of("R-EVAL", HOUSING).await;
    assert_eq!(
        (evaluated.started_on, evaluated.due_on),
        (day("2027-03-01"), Some(day("2027-04-01")))
    );
    let moved = corrects(office, feedback.event_id, "2026-08-10").await;
    for (rule, due) in [
        ("R-CONC", "2027-02-10"),
        ("R-RPT1", "2027-02-10"),
        ("R-EVAL", "2027-03-10"),
        ("R-LATER", "2027-08-10"),
        ("B-BACK", "2027-08-10"),
    ] {
        let matter = office.matter_of(rule, HOUSING).await;
        assert_eq!(matter.due_on, Some(day(due)), "{rule}");
        assert!(moved.contains(&matter.code), "{rule}");
    }
    let reasons = why(&office.house, &evaluated.code).await.unwrap();
    assert_eq!(
        (reasons.started_on, reasons.due_on),
        (day("2027-02-10"), Some(day("2027-03-10")))
    );
    office.is_sound().await;
}

async fn a_finding_follows_a_measure_that_comes_later(office: &mut Office) {
    office.contacts().await;
    imports(office, &[due(1, "2026年9月30日")]).await;
    assert_eq!(day_of(office, "ZG-2026-03-0001").await, "2026-09-30");
    let second = Row {
        measure: "开展检查",
        ..due(1, "6个月内")
    };
    imports(office, &[due(1, "2026年9月30日"), second]).await;
    let finding = office.matter("ZG-2026-03-0001").await;
    assert_eq!(
        (finding.due_on, finding.provisional),
        (Some(day("2027-03-01")), true)
    );
    let adopted = adopt_year(&office.house, Actor::Operator, &paper_of_2027())
        .await
        .unwrap();
    assert_eq!(
        adopted.moved.len(),
        5,
        "the measure, its finding, and three of the feedback: {adopted:?}"
    );
    let finding = office.matter("ZG-2026-03-0001").await;
    assert_eq!(
        (finding.due_on, finding.provisional),
        (Some(day("2027-02-28")), false)
    );
    office.is_sound().await;
}

/// A fixed day and a counted one that fall together: 暂定 as long as the counted one is.
async fn a_finding_is_provisional_while_a_measure_of_its_day_is(office: &mut Office) {
    office.contacts().await;
    let second = Row {
        measure: "开展检查",
        ..due(1, "2027年3月1日")
    };
    imports(office, &[due(1, "6个月内"), second]).await;
    let finding = async || office.matter("ZG-2026-03-0001").await;
    assert_eq!(
        (finding().await.due_on, finding().await.provisional),
        (Some(day("2027-03-01")), true)
    );
    adopt_year(&office.house, Actor::Operator, &paper_of_2027())
        .await
        .unwrap();
    let now = finding().await;
    assert_eq!(
        (now.due_on, now.provisional, now.due_revision),
        (Some(day("2027-03-01")), false, 0)
    );
}

async fn two_corrections_are_told_once_from_the_day_that_was_told(office: &mut Office) {
    office.contacts().await;
    let event = office
        .records("feedback", HOUSING, "第三轮", "2026-08-31")
        .await
        .event_id;
    office.lives_until("2026-09-01 12:00").await;
    corrects(office, event, "2026-08-20").await;
    corrects(office, event, "2026-08-28").await;
    let lines = moved_lines(office, "2026-09-01 18:00").await;
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    assert_eq!((plan.due_on, plan.due_revision), (Some(day("2026-09-28")), 2));
    assert!(
        lines
            .iter()
            .any(|line| line.contains("原定9月30日") && line.contains("9月28日")),
        "{lines:?}"
    );
    assert!(lines.iter().all(|line| !line.contains("9月21日")), "{lines:?}");
}

async fn a_day_that_came_back_is_not_told(office: &mut Office) {
    office.contacts().await;
    let event = office
        .records("feedback", HOUSING, "第三轮", "2026-08-31")
        .await
        .event_id;
    office.lives_until("2026-09-01 12:00").await;
    corrects(office, event, "2026-08-20").await;
    corrects(office, event, "2026-08-31").await;
    assert_eq!(moved_lines(office, "2026-09-01 18:00").await, [""; 0]);
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    assert!(
        office.planning(&plan).await.next_step_at.is_some(),
        "its steps are still ahead"
    );
}

/// Nobody has heard of the matters: they are told as what opens, with the day that is right.
async fn what_moves_before_it_is_told_is_told_as_new(office: &mut Office) {
    office.contacts().await;
    let event = office
        .records("feedback", HOUSING, "第三轮", "2026-08-31")
        .await
        .event_id;
    corrects(office, event, "2026-08-28").await;
    office.lives_until("2026-09-01 12:00").await;
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    assert_eq!(
        office.told(&plan).await,
        [("opened".to_owned(), "甲一".to_owned())]
    );
}

async fn a_preview_counts_phrases_caps_and_followers(office: &mut Office) {
    office.contacts().await;
    imports(
        office,
        &[due(1, "集中整改期内"), due(2, "2026年9月30日"), due(3, "3个月内")],
    )
    .await;
    office.at("2027-03-01 08:00");
    open_due_matters(&office.house).await.unwrap();
    let name = "county-3-months";
    let new = Rulebook::load(DEFAULT, &[(name, preset(name).unwrap())]).unwrap();
    let before = office.verifies().await;
    let preview = preview_rulebook(&office.house, &new).await.unwrap();
    let to = |code: &str| {
        let mut moved = preview.would_move.iter();
        moved
            .find(|moved| moved.code == code)
            .map(|moved| moved.to.unwrap().to_string())
    };
    assert_eq!(
        to("ZG-2026-03-0001-1").as_deref(),
        Some("2026-11-30"),
        "its phrase"
    );
    assert_eq!(
        to("ZG-2026-03-0001").as_deref(),
        Some("2026-11-30"),
        "the finding above it"
    );
    assert_eq!(to("ZG-2026-03-0002-1"), None, "as written");
    assert_eq!(to("ZG-2026-03-0003-1"), None, "the plan's own period");
    let evaluated: Matter = office.matter_of("R-EVAL", HOUSING).await;
    assert_eq!(
        to(&evaluated.code).as_deref(),
        Some("2026-12-30"),
        "a month after R-CONC"
    );
    assert_eq!(office.verifies().await, before);
}

in_an_office!(
    a_feedback_recorded_again_recounts_the_measures,
    a_cap_that_comes_moves_or_goes_is_counted_again,
    followers_move_with_their_base,
    a_finding_follows_a_measure_that_comes_later,
    a_finding_is_provisional_while_a_measure_of_its_day_is,
    two_corrections_are_told_once_from_the_day_that_was_told,
    a_day_that_came_back_is_not_told,
    what_moves_before_it_is_told_is_told_as_new,
    a_preview_counts_phrases_caps_and_followers,
);
