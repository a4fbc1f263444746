//! `[office]`

use super::layers::Layers;
use super::value;
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// The 巡察办 that this home belongs to, and its hours. Times of day are in the rulebook's zone.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// What it is called in messages.
    pub name: String,
    /// Short code that tells it from others.
    pub code: String,
    /// Times of day at which messages leave on workdays; rising, at least one.
    #[serde(deserialize_with = "value::times")]
    pub slots: Vec<NaiveTime>,
    /// Nothing is sent before.
    #[serde(deserialize_with = "value::time")]
    pub opens: NaiveTime,
    /// Nothing is sent after; a later receipt counts as the next workday's.
    #[serde(deserialize_with = "value::time")]
    pub closes: NaiveTime,
    /// Telephone on duty.
    #[serde(deserialize_with = "value::optional")]
    pub duty_phone: Option<String>,
}

impl Office {
    pub(super) fn check(&self, layers: &mut Layers) {
        layers.require(
            !self.name.trim().is_empty(),
            &["office.name"],
            "must not be empty",
        );
        layers.require(
            !self.name.contains(char::is_control),
            &["office.name"],
            "must be one line, without control signs",
        );
        layers.require(
            !self.code.trim().is_empty(),
            &["office.code"],
            "must not be empty",
        );
        layers.require(
            self.opens < self.closes,
            &["office.opens", "office.closes"],
            format!(
                "{} must be before office.closes, {}",
                hour(self.opens),
                hour(self.closes)
            ),
        );
        layers.require(
            !self.slots.is_empty(),
            &["office.slots"],
            "needs at least one time of day",
        );
        layers.require(
            self.slots.is_sorted_by(|earlier, later| earlier < later),
            &["office.slots"],
            "must rise, each time of day once",
        );
        let outside = |slot: &&NaiveTime| **slot < self.opens || **slot >= self.closes;
        let outside: Vec<String> = self
            .slots
            .iter()
            .filter(outside)
            .map(|slot| hour(*slot))
            .collect();
        layers.require(
            outside.is_empty(),
            &["office.slots", "office.opens", "office.closes"],
            format!(
                "{} outside of {} to {}",
                outside.join(", "),
                hour(self.opens),
                hour(self.closes)
            ),
        );
    }
}

fn hour(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}
