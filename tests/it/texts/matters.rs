//! Matters to tell stories with, made by disclosure like any other.

use chrono::NaiveDate;
use huiyin::domain::disclosure::{Facts, Outward, Shown, outward};
use huiyin::domain::ids::UnitId;
use huiyin::domain::rulebook::{ChannelKind, Register, RuleCode, Rulebook, Secrecy, embedded};
use huiyin::domain::timeline::Light;

pub(super) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day of 2026")
}

pub(super) fn today() -> NaiveDate {
    day(9, 28)
}

pub(super) fn item() -> RuleCode {
    RuleCode("R-ITEM".into())
}

pub(super) fn book() -> &'static Rulebook {
    embedded()
}

/// A public measure of 市住建局, due on 30 September.
pub(super) fn facts(rule: &RuleCode) -> Facts<'_> {
    Facts {
        code: "ZG-2026-03-0031-2",
        rule,
        register: Register::Rectification,
        secrecy: Secrecy::Public,
        neutral: "整改事项",
        title: Some("修订党组会议议事规则"),
        unit_id: UnitId(1),
        unit_name: "市住建局",
        unit_alias: Some("住建"),
        inspected_unit: None,
        custodian: None,
        coded: false,
        due_on: Some(day(9, 30)),
        original_due_on: Some(day(9, 30)),
        provisional: false,
        light: Light::Yellow,
        percent: None,
        claimed: false,
        counts_from_on: None,
        state: "in_progress",
    }
}

/// What a private chat shows of it.
pub(super) fn seen(facts: &Facts<'_>) -> Outward {
    match outward(facts, None, book(), ChannelKind::Chat, today()) {
        Shown::Full(matter) | Shown::Neutral(matter) => matter,
        other => panic!("nothing is seen of {}: {other:?}", facts.code),
    }
}
