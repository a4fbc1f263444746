//! 代录延期申请, and taking a request back.

use super::{Done, actor};
use crate::bot::desk::form::Form;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::Person;
use crate::domain::ids::{MatterId, PersonId};
use crate::domain::matter::Matter;
use crate::domain::moves::Via;
use crate::supervision::{NewExtension, Proxy, Seer, ask_extension_in, take_back_extension_in};
use crate::text::ExtensionDone;
use anyhow::{Context, Result};

/// 代录延期申请.
pub async fn ask(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let giver: Person = visit.work.get(PersonId(form.row(Slot::Giver)?)).await?;
    let proxy = Proxy {
        recorder: actor(visit)?,
        via: Via::from_key(form.text(Slot::Via)?).context("an unknown way")?,
        given_on: form.day(Slot::Day)?,
        document: form.maybe(Slot::Document),
    };
    let new = NewExtension {
        cause: form.text(Slot::Cause)?.to_owned(),
        wanted_on: form.day(Slot::NewDay)?,
        note: form.maybe(Slot::Note),
    };
    let (work, house, books) = (&mut *visit.work, visit.house, visit.books);
    let seer = Seer::of(work, books, giver).await?;
    let matter = MatterId(form.row(Slot::Matter)?);
    match ask_extension_in(work, house, books, &seer, matter, &new, Some(&proxy)).await? {
        Ok(asked) => {
            visit.say(&asked.in_words(books.today()))?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// 撤回延期申请.
pub async fn take_back(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let (actor, reason) = (actor(visit)?, form.text(Slot::Reason)?);
    let matter: Matter = visit.work.get(MatterId(form.row(Slot::Extended)?)).await?;
    let taken = take_back_extension_in(visit.work, visit.house, visit.books, actor, matter.id, reason);
    match taken.await? {
        Ok(_) => {
            visit.say(&ExtensionDone::TakenBack { code: matter.code })?;
            Ok(Ok(()))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}
