//! The house rules that no lint can hold. A rule goes from a file to its faults; one test holds the house to
//! it, and the samples at the end show that it finds what it looks for.

mod files;
mod rules;
mod source;
mod words;

use files::{names_in, sources, texts};
use rules::{Fault, chinese, crates, machines, purity, sizes, storeys, unwraps, ways_out};
use source::Source;

/// Fails with every fault of every file, `file:line: fault`.
fn hold(rule: fn(&Source) -> Vec<Fault>, folders: &[&str]) {
    let sources = sources(folders);
    assert!(!sources.is_empty(), "nothing to look at in {folders:?}");
    report(sources.iter().map(|source| (source.path.as_str(), rule(source))));
}

fn report<'f>(found: impl Iterator<Item = (&'f str, Vec<Fault>)>) {
    let faults: Vec<String> = found
        .flat_map(|(path, faults)| {
            faults
                .into_iter()
                .map(move |(line, fault)| format!("\n{path}:{line}: {fault}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}\n", faults.concat());
}

#[test]
fn storeys_use_only_what_is_below_them() {
    hold(storeys, &["src"]);
}

#[test]
fn outside_crates_stay_in_their_storeys() {
    hold(crates, &["src"]);
}

#[test]
fn the_domain_is_pure() {
    hold(purity, &["src"]);
}

#[test]
fn files_and_functions_are_short() {
    hold(sizes, &["src", "tests"]);
}

#[test]
fn nothing_is_unwrapped_in_the_program() {
    hold(unwraps, &["src"]);
}

#[test]
fn wording_stands_in_templates_and_rulebooks() {
    hold(chinese, &["src"]);
}

#[test]
fn nothing_points_outside_of_the_project() {
    hold(ways_out, &["src", "tests"]);
    let places = [
        "src",
        "tests",
        "config",
        "migrations",
        ".ci",
        "Cargo.toml",
        "README.md",
    ];
    report(
        texts(&places)
            .iter()
            .map(|(path, text)| (path.as_str(), machines(text))),
    );
}

#[test]
fn both_databases_have_the_same_migrations() {
    assert_eq!(names_in("migrations/sqlite"), names_in("migrations/postgres"));
}

/// What a rule finds in a sample: lines only.
fn found(rule: fn(&Source) -> Vec<Fault>, path: &str, text: &str) -> Vec<usize> {
    rule(&Source::new(path, text))
        .into_iter()
        .map(|(line, _)| line)
        .collect()
}

#[test]
fn a_path_to_a_higher_storey_is_found_however_it_is_written() {
    let sample = "use crate::domain::ids;
        use crate::{domain::{self, period}, supervision::plan};
        fn f() { let x = crate::cli::Exit::Done; println!(\"{}\", crate::jobs::NAME) }
        use super::super::bot::Card;
        mod inner { use super::super::super::text::Page; use super::super::rows; }
        /// See [`crate::app`].
        pub(crate) fn g() { super::rows::h() }";
    assert_eq!(found(storeys, "src/store/outbox.rs", sample), [2, 3, 3, 4, 5]);
    assert_eq!(found(storeys, "src/cli/plan.rs", sample), [0; 0]);
    assert_eq!(found(storeys, "src/attic.rs", ""), [1]);
    let sample = "use super::domain::Day;\nmod inner { use super::*; }";
    assert_eq!(found(storeys, "src/clock.rs", sample), [1]);
}

#[test]
fn an_outside_crate_in_the_wrong_storey_is_found() {
    let sample = "#[derive(sqlx::FromRow)]\nstruct Row;\nuse teloxide as t;\nfn f(sqlx: u8) -> u8 { sqlx }";
    assert_eq!(found(crates, "src/supervision/plan.rs", sample), [1, 3]);
    assert_eq!(found(crates, "src/store/rows.rs", sample), [3]);
    let sample = "use std::{fmt, fs};\nasync fn f() { tokio::time::sleep(x) }";
    assert_eq!(found(purity, "src/domain/day.rs", sample), [2, 1, 2]);
}

#[test]
fn what_is_too_long_is_found() {
    let long = |lines: usize| format!("impl A {{\n    fn f() {{\n{}    }}\n}}", "\n".repeat(lines - 2));
    assert_eq!(found(sizes, "src/app.rs", &long(61)), [2]);
    assert_eq!(found(sizes, "src/app.rs", &long(60)), [0; 0]);
    assert_eq!(found(sizes, "src/app.rs", &"\n".repeat(401)), [401]);
}

#[test]
fn unwraps_wording_and_ways_out_are_found() {
    let sample =
        "/// 催办\nconst A: &str = \"催办\"; // 催办\nconst B: &str = \"urge\";\nconst C: char = '，';";
    assert_eq!(found(chinese, "src/supervision/urge.rs", sample), [2, 4]);
    assert_eq!(found(chinese, "src/domain/reply/words.rs", sample), [0; 0]);
    let sample = "fn f() {\n x.unwrap();\n x.unwrap_or(1) }";
    assert_eq!(found(unwraps, "src/app.rs", sample), [2]);
    let sample = "const A: &str = include_str!(\"../../config/a.toml\");\nconst B: &str = \"../../../b\";";
    assert_eq!(found(ways_out, "src/config/mod.rs", sample), [2]);
    let sample = format!("see src{0}work{0}x\nopen {0}work{0}shared\n\"{0}home{0}me\"", "/");
    assert_eq!(machines(&sample).len(), 2);
}
