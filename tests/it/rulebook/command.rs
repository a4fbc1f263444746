//! `huiyin rules` on the terminal and for programs.

use super::with_presets;
use huiyin::cli::Exit;
use huiyin::cli::rules::{RulesCommand, run};
use huiyin::domain::rulebook::{DEFAULT, embedded, preset_names};
use serde_json::Value;

fn said(command: RulesCommand, json: bool) -> (Exit, String) {
    let mut out = Vec::new();
    let exit = run(&command, embedded(), json, &mut out).expect("files can be read");
    (exit, String::from_utf8(out).expect("text"))
}

fn data(command: RulesCommand) -> Value {
    serde_json::from_str(&said(command, true).1).expect("JSON")
}

fn show(code: &str) -> RulesCommand {
    RulesCommand::Show {
        code: code.to_owned(),
    }
}

fn diff(a: &str, b: &str) -> RulesCommand {
    RulesCommand::Diff {
        a: a.to_owned(),
        b: b.to_owned(),
    }
}

#[test]
fn check_passes_a_good_file_and_refuses_a_bad_one_by_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.toml");
    std::fs::write(&file, DEFAULT).unwrap();
    let check = || RulesCommand::Check { file: file.clone() };
    assert_eq!(
        said(check(), false),
        (Exit::Done, format!("{}: no problems\n", file.display()))
    );
    assert_eq!(data(check()), serde_json::json!([]));

    std::fs::write(
        &file,
        DEFAULT.replace("zone = \"Asia/Shanghai\"", "zone = \"Asia/Peking\""),
    )
    .unwrap();
    let line = 1 + DEFAULT.lines().position(|line| line.starts_with("zone")).unwrap();
    let expected = format!("{}:{line} zone: `Asia/Peking` is no IANA zone\n", file.display());
    assert_eq!(said(check(), false), (Exit::Refused, expected));
    let problem =
        serde_json::json!({ "line": line, "place": "zone", "what": "`Asia/Peking` is no IANA zone" });
    assert_eq!(data(check()), serde_json::json!([problem]));
}

#[test]
fn check_of_a_file_that_is_not_there_is_a_fault() {
    let gone = RulesCommand::Check {
        file: "no/such/rulebook.toml".into(),
    };
    let error = run(&gone, embedded(), false, &mut Vec::new()).expect_err("no file");
    assert_eq!(error.to_string(), "cannot read no/such/rulebook.toml");
}

#[test]
fn show_tells_a_rule_with_what_follows_and_when_it_is_told() {
    let (exit, text) = said(show("R-PLAN"), false);
    assert_eq!(exit, Exit::Done);
    assert!(text.starts_with("R-PLAN 整改方案和三个清单报送\n"), "{text}");
    for line in [
        "  due: { within = \"1 month\" }",
        "  sure: \"W\"",
        "  followed by: R-PLANOK",
        "  at -20 days: reminder to handler, liaison",
    ] {
        assert!(text.lines().any(|it| it == line), "{line} is not in\n{text}");
    }
    assert_eq!(data(show("R-EXTREQ"))["policies"][0]["before"], "5 workdays");
}

#[test]
fn show_finds_by_the_first_letters_and_refuses_what_is_nowhere() {
    let found = data(show("R-RPT"));
    let codes: Vec<_> = found["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["R-RPT1", "R-RPT2", "R-RPTOK"]);
    assert_eq!(
        said(show("Q"), false),
        (
            Exit::Refused,
            "no rule or policy begins with `Q` in 2026.1\n".to_owned()
        )
    );
}

#[test]
fn diff_takes_names_presets_and_files() {
    let (exit, text) = said(diff("default", "county-3-months"), false);
    assert_eq!(exit, Exit::Done);
    assert!(
        text.contains("R-CONC, due\n  - { within = \"6 months\" }\n  + { within = \"3 months\" }\n"),
        "{text}"
    );
    assert_eq!(
        said(diff("default", "current"), false),
        (Exit::Done, String::new())
    );

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("written.toml");
    std::fs::write(&file, with_presets(&["jiangjin"]).to_text()).unwrap();
    let file = file.display().to_string();
    assert_eq!(data(diff("jiangjin", &file)), serde_json::json!([]));

    std::fs::write(&file, "version = \"x\"").unwrap();
    let (exit, text) = said(diff("default", &file), false);
    assert_eq!(exit, Exit::Refused);
    assert!(text.contains(":1 zone: is missing"), "{text}");
}

#[test]
fn presets_are_listed_with_their_source() {
    let listed = data(RulesCommand::Presets);
    let names: Vec<_> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["preset"].as_str().unwrap())
        .collect();
    assert_eq!(names, preset_names().collect::<Vec<_>>());
    assert!(
        said(RulesCommand::Presets, false)
            .1
            .contains("jiangjin: 江津三色预警\n")
    );
}
