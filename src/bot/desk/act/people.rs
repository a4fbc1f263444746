//! 邀请 and 换人.

use super::{Done, actor, said};
use crate::bot::desk::form::Form;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::Person;
use crate::domain::ids::PersonId;
use crate::supervision::{invite, leave_in};
use crate::text::DeskDone;
use anyhow::Result;

/// A code for somebody.
pub async fn invite_one(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let person: Person = visit.work.get(PersonId(form.row(Slot::Person)?)).await?;
    let bot_name = visit.house.bot_name.get().map(String::as_str);
    let invitation = invite(visit.work, visit.house, visit.books, &person, bot_name).await?;
    said(
        visit,
        &DeskDone::Invited {
            person: invitation.person,
            unit: invitation.unit,
            code: invitation.code,
            link: invitation.link,
            hours: visit.house.limits.invite_hours,
        },
    )
}

/// Somebody leaves, and somebody follows.
pub async fn succeed(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let person: Person = visit.work.get(PersonId(form.row(Slot::Person)?)).await?;
    let heir: Person = visit.work.get(PersonId(form.row(Slot::Heir)?)).await?;
    let actor = actor(visit)?;
    let left = leave_in(visit.work, visit.books, actor, &person, Some(&heir)).await?;
    said(
        visit,
        &DeskDone::Left {
            person: left.person,
            successor: left.successor,
            roles: left.roles,
            matters: left.matters,
        },
    )
}
