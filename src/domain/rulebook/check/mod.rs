//! The third pass: whether a rulebook that could be read makes sense.

mod cycles;
mod dues;
mod references;
mod secrecy;
mod timelines;

use super::Rulebook;
use super::reading::{Names, Reading};

/// Adds everything that makes no sense to the problems of a reading.
pub(super) fn check(reading: &mut Reading) {
    let mut critic = Critic {
        book: &reading.book,
        names: &reading.names,
        found: Vec::new(),
    };
    if reading.has_head {
        head(&mut critic);
        references::measures(&mut critic);
    }
    references::check(&mut critic);
    cycles::check(&mut critic);
    dues::check(&mut critic);
    timelines::check(&mut critic);
    secrecy::check(&mut critic);
    let found = critic.found.into_iter();
    reading
        .problems
        .extend(found.map(|(place, what)| reading.places.problem(&place, what)));
}

/// Reads a rulebook and notes what it finds: place and what is wrong there.
struct Critic<'a> {
    book: &'a Rulebook,
    names: &'a Names,
    found: Vec<(String, String)>,
}

impl Critic<'_> {
    fn say(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.found.push((place.into(), what.into()));
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
