//! Settings: what stands where, who wins, what is refused, and what never shows.

mod home;
mod log;
mod mail;
mod time;

use chrono::NaiveTime;
use huiyin::config::{DEFAULTS, Environment, LogFormat, Settings, SettingsProblems};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A home with this settings file.
fn home_with(settings: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("huiyin.toml"), settings).unwrap();
    home
}

fn load(home: &Path, env: &[(&str, &str)]) -> Result<Settings, SettingsProblems> {
    Settings::load(
        home,
        env.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    )
}

/// The problems of a settings file and an environment, a line each, with HOME for the folder.
fn problems(settings: &str, env: &[(&str, &str)]) -> Vec<String> {
    let home = home_with(settings);
    let problems = load(home.path(), env).expect_err("there is a problem");
    let folder = home.path().display().to_string();
    problems
        .0
        .iter()
        .map(|problem| problem.to_string().replace(&folder, "HOME"))
        .collect()
}

fn hour(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

#[test]
fn an_office_that_sets_nothing_can_start() {
    let home = tempfile::tempdir().unwrap();
    let settings = load(home.path(), &[]).unwrap();

    assert_eq!(settings.environment, Environment::Development);
    assert_eq!(settings.office.slots, [hour(8, 30), hour(14, 30)]);
    assert_eq!(settings.outbox.retry_seconds, [5, 30, 120, 600, 3600]);
    assert!(settings.telegram.token.is_none());
    let file = home.path().join("huiyin.db");
    assert_eq!(
        settings.database.url.expose(),
        format!("sqlite://{}", file.display())
    );
}

#[test]
fn every_default_has_its_meaning_above_it() {
    let lines: Vec<&str> = DEFAULTS.lines().collect();
    let keys = lines.iter().enumerate().filter(|(_, line)| {
        line.split_once(" = ")
            .is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
    });
    let undocumented: Vec<&str> = keys
        .clone()
        .filter(|(at, _)| !lines[at - 1].starts_with("# "))
        .map(|(_, line)| *line)
        .collect();

    assert!(keys.count() > 40, "the keys are no longer found");
    assert_eq!(undocumented, [""; 0]);
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
    let home = home_with(
        r#"
        environment = "production"
        [office]
        name = "县委巡察办"
        slots = ["09:00"]
        [log]
        format = "json"
        [mail]
        transport = "off"
        "#,
    );
    let env = [
        ("HUIYIN__OFFICE__SLOTS", "09:30, 15:00"),
        ("huiyin__office__duty_phone", "12345"),
        ("HUIYIN__OUTBOX__RETRY_SECONDS", "[1, 2]"),
        ("HUIYIN__RULEBOOK__GATHER_WEEKLY", "false"),
        ("HUIYIN__RULEBOOK__PRESETS", "jiangjin,xian"),
    ];
    let settings = load(home.path(), &env).unwrap();

    assert_eq!(settings.environment, Environment::Production);
    assert_eq!(settings.office.name, "县委巡察办");
    assert_eq!(settings.office.slots, [hour(9, 30), hour(15, 0)]);
    assert_eq!(settings.office.duty_phone.as_deref(), Some("12345"));
    assert_eq!(settings.outbox.retry_seconds, [1, 2]);
    assert!(!settings.rulebook.gather_weekly);
    assert_eq!(settings.rulebook.presets, ["jiangjin", "xian"]);
    assert_eq!(settings.log.format, LogFormat::Json);
    assert_eq!(
        settings.office.closes,
        hour(17, 30),
        "what nobody sets keeps its default"
    );
}

#[test]
fn variables_of_other_programs_are_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let env = [
        ("HUIYIN_HOME", "/srv"),
        ("HUIYIN_TEST_POSTGRES", "postgres://"),
        ("HUIYIN", "1"),
        ("PATH", ""),
    ];
    assert!(load(home.path(), &env).is_ok());
}

#[test]
fn relative_paths_start_at_home() {
    let home = home_with("rulebook.file = \"ours.toml\"\ntext.folder = \"/srv/texts\"");
    let settings = load(home.path(), &[]).unwrap();

    assert_eq!(settings.rulebook.file, Some(home.path().join("ours.toml")));
    assert_eq!(settings.text.folder.as_deref(), Some(Path::new("/srv/texts")));
}

#[test]
fn a_home_with_marks_of_urls_in_its_name_still_finds_its_database() {
    let settings = load(Path::new("/srv/100%?#"), &[]).unwrap();
    assert_eq!(
        settings.database.url.expose(),
        "sqlite:///srv/100%25%3F%23/huiyin.db"
    );
}

