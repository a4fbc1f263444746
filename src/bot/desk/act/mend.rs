//! 撤销收件, 更正, 作废 and 合并 of a matter.

use super::{Done, actor};
use crate::bot::desk::form::Form;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::ids::{MatterId, PersonId};
use crate::domain::role::Role;
use crate::domain::secrecy::masked;
use crate::supervision::{
    MatterFacts, MatterMended, Naming, mend_matter_in, merge_matter_in, undo_import_in, undo_move_in,
    withdraw_matter_in,
};
use crate::text::{DayChange, Mended};
use anyhow::{Context, Result};

/// Says what came of a correction.
pub fn mended(visit: &mut Visit<'_>, done: &Mended) -> Result<Done> {
    visit.say(done)?;
    Ok(Ok(()))
}

/// Takes back the last move of a matter.
pub async fn undo(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let (actor, reason) = (actor(visit)?, form.text(Slot::Reason)?);
    let matter = MatterId(form.row(Slot::Undone)?);
    match undo_move_in(visit.work, visit.house, visit.books, actor, matter, reason).await? {
        Ok(undone) => mended(
            visit,
            &Mended::Undone {
                code: undone.matter.code,
                kind: undone.kind.key(),
                state: undone.matter.state.key(),
                reopened: undone.reopened,
                withdrawn: undone.withdrawn,
                kept: undone.kept,
            },
        ),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// 更正期限.
pub async fn due(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let facts = MatterFacts {
        due_on: Some(form.day(Slot::Due)?),
        ..MatterFacts::default()
    };
    set(visit, form, facts).await
}

/// 更正内容.
pub async fn title(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let facts = MatterFacts {
        title: Some(form.text(Slot::Title)?.to_owned()),
        ..MatterFacts::default()
    };
    set(visit, form, facts).await
}

/// 更正人员.
pub async fn person(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let naming = Naming {
        person: PersonId(form.row(Slot::Named)?),
        role: Role::from_key(form.text(Slot::Role)?).context("an unknown role")?,
        is_lead: false,
    };
    let facts = MatterFacts {
        named: Some(naming),
        ..MatterFacts::default()
    };
    set(visit, form, facts).await
}

async fn set(visit: &mut Visit<'_>, form: &Form, facts: MatterFacts) -> Result<Done> {
    let (actor, reason) = (actor(visit)?, form.text(Slot::Reason)?);
    let matter = MatterId(form.row(Slot::Mended)?);
    let set = mend_matter_in(
        visit.work,
        visit.house,
        visit.books,
        actor,
        matter,
        &facts,
        reason,
    );
    match set.await? {
        Ok(set) => mended(visit, &said_of(set)),
        Err(refusal) => Ok(Err(refusal)),
    }
}

fn said_of(set: MatterMended) -> Mended {
    let (own, followed): (Vec<_>, Vec<_>) = set.moved.into_iter().partition(|moved| moved.code == set.code);
    let change = own.into_iter().next().map(|moved| DayChange {
        from: moved.from,
        to: moved.to,
    });
    Mended::Matter {
        code: set.code,
        due: change,
        title: set.title,
        named: set.named,
        instead_of: set.instead_of,
        followed: followed.into_iter().map(|moved| moved.code).collect(),
    }
}

/// 作废.
pub async fn withdraw(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let (actor, reason) = (actor(visit)?, form.text(Slot::Reason)?);
    let matter = MatterId(form.row(Slot::Mended)?);
    match withdraw_matter_in(visit.work, visit.house, visit.books, actor, matter, reason).await? {
        Ok(codes) => mended(visit, &Mended::Withdrawn { withdrawn: codes }),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// 撤销导入.
pub async fn import(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let (actor, reason) = (actor(visit)?, form.text(Slot::Reason)?);
    let import = form.row(Slot::Import)?;
    let undone = undo_import_in(visit.work, visit.house, visit.books, actor, import, reason).await?;
    mended(
        visit,
        &Mended::Import {
            file: masked(&undone.file, &visit.books.rulebook.secret_words),
            withdrawn: undone.withdrawn,
            kept: undone.kept,
        },
    )
}

/// 合并.
pub async fn merge(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let (actor, reason) = (actor(visit)?, form.text(Slot::Reason)?);
    let both = (MatterId(form.row(Slot::Mended)?), MatterId(form.row(Slot::Into)?));
    match merge_matter_in(visit.work, visit.house, visit.books, actor, both, reason).await? {
        Ok(merged) => mended(
            visit,
            &Mended::Merged {
                code: merged.code,
                into: merged.into,
            },
        ),
        Err(refusal) => Ok(Err(refusal)),
    }
}
