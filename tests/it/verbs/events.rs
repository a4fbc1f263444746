//! Dated facts: recording opens, correcting moves, withdrawing takes back.

use crate::support::database::in_an_office;
use crate::support::office::{FINANCE, HOUSING, HOUSING_LEDGER, Office, day, refusal};
use huiyin::domain::ids::EventId;
use huiyin::domain::ledger::Actor;
use huiyin::domain::matter::{Matter, MatterState};
use huiyin::supervision::{correct_event, withdraw_event};

async fn due(office: &Office, rule: &str) -> String {
    let matter = office.matter_of(rule, HOUSING).await;
    let mark = if matter.provisional { " provisional" } else { "" };
    format!("{}{mark}", matter.due_on.unwrap())
}

async fn corrects(office: &Office, event: EventId, on: &str) -> anyhow::Result<Vec<String>> {
    let corrected = correct_event(&office.house, Actor::Operator, event, day(on), "misread").await;
    corrected.map(|corrected| corrected.moved)
}

async fn feedback_opens_every_duty_that_counts_from_it(office: &mut Office) {
    office.contacts().await;
    let recorded = office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    assert!(recorded.is_new);
    assert_eq!(
        recorded.opened,
        [
            "BS-2026-03-0001",
            "HY-2026-03-0001",
            "BS-2026-03-0002",
            "HY-2026-03-0002",
            "BS-2026-03-0003",
            "BS-2026-03-0004",
            "BS-2026-03-0005",
        ]
    );
    for (rule, expected) in [
        ("P-NOTE", "2026-09-14"),             // 10 workdays
        ("R-MEET", "2026-09-07"),             // 5 workdays
        ("R-PLAN", "2026-09-30"),             // 1 month, to the month's last day
        ("R-DEM", "2026-11-02"),              // 2 months end on a Saturday
        ("R-CONC", "2027-03-01 provisional"), // 6 months end on Sunday 28 February of an unpublished year
        ("R-RPT1", "2027-03-01 provisional"),
        ("R-RPT2", "2027-03-01 provisional"),
    ] {
        assert_eq!(due(office, rule).await, expected, "{rule}");
    }
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    assert_eq!(plan.event_id, Some(recorded.event_id));
    assert_eq!(
        (plan.rulebook.as_str(), plan.state),
        ("2026.1", MatterState::NotStarted)
    );
    assert_eq!(
        (plan.started_on, plan.original_due_on),
        (day("2026-08-31"), plan.due_on)
    );
}

async fn recording_it_again_changes_nothing(office: &mut Office) {
    office.contacts().await;
    let first = office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let before = office.verifies().await;
    let again = office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    assert_eq!((again.event_id, again.is_new), (first.event_id, false));
    assert_eq!(again.opened, [""; 0]);
    assert_eq!(office.verifies().await, before);
}

async fn another_day_an_unknown_kind_and_the_future_are_refused(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let before = office.verifies().await;
    let other_day = refusal(
        office
            .tries_to_record("feedback", HOUSING, "第三轮", "2026-08-28")
            .await,
    );
    assert!(
        other_day.contains("recorded on 2026-08-31") && other_day.contains("event correct"),
        "{other_day}"
    );
    let unknown = refusal(
        office
            .tries_to_record("feast", HOUSING, "第三轮", "2026-08-31")
            .await,
    );
    assert!(
        unknown.contains("feast") && unknown.contains("feedback"),
        "{unknown}"
    );
    let future = refusal(
        office
            .tries_to_record("field_end", HOUSING, "第三轮", "2026-09-02")
            .await,
    );
    assert!(future.contains("future"), "{future}");
    assert_eq!(office.verifies().await, before);
}

async fn units_are_told_apart(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    office.records("feedback", FINANCE, "第三轮", "2026-08-28").await;
    let plans = [
        office.matter_of("R-PLAN", HOUSING).await,
        office.matter_of("R-PLAN", FINANCE).await,
    ];
    assert_eq!(plans[0].due_on, Some(day("2026-09-30")));
    assert_eq!(plans[1].due_on, Some(day("2026-09-28")));
    assert_ne!(plans[0].code, plans[1].code);
}

/// 立行立改 ends with the field work, unless that was over before it was signed for.
async fn a_cap_limits_what_starts_before_it(office: &mut Office) {
    office.contacts().await;
    office.records("field_end", HOUSING, "第三轮", "2026-08-20").await;
    office
        .records("immediate_signed", HOUSING, "第三轮", "2026-08-10")
        .await;
    assert_eq!(due(office, "R-IMM").await, "2026-08-20");
    office.records("field_end", FINANCE, "第三轮", "2026-08-20").await;
    office
        .records("immediate_signed", FINANCE, "第三轮", "2026-08-24")
        .await;
    let later = office.matter_of("R-IMM", FINANCE).await;
    assert_eq!(later.due_on, Some(day("2026-09-08")), "15 days");
}

