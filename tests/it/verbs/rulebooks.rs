//! Adopting a rulebook says beforehand what would change, and moves nothing by itself.

use crate::support::database::in_an_office;
use crate::support::office::{FINANCE, HOUSING, Office, day, refusal, rulebook};
use huiyin::domain::ledger::Actor;
use huiyin::domain::role::Role;
use huiyin::domain::rulebook::{DEFAULT, Rulebook, preset};
use huiyin::supervision::{adopt_rulebook, choose_rules, open_differences, preview_rulebook};
use std::sync::LazyLock;

/// With the counties' three months of 集中整改.
static THREE_MONTHS: LazyLock<Rulebook> = LazyLock::new(|| {
    let name = "county-3-months";
    Rulebook::load(DEFAULT, &[(name, preset(name).unwrap())]).unwrap()
});

async fn adopts(office: &Office, new: &Rulebook) -> anyhow::Result<bool> {
    adopt_rulebook(&office.house, Actor::Operator, new).await
}

async fn a_preview_names_what_would_move_and_changes_nothing(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let before = office.verifies().await;
    let preview = preview_rulebook(&office.house, &THREE_MONTHS).await.unwrap();
    assert_eq!(
        (preview.from.as_deref(), preview.to.as_str()),
        (Some("2026.1"), "2026.1+county-3-months")
    );
    assert!(!preview.changes.is_empty());
    let report = office.matter_of("R-CONC", HOUSING).await;
    let moved: Vec<_> = preview
        .would_move
        .iter()
        .filter(|moved| moved.code == report.code)
        .collect();
    assert_eq!(
        (moved[0].from, moved[0].to),
        (Some(day("2027-03-01")), Some(day("2026-11-30")))
    );
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    assert!(preview.would_move.iter().all(|moved| moved.code != plan.code));
    assert_eq!(office.verifies().await, before);
}

async fn what_is_open_keeps_its_rules_and_what_opens_gets_the_new(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    let before = office.matter_of("R-CONC", HOUSING).await;
    assert!(adopts(office, &THREE_MONTHS).await.unwrap());
    assert!(
        !adopts(office, &THREE_MONTHS).await.unwrap(),
        "it is in force already"
    );
    assert_eq!(office.matter_of("R-CONC", HOUSING).await, before);

    office.records("feedback", FINANCE, "第三轮", "2026-08-31").await;
    let new = office.matter_of("R-CONC", FINANCE).await;
    assert_eq!(
        (new.rulebook.as_str(), new.due_on),
        ("2026.1+county-3-months", Some(day("2026-11-30")))
    );
    let story = office.reads().await.ledger_after(0, 999).await.unwrap();
    assert_eq!(
        story
            .iter()
            .filter(|line| line.entry.action == "rulebook.adopted")
            .count(),
        2
    );
    let tellings = office.lives_until("2026-09-03 18:00").await;
    assert_eq!(
        tellings.len(),
        2,
        "both liaisons hear of their openings and of nothing else"
    );
}

async fn an_event_that_is_corrected_counts_by_the_rules_of_its_matters(office: &mut Office) {
    office.contacts().await;
    let event = office
        .records("feedback", HOUSING, "第三轮", "2026-08-31")
        .await
        .event_id;
    adopts(office, &THREE_MONTHS).await.unwrap();
    huiyin::supervision::correct_event(&office.house, Actor::Operator, event, day("2026-08-24"), "")
        .await
        .unwrap();
    let report = office.matter_of("R-CONC", HOUSING).await;
    assert_eq!(
        (report.rulebook.as_str(), report.due_on),
        ("2026.1", Some(day("2027-02-24")))
    );
}

async fn a_version_name_stands_for_one_content(office: &mut Office) {
    let mut other = Rulebook::clone(&rulebook());
    other.name.push('x');
    let before = office.verifies().await;
    for refused in [
        refusal(preview_rulebook(&office.house, &other).await),
        refusal(adopts(office, &other).await),
    ] {
        assert!(refused.contains("another content"), "{refused}");
    }
    assert!(!adopts(office, &rulebook()).await.unwrap());
    assert_eq!(office.verifies().await, before);
}

async fn the_director_moves_a_rule_and_lets_the_others_be(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
    office.lives_until("2026-09-01 18:00").await;
    adopts(office, &THREE_MONTHS).await.unwrap();
    let differing = differences(office).await;
    assert!(differing.contains(&"R-CONC".to_owned()), "{differing:?}");
    let clerk = office.appoints("市委巡察办", "丙九", Role::OfficeClerk).await;
    let redate = ["R-CONC".to_owned()];
    let refused = choose_rules(&office.house, Actor::Person(clerk.id), &redate, "").await;
    assert!(refusal(refused).contains("director"));
    let unknown = choose_rules(&office.house, Actor::Operator, &["R-PLAN".to_owned()], "").await;
    assert!(refusal(unknown).contains("no open matter of rule R-PLAN"));

    let before = office.matter_of("R-CONC", HOUSING).await;
    let chosen = choose_rules(&office.house, Actor::Operator, &redate, "按新办法")
        .await
        .unwrap();
    assert!(
        chosen.iter().all(|one| one.redated == (one.rule == "R-CONC")),
        "{chosen:?}"
    );
    let after = office.matter_of("R-CONC", HOUSING).await;
    assert_eq!(
        (after.rulebook.as_str(), after.due_on, after.original_due_on),
        ("2026.1+county-3-months", Some(day("2026-11-30")), before.due_on)
    );
    assert_eq!(after.due_revision, before.due_revision + 1);
    assert!(differences(office).await.is_empty(), "asked no more");
    let told = office.lives_until("2026-09-02 18:00").await;
    assert!(!told.is_empty(), "the new day is told");
    office.is_sound().await;
}

async fn differences(office: &Office) -> Vec<String> {
    let mut work = office.reads().await;
    let books = office.house.books(&mut work).await.unwrap();
    let open = open_differences(&mut work, &books).await.unwrap();
    open.into_iter().map(|difference| difference.rule).collect()
}

in_an_office!(
    the_director_moves_a_rule_and_lets_the_others_be,
    a_preview_names_what_would_move_and_changes_nothing,
    what_is_open_keeps_its_rules_and_what_opens_gets_the_new,
    an_event_that_is_corrected_counts_by_the_rules_of_its_matters,
    a_version_name_stands_for_one_content,
);
