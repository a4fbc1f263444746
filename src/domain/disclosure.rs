//! What may leave of a matter, to whom, by which channel, and what may come in (domain.md 4). Templates see
//! nothing but [`Outward`], and nothing but [`outward`] makes one.

use super::ids::{PersonId, UnitId};
use super::matter::days_left;
use super::role::Role;
use super::rulebook::{ChannelKind, DisclosureRow, Inbound, Outbound, Register, RuleCode, Rulebook, Secrecy};
use super::secrecy;
use super::timeline::Light;
use chrono::NaiveDate;
use serde::Serialize;

/// What disclosure must know of a matter. All days are days in the office's zone.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// `ZG-2026-03-0031-2`.
    pub code: &'a str,
    /// The rule that opened it.
    pub rule: &'a RuleCode,
    /// The register that owns it.
    pub register: Register,
    /// Class of its content.
    pub secrecy: Secrecy,
    /// The rule's neutral name: 报送事项.
    pub neutral: &'a str,
    /// What it is about.
    pub title: Option<&'a str>,
    /// The responsible unit.
    pub unit_id: UnitId,
    /// Its name.
    pub unit_name: &'a str,
    /// The name under which it may be mentioned.
    pub unit_alias: Option<&'a str>,
    /// The inspected unit that it concerns, when that is not the responsible one.
    pub inspected_unit: Option<&'a str>,
    /// The person who keeps a clue; none leaves it to the unit's custodians.
    pub custodian: Option<PersonId>,
    /// It takes coded answers alone.
    pub coded: bool,
    /// The due day.
    pub due_on: Option<NaiveDate>,
    /// The due day at first.
    pub original_due_on: Option<NaiveDate>,
    /// 暂定: the year's holidays are not published yet.
    pub provisional: bool,
    /// Today's light.
    pub light: Light,
    /// The last progress told.
    pub percent: Option<u8>,
    /// 已完成 was said and not reviewed.
    pub claimed: bool,
    /// 历史逾期: it was overdue on this day, when it was taken over, and counts from here.
    pub counts_from_on: Option<NaiveDate>,
    /// Key of its state.
    pub state: &'a str,
}

/// Who is going to read, or has written.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The person.
    pub person_id: PersonId,
    /// Where they serve.
    pub unit_id: UnitId,
    /// Where they served before: of those units they are told nothing (回避).
    pub former_unit_names: &'a [String],
    /// What they hold today.
    pub roles: &'a [Role],
}

/// What a template may see of a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "templates ask each by its name")]
pub struct Outward {
    code: String,
    kind: String,
    title: Option<String>,
    unit: Option<String>,
    due_on: Option<NaiveDate>,
    original_due_on: Option<NaiveDate>,
    provisional: bool,
    days_left: Option<i64>,
    light: Light,
    percent: Option<u8>,
    claimed: bool,
    coded: bool,
    legacy_overdue: bool,
    state: String,
}

impl Outward {
    /// The matter's code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The name of its kind that may leave.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The last day.
    pub fn due_on(&self) -> Option<NaiveDate> {
        self.due_on
    }

    /// The last day at first, where it is another.
    pub fn original_due_on(&self) -> Option<NaiveDate> {
        self.original_due_on
    }

    /// 历史逾期: its days count from the takeover.
    pub fn legacy_overdue(&self) -> bool {
        self.legacy_overdue
    }

    /// The same in neutral form.
    pub fn without_title(self) -> Outward {
        Outward { title: None, ..self }
    }
}

/// How much of a matter is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// With its title.
    Full(Outward),
    /// Without.
    Neutral(Outward),
    /// Only in a count.
    Counted,
    /// Not even that.
    Withheld,
}

