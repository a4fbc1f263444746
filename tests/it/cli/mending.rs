//! Corrections on the command line: `desk undo`, `matter set`, `withdraw`, `merge`, `imports`, `message`,
//! `rules adopt --redate`.

use super::desk::{Desk, HOUSING_LEDGER, SLOT, all, data};
use serde_json::{Value, json};

const WHY: &str = "登记错了";

fn with_reason(desk: &Desk, words: &[&str]) -> Value {
    desk.json(&[words, &["--reason", WHY]].concat())
}

fn code_of(desk: &Desk, rule: &str, at: usize) -> String {
    let matters = desk.json(&["matter", "list"]);
    let fits = |matter: &&Value| matter["kind"] == rule;
    let matter = matters.as_array().unwrap().iter().filter(fits).nth(at).unwrap();
    matter["code"].as_str().unwrap().to_owned()
}

#[test]
fn a_receipt_is_taken_back_and_recorded_anew() {
    let desk = Desk::with_ledger();
    let plan = code_of(&desk, "R-PLAN", 0);
    let received = desk.json(&["desk", "receive", &plan]);
    let refused = desk.refused(&["desk", "receive", &plan]);
    assert!(refused.contains("desk undo"), "{refused}");
    let undone = with_reason(&desk, &["desk", "undo", &plan]);
    assert_eq!(
        (&undone["undone"], &undone["state"]),
        (&json!("received"), &json!("not_started"))
    );
    assert_eq!(undone["withdrawn"], received["opened"]);
    desk.done(&["desk", "receive", &plan]);
    desk.head();
}

#[test]
fn a_matter_is_set_merged_and_withdrawn() {
    let desk = Desk::with_ledger();
    let (old, into) = (code_of(&desk, "R-ITEM", 0), code_of(&desk, "R-ITEM", 1));
    let set = with_reason(&desk, &["matter", "set", &old, "--due", "2027-01-15"]);
    assert_eq!(set["moved"][0]["to"], "2027-01-15");
    let set = with_reason(
        &desk,
        &["matter", "set", &old, "--person", "甲一", "--role", "handler"],
    );
    assert_eq!(set["named"], "甲一");
    let words = ["matter", "set", &old, "--reason", WHY];
    assert_eq!(desk.run(&words).code, 2, "nothing is named that is to be another");
    let refused = desk.refused(&["matter", "set", &old, "--due", "2027-01-15", "--reason", WHY]);
    assert!(refused.contains("无需更正"), "{refused}");

    let merged = with_reason(&desk, &["matter", "merge", &old, "--into", &into]);
    assert_eq!(merged, json!({"code": old, "into": into}));
    let sheet = desk.json(&["matter", "show", &old]);
    assert_eq!((&sheet["code"], &sheet["merged"]), (&json!(into), &json!([old])));
    assert_eq!(desk.json(&["why", &old])["code"], json!(into));
    let story = desk.json(&["ledger", &old]);
    assert!(all(&story, "action").contains(&"matter.merged".to_owned()));

    let withdrawn = with_reason(&desk, &["matter", "withdraw", &into]);
    assert_eq!(withdrawn["withdrawn"], json!([into]));
    desk.head();
}

#[test]
fn an_import_is_listed_and_undone() {
    let desk = Desk::with_ledger();
    let imports = desk.json(&["imports", "list"]);
    assert_eq!(all(&imports, "kind"), ["unit_ledger", "contacts"]);
    assert_eq!(imports[0]["file"], HOUSING_LEDGER);
    let id = imports[0]["id"].to_string();
    let undone = with_reason(&desk, &["imports", "undo", &id]);
    assert_eq!(
        undone["withdrawn"].as_array().unwrap().len(),
        imports[0]["opened"]
    );
    assert_eq!(desk.json(&["matter", "list"]), json!([]));
    let refused = desk.refused(&["imports", "undo", &id, "--reason", WHY]);
    assert!(refused.contains("has been undone"), "{refused}");
    desk.done(&["import", &data(HOUSING_LEDGER)]);
    assert!(!desk.json(&["matter", "list"]).as_array().unwrap().is_empty());
    desk.head();
}

#[test]
fn a_message_is_listed_and_withdrawn() {
    let desk = Desk::with_ledger();
    desk.at(SLOT, &["plan"]);
    let messages = desk.json(&["message", "list"]);
    let refused = desk.refused(&["message", "withdraw", "999", "--reason", WHY]);
    assert!(refused.contains("no message 999"), "{refused}");
    for message in messages.as_array().unwrap() {
        let withdrawn = with_reason(&desk, &["message", "withdraw", &message["id"].to_string()]);
        assert_eq!(withdrawn["sent"], 0);
    }
    let resent = desk.json(&["message", "resend", "甲五"]);
    assert_eq!(
        (&resent["person"], &resent["counted"]),
        (&json!("甲五"), &json!(0))
    );
    let refused = desk.refused(&["message", "resend", "甲五"]);
    assert!(refused.contains("on its way"), "{refused}");
}

#[test]
fn a_rulebook_is_adopted_rule_by_rule() {
    let desk = Desk::with_ledger();
    std::fs::write(
        desk.home().join("huiyin.toml"),
        "[rulebook]\npresets = [\"county-3-months\"]\n",
    )
    .unwrap();
    let shown = desk.json(&["rules", "adopt", "--dry-run"]);
    assert!(
        shown["by_rule"]["R-CONC"].as_u64().unwrap() > 0,
        "{}",
        shown["by_rule"]
    );
    let adopted = desk.json(&["rules", "adopt", "--redate", "R-CONC", "--reason", WHY]);
    assert_eq!(adopted["adopted"], true);
    let chosen = adopted["chosen"].as_array().unwrap();
    for one in chosen {
        assert_eq!(one["redated"], one["rule"] == "R-CONC", "{one}");
    }
    assert_eq!(all(&adopted["chosen"], "rule")[0], "R-CONC");
    desk.head();
}
