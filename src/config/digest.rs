//! `[digest]`

use super::layers::Layers;
use super::office::Office;
use super::value;
use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

/// When the week's digest goes out to those who have chosen nothing else. Times of day are in the rulebook's zone.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digest {
    /// Day of the week; the next workday where it is a day off.
    pub weekday: Weekday,
    /// Time of day, within the office's hours.
    #[serde(deserialize_with = "value::time")]
    pub at: NaiveTime,
    /// Minutes before, at which it is drafted and the office may hold it back.
    pub draft_minutes: u32,
    /// Only to those for whom something has changed.
    pub only_changed: bool,
}

/// Minutes that the office has at least and at most to hold a draft back.
const SHORTEST_DRAFT: u32 = 5;
const LONGEST_DRAFT: u32 = 120;

impl Digest {
    pub(super) fn check(&self, office: &Office, layers: &mut Layers) {
        layers.require(
            self.at >= office.opens && self.at < office.closes,
            &["digest.at", "office.opens", "office.closes"],
            "must lie within the office's hours",
        );
        layers.require(
            (SHORTEST_DRAFT..=LONGEST_DRAFT).contains(&self.draft_minutes),
            &["digest.draft_minutes"],
            format!(
                "must be {SHORTEST_DRAFT} to {LONGEST_DRAFT}: the office looks at it on the same morning"
            ),
        );
    }
}
