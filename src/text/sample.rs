//! A matter to try templates on, made by disclosure like any other.

use super::Line;
use crate::domain::disclosure::{Facts, Shown, outward};
use crate::domain::ids::UnitId;
use crate::domain::rulebook::{
    ChannelKind, DisclosureRow, Inbound, Outbound, Register, RuleCode, Rulebook, Secrecy,
};
use crate::domain::timeline::Light;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// A day of 2026.
pub(super) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("samples name days of the calendar")
}

/// A time of day.
pub(super) fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).expect("samples name times of the day")
}

/// A day of 2026 and a time.
pub(super) fn at(month: u32, on: u32, hour: u32, minute: u32) -> NaiveDateTime {
    day(month, on).and_time(time(hour, minute))
}

pub(super) fn today() -> NaiveDate {
    day(9, 28)
}

/// Due in two days, with a title.
pub(super) fn soon() -> Line {
    let rule = RuleCode("R-ITEM".into());
    line(&Facts {
        title: Some("修订党组会议议事规则"),
        ..facts(&rule)
    })
}

/// With a title longer than a line shows.
pub(super) fn lengthy() -> Line {
    let rule = RuleCode("R-ITEM".into());
    let title = "修订党组会议议事规则；".repeat(20);
    line(&Facts {
        title: Some(&title),
        ..facts(&rule)
    })
}

/// Overdue, taken over two days ago, with everything that a line can show but a title.
pub(super) fn overdue() -> Line {
    let rule = RuleCode("R-ITEM".into());
    line(&Facts {
        code: "ZG-2026-03-0031-2",
        due_on: Some(day(9, 25)),
        original_due_on: Some(NaiveDate::from_ymd_opt(2025, 12, 31).unwrap_or_default()),
        provisional: true,
        light: Light::Red,
        percent: Some(60),
        claimed: true,
        counts_from_on: Some(day(9, 26)),
        state: "in_progress",
        ..facts(&rule)
    })
}

/// Without a due day.
pub(super) fn standing() -> Line {
    let rule = RuleCode("R-ITEM".into());
    line(&Facts {
        due_on: None,
        original_due_on: None,
        light: Light::None,
        state: "standing",
        ..facts(&rule)
    })
}

fn facts(rule: &RuleCode) -> Facts<'_> {
    Facts {
        code: "ZG-2026-03-0012-1",
        rule,
        register: Register::Rectification,
        secrecy: Secrecy::Public,
        neutral: "整改事项",
        title: None,
        unit_id: UnitId(1),
        unit_name: "市住建局",
        unit_alias: Some("市住建局"),
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
        state: "not_started",
    }
}

fn line(facts: &Facts<'_>) -> Line {
    let everything = DisclosureRow {
        register: None,
        rule: None,
        secrecy: None,
        channel: None,
        out: Outbound::Full,
        inbound: Inbound::Files,
    };
    let rulebook = Rulebook {
        disclosure: vec![everything],
        ..Rulebook::default()
    };
    match outward(facts, None, &rulebook, ChannelKind::Chat, today()) {
        Shown::Full(matter) | Shown::Neutral(matter) => matter.into(),
        Shown::Counted | Shown::Withheld => unreachable!("the one row of the table shows everything"),
    }
}
