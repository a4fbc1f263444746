//! Importing a workbook: all of it or nothing, again without effect, changes only when they are accepted.

use crate::support::database::{Backend, in_an_office};
use crate::support::office::{FINANCE_LEDGER, HOUSING, HOUSING_LEDGER, Office, day};
use crate::support::sheet::{Row, ledger};
use huiyin::domain::matter::MatterState;
use huiyin::supervision::{ImportOptions, ImportReport};

async fn imports(office: &Office, rows: &[Row], accept_changes: bool) -> ImportReport {
    let options = ImportOptions {
        accept_changes,
        feedback_on: Some(day("2026-08-31")),
        ..ImportOptions::default()
    };
    office
        .imports_bytes(&ledger(rows), "台账.xlsx", &options)
        .await
        .unwrap()
}

async fn the_same_file_again_changes_nothing(office: &mut Office) {
    office.contacts().await;
    let first = office.imports(HOUSING_LEDGER).await;
    assert!(first.kept && first.takeover && first.feedback_is_new);
    assert_eq!((first.created, first.changed, first.unchanged), (17, 0, 0));
    assert_eq!(first.opened.len(), 7);
    let before = office.verifies().await;
    let again = office.imports(HOUSING_LEDGER).await;
    assert!(again.kept && !again.takeover && !again.feedback_is_new);
    assert_eq!((again.created, again.changed, again.unchanged), (0, 0, 17));
    assert_eq!(
        (again.opened.len(), again.gone.len(), again.differences.len()),
        (0, 0, 0)
    );
    office.contacts().await;
    assert_eq!(office.verifies().await, before);
}

async fn a_dry_run_keeps_nothing(office: &mut Office) {
    office.contacts().await;
    let before = office.verifies().await;
    let options = ImportOptions {
        dry_run: true,
        ..ImportOptions::default()
    };
    let report = office.imports_with(HOUSING_LEDGER, &options).await;
    assert_eq!((report.kept, report.created), (false, 17));
    assert_eq!(office.verifies().await, before);
}

async fn a_bad_ledger_changes_nothing(office: &mut Office) {
    office.contacts().await;
    let before = office.verifies().await;
    let report = office.imports("坏台账.xlsx").await;
    let rows: Vec<u32> = report.errors.iter().map(|error| error.row).collect();
    assert_eq!(rows.len(), 11, "{rows:?}");
    assert!(!report.kept);
    assert_eq!(office.verifies().await, before);
    let named = ["unit", "matter", "inspection", "event"];
    for table in named {
        let rows = office
            .database
            .number(&format!("SELECT COUNT(*) FROM {table}"))
            .await;
        assert_eq!(rows, if table == "unit" { 8 } else { 0 }, "{table}");
    }
}

async fn a_takeover_is_told_in_one_message(office: &mut Office) {
    office.contacts().await;
    office.at("2026-10-20 09:00");
    office.imports(HOUSING_LEDGER).await;
    let letters = office.lives_until("2026-10-20 18:00").await;
    let handler = office.person("甲五").await;
    let address = huiyin::supervision::console_address(handler.id);
    assert_eq!(
        letters.iter().filter(|letter| letter.address == address).count(),
        1
    );
    // Row 5 was due on 30 September and counts from the takeover; row 6 is claimed.
    let overdue = office.matter("ZG-2026-03-0001-1").await;
    assert_eq!(
        (overdue.counts_from_on, overdue.state),
        (Some(day("2026-10-20")), MatterState::InProgress)
    );
    let steps: Vec<String> = office
        .notices(&overdue)
        .await
        .into_iter()
        .map(|it| it.step)
        .collect();
    assert!(steps.iter().all(|step| step == "opened"), "{steps:?}");
    let claimed = office.matter("ZG-2026-03-0001-2").await;
    assert!(claimed.is_open() && claimed.is_silent());
    assert_eq!(office.notices(&claimed).await, []);
}

async fn a_finding_is_claimed_when_all_its_measures_are(office: &mut Office) {
    office.contacts().await;
    let row = |measure: &'static str, status: &'static str| Row {
        measure,
        status,
        ..Row::new(1, "会议记录不规范")
    };
    let rows = [row("修订制度", "已完成"), row("专项检查", "未启动")];
    let second = [row("修订制度", "已完成"), row("专项检查", "√")].map(|row| Row {
        number: 2,
        finding: "账实不符",
        ..row
    });
    let report = imports(office, &[rows, second].concat(), false).await;
    assert_eq!(report.created, 4, "{report:?}");
    let half = office.matter("ZG-2026-03-0001").await;
    assert_eq!(
        (half.claimed_on, half.is_silent(), half.state),
        (None, false, MatterState::InProgress)
    );
    let whole = office.matter("ZG-2026-03-0002").await;
    assert_eq!(
        (whole.claimed_on, whole.is_silent()),
        (Some(day("2026-09-01")), true)
    );
}

