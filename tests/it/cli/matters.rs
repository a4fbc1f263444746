//! `huiyin matter`, `why`, `ledger`, `verify`: what the office reads.

use super::desk::{Desk, FINANCE_LEDGER, HOUSING, all, data};
use serde_json::{Value, json};

#[test]
fn a_list_has_stable_keys_and_is_narrowed_by_unit_person_light_and_day() {
    let desk = Desk::with_ledger();
    let matters = desk.json(&["matter", "list"]);
    let first = matters[0].as_object().unwrap();
    for key in [
        "code",
        "kind",
        "unit",
        "title",
        "state",
        "light",
        "started_on",
        "due_on",
        "original_due_on",
        "provisional",
        "progress",
        "next_step_at",
    ] {
        assert!(first.contains_key(key), "{key}");
    }
    let days = all(&matters, "due_on");
    let dated: Vec<&String> = days.iter().take_while(|day| *day != "null").collect();
    assert!(
        dated.is_sorted() && dated.len() > 30,
        "by due day, standing ones last"
    );

    let soon = desk.json(&["matter", "list", "--due-before", "2026-09-15"]);
    assert_eq!(all(&soon, "due_on"), ["2026-09-07", "2026-09-14"]);
    let yellow = desk.json(&["matter", "list", "--light", "yellow"]);
    assert_eq!(all(&yellow, "code"), ["HY-2026-03-0001"]);
    assert_eq!(desk.json(&["matter", "list", "--unit", "市财政局"]), json!([]));
    let own = desk.json(&["matter", "list", "--person", "市住建局/甲七"]);
    assert!(!own.as_array().unwrap().is_empty());
    for code in all(&own, "code") {
        let people = all(&desk.json(&["matter", "show", &code])["people"], "name");
        assert!(people.contains(&"甲七".to_owned()), "{code}: {people:?}");
    }
    assert!(
        desk.refused(&["matter", "list", "--light", "purple"])
            .contains("expected one of")
    );
    assert!(
        desk.refused(&["matter", "list", "--person", "无名"])
            .contains("nobody named 无名")
    );
}

#[test]
fn a_table_lines_up_under_chinese() {
    let desk = Desk::with_ledger();
    let table = desk.done(&["person", "list"]);
    let lines: Vec<&str> = table.lines().collect();
    let width = |text: &str| {
        text.chars()
            .map(|c| if c.is_ascii() { 1 } else { 2 })
            .sum::<usize>()
    };
    let place = |line: &str, word: &str| width(line.split_once(word).unwrap().0);
    assert_eq!(place(lines[1], "zjj1@"), place(lines[0], "mail"));
    assert_eq!(place(lines[17], "xcb1@"), place(lines[0], "mail"));
    assert!(!table.contains('\u{1b}'), "colours only on a terminal");
}

#[test]
fn a_matter_shows_what_is_above_and_below_it_and_who_it_names() {
    let desk = Desk::with_ledger();
    let finding = desk.json(&["matter", "show", "ZG-2026-03-0001"]);
    assert_eq!(
        finding["children"],
        json!(["ZG-2026-03-0001-1", "ZG-2026-03-0001-2"])
    );
    let measure = desk.json(&["matter", "show", "ZG-2026-03-0001-2"]);
    assert_eq!(measure["parent"], "ZG-2026-03-0001");
    assert_eq!(
        (&measure["unit"], &measure["title"]),
        (&HOUSING.into(), &"开展会议记录专项检查".into())
    );
    assert_eq!(
        measure["claimed_on"], "2026-09-01",
        "已完成 is a claim on the day of the takeover"
    );
    let text = desk.done(&["matter", "show", "ZG-2026-03-0001-2"]);
    assert!(
        text.contains("reported done on: 2026-09-01") && text.contains("under: ZG-2026-03-0001"),
        "{text}"
    );
    assert!(
        desk.refused(&["matter", "show", "ZG-1"])
            .contains("no matter ZG-1")
    );
}

#[test]
fn why_tells_start_rule_basis_counting_and_timeline() {
    let desk = Desk::with_ledger();
    let why = desk.json(&["why", "HY-2026-03-0001"]);
    assert_eq!(why["event"]["happened_on"], "2026-08-31");
    assert_eq!(why["event"]["proof"], "整改台账-市住建局.xlsx");
    assert_eq!(
        (&why["rule"], &why["due_on"]),
        (&"R-MEET".into(), &"2026-09-07".into())
    );
    assert_eq!(why["counting"][0]["step"], "start_excluded");
    let steps = all(&why["timeline"], "step");
    assert!(
        steps.contains(&"T".to_owned()) && steps.contains(&"T+30".to_owned()),
        "{steps:?}"
    );

    let text = desk.done(&["why", "ZG-2026-03-0007-2"]);
    assert!(
        text.contains("provisional: holiday paper of 2027 not published"),
        "{text}"
    );
    let text = desk.done(&["why", "HY-2026-03-0001"]);
    assert!(
        text.contains("started by: 反馈 (feedback) on 2026-08-31; proof: 整改台账-市住建局.xlsx"),
        "{text}"
    );
    assert!(text.contains("2026-08-31 itself is not counted"), "{text}");
    assert!(desk.refused(&["why", "HY-1"]).contains("no matter HY-1"));
}

