//! `huiyin extension`, `reconcile` and `silent`.

use super::desk::{Desk, HOUSING};
use serde_json::json;

fn a_measure(desk: &Desk) -> String {
    let matters = desk.json(&["matter", "list"]);
    let mut matters = matters.as_array().unwrap().iter();
    let found = matters.find(|matter| matter["kind"] == "R-ITEM" && matter["due_on"] == "2026-09-30");
    found.unwrap()["code"].as_str().unwrap().to_owned()
}

#[test]
fn more_time_is_asked_for_decided_and_shown() {
    let desk = Desk::with_ledger();
    let code = a_measure(&desk);
    let ask = [
        "extension",
        "ask",
        &code,
        "--to",
        "2026-11-30",
        "--reason",
        "资金",
    ];
    assert!(desk.refused(&ask).contains("--by"));
    let by = [
        ask.as_slice(),
        &["--by", "甲八", "--via", "paper", "--document", "函3号"],
    ]
    .concat();
    let asked = desk.json(&by);
    assert_eq!(
        (&asked["due_on"], &asked["wanted_on"]),
        (&json!("2026-09-30"), &json!("2026-11-30"))
    );
    let unknown = [
        "extension",
        "ask",
        &code,
        "--to",
        "2026-11-30",
        "--reason",
        "天气",
        "--by",
        "甲八",
    ];
    assert!(desk.run(&unknown).code == 2);
    let list = desk.json(&["extension", "list", "--open"]);
    assert_eq!(
        (&list[0]["state"], &list[0]["decision"]),
        (&json!("asked"), &asked["decision"])
    );
    let decision = asked["decision"].as_str().unwrap();
    desk.done(&["desk", "pass", decision, "--giver", "丙三"]);
    assert_eq!(desk.json(&["extension", "list", "--open"]), json!([]));
    let sheet = desk.json(&["matter", "show", &code]);
    assert_eq!(sheet["due_on"], "2026-11-30");
    assert_eq!(sheet["original_due_on"], "2026-09-30");
    assert_eq!(sheet["extensions"][0]["state"], "granted");
    let why = desk.done(&["why", &code]);
    assert!(
        why.contains("extension: from 2026-09-30 to 2026-11-30")
            && why.contains("granted by 丙三 on 2026-09-01"),
        "{why}"
    );
    let story = desk.done(&["ledger", &code]);
    assert!(
        story.contains("原因：资金") && !story.contains("funding"),
        "{story}"
    );
    let shown = desk.done(&["matter", "show", &code]);
    assert!(shown.contains("extension to 2026-11-30"), "{shown}");
    let listed = desk.done(&["matter", "list", "--unit", HOUSING]);
    assert!(listed.contains("2026-11-30 (first 2026-09-30)"), "{listed}");
    let refused = desk.refused(&["extension", "withdraw", &code, "--reason", "不需要了"]);
    assert!(refused.contains("没有待审批"), "{refused}");
    desk.head();
}

#[test]
fn a_copy_goes_out_and_comes_back() {
    let desk = Desk::with_ledger();
    let file = desk.file("copy.xlsx", b"");
    let exported = desk.json(&["reconcile", "export", "--unit", HOUSING, "--out", &file]);
    let report = desk.json(&["reconcile", "import", &file, "--from", "team"]);
    assert_eq!(
        (&report["agreed"], &report["differing"]),
        (&exported["rows"], &json!([]))
    );
    let code = a_measure(&desk);
    let sheet = desk.json(&["matter", "show", &code]);
    assert_eq!(sheet["reconciled"][0]["side"], "team");
    desk.head();
}

#[test]
fn what_waits_for_a_word_is_listed_and_printed() {
    let desk = Desk::with_ledger();
    assert_eq!(desk.json(&["silent"]), json!({"units": [], "counted": 0}));
    let printed = desk.json(&["print", "silent", "--days", "0"]);
    assert_eq!(printed["matters"], 0);
}
