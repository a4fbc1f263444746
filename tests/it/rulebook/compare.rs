//! What differs between two rulebooks.

use super::with_presets;
use huiyin::domain::rulebook::{Change, diff, embedded};

fn change(code: &str, field: &str, before: Option<&str>, after: Option<&str>) -> Change {
    let text = |it: Option<&str>| it.map(str::to_owned);
    Change {
        code: code.into(),
        field: field.into(),
        before: text(before),
        after: text(after),
    }
}

#[test]
fn changes_are_told_field_by_field() {
    let mut other = embedded().clone();
    let plan = other
        .rules
        .iter_mut()
        .find(|rule| rule.code.0 == "R-PLAN")
        .expect("the plan");
    plan.due = serde_json::from_str(r#"{ "within": "15 workdays" }"#).expect("a due day");
    plan.cap = Some(serde_json::from_str(r#"{ "rule": "R-CONC" }"#).expect("a cap"));
    other.rules.retain(|rule| rule.code.0 != "H-NODE");
    other.timelines.get_mut("duty").expect("duties").steps[0].light = huiyin::domain::timeline::Light::Blue;
    other.secret_words = vec!["密".to_owned()];

    let changes = diff(embedded(), &other);
    let fields: Vec<_> = changes
        .iter()
        .map(|it| (it.code.as_str(), it.field.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("H-NODE", "name"),
            ("R-PLAN", "cap"),
            ("R-PLAN", "due"),
            ("rulebook", "secret_words"),
            ("timeline duty", "step T-5"),
        ]
    );
    assert_eq!(
        changes[0],
        change("H-NODE", "name", Some("\"节假日节点提醒\""), None)
    );
    assert_eq!(
        changes[1],
        change("R-PLAN", "cap", None, Some("{ rule = \"R-CONC\" }"))
    );
    let (month, days) = ("{ within = \"1 month\" }", "{ within = \"15 workdays\" }");
    assert_eq!(changes[2], change("R-PLAN", "due", Some(month), Some(days)));
}

#[test]
fn the_way_back_is_the_way_there_turned_round() {
    let (here, there) = (embedded(), with_presets(&["tiaoli-2017", "linying", "xixiang"]));
    let turned = |it: Change| Change {
        before: it.after,
        after: it.before,
        ..it
    };
    let back: Vec<_> = diff(&there, here).into_iter().map(turned).collect();
    assert_eq!(diff(here, &there), back);
    assert!(!back.is_empty());
}