#[test]
fn a_ledger_reads_as_a_story() {
    let desk = Desk::with_ledger();
    let story = desk.json(&["ledger", "ZG-2026-03-0001-2"]);
    assert_eq!(story[0]["action"], "matter.opened");
    assert_eq!(
        (&story[0]["local"], &story[0]["actor"]),
        (&"2026-09-01T08:00:00".into(), &"operator".into())
    );
    let opened = story[0]["changes"].as_array().unwrap();
    let field = |name: &str| opened.iter().find(|change| change["field"] == name).cloned();
    assert_eq!(
        field("unit"),
        Some(json!({"field": "unit", "before": null, "after": HOUSING})),
        "units and people stand by name"
    );
    assert_eq!(field("office_id"), None);
    let text = desk.done(&["ledger", "ZG-2026-03-0001-2"]);
    assert!(
        text.contains("2026年9月1日 08:00 操作员 立项：整改台账-市住建局.xlsx"),
        "{text}"
    );
    assert!(text.contains("人员：甲八\n"), "{text}");
}

#[test]
fn verify_gives_a_head_that_must_stay_in_the_chain() {
    let desk = Desk::with_contacts();
    let early = desk.head();
    desk.done(&["person", "set", HOUSING, "甲九", "--role", "handler"]);
    desk.done(&["verify", "--head", &early]);
    let other = early.replace(|c: char| c.is_ascii_lowercase(), "0");
    let said = desk.run(&["verify", "--head", &other, "--json"]);
    assert_eq!(
        (said.code, &said.json()["trouble"]["what"]),
        (1, &Value::from("other_head"))
    );
    let (seq, hash) = early.split_once(':').unwrap();
    let cut = format!("{}:{hash}", seq.parse::<i64>().unwrap() + 1_000);
    let said = desk.run(&["verify", "--head", &cut]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.starts_with("NOT SOUND: the ledger ends with entry"),
        "{}",
        said.out
    );
    assert!(desk.refused(&["verify", "--head", "7"]).contains("N:HASH"));
}

#[tokio::test]
async fn verify_names_a_row_that_somebody_changed_by_hand() {
    use sqlx::Connection;
    let desk = Desk::with_contacts();
    let url = format!("sqlite://{}", desk.home().join("huiyin.db").display());
    let mut hand = sqlx::SqliteConnection::connect(&url).await.unwrap();
    let forged = sqlx::query("UPDATE person SET phone = '1' WHERE id = 3");
    forged.execute(&mut hand).await.unwrap();
    hand.close().await.unwrap();
    let said = desk.run(&["verify"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out
            .contains("row 3 of table person (甲三) was changed beside the ledger in phone; entry "),
        "{}",
        said.out
    );
}

/// 已完成 in a first import is a claim, and what was overdue counts from the takeover: both are seen at once.
#[test]
fn a_list_tells_claims_and_what_was_overdue_before_the_takeover() {
    let desk = Desk::with_contacts();
    desk.done(&["import", &data(FINANCE_LEDGER)]);
    let later = "2026-09-11T08:00+08:00";
    let list = desk.at(later, &["matter", "list"]).out;
    let matters = desk.at(later, &["matter", "list", "--json"]).json();
    let mut seen = (0, 0);
    for matter in matters.as_array().unwrap() {
        let code = matter["code"].as_str().unwrap();
        let line = list
            .lines()
            .find(|line| line.starts_with(&format!("{code} ")))
            .unwrap();
        let (is_legacy, is_claimed) = (matter["legacy_overdue"] == true, !matter["claimed_on"].is_null());
        assert_eq!(line.contains("历史逾期"), is_legacy, "{line}");
        assert_eq!(line.contains("已申报完成，未复核"), is_claimed, "{line}");
        if is_legacy {
            assert_eq!(matter["days_left"], -10, "{line}");
        }
        seen = (seen.0 + usize::from(is_legacy), seen.1 + usize::from(is_claimed));
    }
    assert!(seen.0 >= 3 && seen.1 >= 3, "{seen:?}");
}
