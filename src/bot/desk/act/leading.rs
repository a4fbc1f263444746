//! 代录 of decisions: those that wait as matters, and what the leading group decides on a unit.

use super::{Done, actor};
use crate::bot::desk::form::Form;
use crate::bot::desk::read::leading::person_of;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::Unit;
use crate::domain::ids::{MatterId, PersonId, UnitId};
use crate::domain::moves::MoveKind;
use crate::domain::resolution::{ResolutionKind, ResolutionState};
use crate::supervision::{NewMove, NewResolution, climbed, lift_in, make_move, resolve_in};
use crate::text::{Decided, DecisionDone, ResolveDone};
use anyhow::{Context, Result};

/// 代录 of a decision.
pub async fn decide(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let kind = MoveKind::from_key(form.text(Slot::Verdict)?).context("an unknown decision")?;
    let new = NewMove {
        kind,
        on: form.day(Slot::Day)?,
        giver: Some(PersonId(form.row(Slot::Decider)?)),
        via: form.via()?,
        document: form.maybe(Slot::Document),
        reason: form.maybe(Slot::Reason),
        fix_by: None,
        pledge: None,
    };
    let (actor, matter) = (actor(visit)?, MatterId(form.row(Slot::Decided)?));
    match make_move(visit.work, visit.house, visit.books, actor, matter, &new).await? {
        Ok(moved) => {
            visit.say(&DecisionDone::Decided {
                kind: kind.key(),
                signed: false,
                lines: vec![Decided {
                    code: moved.matter.code,
                    about: None,
                    state: None,
                    due_on: None,
                }],
            })?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// 代录 of what the leading group decides on a unit.
pub async fn resolve(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let unit = UnitId(form.row(Slot::Climbed)?);
    let kind = ResolutionKind::from_key(form.text(Slot::Resolution)?).context("an unknown decision")?;
    let about = climbed(visit.work, visit.house, visit.books).await?;
    let about = about.into_iter().filter(|one| one.matter.unit_id == unit);
    let new = NewResolution {
        about: about.map(|one| one.matter.id).collect(),
        kind,
        by: PersonId(form.row(Slot::Leader)?),
        via: form.via()?,
        document: form.maybe(Slot::Document),
        on: form.day(Slot::Day)?,
        due_on: form.maybe(Slot::Due).map(|day| day.parse()).transpose()?,
    };
    let actor = actor(visit)?;
    match resolve_in(visit.work, visit.house, visit.books, actor, &new).await? {
        Ok(resolved) => {
            let unit: Unit = visit.work.get(unit).await?;
            visit.say(&ResolveDone::Resolved {
                kind: kind.key(),
                unit: unit.outward_name().to_owned(),
                proposed: resolved.resolution.state == ResolutionState::Proposed,
                opened: resolved.opened,
                registered: resolved.registered,
            })?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// 解除挂号, on the word of somebody of the leading group.
pub async fn lift(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let by = person_of(visit, form, Slot::Leader).await?;
    let (number, reason) = (form.text(Slot::Registered)?, form.text(Slot::Reason)?);
    let actor = actor(visit)?;
    let lifted = lift_in(visit.work, visit.house, visit.books, actor, number, &by, reason).await?;
    match lifted {
        Ok(line) => {
            visit.say(&ResolveDone::Lifted {
                number: line.number,
                code: line.code,
            })?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}
