//! The contacts come in again: what differs is shown and wants a yes, what the office changed itself stays.

use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, Office, day, refusal};
use crate::support::sheet::contacts;
use huiyin::domain::ledger::Actor;
use huiyin::domain::role::Role;
use huiyin::supervision::{
    ImportOptions, ImportReport, PersonChange, PersonFacts, PersonSheet, change_person, leave, show_person,
};

const ONE: [&str; 8] = [
    HOUSING,
    "政府组成部门",
    "甲一",
    "办公室主任",
    "联络员",
    "0395-1001",
    "a1@zjj.example",
    "",
];
const TWO: [&str; 8] = [HOUSING, "政府组成部门", "甲二", "副局长", "分管领导", "", "", ""];

async fn lists(office: &Office, rows: &[[&str; 8]], accept_changes: bool) -> ImportReport {
    let options = ImportOptions {
        accept_changes,
        ..ImportOptions::default()
    };
    office
        .imports_bytes(&contacts(rows), "通讯录.xlsx", &options)
        .await
        .unwrap()
}

fn counts(report: &ImportReport) -> (usize, usize, usize) {
    (report.created, report.changed, report.unchanged)
}

async fn sheet(office: &Office, name: &str) -> PersonSheet {
    show_person(&office.house, name).await.unwrap()
}

async fn sets(office: &Office, name: &str, facts: PersonFacts) -> anyhow::Result<PersonSheet> {
    let change = PersonChange {
        unit: HOUSING.to_owned(),
        name: name.to_owned(),
        facts,
        ..PersonChange::default()
    };
    change_person(&office.house, Actor::Operator, &change).await
}

async fn a_changed_row_is_shown_and_taken_only_when_accepted(office: &mut Office) {
    assert_eq!(counts(&lists(office, &[ONE, TWO], false).await), (2, 0, 0));
    let before = office.verifies().await;
    assert_eq!(counts(&lists(office, &[ONE, TWO], false).await), (0, 0, 2));
    assert_eq!(office.verifies().await, before);

    let changed = [
        [
            HOUSING,
            "党委机构",
            "甲一",
            "主任",
            "经办人",
            "0395-2002",
            "b1@zjj.example",
            HOUSING,
        ],
        TWO,
    ];
    let shown = lists(office, &changed, false).await;
    let found: Vec<_> = shown
        .differences
        .iter()
        .map(|it| {
            (
                it.row,
                it.code.as_str(),
                it.field,
                it.before.as_str(),
                it.after.as_str(),
            )
        })
        .collect();
    let one = "市住建局/甲一";
    let expected = [
        (2, HOUSING, "category", "政府组成部门", "党委机构"),
        (2, one, "post", "办公室主任", "主任"),
        (2, one, "phone", "0395-1001", "0395-2002"),
        (2, one, "mail", "a1@zjj.example", "b1@zjj.example"),
        (2, one, "former_units", "", HOUSING),
        (2, one, "role", "liaison", "handler"),
    ];
    assert_eq!(found, expected);
    assert!(shown.refusal.as_ref().unwrap().contains("--accept-changes") && !shown.kept);
    assert_eq!(office.verifies().await, before, "nothing was changed");
    assert_eq!(sheet(office, "甲一").await.line.roles, ["liaison"]);

    let taken = lists(office, &changed, true).await;
    assert!(taken.kept, "{taken:?}");
    let now = sheet(office, "甲一").await;
    assert_eq!(now.line.roles, ["handler"]);
    assert_eq!(
        (now.line.post.as_deref(), now.line.phone.as_deref()),
        (Some("主任"), Some("0395-2002"))
    );
    let before = office.verifies().await;
    assert_eq!(counts(&lists(office, &changed, false).await), (0, 0, 2));
    assert_eq!(office.verifies().await, before);
}

async fn a_cell_that_was_emptied_is_a_difference(office: &mut Office) {
    lists(office, &[ONE, TWO], false).await;
    let mut emptied = ONE;
    (emptied[5], emptied[4]) = ("", "");
    let shown = lists(office, &[emptied, TWO], false).await;
    let fields: Vec<&str> = shown.differences.iter().map(|it| it.field).collect();
    assert_eq!((fields, counts(&shown)), (vec!["phone", "role"], (0, 1, 1)));
    lists(office, &[emptied, TWO], true).await;
    let now = sheet(office, "甲一").await.line;
    assert_eq!((now.phone, now.roles.len()), (None, 0));
}

