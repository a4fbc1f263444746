//! Leaving: roles and open matters pass to the successor, with a ledger entry each.

use super::clue::pass_clues;
use super::house::{Books, House};
use super::person::{end_holding, find_person, give_role};
use super::refused::refuse;
use crate::domain::contact::{Holding, Person};
use crate::domain::ledger::Actor;
use crate::domain::matter::Assignment;
use crate::store::{Act, Work};
use anyhow::Result;
use serde::Serialize;

/// What a leave passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    /// Who left.
    pub person: String,
    /// Who follows.
    pub successor: Option<String>,
    /// How many roles ended.
    pub roles: usize,
    /// How many open matters passed on.
    pub matters: usize,
}

/// Somebody leaves today: their roles end, their open matters pass to the successor, their account is unbound.
///
/// # Errors
/// Refused when they have left, or the successor is the same person or works elsewhere.
pub async fn leave(house: &House, actor: Actor, who: &str, successor: Option<&str>) -> Result<Left> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let person = find_person(&mut work, house, who).await?;
    let heir = match successor {
        Some(text) => Some(find_person(&mut work, house, text).await?),
        None => None,
    };
    let left = leave_in(&mut work, &books, actor, &person, heir.as_ref()).await?;
    work.commit().await?;
    Ok(left)
}

/// The same for people who are known, within a unit of work.
///
/// # Errors
/// Refused, before anything is written, when they have left, or the successor is the same person or works elsewhere.
pub async fn leave_in(
    work: &mut Work,
    books: &Books,
    actor: Actor,
    person: &Person,
    heir: Option<&Person>,
) -> Result<Left> {
    if person.left_on.is_some() {
        refuse!("{} has left already", person.name);
    }
    if let Some(heir) = heir {
        check_heir(person, heir)?;
    }
    let act = Act::new(actor, books.now, "person.left");
    let roles = pass_roles(work, books, &act, person, heir).await?;
    let matters = pass_matters(work, books, &act, person, heir).await?;
    pass_clues(work, &act, person, heir).await?;
    let after = Person {
        left_on: Some(books.today()),
        ..person.clone()
    };
    work.update(&act, person, &after).await?;
    super::bind::end_bindings(work, &act.doing("binding.ended"), person.id).await?;
    Ok(Left {
        person: person.name.clone(),
        successor: heir.map(|heir| heir.name.clone()),
        roles,
        matters,
    })
}

fn check_heir(person: &Person, heir: &Person) -> Result<()> {
    if heir.id == person.id {
        refuse!("{} cannot be their own successor", person.name);
    }
    if heir.unit_id != person.unit_id {
        refuse!(
            "{} works in another unit; a successor takes over duties of the same unit: add them there first",
            heir.name
        );
    }
    if heir.left_on.is_some() {
        refuse!("{} has left", heir.name);
    }
    Ok(())
}

async fn pass_roles(
    work: &mut Work,
    books: &Books,
    act: &Act,
    person: &Person,
    heir: Option<&Person>,
) -> Result<usize> {
    let held: Vec<Holding> = work
        .list_holdings(person.id)
        .await?
        .into_iter()
        .filter(|holding| holding.is_held_on(books.today()))
        .collect();
    for holding in &held {
        end_holding(work, books, act, holding).await?;
        if let Some(heir) = heir {
            give_role(
                work,
                act,
                heir,
                holding.unit_id,
                holding.role,
                Some(books.today()),
            )
            .await?;
        }
    }
    Ok(held.len())
}

async fn pass_matters(
    work: &mut Work,
    books: &Books,
    act: &Act,
    person: &Person,
    heir: Option<&Person>,
) -> Result<usize> {
    let mut assignments = work.list_assignments_of(person.id).await?;
    assignments.sort_by_key(|assignment| assignment.matter_id);
    for assignment in &assignments {
        work.lock_matter(assignment.matter_id).await?;
        let after = Assignment {
            ended_on: Some(books.today()),
            ..assignment.clone()
        };
        work.update(&act.doing("matter.passed_on"), assignment, &after)
            .await?;
        if let Some(heir) = heir {
            take_on(work, act, heir, assignment).await?;
        }
    }
    Ok(assignments.len())
}

/// The heir stands where the assignment stood, once: whoever was named already only takes the lead over.
async fn take_on(work: &mut Work, act: &Act, heir: &Person, passed: &Assignment) -> Result<()> {
    let act = act.doing("matter.taken_on");
    let standing = work.list_assignments(passed.matter_id).await?;
    let own = standing
        .iter()
        .find(|own| own.person_id == heir.id && own.role == passed.role);
    let next = Assignment {
        person_id: heir.id,
        ended_on: None,
        is_lead: passed.is_lead || own.is_some_and(|own| own.is_lead),
        id: own.map_or(0, |own| own.id),
        ..passed.clone()
    };
    match own {
        Some(own) => work.update(&act, own, &next).await?,
        None => {
            work.insert(&act, next).await?;
        }
    }
    Ok(())
}
