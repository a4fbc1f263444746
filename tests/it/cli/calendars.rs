//! `huiyin calendar` and `huiyin when`: the papers of a home.

use super::desk::{Desk, all};
use serde_json::Value;

/// 2027 with days off around the end of February.
const PAPER: &str = r#"{"year": 2027, "days": [
    {"name": "春节", "date": "2027-03-01", "isOffDay": true},
    {"name": "春节", "date": "2027-03-02", "isOffDay": true},
    {"name": "春节", "date": "2027-02-27", "isOffDay": false}
]}"#;

#[test]
fn a_new_paper_moves_open_dates_and_stays_in_the_home() {
    let desk = Desk::with_ledger();
    let before = desk.json(&["matter", "show", "BS-2026-03-0004"]);
    assert_eq!(
        (&before["due_on"], &before["provisional"]),
        (&"2027-03-01".into(), &true.into())
    );

    let file = desk.file("next-year.json", PAPER.as_bytes());
    let adopted = desk.json(&["calendar", "import", &file]);
    assert_eq!(
        (&adopted["year"], &adopted["is_new"]),
        (&2027.into(), &true.into())
    );
    assert!(all(&adopted["moved"], "code").contains(&"BS-2026-03-0004".to_owned()));
    let after = desk.json(&["matter", "show", "BS-2026-03-0004"]);
    assert_eq!(
        (&after["due_on"], &after["provisional"]),
        (&"2027-03-03".into(), &false.into())
    );
    assert_eq!(
        std::fs::read_to_string(desk.home().join("calendar/2027.json")).unwrap(),
        PAPER
    );

    let head = desk.head();
    assert!(
        desk.done(&["calendar", "import", &file])
            .contains("nothing changed")
    );
    assert_eq!(desk.head(), head, "the home's paper wins at every start");
    let papers = desk.json(&["calendar", "list"]);
    assert_eq!(papers.as_array().unwrap().last().unwrap()["days"], 3);

    let counted = desk.json(&["when", "--from", "2026-08-31", "--within", "6 months"]);
    assert_eq!(
        counted["due_on"], "2027-03-03",
        "`when` counts with the home's papers"
    );
}

#[test]
fn what_is_no_paper_is_refused_and_not_kept() {
    let desk = Desk::new();
    let file = desk.file("paper.json", b"{\"year\": 2027}");
    assert!(
        desk.refused(&["calendar", "import", &file])
            .contains("paper.json")
    );
    assert!(!desk.home().join("calendar/2027.json").exists());
    assert!(
        desk.refused(&["calendar", "import", "nowhere.json"])
            .contains("cannot read nowhere.json")
    );
}

#[test]
fn a_paper_without_days_does_not_wipe_the_one_in_force() {
    let desk = Desk::with_ledger();
    let full = desk.file("full.json", PAPER.as_bytes());
    desk.done(&["calendar", "import", &full]);
    let head = desk.head();
    let empty = "{\"year\": 2027, \"days\": []}";
    let file = desk.file("empty.json", empty.as_bytes());
    let refused = desk.refused(&["calendar", "import", &file]);
    assert!(
        refused.contains("names no day") && refused.contains("names 3"),
        "{refused}"
    );

    for emptied in [2026, 2027] {
        let paper = empty.replace("2027", &emptied.to_string());
        std::fs::write(desk.home().join(format!("calendar/{emptied}.json")), paper).unwrap();
    }
    assert_eq!(desk.head(), head, "nor does one that was laid into the home");
    let counted = desk.json(&["when", "--from", "2026-09-01", "--within", "1 month"]);
    assert_eq!(counted["due_on"], "2026-10-08");
}

#[test]
fn a_broken_paper_in_the_home_is_named_and_left_out() {
    let desk = Desk::with_ledger();
    std::fs::create_dir_all(desk.home().join("calendar")).unwrap();
    std::fs::write(desk.home().join("calendar/2027.json"), "{\"year\": 2027,").unwrap();
    for command in [
        &["matter", "list"][..],
        &["when", "--from", "2026-09-01", "--within", "1 month"],
    ] {
        let said = desk.run(command);
        assert_eq!(said.code, 0, "{command:?} {}", said.err);
        assert!(
            said.err.contains("calendar/2027.json") && said.err.contains("left out"),
            "{}",
            said.err
        );
    }
    let broken = desk.home().join("calendar/2027.json");
    desk.refused(&["calendar", "import", broken.to_str().unwrap()]);
    let whole = desk.file("whole.json", PAPER.as_bytes());
    desk.done(&["calendar", "import", &whole]);
    assert_eq!(desk.run(&["matter", "list"]).err, "", "the import has mended it");
}

#[test]
fn days_and_rules_are_read_without_a_home() {
    let desk = Desk::new();
    let counted = desk.json(&["when", "--from", "2026-09-01", "--within", "1 month"]);
    assert_eq!(
        (&counted["due_on"], &counted["provisional"]),
        (&"2026-10-08".into(), &Value::from(false))
    );
    desk.done(&["rules", "presets"]);
    desk.done(&["rules", "show", "R-PLAN"]);
    desk.done(&["rules", "diff", "default", "jiangjin"]);
    assert!(!desk.home().exists());
}

#[test]
fn a_rulebook_is_previewed_and_adopted_and_moves_nothing() {
    let desk = Desk::with_ledger();
    let head = desk.head();
    let desk = desk.set("HUIYIN__RULEBOOK__PRESETS", "tiaoli-2017");
    assert!(
        desk.run(&["matter", "list"])
            .err
            .contains("`huiyin rules adopt` previews the change")
    );
    let preview = desk.json(&["rules", "adopt", "--dry-run"]);
    assert_eq!(
        (&preview["from"], &preview["to"]),
        (&"2026.1".into(), &"2026.1+tiaoli-2017".into())
    );
    assert!(!preview["changes"].as_array().unwrap().is_empty() && preview["adopted"] == false);
    assert!(!preview["would_move"].as_array().unwrap().is_empty());
    assert_eq!(desk.head(), head);

    let due = desk.json(&["matter", "show", "BS-2026-03-0004"])["due_on"].clone();
    assert_eq!(desk.json(&["rules", "adopt"])["adopted"], true);
    assert_eq!(desk.json(&["matter", "show", "BS-2026-03-0004"])["due_on"], due);
    assert_eq!(desk.json(&["rules", "adopt"])["adopted"], false);
    assert_eq!(desk.json(&["why", "BS-2026-03-0004"])["rulebook"], "2026.1");
}
