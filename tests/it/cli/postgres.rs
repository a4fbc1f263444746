//! The same desk over PostgreSQL.

use super::desk::{Desk, HOUSING_LEDGER, SLOT, data};
use crate::support::postgres;

#[tokio::test]
async fn an_office_with_a_server_works_as_one_without() {
    let desk = Desk::new().set("HUIYIN__DATABASE__URL", postgres::fresh().await);
    desk.done(&["import", &data("通讯录.xlsx")]);
    let report = desk.json(&["import", &data(HOUSING_LEDGER)]);
    let head = desk.head();
    let again = desk.json(&["import", &data(HOUSING_LEDGER)]);
    assert_eq!(again["unchanged"], report["measures"].as_array().unwrap().len());
    assert_eq!(desk.head(), head);

    desk.done(&[
        "event",
        "correct",
        "1",
        "--on",
        "2026-08-28",
        "--reason",
        "回执日期抄错",
    ]);
    assert_eq!(
        desk.json(&["matter", "show", "HY-2026-03-0001"])["due_on"],
        "2026-09-04"
    );
    let left = desk.json(&["person", "leave", "甲八", "--successor", "甲五"]);
    assert!(left["matters"].as_u64().unwrap() > 0);
    let ran = desk.at(SLOT, &["plan", "--json"]).json();
    assert_eq!(ran["outcome"], "ran", "{ran}");
    assert!(!desk.home().join("huiyin.db").exists());
    desk.done(&["verify", "--head", &head]);
}
