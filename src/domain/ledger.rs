//! The ledger's chain: what an entry says, and how its hash is made.

use super::ids::PersonId;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::fmt;
use std::fmt::Write as _;

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person of the contacts, by chat or `--as`.
    Person(PersonId),
    /// Whoever sits at the machine and named nobody.
    Operator,
    /// The program itself: a cadence, a calendar, the planner.
    System,
}

impl Actor {
    /// The person; none for the operator and the program.
    pub fn person(self) -> Option<PersonId> {
        match self {
            Actor::Person(id) => Some(id),
            Actor::Operator | Actor::System => None,
        }
    }

    /// The actor of its stored form.
    pub fn parse(text: &str) -> Option<Actor> {
        match text {
            "operator" => Some(Actor::Operator),
            "system" => Some(Actor::System),
            _ => text
                .strip_prefix("person:")?
                .parse()
                .ok()
                .map(|id| Actor::Person(PersonId(id))),
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::Person(id) => write!(f, "person:{id}"),
            Actor::Operator => f.write_str("operator"),
            Actor::System => f.write_str("system"),
        }
    }
}

/// One entry as it is stored and hashed. Images are kept as the text that was hashed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Gapless, from 1.
    pub seq: i64,
    /// Business instant.
    pub at: DateTime<Utc>,
    /// Stored form of the [`Actor`].
    pub actor: String,
    /// Key of what was done: `matter.opened`.
    pub action: String,
    /// Kind of the subject: `matter`, `person` ...
    pub subject: String,
    /// Its row.
    pub subject_id: i64,
    /// The matter in whose story it stands.
    pub matter_id: Option<i64>,
    /// Why, in words.
    pub reason: String,
    /// Complete image before, as JSON text.
    pub before: Option<String>,
    /// Complete image after, as JSON text.
    pub after: Option<String>,
}

/// Part of every hash, so that a later form cannot be mistaken for this one.
const FORMAT: &str = "huiyin-ledger-1";

impl Entry {
    /// SHA-256 in lower-case hex over the format, the hash before, and every field with its length in front.
    pub fn hash(&self, previous: &str) -> String {
        let mut digest = Sha256::new();
        let mut field = |text: &str| {
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text.as_bytes());
        };
        field(FORMAT);
        field(previous);
        field(&self.seq.to_string());
        field(&self.at.timestamp_micros().to_string());
        field(&self.actor);
        field(&self.action);
        field(&self.subject);
        field(&self.subject_id.to_string());
        field(&self.matter_id.map(|id| id.to_string()).unwrap_or_default());
        field(&self.reason);
        for image in [&self.before, &self.after] {
            field(if image.is_some() { "some" } else { "none" });
            field(image.as_deref().unwrap_or_default());
        }
        hex(&digest.finalize())
    }
}

/// SHA-256 of some content, in lower-case hex.
pub fn digest(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
