//! 专管员: named for one clue, replaced with an entry; without one, whoever holds the role in the organ keeps it.

use super::sight::may_record_clue;
use super::tie::get_clue;
use crate::domain::clue::Clue;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::PersonId;
use crate::domain::inspection::Inspection;
use crate::domain::ledger::Actor;
use crate::domain::matter::{Assignment, Matter};
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::store::{Act, Work};
use crate::supervision::house::{Books, House};
use crate::supervision::person::find_person;
use crate::supervision::refused::{refuse, refuse_secrets};
use anyhow::Result;

/// Names the custodian of the clue of a code.
///
/// # Errors
/// Refused when there is no such clue or person, they serve elsewhere, or no reason is given.
pub async fn name_custodian(
    house: &House,
    actor: Actor,
    code: &str,
    who: &str,
    reason: &str,
) -> Result<Result<Clue, Refusal>> {
    house
        .alone(async |work, books| {
            let clue = get_clue(work, house, code).await?;
            let person = find_person(work, house, who).await?;
            name_custodian_in(work, books, actor, &clue, &person, reason).await
        })
        .await
}

/// The same for a clue and a person that are known, within a unit of work.
///
/// # Errors
/// As [`name_custodian`]; nothing has been written when it refuses.
pub async fn name_custodian_in(
    work: &mut Work,
    books: &Books,
    actor: Actor,
    clue: &Clue,
    person: &Person,
    reason: &str,
) -> Result<Result<Clue, Refusal>> {
    if let Err(refusal) = may_record_clue(work, books, actor, clue).await? {
        return Ok(Err(refusal));
    }
    if !clue.is_open() {
        refuse!("{} is concluded; nobody need keep it", clue.code);
    }
    if reason.trim().is_empty() {
        refuse!("say with --reason why {} keeps {}", person.name, clue.code);
    }
    refuse_secrets("the reason", reason)?;
    check_custodian(work, clue, person).await?;
    let act = Act::new(actor, books.now, "clue.custodian").because(reason);
    Ok(Ok(replace(work, books, &act, clue, Some(person.id)).await?))
}

/// Whether somebody may keep a clue: they serve in its organ and never did in the inspected unit.
///
/// # Errors
/// Refused when they may not.
pub async fn check_custodian(work: &mut Work, clue: &Clue, person: &Person) -> Result<()> {
    let organ: Unit = work.get(clue.organ_id).await?;
    if person.unit_id != organ.id {
        refuse!(
            "{} does not serve in {}, which has {}",
            person.name,
            organ.name,
            clue.code
        );
    }
    if person.left_on.is_some() {
        refuse!("{} has left", person.name);
    }
    if let Some(inspection) = clue.inspection_id {
        let inspection: Inspection = work.get(inspection).await?;
        let inspected: Unit = work.get(inspection.unit_id).await?;
        if person.former_units.contains(&inspected.name) {
            refuse!(
                "{} once served in the inspected unit and keeps nothing of it",
                person.name
            );
        }
    }
    Ok(())
}

/// Writes the custodian of a clue, and names them on its open matters in place of the one before.
///
/// # Errors
/// When the database refuses it.
pub async fn replace(
    work: &mut Work,
    books: &Books,
    act: &Act,
    clue: &Clue,
    custodian: Option<PersonId>,
) -> Result<Clue> {
    let after = Clue {
        custodian_id: custodian,
        ..clue.clone()
    };
    work.update(&act.doing("clue.custodian"), clue, &after).await?;
    for matter in work.list_clue_matters(clue.id).await? {
        let Some(matter) = work.lock_matter(matter.id).await?.filter(Matter::is_open) else {
            continue;
        };
        let standing = work.list_assignments(matter.id).await?;
        let mut kept = standing
            .into_iter()
            .filter(|assignment| assignment.role == Role::ClueCustodian);
        if kept.clone().any(|own| Some(own.person_id) == custodian) {
            continue;
        }
        for before in kept.by_ref() {
            let ended = Assignment {
                ended_on: Some(books.today()),
                ..before.clone()
            };
            work.update(&act.doing("matter.unassigned"), &before, &ended)
                .await?;
        }
        if let Some(person_id) = custodian {
            let named = Assignment {
                id: 0,
                matter_id: matter.id,
                person_id,
                role: Role::ClueCustodian,
                is_lead: false,
                ended_on: None,
            };
            work.insert(&act.doing("matter.assigned"), named).await?;
        }
    }
    Ok(after)
}

/// The clues that somebody who leaves keeps by name pass to the heir, or to whoever holds the role.
///
/// # Errors
/// When the database refuses it.
pub async fn pass_clues(work: &mut Work, act: &Act, person: &Person, heir: Option<&Person>) -> Result<()> {
    for clue in work.list_clues_kept_by(person.id).await? {
        let after = Clue {
            custodian_id: heir.map(|heir| heir.id),
            ..clue.clone()
        };
        work.update(&act.doing("clue.custodian"), &clue, &after).await?;
    }
    Ok(())
}
