//! The rules, and the tables that they hold.

use super::files::leaves;
use super::source::Source;
use super::words::Word;

/// The storeys of `src/`, and those that each may use. What is not listed does not belong in the house.
const STOREYS: [(&str, &[&str]); 16] = [
    ("domain", &[]),
    ("clock", &[]),
    ("home", &[]),
    ("config", &["domain"]),
    ("telemetry", &["config"]),
    ("intake", &["domain"]),
    ("text", &["domain"]),
    ("paper", &["domain"]),
    ("workbook", &["domain"]),
    ("picture", &[]),
    ("channel", &["domain"]),
    ("store", &["domain"]),
    (
        "supervision",
        &[
            "domain", "store", "text", "paper", "channel", "intake", "workbook", "picture", "clock", "home",
        ],
    ),
    ("bot", &["supervision", "domain", "text"]),
    ("web", &["supervision", "domain", "text"]),
    ("jobs", &["supervision", "domain", "text"]),
];

/// Those that put the house together; they may use everything.
const ROOFS: [&str; 3] = ["app", "cli", "main"];

/// Outside crates, and the storeys that alone may know them.
const CRATES: [(&str, &[&str]); 16] = [
    ("sqlx", &["store"]),
    ("lettre", &["channel"]),
    ("email_encoding", &["channel"]),
    ("mail_parser", &["channel"]),
    ("tokio_rustls", &["channel"]),
    ("calamine", &["intake"]),
    ("minijinja", &["text"]),
    ("zip", &["intake", "paper"]),
    ("flate2", &["paper"]),
    ("crc32fast", &["paper"]),
    ("qrcodegen", &["paper"]),
    ("rust_xlsxwriter", &["workbook"]),
    ("resvg", &["picture"]),
    ("teloxide", &["bot", "channel"]),
    ("axum", &["web"]),
    ("tokio_cron_scheduler", &["jobs"]),
];

/// What values and rules have no business with.
const IMPURE: [&str; 6] = ["fs", "net", "env", "process", "time", "thread"];

/// Where string literals may be Chinese: where words are read and written, not where it is decided.
const CHINESE: [&str; 3] = ["src/intake", "src/text", "src/domain/reply"];

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 60;

/// A fault: the line, and what is wrong there.
pub type Fault = (usize, String);

/// A storey uses only what is below it.
pub fn storeys(source: &Source) -> Vec<Fault> {
    let Some(storey) = source.storey().filter(|storey| !ROOFS.contains(storey)) else {
        return Vec::new();
    };
    let Some((_, below)) = STOREYS.iter().find(|(name, _)| *name == storey) else {
        return vec![(1, format!("`{storey}` is no storey; give it a place in STOREYS"))];
    };
    let paths = source.paths();
    let wrong = paths.iter().filter_map(|path| {
        let target = source
            .target(path)
            .filter(|target| *target != storey && !below.contains(target))?;
        Some((path.line, format!("`{storey}` must not use `{target}`")))
    });
    wrong.collect()
}

/// An outside crate stays in its storeys.
pub fn crates(source: &Source) -> Vec<Fault> {
    let paths = source.paths();
    let strange = paths.iter().filter_map(|path| {
        let (name, homes) = CRATES.iter().find(|(name, _)| path.parts[0] == *name)?;
        let at_home = source.storey().is_some_and(|storey| homes.contains(&storey));
        (!at_home).then(|| (path.line, format!("`{name}` only in {}", homes.join(", "))))
    });
    strange.collect()
}

/// A length of time is a value, unlike the clocks beside it.
const DURATION: (&str, &str, &str) = ("std", "time", "Duration");

/// Values and rules neither wait nor reach outside.
pub fn purity(source: &Source) -> Vec<Fault> {
    if source.storey() != Some("domain") {
        return Vec::new();
    }
    let paths = source.paths();
    let reaches = paths.iter().filter(|path| match path.parts.as_slice() {
        [first, module, length] if (first.as_str(), module.as_str(), length.as_str()) == DURATION => false,
        [first, module, ..] if first == "std" => IMPURE.contains(&module.as_str()),
        [first, ..] => first == "tokio",
        [] => false,
    });
    let waits = source
        .words
        .iter()
        .filter(|word| word.text == "async" || word.text == "await");
    let found = waits.map(|word| (word.line, word.text.clone()));
    let found = found.chain(reaches.map(|path| (path.line, path.parts.join("::"))));
    found
        .map(|(line, what)| (line, format!("`domain` is pure: no `{what}`")))
        .collect()
}

/// Files and functions can be taken in at a glance.
pub fn sizes(source: &Source) -> Vec<Fault> {
    let Source { lines, functions, .. } = source;
    let file = (*lines > LONGEST_FILE).then(|| (*lines, format!("a file of {lines} lines")));
    // A story is told in one piece.
    let is_story = source.path.starts_with("tests");
    let long = functions
        .iter()
        .filter(|(_, lines)| *lines > LONGEST_FUNCTION && !is_story);
    file.into_iter()
        .chain(long.map(|(at, lines)| (*at, format!("a function of {lines} lines"))))
        .collect()
}

/// Nothing is unwrapped.
pub fn unwraps(source: &Source) -> Vec<Fault> {
    let is_call = |words: &[Word]| {
        words
            .iter()
            .map(|word| word.text.as_str())
            .eq([".", "unwrap", "("])
    };
    let calls = source.words.windows(3).filter(|words| is_call(words));
    calls
        .map(|words| (words[1].line, "an `unwrap`; say why with `expect`".to_owned()))
        .collect()
}

/// Wording is data.
pub fn chinese(source: &Source) -> Vec<Fault> {
    if CHINESE.iter().any(|place| source.path.starts_with(place)) {
        return Vec::new();
    }
    let wording = source.literals().filter(|word| word.text.contains(is_chinese));
    wording
        .map(|word| (word.line, format!("wording in the code: {}", word.text)))
        .collect()
}

/// Han letters, their marks and full-width forms.
fn is_chinese(letter: char) -> bool {
    let ranges = [
        '\u{3000}'..='\u{303f}',
        '\u{3400}'..='\u{9fff}',
        '\u{f900}'..='\u{faff}',
        '\u{ff00}'..='\u{ffef}',
    ];
    ranges.iter().any(|range| range.contains(&letter))
}

/// No included file lies outside of the project.
pub fn ways_out(source: &Source) -> Vec<Fault> {
    let paths = source
        .literals()
        .map(|word| (word.line, word.text.trim_matches('"')));
    let outside = paths.filter(|(_, path)| path.starts_with("../") && leaves(&source.path, path));
    outside
        .map(|(line, path)| (line, format!("`{path}` leads out of the project")))
        .collect()
}

/// No text of the project names a path of one machine.
pub fn machines(text: &str) -> Vec<Fault> {
    let places = ["work", "home", "root", "Users"].map(|place| format!("/{place}/"));
    let is_inner = |before: &str| before.ends_with(|c: char| c.is_alphanumeric() || "._-*{}".contains(c));
    let names = |line: &str, place: &str| line.match_indices(place).any(|(at, _)| !is_inner(&line[..at]));
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| places.iter().any(|place| names(line, place)));
    lines
        .map(|(at, line)| (at + 1, format!("a path of one machine: {}", line.trim())))
        .collect()
}
