//! 打印: papers are laid into the home's folder; the chat hears their names alone.

use super::Done;
use crate::bot::desk::form::Form;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::Unit;
use crate::domain::ids::UnitId;
use crate::supervision::{Invited, print_invitations_in};
use crate::text::Printed;
use anyhow::Result;

/// 邀请函 of one person.
pub async fn invitation(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    invite(visit, Invited::One(form.text(Slot::Person)?)).await
}

/// 邀请函 of everybody in a unit who has no account.
pub async fn invitations(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let unit: Unit = visit.work.get(UnitId(form.row(Slot::Unit)?)).await?;
    invite(visit, Invited::Unbound(Some(&unit.name))).await
}

async fn invite(visit: &mut Visit<'_>, whom: Invited<'_>) -> Result<Done> {
    let bot_name = visit.house.bot_name.get().map(String::as_str);
    let printed = print_invitations_in(visit.work, visit.house, visit.books, whom, bot_name).await?;
    visit.say(&Printed {
        paper: "invitation",
        file: printed.file,
        people: Some(printed.people),
    })?;
    Ok(Ok(()))
}
