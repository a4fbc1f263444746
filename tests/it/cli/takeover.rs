//! A whole city on the first day.

use super::desk::{Desk, data};

#[test]
fn ten_thousand_rows_of_a_city_come_in_whole() {
    let desk = Desk::with_contacts();
    let city = data("全市整改台账-10647.xlsx");
    let refused = desk.run(&["import", &city, "--json"]);
    assert_eq!(refused.code, 2, "nobody knows its units");

    let report = desk.json(&["import", &city, "--create-missing"]);
    assert_eq!(
        (&report["kind"], &report["created"]),
        (&"city_ledger".into(), &10_647.into())
    );
    assert_eq!(report["takeover"], true);

    let matters = desk.json(&["matter", "list"]);
    let measures = matters
        .as_array()
        .unwrap()
        .iter()
        .filter(|matter| matter["kind"] == "R-ITEM");
    assert_eq!(measures.count(), 10_647);

    desk.head();
}
