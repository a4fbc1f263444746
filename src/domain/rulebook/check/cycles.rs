//! Rules that wait for each other: start, due day and caps may not go in a circle.

use super::Critic;
use crate::domain::rulebook::{Cap, Due, Rule, RuleCode, Rulebook, Start};
use std::collections::BTreeSet;

pub(super) fn check(critic: &mut Critic<'_>) {
    let mut said = BTreeSet::new();
    for rule in &critic.book.rules {
        let Some(circle) = circle(critic.book, &rule.code) else {
            continue;
        };
        if said.insert(circle.iter().copied().collect::<BTreeSet<_>>()) {
            let way: Vec<_> = circle
                .iter()
                .map(|code| code.0.as_str())
                .chain([rule.code.0.as_str()])
                .collect();
            critic.say(
                format!("rule {}", rule.code),
                format!("waits for itself: {}", way.join(" -> ")),
            );
        }
    }
}

/// The codes on a way from a rule back to itself.
fn circle<'a>(book: &'a Rulebook, from: &'a RuleCode) -> Option<Vec<&'a RuleCode>> {
    let mut seen = BTreeSet::new();
    let mut ways = vec![vec![from]];
    while let Some(way) = ways.pop() {
        let next = way
            .last()
            .and_then(|code| book.rule(code))
            .map(waits_for)
            .unwrap_or_default();
        if next.contains(&from) {
            return Some(way);
        }
        for code in next.into_iter().filter(|code| seen.insert(*code)) {
            ways.push(way.iter().copied().chain([code]).collect());
        }
    }
    None
}

/// The rules of which one must be known before a rule can have a day.
fn waits_for(rule: &Rule) -> Vec<&RuleCode> {
    let mut codes = Vec::new();
    if let Start::DayOf(code) | Start::EndOf(code) = &rule.start {
        codes.push(code);
    }
    if let Due::SameAs(code) = &rule.due {
        codes.push(code);
    }
    for cap in [&rule.cap, &rule.outer] {
        if let Some(Cap::Rule(code)) = cap {
            codes.push(code);
        }
    }
    codes
}
