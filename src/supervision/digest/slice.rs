//! Whose matters somebody reads of.

use super::cells::Place;
use super::draft::Drafts;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::{PersonId, UnitId};
use crate::domain::role::{Role, RoleScope};
use crate::store::Work;
use crate::supervision::house::{Books, House};
use crate::supervision::outward::Seer;
use crate::supervision::person::{find_person, find_unit};
use anyhow::Result;
use std::collections::BTreeSet;

/// What the office is called where its own name is too long to type.
const OFFICE: &str = "office";

/// Which part of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The whole office's; for its own people with what they have to do.
    Whole {
        /// For the 巡察办 itself.
        to_act: bool,
    },
    /// One unit's.
    Unit(UnitId),
    /// Those of the inspections that a team made.
    Team(UnitId),
}

/// A part of the figures, without the units that its reader avoids (回避). Equal slices have equal digests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slice {
    /// Which part.
    pub scope: Scope,
    /// Names of units that the reader once served in.
    pub avoided: Vec<String>,
}

/// Somebody, or something, with a digest of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// What they read.
    pub slice: Slice,
    /// Tells them from all others: `p12`, `u3`, `office`.
    pub key: String,
    /// A person's mail address.
    pub mail: Option<String>,
}

impl Reader {
    fn of_all(scope: Scope, key: String) -> Reader {
        Reader {
            slice: Slice {
                scope,
                avoided: Vec::new(),
            },
            key,
            mail: None,
        }
    }
}

/// The office (by its name, or as `office`), a unit or team, or a person; none where no digest goes to that person.
///
/// # Errors
/// Refused when there is nobody of that name, or several; else when the database cannot be read.
pub async fn reader_named(house: &House, name: &str) -> Result<Option<Reader>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    if name == OFFICE || name == house.office.name {
        return Ok(Some(Reader::of_all(
            Scope::Whole { to_act: true },
            OFFICE.to_owned(),
        )));
    }
    if let Some(unit) = find_unit(&mut work, house, name).await? {
        let scope = scope_of(&mut work, &books, &unit).await?;
        return Ok(Some(Reader::of_all(scope, format!("u{}", unit.id))));
    }
    let person = find_person(&mut work, house, name).await?;
    reader_of(&mut work, &books, person).await
}

/// A person as a reader; none where no digest goes to them.
///
/// # Errors
/// When the database cannot be read.
pub async fn reader_of(work: &mut Work, books: &Books, person: Person) -> Result<Option<Reader>> {
    let (key, mail) = (format!("p{}", person.id), person.mail.clone());
    let slice = slice_of(work, books, person).await?;
    Ok(slice.map(|slice| Reader { slice, key, mail }))
}

/// What a person reads, by what they hold; none for those to whom no digest goes.
async fn slice_of(work: &mut Work, books: &Books, person: Person) -> Result<Option<Slice>> {
    let seer = Seer::of(work, books, person).await?;
    let Some(scope) = read_by(&seer.roles, seer.person.unit_id) else {
        return Ok(None);
    };
    let mut avoided: Vec<String> = seer
        .person
        .former_units
        .iter()
        .map(|name| name.trim().to_owned())
        .collect();
    avoided.sort();
    avoided.dedup();
    Ok(Some(Slice { scope, avoided }))
}

/// What goes to a unit, team, office or leading group as such: what its people read, unless some of them answer for a
/// unit of its own.
async fn scope_of(work: &mut Work, books: &Books, unit: &Unit) -> Result<Scope> {
    let people = work.all::<Person>().await?.into_iter();
    let own: BTreeSet<PersonId> = people
        .filter(|person| person.unit_id == unit.id)
        .map(|person| person.id)
        .collect();
    let held = work.list_held(books.today()).await?.into_iter();
    let roles: Vec<Role> = held
        .filter(|(person, _)| own.contains(person))
        .map(|(_, role)| role)
        .collect();
    let answers = roles.iter().any(|role| role.scope() == RoleScope::Unit);
    let scope = read_by(&roles, unit.id).filter(|_| !answers);
    Ok(scope.unwrap_or(Scope::Unit(unit.id)))
}

/// What goes to somebody of a unit who holds some roles.
fn read_by(roles: &[Role], unit: UnitId) -> Option<Scope> {
    let holds = |wanted: fn(Role) -> bool| roles.iter().any(|role| wanted(*role));
    if holds(Role::is_office) {
        Some(Scope::Whole { to_act: true })
    } else if holds(Role::is_leading_group) {
        Some(Scope::Whole { to_act: false })
    } else if holds(|role| role == Role::InspectionTeam) {
        Some(Scope::Team(unit))
    } else {
        holds(Role::reads_digests).then_some(Scope::Unit(unit))
    }
}

impl Drafts {
    /// Whether what lies at a place belongs to a slice.
    pub(super) fn holds(&self, slice: &Slice, place: &Place) -> bool {
        let inspection = place.inspection.and_then(|id| self.inspections.get(&id));
        let is_own = match slice.scope {
            Scope::Whole { .. } => true,
            Scope::Unit(unit) => place.unit == unit && place.owed && !place.inner,
            Scope::Team(team) => {
                let by = inspection.and_then(|inspection| inspection.team.as_deref());
                !place.inner && inspection.is_some() && self.is_team(team, by)
            }
        };
        let inspected = inspection.map(|inspection| inspection.unit_id);
        is_own
            && ![Some(place.unit), inspected]
                .into_iter()
                .flatten()
                .any(|unit| self.avoids(slice, unit))
    }

    /// Whether a team is that of a name; a team that is not in the contacts is every team that is.
    fn is_team(&self, team: UnitId, name: Option<&str>) -> bool {
        let called = |unit: &Unit| name.is_some_and(|name| unit.is_called(name));
        self.units.get(&team).is_some_and(called) || !self.units.values().any(called)
    }

    /// 回避: whether a slice's reader once served in a unit.
    pub(super) fn avoids(&self, slice: &Slice, unit: UnitId) -> bool {
        let unit = self.units.get(&unit);
        unit.is_some_and(|unit| {
            let is_it = |former: &String| former == unit.name.trim() || former == unit.outward_name().trim();
            slice.avoided.iter().any(is_it)
        })
    }
}
