//! `huiyin rules`: check a rulebook, show a rule, compare two rulebooks, list the presets.

use super::Exit;
use super::input::read_text;
use crate::domain::rulebook::{self, Applied, Change, DEFAULT, Policy, Problem, Rule, RuleCode, Rulebook};
use anyhow::Context;
use clap::Subcommand;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What to do with rulebooks.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Name every problem of a rulebook, or of an overlay on the embedded one, with its place
    Check {
        /// The rulebook's TOML file
        file: PathBuf,
    },
    /// Show a rule or policy of the rulebook in force; the first letters of a code show all that begin with them
    Show {
        /// Such as R-PLAN
        code: String,
    },
    /// Compare two rulebooks field by field
    Diff {
        /// A file, a preset, `default` (the embedded rulebook) or `current` (the one in force)
        a: String,
        /// The same
        b: String,
    },
    /// List the presets that settings can switch on
    Presets,
}

/// Runs a command on the rulebook in force and writes what it found.
///
/// # Errors
/// A file that cannot be read, or an output that cannot be written.
pub fn run(
    command: &RulesCommand,
    effective: &Rulebook,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<Exit> {
    match command {
        RulesCommand::Check { file } => check(file, json, out),
        RulesCommand::Show { code } => show(code, effective, json, out),
        RulesCommand::Diff { a, b } => diff(a, b, effective, json, out),
        RulesCommand::Presets => presets(json, out),
    }
}

fn check(file: &Path, json: bool, out: &mut impl Write) -> anyhow::Result<Exit> {
    let problems = rulebook::check(&read_text(file)?);
    let name = file.display().to_string();
    if !problems.is_empty() {
        return refuse(&problems, &name, json, out);
    }
    if json {
        write_json(&problems, out)?;
    } else {
        writeln!(out, "{name}: no problems")?;
    }
    Ok(Exit::Done)
}

fn refuse(problems: &[Problem], name: &str, json: bool, out: &mut impl Write) -> anyhow::Result<Exit> {
    if json {
        write_json(problems, out)?;
        return Ok(Exit::Refused);
    }
    for problem in problems {
        let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
        writeln!(out, "{name}{line} {}: {}", problem.place, problem.what)?;
    }
    Ok(Exit::Refused)
}

/// What `show` found under a code.
#[derive(Serialize)]
struct Shown<'a> {
    rules: Vec<&'a Rule>,
    policies: Vec<&'a Policy>,
}

impl<'a> Shown<'a> {
    fn of(book: &'a Rulebook, fits: impl Fn(&RuleCode) -> bool) -> Self {
        Shown {
            rules: book.rules.iter().filter(|rule| fits(&rule.code)).collect(),
            policies: book.policies.iter().filter(|policy| fits(&policy.code)).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.policies.is_empty()
    }
}

fn show(code: &str, book: &Rulebook, json: bool, out: &mut impl Write) -> anyhow::Result<Exit> {
    let mut shown = Shown::of(book, |known| known.0 == code);
    if shown.is_empty() {
        shown = Shown::of(book, |known| known.0.starts_with(code));
    }
    if json {
        write_json(&shown, out)?;
    } else if shown.is_empty() {
        writeln!(out, "no rule or policy begins with `{code}` in {}", book.version)?;
    }
    if !json {
        shown
            .rules
            .iter()
            .try_for_each(|rule| write_rule(rule, book, out))?;
        shown
            .policies
            .iter()
            .try_for_each(|policy| write_fields(&policy.code, &policy.name, policy, out))?;
    }
    Ok(if shown.is_empty() {
        Exit::Refused
    } else {
        Exit::Done
    })
}

fn write_rule(rule: &Rule, book: &Rulebook, out: &mut impl Write) -> anyhow::Result<()> {
    write_fields(&rule.code, &rule.name, rule, out)?;
    let followers: Vec<_> = book
        .followers(&rule.code)
        .iter()
        .map(|rule| rule.code.0.as_str())
        .collect();
    if !followers.is_empty() {
        writeln!(out, "  followed by: {}", followers.join(", "))?;
    }
    for step in book
        .timeline_of(rule)
        .into_iter()
        .flat_map(|timeline| &timeline.steps)
    {
        let roles: Vec<_> = step.to.iter().map(|role| role.key()).collect();
        writeln!(out, "  at {}: {} to {}", step.at, step.form, roles.join(", "))?;
    }
    Ok(())
}

fn write_fields(
    code: &RuleCode,
    name: &str,
    value: &impl Serialize,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    writeln!(out, "{code} {name}")?;
    for (key, value) in toml::Table::try_from(value)? {
        if key != "code" && key != "name" {
            writeln!(out, "  {key}: {value}")?;
        }
    }
    Ok(())
}

fn diff(a: &str, b: &str, effective: &Rulebook, json: bool, out: &mut impl Write) -> anyhow::Result<Exit> {
    let mut books = Vec::new();
    for name in [a, b] {
        match named(name, effective)? {
            Ok(book) => books.push(book),
            Err(problems) => return refuse(&problems, name, json, out),
        }
    }
    let changes = rulebook::diff(&books[0], &books[1]);
    if json {
        write_json(&changes, out)?;
    } else {
        for change in &changes {
            write_change(change, out)?;
        }
    }
    Ok(Exit::Done)
}

pub(super) fn write_change(change: &Change, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "{}, {}", change.code, change.field)?;
    for (sign, value) in [('-', &change.before), ('+', &change.after)] {
        if let Some(value) = value {
            writeln!(out, "  {sign} {value}")?;
        }
    }
    Ok(())
}

/// The rulebook that a word means: a preset or an overlay file is laid over the embedded one.
fn named(name: &str, effective: &Rulebook) -> anyhow::Result<Result<Rulebook, Vec<Problem>>> {
    if name == "current" {
        return Ok(Ok(effective.clone()));
    }
    if name == "default" {
        return Ok(Ok(rulebook::embedded().clone()));
    }
    if let Some(text) = rulebook::preset(name) {
        return Ok(Rulebook::load(DEFAULT, &[(name, text)]));
    }
    let text =
        read_text(Path::new(name)).with_context(|| format!("`{name}` is no preset and no readable file"))?;
    Ok(rulebook::read(&text))
}

fn presets(json: bool, out: &mut impl Write) -> anyhow::Result<Exit> {
    let presets: Vec<Applied> = rulebook::preset_names().filter_map(note).collect();
    if json {
        write_json(&presets, out)?;
    } else {
        for preset in &presets {
            writeln!(out, "{}: {}\n  {}", preset.preset, preset.name, preset.basis)?;
        }
    }
    Ok(Exit::Done)
}

/// What a preset says of itself.
fn note(name: &str) -> Option<Applied> {
    let laid = Rulebook::load(DEFAULT, &[(name, rulebook::preset(name)?)]).ok()?;
    laid.applied.into_iter().next()
}

fn write_json(value: &(impl Serialize + ?Sized), out: &mut impl Write) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)?;
    Ok(())
}
