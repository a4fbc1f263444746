//! `huiyin event`: what a dated fact opens, moves and takes back.

use super::desk::{Desk, HOUSING, all};
use serde_json::{Value, json};

fn feedback(desk: &Desk) -> Value {
    desk.json(&[
        "event",
        "record",
        "--unit",
        HOUSING,
        "--round",
        "第三轮",
        "--event",
        "feedback",
        "--on",
        "2026-08-31",
        "--proof",
        "巡反2026-3号",
        "--as",
        "丙一",
    ])
}

#[test]
fn a_feedback_opens_what_its_rules_say_with_people_from_the_contacts() {
    let desk = Desk::with_contacts();
    let recorded = feedback(&desk);
    assert_eq!(
        (&recorded["event_id"], &recorded["is_new"]),
        (&1.into(), &true.into())
    );
    let opened = recorded["opened"].as_array().unwrap();
    let matters = desk.json(&["matter", "list", "--unit", HOUSING]);
    assert_eq!(matters.as_array().unwrap().len(), opened.len());

    let plan = desk.json(&["matter", "show", "BS-2026-03-0002"]);
    assert_eq!(
        (&plan["kind"], &plan["due_on"]),
        (&"R-PLAN".into(), &"2026-09-30".into())
    );
    assert!(
        all(&plan["people"], "name").contains(&"甲一".to_owned()),
        "the liaison: {}",
        plan["people"]
    );

    let events = desk.json(&["event", "list", "--unit", HOUSING]);
    assert_eq!(
        events,
        json!([{
            "id": 1, "kind": "feedback", "name": "反馈", "unit": HOUSING, "round": "第三轮",
            "happened_on": "2026-08-31", "proof": "巡反2026-3号", "withdrawn": false,
        }])
    );
    let story = desk.json(&["ledger", "BS-2026-03-0002"]);
    assert_eq!(
        (&story[0]["actor_name"], &story[0]["reason"]),
        (&"丙一".into(), &"巡反2026-3号".into())
    );
}

#[test]
fn the_same_event_changes_nothing_however_its_round_is_written() {
    let desk = Desk::with_contacts();
    feedback(&desk);
    let head = desk.head();
    for round in ["第3轮", "三轮", "2026年第三轮"] {
        let again = desk.json(&[
            "event",
            "record",
            "--unit",
            HOUSING,
            "--round",
            round,
            "--event",
            "feedback",
            "--on",
            "2026-08-31",
        ]);
        assert_eq!(
            (&again["event_id"], &again["is_new"]),
            (&1.into(), &false.into()),
            "{round}"
        );
    }
    let again = desk.json(&[
        "event",
        "record",
        "--unit",
        HOUSING,
        "--event",
        "feedback",
        "--on",
        "2026-08-31",
    ]);
    assert_eq!(again["is_new"], false, "the only open inspection is meant");
    assert_eq!(desk.head(), head);
}

#[test]
fn what_cannot_be_recorded_is_refused_and_leaves_nothing() {
    let desk = Desk::with_contacts();
    let head = desk.head();
    let refused = |more: &[&str]| desk.refused(&[&["event", "record", "--unit", HOUSING], more].concat());
    let feedback = ["--event", "feedback", "--on", "2026-08-31"];
    assert!(refused(&feedback).contains("name the round with --round"));
    assert!(refused(&[&feedback[..], &["--round", "下一次"]].concat()).contains("`下一次` is no round"));
    let unknown = refused(&["--event", "feedbak", "--on", "2026-08-31", "--round", "第三轮"]);
    assert!(
        unknown.contains("no event kind `feedbak`; the rulebook knows field_start,"),
        "{unknown}"
    );
    let future = refused(&["--event", "feedback", "--on", "2026-09-02", "--round", "第三轮"]);
    assert!(future.contains("lies in the future"), "{future}");
    assert!(
        desk.refused(&[
            "event",
            "record",
            "--unit",
            "市住建",
            "--event",
            "feedback",
            "--on",
            "2026-08-31"
        ])
        .contains("no unit named 市住建")
    );
    assert_eq!(desk.head(), head);
}

#[test]
fn an_event_that_needs_no_inspection_stands_for_the_unit() {
    let desk = Desk::with_contacts();
    let organ = "市纪委监委";
    let recorded = desk.json(&[
        "event",
        "record",
        "--unit",
        organ,
        "--event",
        "transfer",
        "--on",
        "2026-08-31",
    ]);
    assert!(!recorded["opened"].as_array().unwrap().is_empty());
    let events = desk.json(&["event", "list"]);
    assert_eq!(
        (&events[0]["unit"], &events[0]["round"]),
        (&organ.into(), &Value::Null)
    );
}

#[test]
fn a_corrected_day_moves_what_counts_from_it_with_the_reason_in_the_ledger() {
    let desk = Desk::with_ledger();
    let before = desk.json(&["matter", "show", "HY-2026-03-0001"]);
    let moved = desk.json(&[
        "event",
        "correct",
        "1",
        "--on",
        "2026-08-28",
        "--reason",
        "回执日期抄错",
    ]);
    assert!(
        moved["moved"]
            .as_array()
            .unwrap()
            .contains(&"HY-2026-03-0001".into())
    );
    assert!(
        moved["moved"]
            .as_array()
            .unwrap()
            .contains(&"ZG-2026-03-0006-1".into()),
        "立行立改 counts from it too"
    );

    let after = desk.json(&["matter", "show", "HY-2026-03-0001"]);
    assert_eq!(
        (&before["due_on"], &after["due_on"]),
        (&"2026-09-07".into(), &"2026-09-04".into())
    );
    assert_eq!(after["original_due_on"], "2026-09-07");
    let story = desk.done(&["ledger", "HY-2026-03-0001"]);
    assert!(story.contains("操作员 变更期限：回执日期抄错"), "{story}");
    assert!(story.contains("期限：2026年9月7日 → 2026年9月4日"), "{story}");
    assert!(
        desk.refused(&["event", "correct", "9", "--on", "2026-08-28", "--reason", "x"])
            .contains("no event 9")
    );
}

#[test]
fn a_withdrawn_event_takes_its_matters_back_and_leaves_the_measures() {
    let desk = Desk::with_ledger();
    let withdrawn = desk.json(&["event", "withdraw", "1", "--reason", "反馈改期"]);
    let codes = withdrawn["withdrawn"].as_array().unwrap();
    assert!(codes.contains(&"BS-2026-03-0001".into()));
    assert!(codes.iter().all(|code| !code.as_str().unwrap().starts_with("ZG")));

    let open = desk.json(&["matter", "list"]);
    assert!(all(&open, "code").iter().all(|code| code.starts_with("ZG")));
    let everything = desk.json(&["matter", "list", "--all"]);
    let states = all(&everything, "state");
    assert_eq!(
        states.iter().filter(|state| *state == "withdrawn").count(),
        codes.len()
    );
    assert_eq!(desk.json(&["event", "list"]), json!([]));
    assert_eq!(desk.json(&["event", "list", "--all"])[0]["withdrawn"], true);
    assert!(
        desk.refused(&["event", "withdraw", "1", "--reason", "x"])
            .contains("has been withdrawn")
    );
}
