//! `huiyin invite`, `group`, `plan`, `attention`: the ways to people.

use super::desk::{Desk, MORNING, SLOT, all};
use calamine::{Reader, Xlsx, open_workbook};
use serde_json::json;
use std::os::unix::fs::PermissionsExt;

const TOKEN: &str = "123456:not-a-real-token";

/// A desk whose people are reached by a bot whose name is set.
fn with_bot(desk: Desk) -> Desk {
    desk.set("HUIYIN__TELEGRAM__TOKEN", TOKEN)
        .set("HUIYIN__BINDING__BOT_NAME", "huiyin_test_bot")
}

/// An office in which only bound accounts can be reached.
fn with_bot_alone() -> Desk {
    with_bot(Desk::with_ledger()).set("HUIYIN__MAIL__TRANSPORT", "off")
}

#[test]
fn a_code_is_given_to_one_person_with_a_link_to_the_bot() {
    let desk = Desk::with_contacts();
    let given = desk.json(&["invite", "甲一"]);
    assert_eq!(
        (&given[0]["person"], &given[0]["unit"]),
        (&"甲一".into(), &"市住建局".into())
    );
    assert_eq!(given[0]["link"], serde_json::Value::Null, "there is no bot");
    let text = desk.done(&["invite", "甲一"]);
    assert!(text.ends_with("the code works with /start CODE\n"), "{text}");
    assert_eq!(given[0]["expires_at"], "2026-09-02T00:00:00Z");

    let desk = with_bot(desk);
    let given = desk.json(&["invite", "甲一"]);
    let code = given[0]["code"].as_str().unwrap();
    assert_eq!(
        given[0]["link"],
        format!("https://t.me/huiyin_test_bot?start={code}")
    );
    for wrong in [
        &["invite"][..],
        &["invite", "甲一", "--all"],
        &["invite", "甲一", "--unit", "市住建局"],
    ] {
        assert!(desk.refused(wrong).contains("Usage"), "{wrong:?}");
    }
}

#[test]
fn a_units_codes_go_into_a_workbook_for_its_owner_alone() {
    let desk = with_bot(Desk::with_contacts());
    let file = desk.home().join("codes.xlsx");
    let path = file.to_str().unwrap();
    let text = desk.done(&["invite", "--all", "--unit", "市住建局", "--xlsx", path]);
    assert_eq!(text, format!("8 code(s) written to {path}\n"));
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);

    let mut book: Xlsx<_> = open_workbook(&file).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<Vec<String>> = sheet
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    assert_eq!(rows[0], ["unit", "name", "code", "link", "expires"]);
    assert_eq!(
        (rows.len(), rows[1][1].as_str(), rows[1][4].as_str()),
        (9, "甲一", "2026-09-02 08:00")
    );
    assert_eq!(
        rows[1][3],
        format!("https://t.me/huiyin_test_bot?start={}", rows[1][2])
    );
}

#[test]
fn a_group_is_registered_by_its_number() {
    let desk = with_bot(Desk::with_contacts());
    assert!(
        desk.refused(&["group", "register", "1234", "--purpose", "整改群"])
            .contains("1234 is no group")
    );
    desk.done(&["group", "register", "-1001234", "--purpose", "整改群"]);
    let groups = desk.json(&["group", "list"]);
    assert_eq!(
        (&groups[0]["address"], &groups[0]["purpose"]),
        (&"-1001234".into(), &"整改群".into())
    );
    desk.done(&["group", "end", "-1001234"]);
    assert_eq!(desk.json(&["group", "list"]), json!([]));
    assert!(
        desk.refused(&["group", "end", "-1001234"])
            .contains("no group -1001234 is registered")
    );
}

