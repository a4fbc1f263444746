//! The rulebook that ships: the table of domain.md 1.7, presets, and what is said of a bad one.

mod command;
mod compare;
mod presets;
mod problems;
mod secrecy;
mod table;
mod timelines;

use huiyin::domain::rulebook::{DEFAULT, Due, Rule, RuleCode, Rulebook, preset};

/// The embedded rulebook with these presets laid over it.
fn with_presets(names: &[&str]) -> Rulebook {
    let overlays: Vec<_> = names
        .iter()
        .map(|name| (*name, preset(name).expect("a shipped preset")))
        .collect();
    Rulebook::load(DEFAULT, &overlays).expect("shipped presets fit the shipped rulebook")
}

fn rule<'a>(book: &'a Rulebook, code: &str) -> &'a Rule {
    book.rule(&RuleCode(code.to_owned()))
        .unwrap_or_else(|| panic!("no rule {code}"))
}

/// `1 month`, `3 months..6 months`, `= R-CONC`, `row planned`, `on the day`.
fn due_of(rule: &Rule) -> String {
    match &rule.due {
        Due::Within(period) => period.to_string(),
        Due::Between { from, to } => format!("{from}..{to}"),
        Due::SameAs(code) => format!("= {code}"),
        Due::Row(date) => format!("row {date}"),
        Due::OnTheDay => "on the day".to_owned(),
    }
}