/// What `reader` may see of a matter. A group and the operator's terminal are no `reader`.
pub fn outward(
    facts: &Facts<'_>,
    reader: Option<&Reader<'_>>,
    rulebook: &Rulebook,
    channel: ChannelKind,
    today: NaiveDate,
) -> Shown {
    if !concerns(facts, reader, channel) {
        return Shown::Withheld;
    }
    let is_clue = facts.register == Register::Clue;
    let title = facts
        .title
        .filter(|title| !is_clue && secrecy::may_leave(title, &rulebook.secret_words));
    match (row(facts, rulebook, channel).map(|row| row.out), title) {
        (None | Some(Outbound::None), _) => Shown::Withheld,
        (Some(Outbound::Count), _) => Shown::Counted,
        (Some(Outbound::Full), Some(title)) => Shown::Full(facts.disclosed(Some(title), today)),
        (Some(Outbound::Full | Outbound::Neutral), _) => Shown::Neutral(facts.disclosed(None, today)),
    }
}

/// Whether a matter may stand in a number by that channel, whoever reads it.
pub fn may_be_counted(facts: &Facts<'_>, rulebook: &Rulebook, channel: ChannelKind) -> bool {
    row(facts, rulebook, channel).is_some_and(|row| row.out != Outbound::None)
}

/// What `writer` may hand in on a matter by that channel. Of a clue no content is ever taken.
pub fn inbound(facts: &Facts<'_>, writer: &Reader<'_>, rulebook: &Rulebook, channel: ChannelKind) -> Inbound {
    if !concerns(facts, Some(writer), channel) {
        return Inbound::None;
    }
    match row(facts, rulebook, channel).map_or(Inbound::None, |row| row.inbound) {
        Inbound::Notes | Inbound::Files if facts.register == Register::Clue => Inbound::Coded,
        taken => taken,
    }
}

/// The first row that fits; none discloses nothing.
fn row<'r>(facts: &Facts<'_>, rulebook: &'r Rulebook, channel: ChannelKind) -> Option<&'r DisclosureRow> {
    let fits = |row: &&DisclosureRow| row.fits(facts.register, facts.rule, facts.secrecy, channel);
    rulebook.disclosure.iter().find(fits)
}

/// Nothing goes to a person about a unit they served in before, and nothing of a clue to anybody but its
/// custodian. The terminal is the office's own.
fn concerns(facts: &Facts<'_>, reader: Option<&Reader<'_>>, channel: ChannelKind) -> bool {
    let is_clue = facts.register == Register::Clue;
    match reader {
        Some(reader) => !facts.is_avoided_by(reader) && (!is_clue || facts.is_kept_by(reader)),
        None => !is_clue || channel == ChannelKind::Console,
    }
}

impl Facts<'_> {
    /// 回避: the reader served in one of its units.
    pub fn is_avoided_by(&self, reader: &Reader<'_>) -> bool {
        let units = [Some(self.unit_name), self.unit_alias, self.inspected_unit];
        let served_there = |unit: &str| {
            reader
                .former_unit_names
                .iter()
                .any(|former| former.trim() == unit.trim())
        };
        units.into_iter().flatten().any(served_there)
    }

    fn is_kept_by(&self, reader: &Reader<'_>) -> bool {
        match self.custodian {
            Some(custodian) => custodian == reader.person_id,
            None => reader.unit_id == self.unit_id && reader.roles.contains(&Role::ClueCustodian),
        }
    }

    fn disclosed(&self, title: Option<&str>, today: NaiveDate) -> Outward {
        Outward {
            code: self.code.to_owned(),
            kind: self.neutral.to_owned(),
            title: title.map(str::to_owned),
            unit: self.unit_alias.map(str::to_owned),
            due_on: self.due_on,
            original_due_on: self
                .original_due_on
                .filter(|_| self.original_due_on != self.due_on),
            provisional: self.provisional,
            days_left: days_left(self.due_on, self.counts_from_on, today),
            light: self.light,
            percent: self.percent,
            claimed: self.claimed,
            coded: self.coded,
            legacy_overdue: self.counts_from_on.is_some(),
            state: self.state.to_owned(),
        }
    }
}
