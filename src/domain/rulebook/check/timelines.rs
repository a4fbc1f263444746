//! Whether a timeline's steps rise, are told apart, and reach somebody.

use super::Critic;
use crate::domain::timeline::{StepDay, Timeline};
use std::collections::BTreeSet;

pub(super) fn check(critic: &mut Critic<'_>) {
    let book = critic.book;
    for (key, timeline) in &book.timelines {
        critic.wants_text(format!("timeline {key}, name"), &timeline.name);
        critic.wants_text(format!("timeline {key}, basis"), &timeline.basis);
        if timeline.steps.is_empty() && !timeline.quiet {
            critic.say(format!("timeline {key}"), "has no steps");
        }
        steps(critic, key, timeline);
    }
}

fn steps(critic: &mut Critic<'_>, key: &str, timeline: &Timeline) {
    let mut codes = BTreeSet::new();
    for step in &timeline.steps {
        let place = format!("timeline {key}, step {}", step.code);
        if !codes.insert(&step.code) {
            critic.say(&place, "this code is taken");
        }
        if step.to.is_empty() {
            critic.say(format!("{place}, to"), "names no role");
        }
        if step.by.is_empty() {
            critic.say(format!("{place}, by"), "names no way");
        }
        if step.gather.is_some() && order(step.at) >= 0 {
            critic.say(
                format!("{place}, gather"),
                "only steps before the due day may gather",
            );
        }
        critic.wants(format!("{place}, form"), "form", &step.form);
    }
    if !critic.is_whole(&format!("timeline {key}")) {
        return;
    }
    for pair in timeline.steps.windows(2) {
        if order(pair[1].at) <= order(pair[0].at) {
            let place = format!("timeline {key}, step {}, at", pair[1].code);
            critic.say(
                place,
                format!("`{}` does not come after `{}`", pair[1].at, pair[0].at),
            );
        }
    }
}

/// A number that rises with the day; five workdays are as long as seven days.
fn order(at: StepDay) -> i64 {
    match at {
        StepDay::Opened => i64::MIN,
        StepDay::Days(days) => i64::from(days) * 5,
        StepDay::Workdays(days) => i64::from(days) * 7,
    }
}
