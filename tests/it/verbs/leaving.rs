//! Somebody leaves: duties pass to the successor with entries, or fall to whoever holds the role.

use super::story::{story, with_a_plan};
use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, HOUSING_LEDGER, Office, day, refusal};
use crate::support::sheet::{Row, ledger};
use huiyin::domain::ledger::Actor;
use huiyin::domain::refusal::Refusal;
use huiyin::domain::reply::Said;
use huiyin::domain::role::Role;
use huiyin::supervision::{ImportOptions, Left, console_address, leave};

async fn leaves(office: &Office, who: &str, successor: Option<&str>) -> anyhow::Result<Left> {
    leave(&office.house, Actor::Operator, who, successor).await
}

async fn a_successor_takes_over_roles_and_matters(office: &mut Office) {
    office.contacts().await;
    office.imports(HOUSING_LEDGER).await;
    office.binds("甲七").await;
    let leaver = office.person("甲七").await;
    let held = office.reads().await.list_assignments_of(leaver.id).await.unwrap();
    let left = leaves(office, "甲七", Some("甲六")).await.unwrap();
    assert_eq!(
        (left.person.as_str(), left.successor.as_deref()),
        ("甲七", Some("甲六"))
    );
    assert_eq!((left.roles, left.matters), (1, held.len()));
    assert!(held.len() >= 5, "{}", held.len());

    let mut work = office.reads().await;
    assert_eq!(work.list_assignments_of(leaver.id).await.unwrap(), []);
    let heir = office.person("甲六").await;
    let taken = work.list_assignments_of(heir.id).await.unwrap();
    for assignment in &held {
        let passed_on = |it: &&huiyin::domain::matter::Assignment| {
            it.matter_id == assignment.matter_id
                && it.role == assignment.role
                && it.is_lead == assignment.is_lead
        };
        assert!(taken.iter().any(|it| passed_on(&it)), "{assignment:?}");
        let story = work.ledger_of(assignment.matter_id).await.unwrap();
        let actions: Vec<&str> = story.iter().map(|line| line.entry.action.as_str()).collect();
        assert_eq!(
            actions[actions.len() - 2..],
            ["matter.passed_on", "matter.taken_on"]
        );
    }
    assert_eq!(work.list_bindings(leaver.id).await.unwrap(), []);
    assert_eq!(office.person("甲七").await.left_on, Some(day("2026-09-01")));
    let handlers = work
        .list_holders(Role::Handler, heir.unit_id, day("2026-09-01"))
        .await
        .unwrap();
    assert!(handlers.iter().all(|holder| holder.id != leaver.id));
}

async fn who_has_left_hears_and_says_nothing(office: &mut Office) {
    let plan = with_a_plan(office).await;
    office.lives_until("2026-09-08 10:00").await;
    leaves(office, "甲一", Some("甲五")).await.unwrap();
    office.lives_until("2026-09-14 18:00").await;
    assert_eq!(
        story(office, &plan).await.last().unwrap(),
        "09-14 08:30 T-10: 甲二 甲三 甲五"
    );
    let said = Said::Acknowledged { promised_on: None };
    let refused = office
        .answers("甲一", &plan.code, said.clone())
        .await
        .unwrap_err();
    assert_eq!(
        refused,
        Refusal::NotInRole {
            code: plan.code.clone()
        }
    );
    assert!(office.answers("甲五", &plan.code, said).await.is_ok());
}

async fn without_a_successor_the_role_stands_vacant(office: &mut Office) {
    let plan = with_a_plan(office).await;
    leaves(office, "甲一", None).await.unwrap();
    office.lives_until("2026-09-01 18:00").await;
    assert_eq!(story(office, &plan).await, [""; 0]);
    let raised = office.attention().await;
    let subjects: Vec<&str> = raised.iter().map(|it| it.subject.as_str()).collect();
    let vacancy = format!("liaison@{}", plan.unit_id);
    assert_eq!(
        subjects,
        [vacancy],
        "whoever stands in for a handler is missed once"
    );
}

