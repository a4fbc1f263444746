//! `huiyin person`: who holds what, and what passes on.

use super::desk::{Desk, HOUSING, all};
use serde_json::json;

#[test]
fn the_contacts_are_listed_and_kept() {
    let desk = Desk::with_contacts();
    let people = desk.json(&["person", "list", "--unit", HOUSING]);
    assert_eq!(people.as_array().unwrap().len(), 8);
    assert_eq!(
        (&people[0]["name"], &people[0]["roles"]),
        (&"甲一".into(), &json!(["liaison"]))
    );
    assert_eq!(people[0]["bound"], false);

    let set = [
        "person",
        "set",
        HOUSING,
        "甲九",
        "--role",
        "handler",
        "--phone",
        "12345",
        "--former-unit",
        "市财政局",
    ];
    let new = desk.json(&set);
    assert_eq!(
        (&new["unit"], &new["roles"]),
        (&HOUSING.into(), &json!(["handler"]))
    );
    let head = desk.head();
    assert_eq!(desk.json(&set), new);
    assert_eq!(desk.head(), head, "the same again changes nothing");
    let changed = desk.json(&["person", "set", HOUSING, "甲九", "--post", "科长"]);
    assert_eq!(
        (&changed["phone"], &changed["post"]),
        (&"12345".into(), &"科长".into()),
        "what is not named stays"
    );
    assert_eq!(changed["former_units"], json!(["市财政局"]));

    assert!(
        desk.refused(&["person", "set", "市民政局", "庚一"])
            .contains("no unit named 市民政局")
    );
    desk.done(&["person", "set", "市民政局", "庚一", "--create-missing"]);
    assert!(
        desk.refused(&["person", "set", HOUSING, "甲九", "--role", "boss"])
            .contains("expected one of `handler`")
    );
}

#[test]
fn open_matters_pass_to_the_successor_with_an_entry_each() {
    let desk = Desk::with_ledger();
    let codes_of = |who: &str| -> Vec<String> {
        let sheet = desk.json(&["person", "show", who]);
        let codes = sheet["matters"].as_array().unwrap().iter();
        codes.map(|code| code.as_str().unwrap().to_owned()).collect()
    };
    let (theirs, heirs) = (codes_of("甲八"), codes_of("甲五"));
    assert!(!theirs.is_empty() && !heirs.is_empty());

    let left = desk.json(&["person", "leave", "甲八", "--successor", "甲五", "--as", "丙一"]);
    assert_eq!(
        left,
        json!({"person": "甲八", "successor": "甲五", "roles": 1, "matters": theirs.len()})
    );
    let passed = codes_of("甲五");
    for code in theirs.iter().chain(&heirs) {
        assert!(passed.contains(code), "{code}");
        let names = all(&desk.json(&["matter", "show", code])["people"], "name");
        assert_eq!(
            names.iter().filter(|name| *name == "甲五").count(),
            1,
            "{code}: {names:?}"
        );
        assert!(!names.contains(&"甲八".to_owned()));
    }
    let actions = all(&desk.json(&["ledger", &theirs[0]]), "action");
    assert!(
        actions.contains(&"matter.passed_on".to_owned()) && actions.contains(&"matter.taken_on".to_owned())
    );
    let gone = desk.json(&["person", "show", "甲八"]);
    assert_eq!(
        (&gone["left_on"], &gone["roles"], &gone["matters"]),
        (&"2026-09-01".into(), &json!([]), &json!([]))
    );

    assert!(
        desk.refused(&["person", "leave", "甲八"])
            .contains("has left already")
    );
    assert!(
        desk.refused(&["person", "leave", "甲五", "--successor", "乙五"])
            .contains("works in another unit")
    );
    assert!(
        desk.refused(&["matter", "list", "--as", "甲八"])
            .contains("甲八 has left")
    );
    assert!(desk.refused(&["invite", "甲八"]).contains("甲八 has left"));
    let present = desk.json(&["person", "list", "--unit", HOUSING]);
    assert_eq!(present.as_array().unwrap().len(), 7);
    assert_eq!(
        desk.json(&["person", "list", "--unit", HOUSING, "--all"])
            .as_array()
            .unwrap()
            .len(),
        8
    );
    desk.head();
}

#[test]
fn two_of_one_name_are_told_apart() {
    let desk = Desk::with_contacts();
    desk.done(&["person", "set", "市财政局", "甲一"]);
    assert!(
        desk.refused(&["person", "show", "甲一"])
            .contains("2 persons are named 甲一; write UNIT/甲一")
    );
    assert_eq!(desk.json(&["person", "show", "市财政局/甲一"])["id"], 28);
    assert_eq!(desk.json(&["person", "show", "1"])["unit"], HOUSING);
}

#[test]
fn what_is_wrong_at_the_desk_is_named_by_its_option() {
    let desk = Desk::with_contacts();
    let head = desk.head();
    let set = |options: &[&str]| desk.refused(&[&["person", "set", HOUSING, "甲一"], options].concat());
    assert!(set(&["--phone", "call me"]).contains("--phone `call me` is no telephone number"));
    assert!(set(&["--mail", "甲一@"]).contains("--mail `甲一@` is no mail address"));
    assert!(set(&["--former-unit", "市财证局"]).contains("--former-unit `市财证局` is no known unit"));
    assert!(set(&["--post", "科员 11010519491231002X"]).contains("--post may hold no ID number"));
    assert!(set(&["--post", " "]).contains("--post"));
    assert!(set(&["--end-role", "principal"]).contains("does not hold the role principal"));
    let named = ["person", "set", HOUSING, "11010519491231002X"];
    assert!(desk.refused(&named).contains("the name may hold no ID number"));
    let event = ["event", "withdraw", "1", "--reason", ""];
    assert!(desk.refused(&event).contains("--reason"));
    assert_eq!(desk.head(), head);

    let wide = [
        "person",
        "set",
        " 市住建局 ",
        "甲 一",
        "--phone",
        "０３９５－１００１",
        "--end-role",
        "liaison",
    ];
    let sheet = desk.json(&wide);
    assert_eq!((&sheet["id"], &sheet["phone"]), (&1.into(), &"0395-1001".into()));
    assert_eq!(sheet["roles"], json!([]));
    let elsewhere = [
        "person",
        "set",
        HOUSING,
        "甲一",
        "--former-unit",
        "外市审计局",
        "--create-missing",
    ];
    assert_eq!(desk.json(&elsewhere)["former_units"], json!(["外市审计局"]));
}
