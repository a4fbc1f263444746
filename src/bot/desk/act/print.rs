//! 打印: papers are laid into the home's folder; the chat hears their names alone.

use super::{Done, actor};
use crate::bot::desk::form::Form;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::Unit;
use crate::domain::ids::{MatterId, PaperId, UnitId};
use crate::domain::matter::Matter;
use crate::supervision::{
    Invited, PHONE_LIST, UnitFormKind, print_form_in, print_invitations_in, print_monthly_in, print_paper_in,
    print_phone_list_in, print_silent_in,
};
use crate::text::{NobodyToCall, Printed};
use anyhow::{Context, Result};

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

/// 电话清单.
pub async fn phone_list(visit: &mut Visit<'_>) -> Result<Done> {
    let (actor, today) = (actor(visit)?, visit.books.today());
    let printed = print_phone_list_in(visit.work, visit.house, visit.books, actor, today).await?;
    match printed.file {
        Some(file) => visit.say(&Printed {
            paper: PHONE_LIST,
            file,
            people: Some(printed.people),
        })?,
        None => visit.say(&NobodyToCall {})?,
    }
    Ok(Ok(()))
}

/// 未答复清单.
pub async fn silent(visit: &mut Visit<'_>) -> Result<Done> {
    let actor = actor(visit)?;
    let printed = print_silent_in(visit.work, visit.house, visit.books, actor, None).await?;
    visit.say(&Printed {
        paper: "silent",
        file: printed.file,
        people: None,
    })?;
    Ok(Ok(()))
}

/// A paper of the ladder.
pub async fn paper(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let (actor, id) = (actor(visit)?, PaperId(form.row(Slot::Paper)?));
    match print_paper_in(visit.work, visit.house, visit.books, actor, id).await? {
        Ok(printed) => {
            visit.say(&Printed {
                paper: "supervision",
                file: printed.file,
                people: None,
            })?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// A form that the unit fills in.
pub async fn unit_form(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let actor = actor(visit)?;
    let matter: Matter = visit.work.get(MatterId(form.row(Slot::Mended)?)).await?;
    let kind = UnitFormKind::from_key(form.text(Slot::UnitForm)?).context("a form that nobody knows")?;
    match print_form_in(visit.work, visit.house, visit.books, actor, kind, &matter).await? {
        Ok(printed) => {
            visit.say(&Printed {
                paper: kind.key(),
                file: printed.file,
                people: None,
            })?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// 单位月报.
pub async fn monthly(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let unit: Unit = visit.work.get(UnitId(form.row(Slot::Unit)?)).await?;
    let (actor, month) = (actor(visit)?, form.day(Slot::Month)?);
    match print_monthly_in(visit.work, visit.house, visit.books, actor, &unit, month).await? {
        Ok(printed) => {
            visit.say(&Printed {
                paper: "monthly",
                file: printed.file,
                people: None,
            })?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}
