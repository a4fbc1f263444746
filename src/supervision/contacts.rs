//! The contacts as the office reads them: everybody of a unit, one person with all that is theirs.

use super::board::Names;
use super::house::{Books, House};
use super::person::{find_person, get_unit};
use crate::domain::contact::{Holding, Person};
use crate::store::Work;
use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

/// A person in a list; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonLine {
    /// Row; tells apart who has the same name.
    pub id: i64,
    /// Where they work.
    pub unit: String,
    /// Name.
    pub name: String,
    /// 职务.
    pub post: Option<String>,
    /// Keys of the roles held today.
    pub roles: Vec<&'static str>,
    /// Duty phone.
    pub phone: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Names of units they once belonged to.
    pub former_units: Vec<String>,
    /// Whether a chat account is bound.
    pub bound: bool,
    /// The first day on which they no longer hold anything.
    pub left_on: Option<NaiveDate>,
}

/// A person with all that is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonSheet {
    /// As in a list.
    #[serde(flatten)]
    pub line: PersonLine,
    /// Roles, past ones too, oldest first.
    pub holdings: Vec<HoldingLine>,
    /// Chat accounts bound now.
    pub accounts: Vec<AccountLine>,
    /// Codes of the open matters that name them.
    pub matters: Vec<String>,
}

/// A role held, between two days (both included; none: open).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HoldingLine {
    /// Role key.
    pub role: &'static str,
    /// For which unit.
    pub unit: String,
    /// First day.
    pub from_on: Option<NaiveDate>,
    /// Last day.
    pub until_on: Option<NaiveDate>,
}

/// A bound account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountLine {
    /// `telegram` ...
    pub channel: String,
    /// Business instant.
    pub bound_at: DateTime<Utc>,
}

/// Lists the contacts by unit; of one unit, and those who left, if asked.
///
/// # Errors
/// Refused when the unit is unknown.
pub async fn list_people(house: &House, unit: Option<&str>, left_too: bool) -> Result<Vec<PersonLine>> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let unit = match unit {
        Some(name) => Some(get_unit(&mut work, house, name).await?.id),
        None => None,
    };
    let mut people: Vec<Person> = work.all().await?;
    people.retain(|person| {
        unit.is_none_or(|unit| person.unit_id == unit) && (left_too || person.left_on.is_none())
    });
    people.sort_by_key(|person| (person.unit_id, person.id));
    let mut names = Names::default();
    let mut lines = Vec::with_capacity(people.len());
    for person in people {
        lines.push(line_of(&mut work, house, &books, &mut names, person).await?);
    }
    Ok(lines)
}

/// Shows one person, named as [`find_person`] takes it.
///
/// # Errors
/// Refused when nobody or several fit.
pub async fn show_person(house: &House, who: &str) -> Result<PersonSheet> {
    let mut work = house.store.read().await?;
    let books = house.books(&mut work).await?;
    let person = find_person(&mut work, house, who).await?;
    sheet_of(&mut work, house, &books, person).await
}

async fn line_of(
    work: &mut Work,
    house: &House,
    books: &Books,
    names: &mut Names,
    person: Person,
) -> Result<PersonLine> {
    let holdings = work.list_holdings(person.id).await?;
    Ok(PersonLine {
        id: person.id.0,
        unit: names.of_unit(work, person.unit_id).await?,
        roles: roles_on(&holdings, books.today()),
        bound: work.find_binding(house.chat, person.id).await?.is_some(),
        name: person.name,
        post: person.post,
        phone: person.phone,
        mail: person.mail,
        former_units: person.former_units,
        left_on: person.left_on,
    })
}

fn roles_on(holdings: &[Holding], day: NaiveDate) -> Vec<&'static str> {
    let held = holdings.iter().filter(|holding| holding.is_held_on(day));
    held.map(|holding| holding.role.key()).collect()
}

pub(super) async fn sheet_of(
    work: &mut Work,
    house: &House,
    books: &Books,
    person: Person,
) -> Result<PersonSheet> {
    let mut names = Names::default();
    let mut holdings = Vec::new();
    for holding in work.list_holdings(person.id).await? {
        holdings.push(HoldingLine {
            role: holding.role.key(),
            unit: names.of_unit(work, holding.unit_id).await?,
            from_on: holding.from_on,
            until_on: holding.until_on,
        });
    }
    let mut matters = Vec::new();
    for assignment in work.list_assignments_of(person.id).await? {
        let matter: crate::domain::matter::Matter = work.get(assignment.matter_id).await?;
        matters.push(matter.code);
    }
    matters.sort_unstable();
    matters.dedup();
    let accounts = work
        .list_bindings(person.id)
        .await?
        .into_iter()
        .map(|binding| AccountLine {
            channel: binding.channel,
            bound_at: binding.bound_at,
        });
    Ok(PersonSheet {
        accounts: accounts.collect(),
        line: line_of(work, house, books, &mut names, person).await?,
        holdings,
        matters,
    })
}
