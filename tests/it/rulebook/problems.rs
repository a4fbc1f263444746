//! `check` names every problem with its place, not the first alone.

use huiyin::domain::rulebook::{DEFAULT, Rulebook, check, embedded, preset, preset_names};

/// Each problem as `line place: what`; what the parser would have liked better is left out.
fn told(text: &str) -> Vec<String> {
    let problems = check(text).into_iter();
    problems
        .map(|it| {
            let line = it.line.map_or("-".to_owned(), |line| line.to_string());
            let what = it.what.split(", expected").next().unwrap_or_default();
            let what = what.split("; write").next().unwrap_or_default();
            format!("{line} {}: {what}", it.place)
        })
        .collect()
}

#[test]
fn what_ships_has_no_problems() {
    assert_eq!(told(DEFAULT), [""; 0]);
    for name in preset_names() {
        assert_eq!(told(preset(name).expect("a shipped preset")), [""; 0], "{name}");
    }
}

#[test]
fn a_bad_rulebook_is_told_all_at_once() {
    assert_eq!(
        told(include_str!("../../data/bad-rulebook.toml")),
        [
            "1 name: is missing",
            "3 zone: `Asia/Shanghia` is no IANA zone",
            "4 effective_on: input is out of range",
            "6 colour: unknown field `colour`",
            "10 event feedback: this code is taken",
            r#"13 disclosure: the last row must refuse everything: { out = "none", in = "none" }"#,
            "14 disclosure 1: lets out or in too much of R-HEN by chat",
            "15 disclosure 2: never decides: row 1 fits all of it",
            "18 measures: `immediate`: there is no rule `R-GONE`",
            "18 measures: `standing`: rule `R-DAY` gives no period",
            "26 rule R-FIRST, basis: is missing",
            "26 rule R-FIRST, secrecy: is missing",
            "29 rule R-FIRST, neutral: carries the secret word `线索`",
            "30 rule R-FIRST, prefix: `zg` is not of capital letters A-Z",
            "31 rule R-FIRST, register: unknown variant `rectificaton`",
            "33 rule R-FIRST, start: there is no event `fedback`",
            "34 rule R-FIRST, due: `1 mont` is no period",
            "35 rule R-FIRST, to: unknown variant `liason`",
            "38 rule R-FIRST, ends_as: there is no event `received`",
            "40 rule R-FIRST, colour: unknown field `colour`",
            "44 rule R-EGG: waits for itself: R-EGG -> R-HEN -> R-EGG",
            "54 rule R-EGG, timeline: there is no timeline `standrad`",
            "56 rule R-EGG, basis: is empty",
            "66 rule R-HEN, secrecy: a clue is at least work_secret",
            "68 rule R-HEN, due: `on_the_day` wants a cadence to start on",
            "69 rule R-HEN, cap: policy `R-LIMIT` has no `from` and `at_most`",
            "70 rule R-HEN, to: a clue is the clue_custodian's alone",
            "71 rule R-HEN, timeline: tells of a clue to others than the clue_custodian",
            "84 rule R-DAY, start: `month 4 day 10` is no day of a quarter",
            r#"84 rule R-DAY, start: a cadence of inspections wants `during`; else write `each = "unit"`, `"round"` or `"office"`"#,
            "86 rule R-DAY, to: timeline `standard` tells none of these roles",
            "92 policy R-DAY: this code is taken",
            "109 timeline standard, step T-3, at: `-3 days` does not come after `due`",
            "109 timeline standard, step T-3, form: there is no form `remind`",
            "110 timeline standard, step T: this code is taken",
            "110 timeline standard, step T, gather: only steps before the due day may gather",
            "115 timeline broken, basis: is empty",
            "116 timeline broken, step T, at: `3 days` is no step day",
            "116 timeline broken, step T, form: is missing",
            "116 timeline broken, step T, light: unknown variant `yelow`",
            "116 timeline broken, step T, to: is missing",
        ]
    );
}

#[test]
fn broken_toml_is_told_with_line_and_column() {
    assert_eq!(
        told("version = \nname = \"规则\" \"又\"\n[[rule]\n"),
        [
            "1 column 11: string values must be quoted",
            "2 column 13: unexpected key or value",
            "3 column 8: unclosed array table",
        ]
    );
}

