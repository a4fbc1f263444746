//! Whether a start and a due day go together, and whether a cadence has such a day.

use super::Critic;
use crate::domain::rulebook::{Cadence, CadenceDay, Cap, Due, Each, Every, Rule, Start};
use chrono::NaiveDate;

pub(super) fn check(critic: &mut Critic<'_>) {
    let book = critic.book;
    for rule in &book.rules {
        if critic.whole_rule(&rule.code).is_none() {
            continue;
        }
        due(critic, rule);
        repetition(critic, rule);
        match &rule.start {
            Start::Cadence(cadence) => recurring(critic, rule, cadence),
            _ => once(critic, rule),
        }
    }
}

fn due(critic: &mut Critic<'_>, rule: &Rule) {
    let book = critic.book;
    let place = |key: &str| format!("rule {}, {key}", rule.code);
    match &rule.due {
        Due::Between { from, to } if from.unit == to.unit && from.count > to.count => {
            critic.say(
                place("due"),
                format!("the window ends ({to}) before it begins ({from})"),
            );
        }
        Due::SameAs(other)
            if critic
                .whole_rule(other)
                .is_some_and(|other| other.start != rule.start) =>
        {
            critic.say(place("due"), format!("`{other}` starts on something else"));
        }
        Due::Row(_) if !matches!(rule.start, Start::Row(_)) => {
            critic.say(
                place("due"),
                "a rule that does not start on a row has no row's date",
            );
        }
        _ => {}
    }
    for (key, cap) in [("cap", &rule.cap), ("outer", &rule.outer)] {
        let Some(Cap::Policy(code)) = cap else { continue };
        let policy = book
            .policy(code)
            .filter(|_| critic.is_whole(&format!("policy {code}")));
        if policy.is_some_and(|policy| policy.at_most.is_none() || policy.from.is_none()) {
            critic.say(place(key), format!("policy `{code}` has no `from` and `at_most`"));
        }
    }
}

fn repetition(critic: &mut Critic<'_>, rule: &Rule) {
    let place = |key: &str| format!("rule {}, {key}", rule.code);
    if rule.repeat.is_some_and(|period| period.count == 0) {
        critic.say(place("repeat"), "is no time at all");
    }
    if rule.until.is_some() && rule.repeat.is_none() && rule.during.is_none() {
        critic.say(place("until"), "nothing repeats");
    }
    if matches!(rule.each, Each::Office | Each::Round) && !rule.applies_to.is_empty() {
        critic.say(
            place("applies_to"),
            "narrows units, and the rule opens nothing for a unit",
        );
    }
}

/// What only a cadence has.
fn once(critic: &mut Critic<'_>, rule: &Rule) {
    let place = |key: &str| format!("rule {}, {key}", rule.code);
    if rule.due == Due::OnTheDay {
        critic.say(place("due"), "`on_the_day` wants a cadence to start on");
    }
    if rule.during.is_some() {
        critic.say(place("during"), "wants a cadence to start on");
    }
    if rule.count.is_some() {
        critic.say(place("count"), "wants a cadence to start on");
    }
}

fn recurring(critic: &mut Critic<'_>, rule: &Rule, cadence: &Cadence) {
    let place = |key: &str| format!("rule {}, {key}", rule.code);
    if !has_day(cadence) {
        let what = format!("`{}` is no day of a {}", cadence.on, word(cadence.every));
        critic.say(place("start"), what);
    }
    if rule.repeat.is_some() {
        critic.say(place("repeat"), "a cadence comes back by itself");
    }
    match (rule.each, &rule.during) {
        (Each::Inspection, None) => critic.say(
            place("start"),
            "a cadence of inspections wants `during`; else write `each = \"unit\"`, `\"round\"` or `\"office\"`",
        ),
        (Each::Unit | Each::Round | Each::Office, Some(_)) => {
            critic.say(place("during"), "only inspections have such a stretch");
        }
        _ => {}
    }
}

/// Whether every such period has such a day (a 31st in a shorter month is its last).
fn has_day(cadence: &Cadence) -> bool {
    let in_month = |day: u32| (1..=31).contains(&day);
    match (cadence.every, cadence.on) {
        (Every::Holiday, on) => matches!(on, CadenceDay::DaysBefore(_)),
        (Every::Round, on) => matches!(on, CadenceDay::After(_)),
        (_, CadenceDay::DaysBefore(_) | CadenceDay::After(_)) => false,
        (_, CadenceDay::LastDay | CadenceDay::LastWorkday) => true,
        (Every::Week, CadenceDay::Weekday(day)) => (1..=7).contains(&day),
        (Every::Month, CadenceDay::DayOfMonth(day)) => in_month(day),
        (Every::Quarter, CadenceDay::MonthAndDay(month, day)) => (1..=3).contains(&month) && in_month(day),
        (Every::HalfYear, CadenceDay::MonthAndDay(month, day)) => (1..=6).contains(&month) && in_month(day),
        // 2024 has a 29 February.
        (Every::Year, CadenceDay::MonthAndDay(month, day)) => {
            NaiveDate::from_ymd_opt(2024, month, day).is_some()
        }
        _ => false,
    }
}

fn word(every: Every) -> &'static str {
    match every {
        Every::Week => "week",
        Every::Month => "month",
        Every::Quarter => "quarter",
        Every::HalfYear => "half-year",
        Every::Year => "year",
        Every::Holiday => "holiday",
        Every::Round => "round",
    }
}