#[test]
fn all_problems_are_told_at_once_each_with_its_key_and_place() {
    let told = problems(
        r#"colour = "red"
[office]
slots = ["14:30", "8 Uhr"]
nmae = "x"
[offfice]
name = "x"
[pace]
overall_per_second = "fast"
private_per_second = 0
[outbox]
lease_seconds = 27
"#,
        &[
            ("HUIYIN__TELEGRAM__POLL_SECONDS", "30"),
            ("HUIYIN__LOG__FORMAT", "xml"),
            ("HUIYIN__PLAN__STROM_LIMIT", "3"),
            ("HUIYIN__OFFICE", "x"),
        ],
    );
    assert_eq!(
        told,
        [
            "colour (HOME/huiyin.toml:1): unknown key; outside of the sections there is environment",
            "log.format (HUIYIN__LOG__FORMAT): unknown variant `xml`, expected `text` or `json`",
            "offfice (HOME/huiyin.toml:5): unknown section; there are binding, conversation, database, digest, import, \
             log, mail, office, outbox, pace, plan, rulebook, telegram, text",
            "office (HUIYIN__OFFICE): is a section: write [office], and its keys below",
            "office.nmae (HOME/huiyin.toml:4): unknown key; \
             [office] has closes, code, duty_phone, name, opens, slots",
            "office.slots (HOME/huiyin.toml:3): \"8 Uhr\" is no time of day such as \"08:30\"",
            "outbox.lease_seconds (HOME/huiyin.toml:11): \
             must be more than 27, the longest that one attempt can last",
            "pace.overall_per_second (HOME/huiyin.toml:8): invalid type: string \"fast\", expected u32",
            "pace.private_per_second (HOME/huiyin.toml:9): must be at least 1",
            "plan.strom_limit (HUIYIN__PLAN__STROM_LIMIT): unknown key; \
             [plan] has ahead_days, batch, storm_factor, storm_history, storm_limit",
            "telegram.poll_seconds (HUIYIN__TELEGRAM__POLL_SECONDS): must be from 1 to 10",
        ]
    );
}

#[test]
fn lines_that_are_no_toml_are_all_told_and_the_other_layers_are_still_read() {
    let told = problems(
        "[office]\nname = \nslots = [\"09:00\"]\ncode = 'A\n",
        &[("HUIYIN__PACE__GROUP_PER_MINUTE", "-1")],
    );
    let places: Vec<&str> = told.iter().map(|line| line.split_once(':').unwrap().0).collect();
    assert_eq!(told.len(), 3, "{told:#?}");
    assert_eq!(places[..2], ["HOME/huiyin.toml", "HOME/huiyin.toml"]);
    assert!(told[0].starts_with("HOME/huiyin.toml:2: ") && told[1].starts_with("HOME/huiyin.toml:4: "));
    assert!(told[2].starts_with("pace.group_per_minute (HUIYIN__PACE__GROUP_PER_MINUTE): "));
}

#[test]
fn a_settings_file_that_cannot_be_read_is_not_taken_for_absent() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("huiyin.toml")).unwrap();
    let told = load(home.path(), &[]).unwrap_err().to_string();
    assert!(told.contains("huiyin.toml: cannot be read: "), "{told}");
}

#[test]
fn what_must_fit_together_is_checked() {
    assert_eq!(
        problems("office.slots = [\"08:00\", \"18:00\"]", &[]),
        ["office.slots (HOME/huiyin.toml:1): 08:00, 18:00 outside of 08:30 to 17:30"]
    );
    assert_eq!(
        problems("office.slots = [\"17:30\"]", &[]),
        ["office.slots (HOME/huiyin.toml:1): 17:30 outside of 08:30 to 17:30"],
        "at closing time nothing is sent any more"
    );
    assert_eq!(
        problems("office.slots = [\"14:30\", \"14:30\"]", &[]),
        ["office.slots (HOME/huiyin.toml:1): must rise, each time of day once"]
    );
    assert_eq!(
        problems("office.opens = \"18:00\"\noffice.slots = [\"18:00\"]", &[])[0],
        "office.opens (HOME/huiyin.toml:1): 18:00 must be before office.closes, 17:30"
    );
    assert_eq!(
        problems(
            "",
            &[
                ("HUIYIN__TELEGRAM__API_URL", "ftp://x"),
                ("HUIYIN__TELEGRAM__PROXY", "socks5://x")
            ]
        ),
        [
            "telegram.api_url (HUIYIN__TELEGRAM__API_URL): must start with http:// or https://",
            "telegram.proxy (HUIYIN__TELEGRAM__PROXY): must start with http:// or https://",
        ]
    );
    assert_eq!(
        problems(
            "telegram.max_file_bytes = 20971521\nlog.filter = \"huiyin=loud\"",
            &[]
        )
        .len(),
        2,
        "a file larger than a bot can fetch, a level that does not exist"
    );
}