#[test]
fn a_slot_is_planned_once_and_a_storm_waits_for_the_office() {
    let desk = Desk::with_ledger();
    let early = desk.json(&["plan"]);
    assert_eq!(
        (&early["outcome"], &early["next_slot_at"]),
        (&"no_slot".into(), &"2026-09-01T00:30:00Z".into())
    );
    assert!(desk.refused(&["plan", "--release"]).contains("holds nothing"));

    let desk = desk.set("HUIYIN__PLAN__STORM_LIMIT", "1");
    let plan = |arguments: &[&str]| desk.at(SLOT, &[&["plan", "--json"], arguments].concat()).json();
    assert_eq!(plan(&[])["outcome"], "held");
    let open = desk.json(&["attention"]);
    assert_eq!(all(&open, "kind"), ["storm"]);
    assert_eq!(open[0]["detail"]["usual"], 1);

    let ran = plan(&["--release"]);
    assert_eq!((&ran["outcome"], &ran["released"]), (&"ran".into(), &true.into()));
    assert!(ran["messages"].as_i64().unwrap() > 1);
    assert_eq!(plan(&[])["outcome"], "already_run");
    assert_eq!(desk.json(&["attention"]), json!([]), "what was held has gone");
}

#[test]
fn whom_nobody_reaches_is_shown_until_settled() {
    let desk = with_bot_alone();
    let ran = desk.at(SLOT, &["plan", "--json"]).json();
    assert_eq!(
        (&ran["outcome"], &ran["messages"]),
        (&"ran".into(), &0.into()),
        "nobody is bound"
    );
    let open = desk.json(&["attention"]);
    assert!(all(&open, "kind").contains(&"nobody_reachable".to_owned()));
    let text = desk.done(&["attention"]);
    assert!(text.contains("person: 甲一, unit: 市住建局"), "{text}");

    let id = all(&open, "id")[0].clone();
    let left = desk.json(&["attention", "--settle", &id]);
    assert_eq!(left.as_array().unwrap().len(), open.as_array().unwrap().len() - 1);
    assert!(
        desk.refused(&["attention", "--settle", &id])
            .contains("is not open")
    );
}

#[test]
fn no_answer_shows_the_token() {
    let desk = with_bot(Desk::new()).set("HUIYIN__TELEGRAM__API_URL", "http://127.0.0.1:1");
    let said = desk
        .command(&["--clock", MORNING, "attention"])
        .env("RUST_LOG", "trace")
        .output()
        .unwrap();
    assert!(said.status.success());
    assert!(!String::from_utf8_lossy(&said.stderr).contains("not-a-real-token"));
}

#[test]
fn a_bot_that_cannot_be_asked_for_its_name_is_a_fault_and_gives_no_code() {
    let desk = Desk::with_contacts()
        .set("HUIYIN__TELEGRAM__TOKEN", TOKEN)
        .set("HUIYIN__TELEGRAM__API_URL", "http://127.0.0.1:1");
    let said = desk.run(&["invite", "甲一"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(
        said.err.contains("binding.bot_name") && !said.err.contains("not-a-real-token"),
        "{}",
        said.err
    );
}

#[test]
fn papers_are_printed_and_calls_recorded() {
    let desk = with_bot_alone();
    let printed = desk.json(&["invite", "--unit", "市住建局", "--docx"]);
    assert!(
        desk.home()
            .join("print")
            .join(printed["file"].as_str().unwrap())
            .exists()
    );
    assert!(
        desk.done(&["invite", "甲一", "--docx"])
            .contains("print/邀请函-市住建局-甲一")
    );
    assert!(
        desk.done(&["print", "phone-list"])
            .contains("nobody is to be called")
    );

    desk.at(SLOT, &["plan"]);
    let list = desk.at(SLOT, &["print", "phone-list", "--json"]).json();
    assert!(list["people"].as_i64().unwrap() > 0 && list["file"].is_string());
    let told = desk
        .at(
            SLOT,
            &["desk", "told", "--person", "甲一", "--json", "--as", "丙一"],
        )
        .json();
    let code = told[0]["codes"][0].as_str().unwrap().to_owned();
    assert!(desk.at(SLOT, &["why", &code]).out.contains("甲一 by telephone"));
    let again = desk.at(SLOT, &["desk", "told", &code, "--person", "甲一"]);
    assert_eq!(again.code, 2, "{}", again.err);
}
