//! The third pass: whether a rulebook that could be read makes sense.

mod closeout;
mod cycles;
mod dues;
mod references;
mod secrecy;
mod timelines;

use super::reading::{Names, Reading};
use super::{Rule, RuleCode, Rulebook};
use std::collections::BTreeSet;

/// Adds everything that makes no sense to the problems of a reading.
pub(super) fn check(reading: &mut Reading) {
    let mut critic = Critic {
        book: &reading.book,
        names: &reading.names,
        broken: &reading.broken,
        found: Vec::new(),
    };
    head(&mut critic);
    references::check(&mut critic);
    closeout::check(&mut critic);
    cycles::check(&mut critic);
    dues::check(&mut critic);
    timelines::check(&mut critic);
    secrecy::check(&mut critic);
    // Where a stand-in is read, the real problem is known.
    let known: BTreeSet<_> = reading
        .problems
        .iter()
        .map(|problem| problem.place.clone())
        .collect();
    let found = critic
        .found
        .into_iter()
        .map(|(place, what)| reading.places.problem(&place, what));
    reading
        .problems
        .extend(found.filter(|problem| !known.contains(&problem.place)));
}

/// Reads a rulebook and notes what it finds: place and what is wrong there.
struct Critic<'a> {
    book: &'a Rulebook,
    names: &'a Names,
    broken: &'a BTreeSet<String>,
    found: Vec<(String, String)>,
}

impl Critic<'_> {
    fn say(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.found.push((place.into(), what.into()));
    }

    /// Whether a table, and the tables in it, were read without stand-ins: only then can its parts be compared.
    fn is_whole(&self, place: &str) -> bool {
        let inside = |rest: &str| rest.is_empty() || rest.starts_with(", ");
        !self
            .broken
            .iter()
            .any(|broken| broken.strip_prefix(place).is_some_and(inside))
    }

    /// The rule of that code, if it was read without stand-ins.
    fn whole_rule(&self, code: &RuleCode) -> Option<&Rule> {
        self.book
            .rule(code)
            .filter(|_| self.is_whole(&format!("rule {code}")))
    }

    /// Says that something named there does not exist, unless it does.
    fn wants(&mut self, place: String, kind: &'static str, code: &str) {
        if !self.names.has(kind, code) {
            self.say(place, format!("there is no {kind} `{code}`"));
        }
    }

    fn wants_text(&mut self, place: String, text: &str) {
        if text.trim().is_empty() {
            self.say(place, "is empty");
        }
    }
}

fn head(critic: &mut Critic<'_>) {
    let book = critic.book;
    critic.wants_text("version".into(), &book.version);
    critic.wants_text("name".into(), &book.name);
    if book.zone.parse::<chrono_tz::Tz>().is_err() {
        critic.say("zone", format!("`{}` is no IANA zone", book.zone));
    }
}
