//! Whether everything that is named exists, and nothing that is shown is empty.

use super::Critic;
use crate::domain::rulebook::{Cap, Due, Every, Form, Policy, ROUND_END, ROW_DATES, Rule, START_ROWS, Start};

pub(super) fn check(critic: &mut Critic<'_>) {
    let book = critic.book;
    measures(critic);
    for rule in &book.rules {
        texts(critic, rule);
        names(critic, rule);
        told(critic, rule);
    }
    for policy in &book.policies {
        policy_names(critic, policy);
    }
    let serving = &book.reconciliation;
    for (key, code) in [
        ("unit", &serving.unit),
        ("team", &serving.team),
        ("meeting", &serving.meeting),
    ] {
        if let Some(code) = code {
            critic.wants(format!("reconciliation, {key}"), "rule", &code.0);
        }
    }
    for form in &book.forms {
        form_names(critic, form);
    }
    for (index, row) in book.disclosure.iter().enumerate() {
        if let Some(rule) = &row.rule {
            critic.wants(format!("disclosure {}, rule", index + 1), "rule", &rule.0);
        }
    }
}

/// The rules that serve measures: those whose period is borrowed must have one.
fn measures(critic: &mut Critic<'_>) {
    let measures = &critic.book.measures;
    let wanted = [
        ("finding", &measures.finding, false),
        ("item", &measures.item, false),
        ("immediate", &measures.immediate, true),
        ("concentrated", &measures.concentrated, false),
        ("standing", &measures.standing, true),
    ];
    let month = measures.month_report.as_ref();
    let month = month.map(|code| ("month_report", code, false));
    for (key, code, lends_period) in wanted.into_iter().chain(month) {
        if !critic.names.has("rule", &code.0) {
            critic.say("measures", format!("`{key}`: there is no rule `{code}`"));
        }
        let lends_none = critic
            .whole_rule(code)
            .is_some_and(|rule| !matches!(rule.due, Due::Within(_)));
        if lends_period && lends_none {
            critic.say("measures", format!("`{key}`: rule `{code}` gives no period"));
        }
    }
}

fn texts(critic: &mut Critic<'_>, rule: &Rule) {
    let code = &rule.code;
    for (key, text) in [
        ("name", &rule.name),
        ("neutral", &rule.neutral),
        ("basis", &rule.basis),
    ] {
        critic.wants_text(format!("rule {code}, {key}"), text);
    }
    if rule.prefix.is_empty() || !rule.prefix.chars().all(|c| c.is_ascii_uppercase()) {
        critic.say(
            format!("rule {code}, prefix"),
            format!("`{}` is not of capital letters A-Z", rule.prefix),
        );
    }
}

fn names(critic: &mut Critic<'_>, rule: &Rule) {
    let place = |key: &str| format!("rule {}, {key}", rule.code);
    match &rule.start {
        Start::Event(event) => critic.wants(place("start"), "event", event),
        Start::DayOf(before) | Start::EndOf(before) => critic.wants(place("start"), "rule", &before.0),
        Start::Row(row) => one_of(critic, place("start"), row, START_ROWS),
        Start::Cadence(cadence) if cadence.every == Every::Round => {
            critic.wants(place("start"), "event", ROUND_END);
        }
        Start::Cadence(_) => {}
    }
    match &rule.due {
        Due::SameAs(other) => critic.wants(place("due"), "rule", &other.0),
        Due::Row(date) => one_of(critic, place("due"), date, &ROW_DATES),
        Due::Within(_) | Due::Between { .. } | Due::OnTheDay => {}
    }
    for (key, cap) in [("cap", &rule.cap), ("outer", &rule.outer)] {
        match cap {
            Some(Cap::Rule(code)) => critic.wants(place(key), "rule", &code.0),
            Some(Cap::Policy(code)) => critic.wants(place(key), "policy", &code.0),
            Some(Cap::Event(event)) => critic.wants(place(key), "event", event),
            None => {}
        }
    }
    if let Some(during) = &rule.during {
        critic.wants(place("during"), "event", &during.from);
        if let Some(to) = &during.to {
            critic.wants(place("during"), "rule", &to.0);
        }
    }
    if let Some(event) = &rule.ends_as {
        critic.wants(place("ends_as"), "event", event);
    }
    if let Some(policy) = &rule.extension {
        critic.wants(place("extension"), "policy", &policy.0);
    }
    critic.wants(place("timeline"), "timeline", &rule.timeline);
}

fn one_of(critic: &mut Critic<'_>, place: String, row: &str, known: &[&str]) {
    if !known.contains(&row) {
        critic.say(place, format!("`{row}` is none of {}", known.join(", ")));
    }
}

/// Somebody whose duty it is must hear of it.
fn told(critic: &mut Critic<'_>, rule: &Rule) {
    let place = format!("rule {}, to", rule.code);
    if !critic.is_whole(&format!("timeline {}", rule.timeline)) {
        return;
    }
    if rule.to.is_empty() {
        critic.say(place, "names no role");
    } else if let Some(timeline) = critic.book.timeline_of(rule)
        && !timeline.quiet
        && !timeline
            .steps
            .iter()
            .any(|step| step.to.iter().any(|role| rule.to.contains(role)))
    {
        critic.say(
            place,
            format!("timeline `{}` tells none of these roles", rule.timeline),
        );
    }
}

/// What is printed has a name, and what has a number the word that it stands behind.
fn form_names(critic: &mut Critic<'_>, form: &Form) {
    let place = |key: &str| format!("form {}, {key}", form.code);
    critic.wants_text(place("name"), &form.name);
    if form.paper.is_some() {
        critic.wants_text(place("word"), form.word.as_deref().unwrap_or_default());
    } else if form.signed || form.registers || form.due.is_some() || form.opens.is_some() {
        critic.say(
            place("paper"),
            "only a paper is signed, has a due day, opens or registers anything".to_owned(),
        );
    }
    if let Some(other) = &form.to_unit {
        critic.wants(place("to_unit"), "form", other);
    }
    if form.due.is_some_and(|due| due.count == 0) {
        critic.say(place("due"), "its new last date must lie behind the day of issue");
    }
    if let Some(rule) = &form.opens {
        critic.wants(place("opens"), "rule", &rule.0);
    }
}

fn policy_names(critic: &mut Critic<'_>, policy: &Policy) {
    let place = |key: &str| format!("policy {}, {key}", policy.code);
    critic.wants_text(place("name"), &policy.name);
    critic.wants_text(place("basis"), &policy.basis);
    if let Some(rule) = &policy.decided_by {
        critic.wants(place("decided_by"), "rule", &rule.0);
    }
    if let Some(event) = &policy.from {
        critic.wants(place("from"), "event", event);
    }
}
