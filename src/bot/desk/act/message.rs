//! 撤回消息 and 重发.

use super::mend::mended;
use super::{Done, actor};
use crate::bot::desk::form::Form;
use crate::bot::desk::slot::Slot;
use crate::bot::visit::Visit;
use crate::domain::contact::Person;
use crate::domain::ids::{MessageId, PersonId};
use crate::supervision::{resend_in, withdraw_message_in};
use crate::text::Mended;
use anyhow::Result;

/// Takes a message back.
pub async fn withdraw(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let (actor, reason) = (actor(visit)?, form.text(Slot::Reason)?);
    let message = MessageId(form.row(Slot::Message)?);
    let withdrawn = withdraw_message_in(visit.work, visit.house, visit.books, actor, message, reason).await?;
    mended(
        visit,
        &Mended::Message {
            person: withdrawn.person,
            unsent: withdrawn.unsent,
            sent: withdrawn.sent,
            is_corrected: withdrawn.is_corrected,
        },
    )
}

/// Sends somebody their list.
pub async fn resend(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    let person: Person = visit.work.get(PersonId(form.row(Slot::Person)?)).await?;
    let actor = actor(visit)?;
    let resent = resend_in(visit.work, visit.house, visit.books, actor, person).await?;
    mended(
        visit,
        &Mended::Resent {
            person: resent.person,
            matters: resent.matters,
        },
    )
}
