//! What a task does when all is given and confirmed, in the unit of work of the press.

mod closeout;
mod clues;
mod events;
mod extension;
mod imports;
mod leading;
mod matters;
mod mend;
mod message;
mod office;
mod people;
mod phone;
mod print;
mod reviews;
mod rules;
mod sending;

use super::form::Form;
use super::task::Task;
use crate::bot::visit::Visit;
use crate::domain::ledger::Actor;
use crate::domain::refusal::Refusal;
use crate::supervision::Refused;
use crate::text::{DeskDone, Text};
use anyhow::{Context, Result};

/// What a task came to: it has been said, or is refused.
type Done = Result<(), Refusal>;

/// Does what a form says, and says what came of it.
pub async fn act(visit: &mut Visit<'_>, form: &Form) -> Result<()> {
    match do_task(visit, form).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(refusal)) => visit.refuse(refusal),
        // A verb refuses before it writes, so that nothing of it is kept.
        Err(error) if error.is::<Refused>() => visit.say(&DeskDone::Refused {
            task: form.task.key(),
        }),
        Err(error) => Err(error),
    }
}

/// Each task has its own deed.
async fn do_task(visit: &mut Visit<'_>, form: &Form) -> Result<Done> {
    match form.task {
        Task::RecordEvent => events::record_event(visit, form).await,
        Task::Receive => matters::receive(visit, form).await,
        Task::TickParts => matters::tick_parts(visit, form).await,
        Task::Review => matters::review(visit, form).await,
        Task::Proxy => matters::proxy(visit, form).await,
        Task::Import => imports::ask(visit, form).await,
        Task::Invite => people::invite_one(visit, form).await,
        Task::Successor => people::succeed(visit, form).await,
        Task::CorrectEvent => events::correct(visit, form).await,
        Task::WithdrawEvent => events::withdraw(visit, form).await,
        Task::PrintInvitation => print::invitation(visit, form).await,
        Task::PrintInvitations => print::invitations(visit, form).await,
        Task::PrintPhoneList => print::phone_list(visit).await,
        Task::PrintMonthly => print::monthly(visit, form).await,
        Task::PrintPaper => print::paper(visit, form).await,
        Task::PrintForm => print::unit_form(visit, form).await,
        Task::Told => phone::told(visit, form).await,
        Task::RoundEvent => office::record_of_round(visit, form).await,
        Task::SwitchOff => office::switch(visit, form, false).await,
        Task::SwitchOn => office::switch(visit, form, true).await,
        Task::ComeBack => office::come_back(visit, form).await,
        Task::StandIn => office::stand_in(visit, form).await,
        Task::ReviewList => reviews::list(visit).await,
        Task::ReviewSelect => reviews::choose(visit, form).await,
        Task::ReviewPublish => reviews::publish(visit, form).await,
        Task::ReviewEnd => reviews::conclude(visit, form).await,
        Task::UndoMove => mend::undo(visit, form).await,
        Task::MendDue => mend::due(visit, form).await,
        Task::MendPerson => mend::person(visit, form).await,
        Task::MendTitle => mend::title(visit, form).await,
        Task::WithdrawMatter => mend::withdraw(visit, form).await,
        Task::Merge => mend::merge(visit, form).await,
        Task::UndoImport => mend::import(visit, form).await,
        Task::WithdrawMessage => message::withdraw(visit, form).await,
        Task::Resend => message::resend(visit, form).await,
        Task::RedateRule => rules::choose(visit, form).await,
        Task::Release => sending::release(visit).await,
        Task::Unanswered => sending::unanswered(visit).await,
        Task::RecordDecision => leading::decide(visit, form).await,
        Task::RecordResolution => leading::resolve(visit, form).await,
        Task::LiftRegistration => leading::lift(visit, form).await,
        Task::ClueCustodian => clues::custodian(visit, form).await,
        Task::ClueTransfer => clues::transfer(visit, form).await,
        Task::PrintSilent => print::silent(visit).await,
        Task::AskExtension => extension::ask(visit, form).await,
        Task::TakeBackExtension => extension::take_back(visit, form).await,
        Task::ApplyCloseOut => closeout::apply(visit, form).await,
        Task::SpotDraw => closeout::draw(visit, form).await,
        Task::SpotEnd => closeout::end(visit, form).await,
    }
}

/// The clerk who sits at the desk.
fn actor(visit: &Visit<'_>) -> Result<Actor> {
    let clerk = visit.person().context("a desk without a clerk")?;
    Ok(Actor::Person(clerk.id))
}

/// Says what came of a task.
fn said<T: Text>(visit: &mut Visit<'_>, done: &T) -> Result<Done> {
    visit.say(done)?;
    Ok(Ok(()))
}
