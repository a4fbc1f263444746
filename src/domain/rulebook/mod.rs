//! The rulebook: what starts which duty, for whom, within how long, told along which timeline, and how it
//! ends. All of it is data (`config/rulebook/`); see domain.md 1.7 for the facts.
//!
//! A text becomes a [`Rulebook`] in three passes that each name every problem with its place: `reading` (its
//! shape, table by table), `overlay` (presets laid over it, field by field) and `check` (its sense).

mod cadence;
mod check;
mod closeout;
mod clues;
mod diff;
mod disclosure;
mod embedded;
mod form;
mod overlay;
mod policy;
mod problem;
mod reading;
mod rule;
mod shape;

pub use cadence::{Cadence, CadenceDay, CadenceDayError, Every, ROUND_END};
pub use closeout::Closeout;
pub use clues::{ClueCategory, ClueWord, Clues};
pub use diff::{Change, diff};
pub use disclosure::{ChannelKind, DisclosureRow, Inbound, Outbound};
pub use embedded::{DEFAULT, embedded, preset, preset_names};
pub use form::{Form, PaperKind};
pub use policy::{Extensions, Measures, Policy, Reconciling};
pub use problem::Problem;
pub use rule::{
    Cap, ClockKind, CountCheck, Due, During, EXTENSION, Each, Ends, ROW_DATES, Register, Rule, RuleCode,
    START_ROWS, Secrecy, Start, Sureness, Until,
};

use super::timeline::Timeline;
use chrono::NaiveDate;
use reading::Reading;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One version of all rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    /// Unique name of this version, such as `2026.1`; presets that are switched on are appended (`2026.1+jiangjin`).
    pub version: String,
    /// What it is called in texts.
    pub name: String,
    /// IANA zone in which its days are days.
    pub zone: String,
    /// The first day on which it may open matters.
    pub effective_on: NaiveDate,
    /// Words that no reply and no outgoing text may carry (举报, 立案 ...).
    #[serde(default)]
    pub secret_words: Vec<String>,
    /// Which rules serve measures.
    pub measures: Measures,
    /// The words of the clue register, and where clues go.
    #[serde(default)]
    pub clues: Clues,
    /// Why more time may be asked for.
    #[serde(default)]
    pub extensions: Extensions,
    /// Which rules serve 对账.
    #[serde(default)]
    pub reconciliation: Reconciling,
    /// The chain of close-out.
    #[serde(default, skip_serializing_if = "Closeout::is_empty")]
    pub closeout: Closeout,
    /// Kinds of dated facts that rules start on.
    #[serde(rename = "event", default)]
    pub events: Vec<EventKind>,
    /// Papers and texts that steps are.
    #[serde(rename = "form", default)]
    pub forms: Vec<Form>,
    /// What may leave and come in, by register, secrecy and channel; the first row that fits decides.
    #[serde(default)]
    pub disclosure: Vec<DisclosureRow>,
    /// Rules, by unique code.
    #[serde(rename = "rule", default)]
    pub rules: Vec<Rule>,
    /// Numbers that open no matter (延期, 公开 length, coverage).
    #[serde(rename = "policy", default)]
    pub policies: Vec<Policy>,
    /// Timelines by key.
    #[serde(default)]
    pub timelines: BTreeMap<String, Timeline>,
    /// Presets that were laid over it, in that order.
    #[serde(default)]
    pub applied: Vec<Applied>,
}

/// A kind of dated fact, such as `feedback` (反馈).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventKind {
    /// Stable English key.
    pub code: String,
    /// 反馈, 移交, 收件 ...
    pub name: String,
}

/// A preset that was laid over a rulebook; the head of an overlay file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applied {
    /// Stable English key: `jiangjin`.
    pub preset: String,
    /// 江津三色预警 ...
    pub name: String,
    /// The source, also of every rule that it changes and gives no basis of its own.
    pub basis: String,
    /// How sure the basis is.
    pub sure: Sureness,
}

