//! `huiyin import`: rows, differences, errors; whole or not at all.

use super::desk::{Desk, FINANCE_LEDGER, HOUSING_LEDGER, all, data, rewritten};
use serde_json::{Value, json};

/// The keys of a report's measure that the expected file has too, under its names.
fn as_expected(line: &Value) -> Value {
    json!({
        "row": line["row"], "problem": line["problem"], "measure": line["measure"],
        "due": line["due_on"], "mode": line["mode"], "status": line["status"], "raw": line["raw"],
    })
}

#[test]
fn every_row_of_a_units_ledger_means_what_a_clerk_reads() {
    let desk = Desk::with_contacts();
    for ledger in [HOUSING_LEDGER, FINANCE_LEDGER] {
        let report = desk.json(&["import", &data(ledger)]);
        let expected = std::fs::read(data(&ledger.replace(".xlsx", ".expected.json"))).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        assert_eq!(report["unit"], expected["unit"]);
        assert_eq!(report["feedback_on"], expected["feedback_on"]);
        let measures: Vec<Value> = report["measures"]
            .as_array()
            .unwrap()
            .iter()
            .map(as_expected)
            .collect();
        assert_eq!(Value::from(measures), expected["measures"]);
        assert_eq!(report["kind"], "unit_ledger");
        assert_eq!(
            (&report["takeover"], &report["feedback_is_new"]),
            (&true.into(), &true.into())
        );
    }
}

#[test]
fn importing_the_same_file_again_changes_nothing() {
    let desk = Desk::with_ledger();
    let head = desk.head();
    let again = desk.json(&["import", &data(HOUSING_LEDGER)]);
    assert_eq!((&again["changed"], &again["created"]), (&0.into(), &0.into()));
    assert_eq!(again["unchanged"], again["measures"].as_array().unwrap().len());
    let again = desk.json(&["import", &data("通讯录.xlsx")]);
    assert_eq!(
        (&again["changed"], &again["created"], &again["unchanged"]),
        (&0.into(), &0.into(), &27.into())
    );
    assert_eq!(desk.head(), head);
}

#[test]
fn a_dry_run_shows_everything_and_keeps_nothing() {
    let desk = Desk::with_contacts();
    let head = desk.head();
    let preview = desk.done(&["import", "--dry-run", &data(HOUSING_LEDGER)]);
    assert!(
        preview.contains("feedback: 2026-08-31, recorded with this import"),
        "{preview}"
    );
    assert!(
        preview.contains("立行立改") && preview.contains("2026-09-15"),
        "{preview}"
    );
    assert!(preview.ends_with("nothing was kept: this was a dry run\n"));
    assert_eq!(desk.head(), head);
    assert_eq!(
        std::fs::read_dir(desk.home().join("import")).unwrap().count(),
        1,
        "the contacts"
    );
}

#[test]
fn a_changed_file_shows_its_difference_and_wants_a_yes() {
    let desk = Desk::with_ledger();
    let head = desk.head();
    let changed = desk.file(
        "changed.xlsx",
        &rewritten(HOUSING_LEDGER, "2026.10.15", "2026.10.20"),
    );

    let asked = desk.run(&["import", &changed, "--json"]);
    assert_eq!(asked.code, 2);
    let report = asked.json();
    assert_eq!((&report["changed"], &report["kept"]), (&1.into(), &false.into()));
    assert_eq!(
        report["differences"],
        json!([{
            "row": 6, "code": "ZG-2026-03-0001-2", "field": "due", "before": "2026.10.15", "after": "2026.10.20",
        }])
    );
    assert!(report["refusal"].as_str().unwrap().contains("--accept-changes"));
    assert_eq!(desk.head(), head);

    desk.done(&["import", &changed, "--accept-changes"]);
    let matter = desk.json(&["matter", "show", "ZG-2026-03-0001-2"]);
    assert_eq!(matter["due_on"], "2026-10-20");
    assert_eq!(matter["original_due_on"], "2026-10-15");
    assert_eq!(
        desk.json(&["import", &changed])["unchanged"],
        report["measures"].as_array().unwrap().len()
    );
}

#[test]
fn a_bad_ledger_names_its_eleven_rows_and_changes_nothing() {
    let desk = Desk::with_contacts();
    let head = desk.head();
    let options: [&[&str]; 4] = [
        &[],
        &["--round", "第三轮"],
        &["--feedback-on", "2026-08-31"],
        &["--round", "第三轮", "--feedback-on", "2026-08-31"],
    ];
    for options in options {
        let said = desk.run(&[&["import", &data("坏台账.xlsx"), "--json"], options].concat());
        assert_eq!(said.code, 2);
        let report = said.json();
        let rows: Vec<String> = (2..=12).map(|row| row.to_string()).collect();
        assert_eq!(all(&report["errors"], "row"), rows, "{options:?}");
        assert_eq!(all(&report["errors"], "column").concat(), "CFFBEFGFACC");
        for error in report["errors"].as_array().unwrap() {
            assert_eq!(error["sheet"], "整改台账");
            assert!(!error["why"].as_str().unwrap().is_empty());
        }
        assert!(!said.out.contains("199003070970"), "the ID number is masked");
    }
    assert_eq!(desk.head(), head);
    let text = desk
        .run(&["import", &data("坏台账.xlsx"), "--round", "第三轮"])
        .out;
    assert!(
        text.contains("差不多了") && text.ends_with("nothing was imported; 11 row(s) to correct\n"),
        "{text}"
    );
}

#[test]
fn a_ledger_that_does_not_say_takes_unit_and_round_from_the_options_or_the_open_inspection() {
    let desk = Desk::with_contacts();
    let good = rewritten("坏台账.xlsx", "不存在的单位", "市住建局");
    let file = desk.file("short.xlsx", &good);
    let refused = desk.run(&["import", &file, "--json"]).json();
    assert!(refused["refusal"].as_str().unwrap().contains("--round"));

    desk.done(&["import", &data(HOUSING_LEDGER)]);
    let said = desk.run(&["import", &file, "--json"]).json();
    assert_eq!(said["refusal"], Value::Null, "the only open inspection is meant");
    assert_eq!(said["errors"].as_array().unwrap().len(), 10);
}

#[test]
fn people_and_units_that_nobody_knows_are_added_only_if_asked() {
    let desk = Desk::new();
    let said = desk.run(&["import", &data(HOUSING_LEDGER), "--json"]);
    assert_eq!(said.code, 2);
    assert!(!said.json()["errors"].as_array().unwrap().is_empty());
    assert_eq!(desk.json(&["person", "list"]), json!([]));

    let report = desk.json(&["import", &data(HOUSING_LEDGER), "--create-missing"]);
    let people = desk.json(&["person", "list", "--unit", "市住建局"]);
    assert_eq!(
        report["added"].as_array().unwrap().len(),
        people.as_array().unwrap().len() + 1,
        "and their unit"
    );
}

#[test]
fn a_kept_workbook_lies_in_the_home_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with_contacts();
    desk.done(&["import", &data("通讯录.xlsx")]);
    let folder = desk.home().join("import");
    let files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap())
        .collect();
    assert_eq!(files.len(), 1);
    assert!(files[0].file_name().to_str().unwrap().ends_with("-通讯录.xlsx"));
    assert_eq!(
        std::fs::read(files[0].path()).unwrap(),
        std::fs::read(data("通讯录.xlsx")).unwrap()
    );
    assert_eq!(files[0].metadata().unwrap().permissions().mode() & 0o777, 0o600);
}
