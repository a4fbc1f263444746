//! The register of clues on the command line: it is the office's, and of everybody else it says nothing.

use super::desk::{Desk, all, data};

const REGISTER: &str = "问题线索移交台账.xlsx";

fn with_register() -> Desk {
    let desk = Desk::with_contacts();
    let report = desk.json(&["import", &data(REGISTER)]);
    assert_eq!(
        (report["kind"].as_str(), report["created"].as_u64()),
        (Some("clues"), Some(4))
    );
    desk
}

#[test]
fn a_register_is_looked_at_taken_in_and_not_lying_about() {
    let desk = Desk::with_contacts();
    let head = desk.head();
    let dry = desk.json(&["import", &data(REGISTER), "--dry-run"]);
    assert_eq!(
        (dry["created"].as_u64(), dry["kept"].as_bool()),
        (Some(4), Some(false))
    );
    assert_eq!(desk.head(), head);
    desk.json(&["import", &data(REGISTER)]);
    let copies = std::fs::read_dir(desk.home().join("import")).unwrap();
    let copies: Vec<_> = copies.map(|copy| copy.unwrap().file_name()).collect();
    assert_eq!(copies.len(), 1, "the contacts alone: {copies:?}");
    let head = desk.head();
    assert_eq!(
        desk.json(&["import", &data(REGISTER)])["unchanged"].as_u64(),
        Some(4)
    );
    assert_eq!(desk.head(), head, "the same file changes nothing");
}

#[test]
fn a_clue_goes_its_way_by_commands() {
    let desk = with_register();
    let clues = desk.json(&["clue", "list", "--all"]);
    assert_eq!(clues.as_array().unwrap().len(), 4);
    desk.done(&[
        "clue",
        "dispose",
        "XS-2026-03-003",
        "--priority",
        "true",
        "--form",
        "1",
        "--counts",
        "filed=1",
    ]);
    assert_eq!(
        all(&desk.json(&["clue", "list"]), "code")[0],
        "XS-2026-03-003",
        "priority first"
    );
    assert!(
        desk.refused(&["clue", "dispose", "XS-2026-03-003", "--way", "约谈"])
            .contains("inquiry 谈话函询")
    );
    let reason = ["--reason", "无管辖权"];
    let moved = desk.json(
        &[
            &["clue", "transfer", "XS-2026-03-001", "--to", "市委组织部"],
            &reason[..],
        ]
        .concat(),
    );
    assert_eq!(moved["opened"].as_array().unwrap().len(), 2);
    desk.done(&[&["clue", "custodian", "XS-2026-03-001", "己一"], &reason[..]].concat());
    let sheet = desk.json(&["clue", "show", "XS-2026-03-001"]);
    assert_eq!(sheet["organ"], "市委组织部");
    assert_eq!(sheet["matters"].as_array().unwrap().len(), 4);
    let feedback = moved["opened"][1].as_str().unwrap();
    desk.done(&[
        "desk", "answer", feedback, "3", "--giver", "己一", "--via", "phone",
    ]);
    let ended = desk.json(&["desk", "receive", feedback]);
    assert_eq!(ended["state"], "closed_out");
    assert_eq!(
        desk.json(&["clue", "show", "XS-2026-03-001"])["state"],
        "concluded"
    );
    let stats = desk.json(&["clue", "stats", "--year", "2026"]);
    let total = &stats["figures"][0];
    assert_eq!(
        (total["of"].as_str(), total["now"].as_i64()),
        (Some("total"), Some(4))
    );
    assert!(total["percent"].is_null(), "no base, no percent");
    assert!(desk.done(&["clue", "stats"]).contains("+4"));
}

#[test]
fn to_everybody_else_no_clue_is_there() {
    let desk = with_register();
    let code = "XS-2026-03-001-0002";
    let asked = [
        vec!["matter", "show", code],
        vec!["why", code],
        vec!["ledger", code],
        vec!["clue", "show", "XS-2026-03-001"],
    ];
    for question in asked {
        desk.done(&question);
        let said = desk.refused(&[question.as_slice(), &["--as", "甲一"]].concat());
        assert!(
            said.contains("no matter") || said.contains("no clue"),
            "{question:?}: {said}"
        );
    }
    for list in [
        vec!["matter", "list"],
        vec!["clue", "list"],
        vec!["desk", "waiting"],
    ] {
        let seen = desk.done(&[list.as_slice(), &["--as", "戊二"]].concat());
        assert!(!seen.contains("XS-"), "{list:?}: {seen}");
    }
    let stats = desk.json(&["clue", "stats", "--as", "甲一"]);
    assert_eq!(stats["figures"][0]["now"].as_i64(), Some(0));
    assert!(
        desk.done(&["matter", "list", "--as", "丙一"])
            .contains("XS-2026-03-001")
    );
    let played = desk.done(&["play", "--from", "2026-09-01", "--to", "2026-12-31"]);
    assert!(!played.contains("线索") && !played.contains("函询"), "{played}");
}