#[test]
fn an_empty_table_lacks_everything_that_it_must_have() {
    let keys = |text: &str, table: &str| -> Vec<String> {
        let places = check(text)
            .into_iter()
            .filter(|it| it.what == "is missing")
            .map(|it| it.place);
        places
            .filter_map(|place| Some(place.strip_prefix(table)?.trim_start_matches(", ").to_owned()))
            .collect()
    };
    assert_eq!(
        keys("", ""),
        ["effective_on", "measures", "name", "version", "zone"]
    );
    let rule = "basis clock due ends name neutral prefix register secrecy start sure timeline to";
    assert_eq!(keys("[[rule]]\ncode = \"X\"", "rule X").join(" "), rule);
    assert_eq!(
        keys("[[policy]]\ncode = \"X\"", "policy X"),
        ["basis", "name", "sure"]
    );
    assert_eq!(keys("event = [{ code = \"x\" }]", "event x"), ["name"]);
    assert_eq!(keys("form = [{ code = \"x\" }]", "form x"), ["name"]);
    assert_eq!(keys("disclosure = [{}]", "disclosure 1"), ["in", "out"]);
    assert_eq!(keys("[timelines.x]", "timeline x"), ["basis", "name"]);
    assert_eq!(
        keys("timelines.x.step = [{}]", "timeline x, step 1"),
        ["at", "code", "form", "light", "to"]
    );
    assert_eq!(keys("preset = \"x\"", "preset x: "), ["basis", "name", "sure"]);
}

#[test]
fn a_cadence_needs_a_day_that_its_period_has() {
    let line = r#"start = { cadence = { every = "half_year", on = "last workday" } }"#;
    let with = |every: &str, on: &str| {
        let start = format!(r#"start = {{ cadence = {{ every = "{every}", on = "{on}" }} }}"#);
        told(&DEFAULT.replace(line, &start))
    };
    assert_eq!(DEFAULT.matches(line).count(), 1);
    for (every, on) in [
        ("week", "weekday 5"),
        ("month", "day 31"),
        ("month", "last day"),
        ("quarter", "month 3 day 15"),
        ("half_year", "month 6 day 30"),
        ("year", "month 2 day 29"),
        ("holiday", "10 days before"),
        ("round", "1 month after"),
    ] {
        assert_eq!(with(every, on), [""; 0], "{every} {on}");
    }
    for (every, on) in [
        ("week", "weekday 8"),
        ("week", "day 5"),
        ("month", "day 32"),
        ("month", "month 1 day 5"),
        ("quarter", "month 4 day 1"),
        ("half_year", "month 7 day 1"),
        ("year", "month 2 day 30"),
        ("holiday", "last day"),
        ("round", "3 days before"),
    ] {
        let word = every.replace('_', "-");
        let problems = with(every, on);
        assert_eq!(problems.len(), 1, "{every} {on}");
        assert!(
            problems[0].ends_with(&format!("rule B-SEL, start: `{on}` is no day of a {word}")),
            "{problems:?}"
        );
    }
}

#[test]
fn an_overlay_is_told_what_it_cannot_change() {
    let overlay = r#"preset = "home"
name = "本单位"
basis = "本单位规定"
sure = "V"
disclosure = []

[[rule]]
code = "R-PLAN"
dew = { within = "20 workdays" }
due = { within = "20 workday s" }

[[rule]]
code = "R-PLAM"
due = { within = "20 workdays" }

[[rule]]
add = true
code = "R-DEM"

[[rule]]
code = "R-CONC"
due = { same_as = "R-RPT1" }

[timelines.standard]
step = [{ code = "T", at = "due", light = "red", form = "reminder", to = ["handler", "boss"] }]

[timelines.office]
add = true
name = "巡察办"
step = [{ code = "T", at = "due", light = "red", form = "reminder", to = ["office_clerk"] }]
"#;
    assert_eq!(
        told(overlay),
        [
            "5 preset home: disclosure: unknown field `disclosure`",
            "9 preset home: rule R-PLAN, dew: unknown field `dew`",
            "10 preset home: rule R-PLAN, due: `20 workday s` is no period",
            "12 preset home: rule R-PLAM: there is no such rule to change; `add = true` adds one",
            "16 preset home: rule R-DEM: this code is taken",
            "21 preset home: rule R-CONC: waits for itself: R-CONC -> R-RPT1 -> R-CONC",
            "25 preset home: timeline standard, step T, to: unknown variant `boss`",
            "27 preset home: timeline office: this code is taken",
        ]
    );
}

#[test]
fn an_overlay_goes_by_its_own_name() {
    let problems =
        Rulebook::load(DEFAULT, &[("jiangjin", preset("xian").expect("a preset"))]).expect_err("a mix-up");
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["line 2, preset jiangjin: preset: calls itself `xian`"]);
}

#[test]
fn the_embedded_rulebook_is_the_file_that_ships() {
    assert_eq!(Rulebook::parse(DEFAULT).as_ref(), Ok(embedded()));
    assert_eq!(embedded().version, "2026.1");
}
