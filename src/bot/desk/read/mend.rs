//! What may be corrected: matters with a move that may be taken back, roles and people of a matter.

use super::people::person_given;
use crate::bot::desk::form::{Form, Given};
use crate::bot::desk::read::MOST;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::{Person, Unit};
use crate::domain::correction::ImportRun;
use crate::domain::ids::{MatterId, MessageId, PersonId};
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::last_standing;
use crate::domain::reply::{read_day_ahead, read_past_day};
use crate::domain::role::Role;
use crate::domain::secrecy::masked;
use crate::supervision::{RuleDifference, may_record, open_differences, people_of_unit};
use anyhow::{Context, Result};
use chrono::NaiveDate;

/// The roles that a matter may name somebody for.
const NAMED: [Role; 4] = [
    Role::Handler,
    Role::SupervisingLeader,
    Role::Liaison,
    Role::Principal,
];

/// The matters of the latest moves that stand, each with its last one.
pub async fn undoable(visit: &mut Visit<'_>, slot: Slot) -> Result<Vec<Given>> {
    let clerk = Actor::Person(visit.person().context("a desk without a clerk")?.id);
    let latest = visit.work.list_latest_moves(2 * MOST).await?;
    let mut found: Vec<Given> = Vec::new();
    for made in latest {
        let matter: Matter = visit.work.get(made.matter_id).await?;
        let moves = visit.work.list_moves(matter.id).await?;
        let stands = last_standing(&matter, &moves).is_some_and(|last| last.id == made.id);
        if !stands || found.len() >= MOST {
            continue;
        }
        if may_record(visit.work, visit.house, visit.books, clerk, &matter)
            .await?
            .is_ok()
        {
            let kind = visit.house.texts.word("move", made.kind.key());
            let shown = format!("{} {kind}", matter.code);
            found.push(Given::new(slot, matter.id, &shown));
        }
    }
    Ok(found)
}

/// The latest imports that opened something and stand.
pub async fn imports(visit: &mut Visit<'_>, slot: Slot) -> Result<Vec<Given>> {
    let mut runs = visit.work.list_latest_imports(2 * MOST).await?;
    runs.retain(|run| run.undone_at.is_none() && !run.opened.is_empty());
    let words = &visit.books.rulebook.secret_words;
    let given = |run: &ImportRun| {
        let at = visit.books.local(run.imported_at).format("%m-%d %H:%M");
        Given::new(slot, run.id, &format!("{at} {}", masked(&run.file_name, words)))
    };
    Ok(runs.iter().take(MOST).map(given).collect())
}

/// The latest messages that nobody has withdrawn.
pub async fn messages(visit: &mut Visit<'_>, slot: Slot) -> Result<Vec<Given>> {
    let latest = i64::try_from(2 * MOST)?;
    let mut found = Vec::new();
    for message in visit.work.list_latest_messages(None, latest).await? {
        let is_over = message.sent + message.pending == 0;
        if is_over
            || found.len() >= MOST
            || visit.work.find_withdrawal(MessageId(message.id)).await?.is_some()
        {
            continue;
        }
        let to = match message.person_id {
            Some(person) => visit.work.get::<Person>(PersonId(person)).await?.name,
            None => String::new(),
        };
        let at = visit.books.local(message.slot_at).format("%m-%d %H:%M");
        let kind = visit.house.texts.word("message", &message.kind);
        found.push(Given::new(slot, message.id, &format!("{at} {to} {kind}")));
    }
    Ok(found)
}

/// The rules whose open matters the rulebook in force would date otherwise.
pub async fn rules(visit: &mut Visit<'_>, slot: Slot) -> Result<Vec<Given>> {
    let differences = open_differences(visit.work, visit.books).await?;
    let given = |known: &RuleDifference| {
        let shown = format!("{} {} ({})", known.rule, known.name, known.would_move.len());
        Given::new(slot, &known.rule, &shown)
    };
    Ok(differences.iter().take(MOST).map(given).collect())
}

/// The roles.
pub fn roles(visit: &Visit<'_>, slot: Slot) -> Vec<Given> {
    let texts = &visit.house.texts;
    NAMED
        .map(|role| Given::new(slot, role.key(), texts.word("role", role.key())))
        .into()
}

/// Who serves in the unit of the matter.
pub async fn people(visit: &mut Visit<'_>, form: &Form, slot: Slot) -> Result<Vec<Given>> {
    let matter: Matter = visit.work.get(MatterId(form.row(Slot::Mended)?)).await?;
    let unit: Unit = visit.work.get(matter.unit_id).await?;
    let people = people_of_unit(visit.work, unit.id).await?;
    let people = people.iter().take(MOST);
    Ok(people.map(|person| person_given(slot, person, &unit)).collect())
}

/// A day that is or has been.
pub fn any_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    read_day_ahead(text, today).or_else(|| read_past_day(text, today))
}