async fn correcting_moves_what_it_opened_and_tells_of_it(office: &mut Office) {
    office.contacts().await;
    let recorded = office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    office.lives_until("2026-09-01 12:00").await;
    let moved = corrects(office, recorded.event_id, "2026-08-28").await.unwrap();
    let days_that_changed = [
        "BS-2026-03-0001",
        "HY-2026-03-0001",
        "BS-2026-03-0002",
        "HY-2026-03-0002",
    ];
    assert_eq!(moved, days_that_changed, "half a year ends on the same day");
    let report = office.matter_of("R-CONC", HOUSING).await;
    assert_eq!((report.started_on, report.due_revision), (day("2026-08-28"), 0));
    assert_eq!(due(office, "R-PLAN").await, "2026-09-28");
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    assert_eq!((plan.due_revision, plan.started_on), (1, day("2026-08-28")));
    assert_eq!(plan.original_due_on, Some(day("2026-09-30")));

    office.lives_until("2026-09-01 18:00").await;
    let told = office.told(&plan).await;
    let told: Vec<(&str, &str)> = told
        .iter()
        .map(|(step, name)| (step.as_str(), name.as_str()))
        .collect();
    assert_eq!(told, [("opened", "甲一"), ("moved:event", "甲一")]);
    let story = office.reads().await.ledger_of(plan.id).await.unwrap();
    let entry = &story.last().unwrap().entry;
    assert_eq!(
        (entry.action.as_str(), entry.reason.as_str()),
        ("matter.redated", "misread")
    );
}

async fn a_correction_to_the_same_day_moves_nothing(office: &mut Office) {
    office.contacts().await;
    let recorded = office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let before = office.verifies().await;
    assert_eq!(
        corrects(office, recorded.event_id, "2026-08-31").await.unwrap(),
        [""; 0]
    );
    assert_eq!(office.verifies().await, before);
    let future = refusal(corrects(office, recorded.event_id, "2026-09-02").await);
    assert!(future.contains("future"), "{future}");
    let unknown = refusal(corrects(office, EventId(99), "2026-08-31").await);
    assert!(unknown.contains("no event 99"), "{unknown}");
}

/// The rows of the 整改台账 whose phrases count from the feedback move with it; days that the plan names stay.
async fn correcting_the_feedback_moves_the_measures_that_count_from_it(office: &mut Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    let event = office.matter_of("R-PLAN", HOUSING).await.event_id.unwrap();
    let day_of = async |code: &str| office.matter(code).await.due_on.unwrap().to_string();
    assert_eq!(day_of("ZG-2026-03-0008-1").await, "2026-11-30", "three months");
    assert_eq!(day_of("ZG-2026-03-0001-1").await, "2026-09-30", "as written");
    corrects(office, event, "2026-08-28").await.unwrap();
    assert_eq!(
        day_of("ZG-2026-03-0008-1").await,
        "2026-11-30",
        "28 November is a Saturday"
    );
    assert_eq!(day_of("ZG-2026-03-0011-1").await, "2026-09-18", "15 workdays");
    assert_eq!(day_of("ZG-2026-03-0001-1").await, "2026-09-30");
    corrects(office, event, "2026-08-26").await.unwrap();
    assert_eq!(day_of("ZG-2026-03-0008-1").await, "2026-11-26");
    assert_eq!(
        day_of("ZG-2026-03-0008").await,
        "2026-11-26",
        "the finding follows its only measure"
    );
}

async fn withdrawing_takes_back_what_it_opened(office: &mut Office) {
    office.contacts().await;
    let recorded = office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let withdrawn = withdraw_event(&office.house, Actor::Operator, recorded.event_id, "wrong unit")
        .await
        .unwrap();
    assert_eq!(withdrawn, recorded.opened);
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    assert_eq!(
        (plan.state, plan.ended_on),
        (MatterState::Withdrawn, Some(day("2026-09-01")))
    );
    assert_eq!(office.planning(&plan).await.next_step_at, None);
    office.lives_until("2026-10-09 18:00").await;
    assert_eq!(office.notices(&plan).await, []);
    let again = refusal(withdraw_event(&office.house, Actor::Operator, recorded.event_id, "").await);
    assert!(again.contains("withdrawn"), "{again}");

    let anew = office.records("feedback", HOUSING, "第三轮", "2026-09-02").await;
    assert!(anew.is_new && anew.opened.len() == 7, "{anew:?}");
    assert!(!anew.opened.contains(&plan.code), "codes are never given twice");
}

async fn what_is_recorded_late_counts_its_delay_from_then(office: &mut Office) {
    office.contacts().await;
    office.at("2026-10-20 09:00");
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    assert_eq!(
        (plan.due_on, plan.counts_from_on),
        (Some(day("2026-09-30")), Some(day("2026-10-20")))
    );
    assert!(Matter::is_legacy_overdue(&plan));
    let open = office.matter_of("R-DEM", HOUSING).await;
    assert_eq!(open.counts_from_on, None);
    office.lives_until("2026-11-04 18:00").await;
    let told = office.told(&plan).await;
    let mut steps: Vec<&str> = told.iter().map(|(step, _)| step.as_str()).collect();
    steps.dedup();
    assert_eq!(steps, ["opened", "T+1", "T+7", "T+15"]);
    let occurred: Vec<String> = office
        .notices(&plan)
        .await
        .iter()
        .map(|it| it.occurrence_on.to_string())
        .collect();
    assert_eq!(occurred.first().unwrap(), "2026-10-20");
    assert_eq!(occurred.last().unwrap(), "2026-11-04");
}

in_an_office!(
    feedback_opens_every_duty_that_counts_from_it,
    recording_it_again_changes_nothing,
    another_day_an_unknown_kind_and_the_future_are_refused,
    units_are_told_apart,
    a_cap_limits_what_starts_before_it,
    correcting_moves_what_it_opened_and_tells_of_it,
    a_correction_to_the_same_day_moves_nothing,
    correcting_the_feedback_moves_the_measures_that_count_from_it,
    withdrawing_takes_back_what_it_opened,
    what_is_recorded_late_counts_its_delay_from_then,
);
