//! Whether the chain of close-out is one: every step a decision, the last one the office's.

use super::Critic;
use crate::domain::rulebook::{Due, Ends, RuleCode};

pub(super) fn check(critic: &mut Critic<'_>) {
    let closeout = &critic.book.closeout;
    if closeout.is_empty() {
        return;
    }
    for (key, chain) in [
        ("measure", &closeout.measure),
        ("finding", &closeout.finding),
        ("focus", &closeout.focus),
    ] {
        if chain.is_empty() {
            critic.say("closeout", format!("`{key}` names no rule"));
        }
        for (index, code) in chain.iter().enumerate() {
            wants_decision(critic, key, code);
            if chain[..index].contains(code) {
                critic.say("closeout", format!("`{key}`: `{code}` decides twice"));
            }
        }
    }
    for (key, chain) in [("finding", &closeout.finding), ("focus", &closeout.focus)] {
        if let Some(last) = chain.last()
            && let Some(rule) = critic.whole_rule(last)
            && !rule.to.first().is_some_and(|role| role.is_office())
        {
            let what = format!("`{key}`: the last decision, `{last}`, is not the office's");
            critic.say("closeout", what);
        }
    }
    for (key, code) in [
        ("fix", &closeout.fix),
        ("spot", &closeout.spot),
        ("recheck", &closeout.recheck),
    ] {
        wants_period(critic, key, code);
    }
}

fn wants_decision(critic: &mut Critic<'_>, key: &str, code: &RuleCode) {
    wants_period(critic, key, code);
    if critic
        .whole_rule(code)
        .is_some_and(|rule| rule.ends != Ends::Decision)
    {
        critic.say("closeout", format!("`{key}`: `{code}` is no decision"));
    }
}

fn wants_period(critic: &mut Critic<'_>, key: &str, code: &RuleCode) {
    if !critic.names.has("rule", &code.0) {
        critic.say("closeout", format!("`{key}`: there is no rule `{code}`"));
    }
    if critic
        .whole_rule(code)
        .is_some_and(|rule| !matches!(rule.due, Due::Within(_)))
    {
        critic.say("closeout", format!("`{key}`: rule `{code}` gives no period"));
    }
}
