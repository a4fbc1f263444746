//! What may leave, and what may come in.

use super::rule::{Register, RuleCode, Secrecy};
use serde::{Deserialize, Serialize};

/// One row of the disclosure table; an absent condition fits all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureRow {
    /// Fits matters of this register.
    #[serde(default)]
    pub register: Option<Register>,
    /// Fits this rule alone.
    #[serde(default)]
    pub rule: Option<RuleCode>,
    /// Fits this secrecy.
    #[serde(default)]
    pub secrecy: Option<Secrecy>,
    /// Fits this kind of channel.
    #[serde(default)]
    pub channel: Option<ChannelKind>,
    /// What may leave.
    pub out: Outbound,
    /// What may come in.
    #[serde(rename = "in")]
    pub inbound: Inbound,
}

impl DisclosureRow {
    /// Whether it has no condition: it fits everything and ends the table.
    pub fn fits_all(&self) -> bool {
        self.register.is_none() && self.rule.is_none() && self.secrecy.is_none() && self.channel.is_none()
    }

    /// Whether it speaks of that.
    pub fn fits(&self, register: Register, rule: &RuleCode, secrecy: Secrecy, channel: ChannelKind) -> bool {
        self.register.is_none_or(|it| it == register)
            && self.rule.as_ref().is_none_or(|it| it == rule)
            && self.secrecy.is_none_or(|it| it == secrecy)
            && self.channel.is_none_or(|it| it == channel)
    }

    /// Whether it fits whatever `other` fits, so that `other` behind it never decides.
    pub fn hides(&self, other: &DisclosureRow) -> bool {
        (self.register.is_none() || self.register == other.register)
            && (self.rule.is_none() || self.rule == other.rule)
            && (self.secrecy.is_none() || self.secrecy == other.secrecy)
            && (self.channel.is_none() || self.channel == other.channel)
    }
}

/// A kind of channel, as the disclosure table sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// A private chat of one bound person.
    Chat,
    /// A registered group.
    Group,
    /// A mail.
    Mail,
    /// The operator's own terminal.
    Console,
}

impl ChannelKind {
    /// Every kind.
    pub const ALL: [ChannelKind; 4] = [
        ChannelKind::Chat,
        ChannelKind::Group,
        ChannelKind::Mail,
        ChannelKind::Console,
    ];

    /// The stable English key, as in rulebooks and JSON.
    pub fn key(self) -> &'static str {
        match self {
            ChannelKind::Chat => "chat",
            ChannelKind::Group => "group",
            ChannelKind::Mail => "mail",
            ChannelKind::Console => "console",
        }
    }
}

/// How much may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outbound {
    /// Nothing.
    None,
    /// Only how many there are.
    Count,
    /// Code, neutral kind, due day, light.
    Neutral,
    /// The title too.
    Full,
}

/// How much may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inbound {
    /// Nothing.
    None,
    /// Coded answers only; evidence as a number of pieces.
    Coded,
    /// Notes too.
    Notes,
    /// Files too.
    Files,
}
