//! `huiyin closeout`, `spotcheck`: applications recorded for somebody, where they lie, and lots over what is closed.

use super::desk::{Desk, all};
use serde_json::{Value, json};

/// A measure of finding 2 of 市住建局, of 甲五 and under 甲二.
const MEASURE: &str = "ZG-2026-03-0002-1";

fn applied(desk: &Desk) -> Value {
    desk.json(&[
        "closeout",
        "apply",
        MEASURE,
        "--by",
        "甲五",
        "--done",
        "已办结",
        "--via",
        "paper",
        "--document",
        "1号",
    ])
}

#[test]
fn an_application_goes_its_way_by_commands() {
    let desk = Desk::with_ledger();
    let first = applied(&desk);
    assert_eq!(
        (&first["ordinal"], &first["words_dropped"]),
        (&json!(1), &json!(false))
    );
    let again = desk.refused(&["closeout", "apply", MEASURE, "--by", "甲五"]);
    assert!(again.contains("无需重复申请"), "{again}");
    let step = first["step"].as_str().unwrap();
    let waits = desk.done(&["desk", "waiting"]);
    assert!(
        waits.contains(step) && waits.contains("supervising_leader"),
        "{waits}"
    );
    let there = desk.refused(&["desk", "return", MEASURE]);
    assert!(there.contains(step) && !there.contains("理由"), "{there}");
    let none = desk.done(&["closeout", "show", "ZG-2026-03-0003"]);
    assert!(
        none.contains("no application") && none.contains("closeout apply ZG-2026-03-0003-1"),
        "{none}"
    );
    let waiting = desk.json(&["closeout", "list"]);
    assert_eq!(all(&waiting, "code"), [MEASURE]);
    assert!(desk.done(&["closeout", "list"]).contains("S-CONF"));

    let mut step = first["step"].as_str().unwrap().to_owned();
    for giver in ["甲二", "甲四", "丙四", "丙二"] {
        let passed = desk.json(&["desk", "pass", &step, "--giver", giver]);
        step = passed["opened"][0].as_str().unwrap_or_default().to_owned();
        if giver == "丙二" {
            assert_eq!(passed["about"]["state"], "closed_out");
        }
    }
    let sheet = desk.json(&["matter", "show", "ZG-2026-03-0002"]);
    assert_eq!(sheet["state"], "closed_out");
    let steps = all(&sheet["applications"][0]["steps"], "decided");
    assert_eq!(steps, ["passed", "passed", "passed"]);
    assert!(
        desk.done(&["closeout", "show", "ZG-2026-03-0002"])
            .contains("passed on")
    );
    assert_eq!(desk.json(&["closeout", "list"]), json!([]));

    let drawn = desk.json(&["spotcheck", "draw", "--count", "5", "--seed", "20261"]);
    assert_eq!((&drawn["pool"], &drawn["seed"]), (&json!(1), &json!(20261)));
    let check = drawn["checks"][0]["code"].as_str().unwrap();
    let odd = desk.refused(&["spotcheck", "result", check, "也许"]);
    assert!(odd.contains("genuine or false"), "{odd}");
    let ended = desk.json(&["spotcheck", "result", check, "失实", "--reason", "现场核对不符"]);
    assert_eq!(ended["result"], "false");
    assert_eq!(
        desk.json(&["matter", "show", "ZG-2026-03-0002"])["state"],
        "in_progress"
    );
    assert_eq!(all(&desk.json(&["spotcheck", "list"]), "result"), ["false"]);
    desk.head();
}
