//! 移交 and 转送: a clue goes to an organ; what the one before still had to do ends, and the new one's begins.

use super::conclude::make_of_itself;
use super::recorded::record_clue_event_in;
use super::sight::may_record_clue;
use super::tie::get_clue;
use crate::domain::clue::{Clue, TRANSFER};
use crate::domain::contact::Unit;
use crate::domain::inspection::Event;
use crate::domain::ledger::Actor;
use crate::domain::matter::Matter;
use crate::domain::moves::MoveKind;
use crate::domain::refusal::Refusal;
use crate::domain::role::Role;
use crate::domain::rulebook::{Rulebook, Start};
use crate::store::{Act, Work};
use crate::supervision::event::{NewEvent, check};
use crate::supervision::house::{Books, House};
use crate::supervision::person::get_unit;
use crate::supervision::refused::{refuse, refuse_secrets};
use crate::supervision::withdraw::withdraw;
use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

/// Key of the event that it was handed to the wrong organ.
const MISDIRECTED: &str = "clue_misdirected";

/// What a transfer did; keys are stable for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transferred {
    /// Code of the clue.
    pub code: String,
    /// Name of the organ that has it now.
    pub organ: String,
    /// Codes of the old organ's matters that ended: its duty to pass the clue on.
    pub ended: Vec<String>,
    /// Codes of the old organ's matters that were withdrawn.
    pub withdrawn: Vec<String>,
    /// Codes of the new organ's matters.
    pub opened: Vec<String>,
}

/// Moves the clue of a code to another organ.
///
/// # Errors
/// Refused when there is no such clue or unit, it is concluded or there already, or the day does not fit.
pub async fn transfer(
    house: &House,
    actor: Actor,
    code: &str,
    to: &str,
    on: NaiveDate,
    reason: &str,
) -> Result<Result<Transferred, Refusal>> {
    let mut work = house.store.begin().await?;
    let books = house.books(&mut work).await?;
    let clue = get_clue(&mut work, house, code).await?;
    let to = get_unit(&mut work, house, to).await?;
    if let Err(refusal) = may_record_clue(&mut work, &books, actor, &clue).await? {
        return Ok(Err(refusal));
    }
    if reason.trim().is_empty() {
        refuse!("say with --reason why {} goes to {}", clue.code, to.name);
    }
    let act = Act::new(actor, books.now, "clue.transferred").because(reason);
    let moved = transfer_in(&mut work, house, &books, &act, &clue, &to, on).await?;
    work.commit().await?;
    Ok(Ok(moved))
}

/// The same within a unit of work, for somebody who may. The new organ's own custodians keep it.
///
/// # Errors
/// As [`transfer`]; nothing has been written when it refuses.
pub async fn transfer_in(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    clue: &Clue,
    to: &Unit,
    on: NaiveDate,
) -> Result<Transferred> {
    let new = NewEvent {
        kind: TRANSFER.to_owned(),
        happened_on: on,
        proof: clue.code.clone(),
    };
    check(books, &new)?;
    refuse_secrets("the reason", &act.reason)?;
    if !clue.is_open() {
        refuse!("{} is concluded", clue.code);
    }
    if to.id == clue.organ_id {
        refuse!("{} has {} already", to.name, clue.code);
    }
    if on < clue.transferred_on {
        refuse!("{} was handed over on {}", clue.code, clue.transferred_on);
    }
    if work
        .list_holders(Role::ClueCustodian, to.id, books.today())
        .await?
        .is_empty()
    {
        refuse!(
            "nobody in {} keeps clues; give somebody the role clue_custodian first (`huiyin person set`)",
            to.name
        );
    }
    let (ended, withdrawn) = end_for_organ(work, house, books, act, clue, on).await?;
    let after = Clue {
        organ_id: to.id,
        transferred_on: on,
        feedback_on: None,
        custodian_id: None,
        ..clue.clone()
    };
    work.update(&act.doing("clue.transferred"), clue, &after).await?;
    let recorded = record_clue_event_in(work, house, books, act, &after, &new).await?;
    Ok(Transferred {
        code: clue.code.clone(),
        organ: to.name.clone(),
        ended,
        withdrawn,
        opened: recorded.opened,
    })
}

/// Ends what the organ still had to do: passing the clue on is done, everything else is not its any more.
async fn end_for_organ(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    clue: &Clue,
    on: NaiveDate,
) -> Result<(Vec<String>, Vec<String>)> {
    let (mut ended, mut withdrawn) = (Vec::new(), Vec::new());
    for matter in work.list_clue_matters(clue.id).await? {
        let Some(matter) = work.lock_matter(matter.id).await?.filter(Matter::is_open) else {
            continue;
        };
        let rulebook = house.rulebook(work, &matter.rulebook).await?;
        let is_passing_on = starts_on(&rulebook, &matter.rule.0, MISDIRECTED);
        let kind = MoveKind::Received;
        if is_passing_on && make_of_itself(work, house, books, act, &matter, kind, on).await? {
            ended.push(matter.code);
        } else {
            withdraw(work, house, books, act, &matter).await?;
            withdrawn.push(matter.code);
        }
    }
    Ok((ended, withdrawn))
}

fn starts_on(rulebook: &Rulebook, rule: &str, kind: &str) -> bool {
    rulebook
        .rules
        .iter()
        .any(|known| known.code.0 == rule && matches!(&known.start, Start::Event(start) if start == kind))
}

/// A clue was handed over on the day on which its 移交 is said to have been.
///
/// # Errors
/// When the database refuses it.
pub async fn move_clue(work: &mut Work, act: &Act, event: &Event, on: NaiveDate) -> Result<()> {
    let Some(id) = event.clue_id.filter(|_| event.kind == TRANSFER) else {
        return Ok(());
    };
    let clue: Clue = work.get(id).await?;
    if (clue.organ_id, clue.transferred_on) != (event.unit_id, event.happened_on) {
        return Ok(());
    }
    let after = Clue {
        transferred_on: on,
        ..clue.clone()
    };
    Ok(work.update(&act.doing("clue.changed"), &clue, &after).await?)
}