#[test]
fn secrets_are_read_from_files_too() {
    let home = home_with("[telegram]\ntoken_file = \"token\"\n[database]\nurl_file = \"url\"");
    fs::write(home.path().join("token"), "123456:FROM-file\n").unwrap();
    fs::write(
        home.path().join("url"),
        "postgres://huiyin:pass%40word@db/huiyin\n",
    )
    .unwrap();
    let settings = load(home.path(), &[]).unwrap();

    assert_eq!(
        settings.telegram.token.as_ref().unwrap().expose(),
        "123456:FROM-file"
    );
    assert_eq!(
        settings.database.url.expose(),
        "postgres://huiyin:pass%40word@db/huiyin"
    );
}

#[test]
fn a_secret_comes_from_one_place_that_can_be_read() {
    let env = [("HUIYIN__TELEGRAM__TOKEN", "1:a")];
    assert_eq!(
        problems("telegram.token_file = \"token\"", &env),
        ["telegram.token_file (HOME/huiyin.toml:1): \
          telegram.token is set too (HUIYIN__TELEGRAM__TOKEN); keep one of the two"]
    );
    let absent = problems("telegram.token_file = \"absent\"", &[]);
    assert!(absent[0].starts_with("telegram.token_file (HOME/huiyin.toml:1): cannot read HOME/absent: "));
    assert_eq!(
        problems(
            "telegram.token_file = \"huiyin.toml\"\ndatabase.url_file = 3",
            &[]
        ),
        [
            "database.url_file (HOME/huiyin.toml:2): must be the path of a file",
            "telegram.token (HOME/huiyin.toml:1): is no token; @BotFather gives one like 123456:ABC-def",
        ]
    );
}

#[test]
fn secrets_are_never_shown() {
    let home = home_with(
        r#"
        telegram.token = "123456:HUSH-token"
        telegram.proxy = "http://clerk:HUSH@proxy:8080"
        database.url = "postgres://huiyin:HUSH@db:5432/huiyin?sslmode=require"
        "#,
    );
    let settings = load(home.path(), &[]).unwrap();
    let debug = format!("{settings:?}");
    let json = serde_json::to_string(&settings).unwrap();

    assert!(
        !debug.contains("HUSH") && !json.contains("HUSH"),
        "{debug}\n{json}"
    );
    assert!(
        debug.contains("postgres://huiyin:***@db:5432/huiyin?sslmode=require"),
        "{debug}"
    );
    assert_eq!(settings.secrets().len(), 3);
}

#[test]
fn a_password_is_found_wherever_a_url_may_carry_it() {
    for url in [
        "postgres://u:HUSH@h/db",
        "postgres://u:HU/SH@HUSH@h/db",
        "postgres://h/db?user=u&password=HUSH&sslmode=require",
        "postgres://u:HUSH@h/db?password=HUSH",
    ] {
        let env = [("HUIYIN__DATABASE__URL", url)];
        let settings = load(Path::new("/srv"), &env).unwrap();
        let shown = settings.database.url.to_string();
        assert!(
            !shown.contains("HUSH") && shown.starts_with("postgres://"),
            "{shown}"
        );
    }
}

#[test]
fn no_problem_quotes_a_secret() {
    let told = [
        problems("telegram.token = \"HUSH and more\"", &[]),
        problems("telegram.token = 4711", &[]),
        problems("[telegram]\ntoken = \"HUSH\nname = 1", &[]),
        problems("telegram.tokn = \"123:HUSH\"", &[]),
        problems(
            "database.url = \"mysql://root:HUSH@h\"",
            &[("HUIYIN__TELEGRAM__PROXY", "HUSH")],
        ),
    ]
    .concat();
    assert!(told.len() >= 6);
    assert!(
        told.iter()
            .all(|line| !line.contains("HUSH") && !line.contains("4711")),
        "{told:#?}"
    );
}