async fn changes_are_shown_and_taken_only_when_accepted(office: &mut Office) {
    office.contacts().await;
    let rows = [Row::new(1, "会议记录不规范"), Row::new(2, "账实不符")];
    imports(office, &rows, false).await;
    let changed = [
        Row {
            due: "2026年12月31日",
            status: "已完成",
            people: "甲六",
            ..rows[0]
        },
        rows[1],
    ];
    let before = office.verifies().await;
    let shown = imports(office, &changed, false).await;
    assert!(
        shown.refusal.as_ref().unwrap().contains("--accept-changes"),
        "{shown:?}"
    );
    let mut fields: Vec<&str> = shown.differences.iter().map(|it| it.field).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["due", "handler", "handler", "status"]);
    assert_eq!((shown.kept, shown.changed, shown.unchanged), (false, 1, 1));
    assert_eq!(office.verifies().await, before);

    let taken = imports(office, &changed, true).await;
    assert!(taken.kept);
    let matter = office.matter("ZG-2026-03-0001-1").await;
    assert_eq!((matter.due_on, matter.due_revision), (Some(day("2026-12-31")), 1));
    assert_eq!(
        (matter.original_due_on, matter.claimed_on),
        (Some(day("2026-09-30")), Some(day("2026-09-01")))
    );
    let finding = office.matter("ZG-2026-03-0001").await;
    assert_eq!(finding.due_on, Some(day("2026-12-31")), "the finding follows");
    let assigned = office.reads().await.list_assignments(matter.id).await.unwrap();
    assert_eq!(assigned.len(), 1);
    assert_eq!(assigned[0].person_id, office.person("甲六").await.id);
    let again = imports(office, &changed, false).await;
    assert_eq!((again.kept, again.changed, again.unchanged), (true, 0, 2));
}

async fn rows_that_are_gone_are_named_and_kept(office: &mut Office) {
    office.contacts().await;
    let rows = [Row::new(1, "会议记录不规范"), Row::new(2, "账实不符")];
    imports(office, &rows, false).await;
    let shorter = imports(office, &rows[..1], false).await;
    assert_eq!(shorter.gone, ["ZG-2026-03-0002", "ZG-2026-03-0002-1"]);
    assert!(shorter.kept && office.matter("ZG-2026-03-0002-1").await.is_open());
}

async fn a_measure_added_later_opens_under_its_finding(office: &mut Office) {
    office.contacts().await;
    let first = Row::new(1, "会议记录不规范");
    imports(office, &[first], false).await;
    let added = Row {
        measure: "专项检查",
        due: "2026年11月30日",
        ..first
    };
    let report = imports(office, &[first, added], false).await;
    assert_eq!(
        (report.created, report.unchanged, report.changed),
        (1, 1, 0),
        "{report:?}"
    );
    let (finding, measure) = (
        office.matter("ZG-2026-03-0001").await,
        office.matter("ZG-2026-03-0001-2").await,
    );
    assert_eq!((measure.parent_id, measure.taken_over), (Some(finding.id), false));
    assert_eq!(
        finding.due_on,
        Some(day("2026-11-30")),
        "the finding follows the later measure"
    );
}

/// 甲五 is known at 市住建局 only, 查无此人 nowhere.
async fn people_match_within_their_unit(office: &mut Office) {
    office.contacts().await;
    let elsewhere = Row {
        people: "甲六、乙五(牵头)",
        ..Row::new(1, "会议记录不规范")
    };
    let report = imports(office, &[elsewhere], false).await;
    assert!(
        report.kept && report.warnings.iter().any(|warning| warning.contains("乙五")),
        "{report:?}"
    );
    let matter = office.matter("ZG-2026-03-0001-1").await;
    let assigned = office.reads().await.list_assignments(matter.id).await.unwrap();
    assert_eq!(assigned.len(), 1, "乙五 works elsewhere; the liaison holds it");

    let unknown = Row {
        people: "查无此人",
        ..Row::new(2, "账实不符")
    };
    let refused = imports(office, &[elsewhere, unknown], false).await;
    assert_eq!((refused.kept, refused.errors.len()), (false, 1));
    let options = ImportOptions {
        create_missing: true,
        ..ImportOptions::default()
    };
    let bytes = ledger(&[elsewhere, unknown]);
    let added = office.imports_bytes(&bytes, "台账.xlsx", &options).await.unwrap();
    assert_eq!(added.added, [format!("{HOUSING}/查无此人")]);
    assert!(added.kept);
}

async fn two_units_share_a_round_and_not_their_codes(office: &mut Office) {
    office.contacts().await;
    let (one, other) = (
        office.imports(HOUSING_LEDGER).await,
        office.imports(FINANCE_LEDGER).await,
    );
    assert!(one.kept && other.kept, "{other:?}");
    let mut codes: Vec<_> = [one.measures, other.measures]
        .concat()
        .into_iter()
        .map(|line| line.code.unwrap())
        .collect();
    assert_eq!(codes.len(), 34);
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 34);
    let round = office.database.number("SELECT COUNT(*) FROM round").await;
    assert_eq!(round, 1);
}

in_an_office!(
    the_same_file_again_changes_nothing,
    a_dry_run_keeps_nothing,
    a_bad_ledger_changes_nothing,
    a_takeover_is_told_in_one_message,
    a_finding_is_claimed_when_all_its_measures_are,
    changes_are_shown_and_taken_only_when_accepted,
    rows_that_are_gone_are_named_and_kept,
    a_measure_added_later_opens_under_its_finding,
    people_match_within_their_unit,
    two_units_share_a_round_and_not_their_codes,
);

/// 10,647 findings of 304 units that nobody knows, in one unit of work.
#[tokio::test]
async fn a_citys_ledger_comes_in_whole() {
    let office = Office::on(Backend::Sqlite).await;
    let options = ImportOptions {
        create_missing: true,
        ..ImportOptions::default()
    };
    let report = office.imports_with("全市整改台账-10647.xlsx", &options).await;
    assert_eq!(
        (report.kept, report.created, report.errors.len()),
        (true, 10_647, 0)
    );
    assert_eq!(
        office.database.number("SELECT COUNT(*) FROM finding").await,
        10_647
    );
    assert_eq!(office.database.number("SELECT COUNT(*) FROM unit").await, 304);
    office.is_sound().await;
}