async fn impossible_successions_are_refused(office: &mut Office) {
    office.contacts().await;
    let before = office.verifies().await;
    for (who, successor, why) in [
        ("甲一", Some("甲一"), "own successor"),
        ("甲一", Some("乙一"), "another unit"),
        ("甲一", Some("无名"), "nobody named"),
        ("无名", None, "nobody named"),
    ] {
        let refused = refusal(leaves(office, who, successor).await);
        assert!(refused.contains(why), "{refused}");
    }
    assert_eq!(office.verifies().await, before);
    leaves(office, "甲一", None).await.unwrap();
    assert!(refusal(leaves(office, "甲一", None).await).contains("left already"));
    assert!(refusal(leaves(office, "甲二", Some("甲一")).await).contains("has left"));
}

/// The office's workbook still names 甲七: its words are what they were, and 甲六 keeps what passed on.
async fn the_same_ledger_after_a_succession_is_unchanged(office: &mut Office) {
    office.contacts().await;
    let rows = [
        Row {
            people: "甲七(牵头)、甲五",
            ..Row::new(1, "会议记录不规范")
        },
        Row {
            people: "甲七",
            ..Row::new(2, "账实不符")
        },
    ];
    office
        .imports_bytes(&ledger(&rows), "台账.xlsx", &first())
        .await
        .unwrap();
    leaves(office, "甲七", Some("甲六")).await.unwrap();
    let before = office.verifies().await;
    let again = office
        .imports_bytes(&ledger(&rows), "台账.xlsx", &first())
        .await
        .unwrap();
    assert_eq!(
        (again.changed, again.unchanged, again.errors.len()),
        (0, 2, 0),
        "{again:?}"
    );
    assert_eq!(office.verifies().await, before);

    let later = Row {
        due: "2026年12月31日",
        ..rows[1]
    };
    let moved = office
        .imports_bytes(&ledger(&[rows[0], later]), "台账.xlsx", &first())
        .await
        .unwrap();
    assert_eq!(
        (moved.changed, moved.errors.len(), moved.differences.len()),
        (1, 0, 1),
        "{moved:?}"
    );

    let named = [
        Row {
            people: "甲七、甲五",
            ..rows[0]
        },
        rows[1],
        Row {
            people: "甲七",
            ..Row::new(3, "制度缺失")
        },
    ];
    let refused = office
        .imports_bytes(&ledger(&named), "台账.xlsx", &first())
        .await
        .unwrap();
    let told: Vec<(u32, &str)> = refused
        .errors
        .iter()
        .map(|it| (it.row, it.column.as_str()))
        .collect();
    assert_eq!(told, [(2, "F"), (4, "F")], "a changed cell and a new one");
}

fn first() -> ImportOptions {
    ImportOptions {
        feedback_on: Some(day("2026-08-31")),
        ..ImportOptions::default()
    }
}

/// The office's list of contacts still names 甲一.
async fn an_old_list_of_contacts_brings_nobody_back(office: &mut Office) {
    office.contacts().await;
    leaves(office, "甲一", Some("甲五")).await.unwrap();
    let before = office.verifies().await;
    let report = office.imports("通讯录.xlsx").await;
    assert_eq!((report.created, report.changed), (0, 0));
    assert!(
        report.warnings.iter().any(|warning| warning.contains("甲一")),
        "{:?}",
        report.warnings
    );
    assert_eq!(office.verifies().await, before);
}

/// A message was under way to a leader when they left; the console, which binds nobody, does not print it.
async fn a_message_under_way_to_who_has_left_does_not_arrive(office: &mut Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-24").await;
    office.plans_at("2026-09-02 08:30").await;
    office.delivers().await;
    office.plans_at("2026-09-08 08:30").await;
    let leader = office.person("戊二").await;
    let plan = office.matter_of("R-MEET", HOUSING).await;
    assert!(
        office.told(&plan).await.iter().any(|(_, name)| name == "戊二"),
        "it is overdue"
    );
    leaves(office, "戊二", None).await.unwrap();
    let address = console_address(leader.id);
    assert!(
        office
            .delivers()
            .await
            .iter()
            .all(|letter| letter.address != address)
    );
}

in_an_office!(
    a_message_under_way_to_who_has_left_does_not_arrive,
    a_successor_takes_over_roles_and_matters,
    who_has_left_hears_and_says_nothing,
    without_a_successor_the_role_stands_vacant,
    impossible_successions_are_refused,
    an_old_list_of_contacts_brings_nobody_back,
    the_same_ledger_after_a_succession_is_unchanged,
);
