//! How commands end: exit codes, messages, JSON, and readers who leave.

use super::desk::{Desk, Said};
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

#[test]
fn help_and_version_are_done() {
    let desk = Desk::new();
    let help = Said::of(&desk.command(&["--help"]).output().unwrap());
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    assert!(help.out.contains("Usage: huiyin"));
    assert_eq!(Said::of(&desk.command(&["--version"]).output().unwrap()).code, 0);
    assert!(!desk.home().exists());
}

#[test]
fn what_is_no_command_is_refused_before_anything_is_made() {
    let desk = Desk::new();
    for wrong in [
        &["matters"][..],
        &["matter", "list", "--unitt", "x"],
        &["event", "record", "--unit", "x"],
        &["import"],
    ] {
        assert!(desk.refused(wrong).contains("Usage"), "{wrong:?}");
    }
    assert!(!desk.home().exists());
}

#[test]
fn all_problems_of_the_settings_are_told_at_once() {
    let desk = Desk::new();
    desk.done(&["matter", "list"]);
    std::fs::write(
        desk.home().join("huiyin.toml"),
        "[office]\nnam = \"x\"\n[plan]\nbatch = \"many\"\n",
    )
    .unwrap();
    let said = desk.run(&["matter", "list", "--json"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("office.nam") && said.err.contains("plan.batch"),
        "{}",
        said.err
    );
    let json = said.json();
    assert_eq!(json["refused"], true);
    assert!(json["error"].as_str().unwrap().contains("office.nam"));
    assert!(desk.refused(&["rules", "show", "R-PLAN"]).contains("plan.batch"));
    desk.done(&["rules", "presets"]);

    let desk = Desk::new().set("HUIYIN__RULEBOOK__PRESETS", "atlantis");
    assert!(
        desk.refused(&["matter", "list"])
            .contains("there is no preset `atlantis`")
    );
}

#[test]
fn production_has_the_real_clock_alone() {
    let desk = Desk::new()
        .set("HUIYIN__ENVIRONMENT", "production")
        .set("HUIYIN__MAIL__TRANSPORT", "off");
    assert!(
        desk.refused(&["matter", "list"])
            .contains("environment = \"production\"")
    );
    let real = Said::of(&desk.command(&["matter", "list", "--json"]).output().unwrap());
    assert_eq!((real.code, real.out.as_str()), (0, "[]\n"), "{}", real.err);

    let desk = Desk::new();
    assert!(
        Said::of(
            &desk
                .command(&["--clock", "soon", "matter", "list"])
                .output()
                .unwrap()
        )
        .err
        .contains("`soon` is no time")
    );
}

#[test]
fn no_command_takes_a_clock_in_production() {
    let desk = Desk::new()
        .set("HUIYIN__ENVIRONMENT", "production")
        .set("HUIYIN__MAIL__TRANSPORT", "off");
    for command in [
        &["when", "--from", "2026-09-01", "--within", "1 month"][..],
        &["rules", "presets"],
        &["matter", "list"],
    ] {
        assert!(
            desk.refused(command).contains("environment = \"production\""),
            "{command:?}"
        );
    }
}

#[test]
fn files_that_are_not_there_are_refused() {
    let desk = Desk::new();
    for command in [
        &["when", "--batch", "nowhere.csv"][..],
        &["rules", "check", "nowhere.toml"],
        &["rules", "diff", "default", "nowhere.toml"],
    ] {
        assert!(desk.refused(command).contains("nowhere."), "{command:?}");
    }
}

#[test]
fn a_batch_whose_reader_leaves_ends_quietly() {
    let desk = Desk::new();
    let csv = format!("from,within,roll\n{}", "2026-09-01,1 month,next\n".repeat(50_000));
    let file = desk.file("many.csv", csv.as_bytes());
    let mut child = desk
        .command(&["when", "--batch", &file])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::with_capacity(16, child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert_eq!(line, "from,within,roll,due,provisional\n");
    assert!(child.wait().unwrap().success());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
}

#[test]
fn a_folder_that_is_somebody_elses_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    std::fs::create_dir(desk.home()).unwrap();
    std::fs::write(desk.home().join("letter.txt"), "x").unwrap();
    std::fs::set_permissions(desk.home(), std::fs::Permissions::from_mode(0o755)).unwrap();
    assert!(desk.refused(&["matter", "list"]).contains("holds no huiyin.toml"));
}

#[test]
fn a_database_that_cannot_be_opened_is_a_fault() {
    let desk = Desk::new().set("HUIYIN__DATABASE__URL", "postgres://nobody@127.0.0.1:1/none");
    let said = desk.run(&["matter", "list", "--json"]);
    assert_eq!((said.code, &said.json()["refused"]), (1, &false.into()));
    assert_eq!(
        said.err,
        "error: opening the database: PostgreSQL at 127.0.0.1:1 (database none, user nobody) cannot be used: \
         Connection refused (os error 111); is it running, and do the database and the user exist?\n"
    );
}

#[test]
fn a_database_url_that_cannot_be_read_is_refused_by_its_key_without_the_password() {
    for url in [
        "postgres://a:HUSH@localhost:99999/x",
        "postgres://a:HUSH@localhost:port/x",
        "postgres://a:HUSH@",
        "mysql://a:HUSH@localhost/x",
        "sqlite:///tmp/x.db?mode=HUSH",
    ] {
        let desk = Desk::new().set("HUIYIN__DATABASE__URL", url);
        let said = desk.refused(&["matter", "list"]);
        assert!(said.contains("database.url ("), "{url}: {said}");
        assert!(url.contains("?mode") || !said.contains("HUSH"), "{url}: {said}");
    }
}

#[test]
fn a_home_that_is_a_file_is_refused() {
    let desk = Desk::new();
    std::fs::write(desk.home(), "x").unwrap();
    assert!(
        desk.refused(&["matter", "list"])
            .contains("is a file: name a folder with --home")
    );
}

#[test]
fn a_file_of_days_that_is_not_there_is_refused() {
    assert!(
        Desk::new()
            .refused(&["when", "--batch", "nowhere.csv"])
            .contains("cannot read nowhere.csv")
    );
}

/// A ledger in trouble does not keep `verify` from saying so, whatever other commands make of it.
#[tokio::test]
async fn verify_reads_what_nothing_else_can_read() {
    use sqlx::{Connection, SqliteConnection};
    let desk = Desk::with_contacts();
    let url = format!("sqlite://{}", desk.home().join("huiyin.db").display());
    let mut beside = SqliteConnection::connect(&url).await.unwrap();
    sqlx::query("UPDATE rulebook_version SET content = 'torn'")
        .execute(&mut beside)
        .await
        .unwrap();
    beside.close().await.unwrap();
    assert_eq!(desk.run(&["matter", "list"]).code, 1);
    let said = desk.run(&["verify", "--json"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let trouble = &said.json()["trouble"];
    assert_eq!(
        (
            &trouble["what"],
            &trouble["table"],
            &trouble["how"],
            &trouble["fields"]
        ),
        (
            &"table_disagrees".into(),
            &"rulebook_version".into(),
            &"changed".into(),
            &serde_json::json!(["content"])
        )
    );
    assert!(
        desk.run(&["verify"])
            .out
            .starts_with("NOT SOUND: row 1 of table rulebook_version")
    );
}

#[test]
fn files_that_are_no_workbooks_are_refused() {
    let desk = Desk::new();
    assert!(
        desk.refused(&["import", "nowhere.xlsx"])
            .contains("cannot read nowhere.xlsx")
    );
    let letter = desk.file("letter.xlsx", b"Dear all");
    assert!(
        desk.refused(&["import", &letter])
            .contains("letter.xlsx: this is no xlsx workbook")
    );
}

#[test]
fn the_actor_must_be_somebody() {
    let desk = Desk::with_contacts();
    assert!(
        desk.refused(&["matter", "list", "--as", "无名"])
            .contains("nobody named 无名")
    );
}

#[test]
fn a_reader_who_leaves_ends_a_command_quietly() {
    let desk = Desk::with_ledger();
    let mut child = desk
        .command(&["rules", "show", "", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::with_capacity(16, child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert!(child.wait().unwrap().success());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
}