async fn what_the_office_changed_itself_stays(office: &mut Office) {
    lists(office, &[ONE, TWO], false).await;
    let facts = PersonFacts {
        phone: Some("0395-9009".to_owned()),
        role: Some(Role::Handler),
        ..PersonFacts::default()
    };
    sets(office, "甲一", facts.clone()).await.unwrap();
    let before = office.verifies().await;
    assert_eq!(counts(&lists(office, &[ONE, TWO], false).await), (0, 0, 2));
    assert_eq!(office.verifies().await, before);

    let mut promoted = ONE;
    promoted[3] = "副局长";
    let taken = lists(office, &[promoted, TWO], true).await;
    assert_eq!(counts(&taken), (0, 1, 1));
    let now = sheet(office, "甲一").await.line;
    assert_eq!(now.roles, ["liaison", "handler"]);
    assert_eq!(
        (now.post.as_deref(), now.phone.as_deref()),
        (Some("副局长"), Some("0395-9009"))
    );
}

async fn whom_the_file_no_longer_names_is_told_and_kept(office: &mut Office) {
    lists(office, &[ONE, TWO], false).await;
    let shorter = lists(office, &[TWO], false).await;
    assert_eq!(
        (shorter.gone.as_slice(), shorter.kept),
        (["市住建局/甲一".to_owned()].as_slice(), true)
    );
    assert_eq!(sheet(office, "甲一").await.line.left_on, None);
}

async fn a_successor_keeps_the_role_that_the_old_file_gives_to_another(office: &mut Office) {
    lists(office, &[ONE, TWO], false).await;
    leave(&office.house, Actor::Operator, "甲一", Some("甲二"))
        .await
        .unwrap();
    let before = office.verifies().await;
    let again = lists(office, &[ONE, TWO], false).await;
    assert_eq!((counts(&again), again.gone.len()), ((0, 0, 2), 0));
    assert!(again.warnings.iter().any(|warning| warning.contains("甲一")));
    assert_eq!(office.verifies().await, before);
    assert_eq!(
        sheet(office, "甲二").await.line.roles,
        ["supervising_leader", "liaison"]
    );

    let refused = refusal(sets(office, "甲一", PersonFacts::default()).await);
    assert!(
        refused.contains("left 市住建局 on 2026-09-01") && refused.contains("--back"),
        "{refused}"
    );
    let back = PersonFacts {
        is_back: true,
        ..PersonFacts::default()
    };
    assert_eq!(sets(office, "甲一", back).await.unwrap().line.left_on, None);
}

async fn rows_of_one_person_are_one(office: &mut Office) {
    let mut second = ONE;
    (second[4], second[3]) = ("经办人", "科长");
    let report = lists(office, &[ONE, second], false).await;
    assert_eq!(counts(&report), (1, 0, 0));
    assert!(
        report.warnings.iter().any(|warning| warning.contains("第 3 行")),
        "{:?}",
        report.warnings
    );
    let line = sheet(office, "甲一").await.line;
    assert_eq!((line.roles.len(), line.post.as_deref()), (2, Some("办公室主任")));
    assert_eq!(counts(&lists(office, &[ONE, second], false).await), (0, 0, 1));
}

async fn a_role_ends_at_the_desk_with_an_entry(office: &mut Office) {
    lists(office, &[ONE, TWO], false).await;
    let end = |role| PersonChange {
        unit: HOUSING.to_owned(),
        name: "甲一".to_owned(),
        ended_roles: vec![role],
        ..PersonChange::default()
    };
    let refused = refusal(change_person(&office.house, Actor::Operator, &end(Role::Principal)).await);
    assert!(refused.contains("does not hold the role principal"), "{refused}");
    let sheet = change_person(&office.house, Actor::Operator, &end(Role::Liaison))
        .await
        .unwrap();
    assert!(sheet.line.roles.is_empty());
    assert_eq!(sheet.holdings[0].until_on, Some(day("2026-08-31")));
    assert_eq!(counts(&lists(office, &[ONE, TWO], false).await), (0, 0, 2));
    office.is_sound().await;
}

in_an_office!(
    a_changed_row_is_shown_and_taken_only_when_accepted,
    a_cell_that_was_emptied_is_a_difference,
    what_the_office_changed_itself_stays,
    whom_the_file_no_longer_names_is_told_and_kept,
    a_successor_keeps_the_role_that_the_old_file_gives_to_another,
    rows_of_one_person_are_one,
    a_role_ends_at_the_desk_with_an_entry,
);
