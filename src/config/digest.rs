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

impl Digest {
    pub(super) fn check(&self, office: &Office, layers: &mut Layers) {
        layers.require(
            self.at >= office.opens && self.at < office.closes,
            &["digest.at", "office.opens", "office.closes"],
            "must lie within the office's hours",
        );
    }
}
