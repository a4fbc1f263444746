//! Whether the disclosure table keeps what may never leave: clues, 工作秘密, and everything that no row speaks of.

use super::Critic;
use crate::domain::role::Role;
use crate::domain::rulebook::{ChannelKind, DisclosureRow, Inbound, Outbound, Register, Rule, Secrecy};
use std::collections::BTreeSet;

pub(super) fn check(critic: &mut Critic<'_>) {
    let rows = 1..=critic.book.disclosure.len();
    if rows
        .into_iter()
        .all(|row| critic.is_whole(&format!("disclosure {row}")))
    {
        ending(critic);
        hidden(critic);
        limits(critic);
    }
    let book = critic.book;
    for rule in &book.rules {
        words(critic, rule);
        if rule.register == Register::Clue {
            custodian_alone(critic, rule);
        }
    }
}

/// The last row, and no other, refuses all that the others leave open.
fn ending(critic: &mut Critic<'_>) {
    let closed = critic
        .book
        .disclosure
        .last()
        .is_some_and(|row| row.fits_all() && row.out == Outbound::None && row.inbound == Inbound::None);
    if !closed {
        critic.say(
            "disclosure",
            "the last row must refuse everything: { out = \"none\", in = \"none\" }",
        );
    }
}

fn hidden(critic: &mut Critic<'_>) {
    let rows = &critic.book.disclosure;
    for (index, row) in rows.iter().enumerate() {
        if let Some(first) = rows[..index].iter().position(|before| before.hides(row)) {
            critic.say(
                format!("disclosure {}", index + 1),
                format!("never decides: row {} fits all of it", first + 1),
            );
        }
    }
}

fn limits(critic: &mut Critic<'_>) {
    let mut said = BTreeSet::new();
    for rule in &critic.book.rules {
        // A matter may be of another class than its rule.
        for secrecy in [Secrecy::Public, Secrecy::Internal, Secrecy::WorkSecret] {
            for channel in ChannelKind::ALL {
                let fits = |row: &DisclosureRow| row.fits(rule.register, &rule.code, secrecy, channel);
                let Some(row) = critic.book.disclosure.iter().position(fits) else {
                    continue;
                };
                let (out, inbound) = limit(rule.register, secrecy, channel);
                let decided = &critic.book.disclosure[row];
                if (decided.out > out || decided.inbound > inbound) && said.insert(row) {
                    let what = format!("lets out or in too much of {} by {}", rule.code, channel.key());
                    critic.say(format!("disclosure {}", row + 1), what);
                }
            }
        }
    }
}

/// The most that may leave and come in, whatever an office writes (domain.md 4).
fn limit(register: Register, secrecy: Secrecy, channel: ChannelKind) -> (Outbound, Inbound) {
    let by_channel = match channel {
        ChannelKind::Group => (Outbound::Neutral, Inbound::None),
        ChannelKind::Chat | ChannelKind::Mail | ChannelKind::Console => (Outbound::Full, Inbound::Files),
    };
    let by_content = match (register, channel) {
        (Register::Clue, ChannelKind::Group) => (Outbound::None, Inbound::None),
        (Register::Clue, ChannelKind::Mail) => (Outbound::Count, Inbound::Coded),
        (Register::Clue, _) => (Outbound::Neutral, Inbound::Coded),
        _ if secrecy == Secrecy::WorkSecret => (Outbound::Neutral, Inbound::Coded),
        _ => (Outbound::Full, Inbound::Files),
    };
    (by_channel.0.min(by_content.0), by_channel.1.min(by_content.1))
}

/// What may leave of a rule's name must carry no word of the list.
fn words(critic: &mut Critic<'_>, rule: &Rule) {
    let mut leaves = vec![("neutral", &rule.neutral)];
    if rule.secrecy == Secrecy::Public {
        leaves.push(("name", &rule.name));
    }
    for (key, text) in leaves {
        for word in critic
            .book
            .secret_words
            .iter()
            .filter(|word| text.contains(word.as_str()))
        {
            critic.say(
                format!("rule {}, {key}", rule.code),
                format!("carries the secret word `{word}`"),
            );
        }
    }
}

/// Nobody but the custodian hears of a clue.
fn custodian_alone(critic: &mut Critic<'_>, rule: &Rule) {
    let place = |key: &str| format!("rule {}, {key}", rule.code);
    let stranger = |roles: &[Role]| roles.iter().any(|role| *role != Role::ClueCustodian);
    if stranger(&rule.to) {
        critic.say(place("to"), "a clue is the clue_custodian's alone");
    }
    let told = critic.book.timeline_of(rule);
    if told.is_some_and(|timeline| timeline.steps.iter().any(|step| stranger(&step.to))) {
        critic.say(
            place("timeline"),
            "tells of a clue to others than the clue_custodian",
        );
    }
    if rule.secrecy != Secrecy::WorkSecret {
        critic.say(place("secrecy"), "a clue is at least work_secret");
    }
}
