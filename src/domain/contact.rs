//! Organisations, people, and who holds which role when.

use super::ids::{ActingId, HoldingId, OfficeId, PersonId, UnitId};
use super::role::Role;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 巡察办: the owner of all rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Row.
    pub id: OfficeId,
    /// Short key, unique.
    pub code: String,
    /// 市委巡察办.
    pub name: String,
}

/// An organisation: inspected unit, receiving organ, or the office itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Row.
    pub id: UnitId,
    /// Owner.
    pub office_id: OfficeId,
    /// 市住建局.
    pub name: String,
    /// The name that may leave the house; the name itself where none is given.
    pub alias: Option<String>,
    /// 政府组成部门, 纪检监察机关 ...
    pub category: Option<String>,
}

impl Unit {
    /// The name that may leave the house.
    pub fn outward_name(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.name)
    }

    /// Whether a ledger means it by a name: its own, its alias, or the end of its own (第一巡察组 of 市委第一巡察组).
    pub fn is_called(&self, name: &str) -> bool {
        !name.is_empty() && (self.name.ends_with(name) || self.alias.as_deref() == Some(name))
    }
}

/// Somebody of the contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Row.
    pub id: PersonId,
    /// Owner.
    pub office_id: OfficeId,
    /// Where they work now.
    pub unit_id: UnitId,
    /// Unique within the unit.
    pub name: String,
    /// 职务.
    pub post: Option<String>,
    /// Duty phone.
    pub phone: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Names of units they once belonged to: they are told nothing of these (回避).
    pub former_units: Vec<String>,
    /// The first day on which they no longer hold anything.
    pub left_on: Option<NaiveDate>,
    /// What the last imported 通讯录 said of them; none while no file has named them.
    #[serde(default)]
    pub listed: Option<Listed>,
}

impl Person {
    /// Whether they are still there on a day.
    pub fn is_here_on(&self, day: NaiveDate) -> bool {
        self.left_on.is_none_or(|left| day < left)
    }
}

/// What a 通讯录 says of a person. An imported file is compared with the last one, so that what the office
/// has changed since then is neither a difference nor lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// 职务.
    pub post: Option<String>,
    /// Duty phone.
    pub phone: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Names of units they once belonged to.
    pub former_units: Vec<String>,
    /// Roles in their unit, in the file's order.
    pub roles: Vec<Role>,
}

/// A role held by a person in a unit, between two days (both included; none: open).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// Row.
    pub id: HoldingId,
    /// Holder.
    pub person_id: PersonId,
    /// For which unit.
    pub unit_id: UnitId,
    /// Which role.
    pub role: Role,
    /// First day.
    pub from_on: Option<NaiveDate>,
    /// Last day.
    pub until_on: Option<NaiveDate>,
}

/// 临时代理: somebody stands in for somebody between two days (both included): they are told in their place, and may
/// answer for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    /// Row.
    pub id: ActingId,
    /// Who is away.
    pub person_id: PersonId,
    /// Who stands in.
    pub substitute_id: PersonId,
    /// First day, in the office's zone.
    pub from_on: NaiveDate,
    /// Last day.
    pub until_on: NaiveDate,
}

impl Acting {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from_on <= day && day <= self.until_on
    }
}

impl Holding {
    /// Whether it is held on a day.
    pub fn is_held_on(&self, day: NaiveDate) -> bool {
        self.from_on.is_none_or(|from| from <= day) && self.until_on.is_none_or(|until| day <= until)
    }
}