impl Rulebook {
    /// Reads and checks a whole rulebook.
    ///
    /// # Errors
    /// Every problem with its place, in the order of the text.
    pub fn parse(text: &str) -> Result<Rulebook, Vec<Problem>> {
        Rulebook::load(text, &[])
    }

    /// Reads a rulebook, lays overlays of (name, text) over it in that order, and checks the result, whose version
    /// is `BASE+name+name`.
    ///
    /// # Errors
    /// Every problem with its place; those of an overlay begin with `preset NAME`.
    pub fn load(base: &str, overlays: &[(&str, &str)]) -> Result<Rulebook, Vec<Problem>> {
        let mut reading = Reading::of(base)?;
        for (name, text) in overlays {
            reading.lay(name, text);
        }
        check::check(&mut reading);
        reading.finish()
    }

    /// The whole rulebook as TOML, which [`Rulebook::parse`] reads back as it was.
    pub fn to_text(&self) -> String {
        toml::to_string(self).expect("every part of a rulebook has a TOML form")
    }

    /// The rule of that code.
    pub fn rule(&self, code: &RuleCode) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.code == *code)
    }

    /// The policy of that code.
    pub fn policy(&self, code: &RuleCode) -> Option<&Policy> {
        self.policies.iter().find(|policy| policy.code == *code)
    }

    /// The kind of event of that code.
    pub fn event(&self, code: &str) -> Option<&EventKind> {
        self.events.iter().find(|event| event.code == code)
    }

    /// The name of a kind of event; its code where this rulebook knows it no more.
    pub fn event_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.event(code).map_or(code, |kind| &kind.name)
    }

    /// The form of that code.
    pub fn form(&self, code: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.code == code)
    }

    /// The rules in force that start on events of that kind.
    pub fn started_by_event(&self, kind: &str) -> impl Iterator<Item = &Rule> {
        self.rules
            .iter()
            .filter(move |rule| rule.enabled && matches!(&rule.start, Start::Event(code) if code == kind))
    }

    /// The rules in force that start on that rule's day, on its end, or on the event that its end is.
    pub fn followers(&self, code: &RuleCode) -> Vec<&Rule> {
        let end = self.rule(code).and_then(|rule| rule.ends_as.as_ref());
        let follows = |rule: &&Rule| match &rule.start {
            Start::DayOf(before) | Start::EndOf(before) => before == code,
            Start::Event(event) => Some(event) == end,
            Start::Row(_) | Start::Cadence(_) => false,
        };
        self.rules
            .iter()
            .filter(|rule| rule.enabled)
            .filter(follows)
            .collect()
    }

    /// The timeline along which that rule's matters are told; a checked rulebook has it.
    pub fn timeline_of(&self, rule: &Rule) -> Option<&Timeline> {
        self.timelines.get(&rule.timeline)
    }

    /// What of a matter may leave by that kind of channel, and what may come in: the first row that fits, nothing
    /// without one.
    pub fn disclosure(
        &self,
        register: Register,
        rule: &RuleCode,
        secrecy: Secrecy,
        channel: ChannelKind,
    ) -> (Outbound, Inbound) {
        let row = self
            .disclosure
            .iter()
            .find(|row| row.fits(register, rule, secrecy, channel));
        row.map_or((Outbound::None, Inbound::None), |row| (row.out, row.inbound))
    }
}

/// The rulebook of a text: a whole one, or an overlay (it names itself by `preset = ".."`) on the embedded one.
///
/// # Errors
/// Every problem with its place.
pub fn read(text: &str) -> Result<Rulebook, Vec<Problem>> {
    match overlay::name_of(text) {
        Some(name) => Rulebook::load(DEFAULT, &[(&name, text)]),
        None => Rulebook::parse(text),
    }
}

/// Every problem of such a text with its place.
pub fn check(text: &str) -> Vec<Problem> {
    read(text).err().unwrap_or_default()
}
