//! 指定专管员 and 转送 of a clue.

use super::{Done, actor};
use crate::bot::desk::form::Form;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::clue::Clue;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::{ClueId, PersonId, UnitId};
use crate::supervision::{Act, may_record_clue, name_custodian_in, transfer_in};
use crate::text::ClueDone;
use anyhow::Result;

/// Somebody keeps a clue from now on.
pub async fn custodian(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let clue: Clue = visit.work.get(ClueId(form.row(Slot::Clue)?)).await?;
    let person: Person = visit.work.get(PersonId(form.row(Slot::Custodian)?)).await?;
    let (actor, reason) = (actor(visit)?, form.text(Slot::Reason)?);
    let named = name_custodian_in(visit.work, visit.books, actor, &clue, &person, reason).await?;
    Ok(match named {
        Ok(clue) => {
            visit.say(&ClueDone::Custodian {
                code: clue.code,
                person: person.name,
            })?;
            Ok(())
        }
        Err(refusal) => Err(refusal),
    })
}

/// A clue goes to another organ.
pub async fn transfer(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let clue: Clue = visit.work.get(ClueId(form.row(Slot::Clue)?)).await?;
    let organ: Unit = visit.work.get(UnitId(form.row(Slot::Unit)?)).await?;
    let actor = actor(visit)?;
    if let Err(refusal) = may_record_clue(visit.work, visit.books, actor, &clue).await? {
        return Ok(Err(refusal));
    }
    let act = Act::new(actor, visit.books.now, "clue.transferred").because(form.text(Slot::Reason)?);
    let on = form.day(Slot::Day)?;
    let moved = transfer_in(visit.work, visit.house, visit.books, &act, &clue, &organ, on).await?;
    visit.say(&ClueDone::Transferred {
        code: moved.code,
        organ: moved.organ,
        ended: moved.ended,
        withdrawn: moved.withdrawn,
        opened: moved.opened,
    })?;
    Ok(Ok(()))
}
