//! Binding, unbinding, help.

use crate::bot::press::Press;
use crate::bot::visit::Visit;
use crate::domain::contact::{Person, Unit};
use crate::domain::ids::PersonId;
use crate::domain::ledger::Actor;
use crate::domain::message::Markup;
use crate::domain::refusal::Refusal;
use crate::supervision::{Act, Seer, bind, check_code, end_binding, open_matters_of};
use crate::text::{Bound, ConfirmName, Declined, Help, Label, Unbound, Welcome};
use anyhow::Result;
use chrono::TimeDelta;

/// `/start`, with or without a code.
pub async fn start(visit: &mut Visit<'_>, code: Option<&str>) -> Result<&'static str> {
    if let Some(person) = visit.person() {
        let name = person.name.clone();
        visit.refuse(Refusal::AlreadyBound { name })?;
        return Ok("already_bound");
    }
    let Some(code) = code else { return welcome(visit) };
    match check_code(visit.work, visit.house, visit.books, visit.address, code).await? {
        Err(refusal) => {
            visit.refuse(refusal)?;
            Ok("refused")
        }
        Ok((invite, person)) => {
            let unit: Unit = visit.work.get(person.unit_id).await?;
            let yes = Press::Bind {
                invite_id: invite.id,
                address: visit.address.to_owned(),
            };
            let yes = visit.button(Label::ItIsMe, person.id, &yes).await?;
            let no = visit
                .button(Label::ItIsNotMe, person.id, &Press::DeclineBind)
                .await?;
            let text = ConfirmName {
                unit: unit.name,
                name: person.name,
            };
            visit.ask(&text, Markup::Buttons(vec![vec![yes, no]]))?;
            Ok("asked_name")
        }
    }
}

/// To an account that is bound to nobody.
pub fn welcome(visit: &mut Visit<'_>) -> Result<&'static str> {
    let office = &visit.house.office;
    visit.say(&Welcome {
        office: office.name.clone(),
        duty_phone: office.duty_phone.clone(),
    })?;
    Ok("not_bound")
}

/// 是我.
pub async fn confirm(visit: &mut Visit<'_>, person: PersonId, invite_id: i64, address: &str) -> Result<bool> {
    if address != visit.address {
        visit.refuse(Refusal::ButtonGone)?;
        return Ok(false);
    }
    let person: Person = visit.work.get(person).await?;
    match bind(
        visit.work,
        visit.house,
        visit.books,
        visit.address,
        invite_id,
        &person,
    )
    .await?
    {
        Err(refusal) => {
            visit.refuse(refusal)?;
            Ok(false)
        }
        Ok(_) => {
            let unit: Unit = visit.work.get(person.unit_id).await?;
            let open = open_matters_of(visit.work, visit.house, visit.books, &person)
                .await?
                .len();
            let open = u32::try_from(open).unwrap_or(u32::MAX);
            let seer = Seer::of(visit.work, visit.books, person.clone()).await?;
            visit.ask(
                &Bound {
                    unit: unit.name,
                    name: person.name,
                    open,
                },
                Visit::keyboard(seer.is_office()),
            )?;
            Ok(true)
        }
    }
}

/// 不是我.
pub fn decline(visit: &mut Visit<'_>) -> Result<()> {
    let office = &visit.house.office;
    visit.say(&Declined {
        office: office.name.clone(),
        duty_phone: office.duty_phone.clone(),
    })
}

/// `/unbind`.
pub async fn unbind(visit: &mut Visit<'_>) -> Result<&'static str> {
    let Some(person) = visit.person().cloned() else {
        return welcome(visit);
    };
    end(visit, &person).await?;
    visit.say(&Unbound {
        office: visit.house.office.name.clone(),
        name: person.name,
    })?;
    Ok("unbound")
}

/// The person has blocked the bot.
pub async fn left(visit: &mut Visit<'_>) -> Result<&'static str> {
    let Some(person) = visit.person().cloned() else {
        return Ok("ignored");
    };
    end(visit, &person).await?;
    let unit: Unit = visit.work.get(person.unit_id).await?;
    let detail = serde_json::json!({ "person": person.name, "unit": unit.name }).to_string();
    let (office, now) = (visit.house.office.id, visit.books.now);
    visit
        .work
        .raise(office, "address_gone", &person.id.to_string(), &detail, now)
        .await?;
    Ok("left")
}

async fn end(visit: &mut Visit<'_>, person: &Person) -> Result<()> {
    let act = Act::new(Actor::Person(person.id), visit.books.now, "binding.ended");
    if let Some(binding) = visit
        .work
        .find_binding_of_address(visit.house.chat, visit.address)
        .await?
    {
        end_binding(visit.work, &act, &binding).await?;
    }
    visit.end_conversation().await
}

/// Outcome of a changed message that was answered.
const EDITED: &str = "edited";

/// A changed message: its first version stands. Said once in a while, however often somebody changes their words.
pub async fn edited(visit: &mut Visit<'_>) -> Result<&'static str> {
    let (chat, address) = (visit.house.chat, visit.address);
    let since = visit.books.now - TimeDelta::minutes(visit.house.limits.conversation_minutes);
    if visit.work.has_ended_so(chat, address, EDITED, since).await? {
        return Ok("ignored");
    }
    visit.refuse(Refusal::EditsNotRead)?;
    Ok(EDITED)
}

/// `/help`.
pub fn help(visit: &mut Visit<'_>) -> Result<&'static str> {
    let office = &visit.house.office;
    let help = Help {
        office: office.name.clone(),
        duty_phone: office.duty_phone.clone(),
    };
    let is_office = visit.seer.as_ref().is_some_and(Seer::is_office);
    visit.ask(&help, Visit::keyboard(is_office))?;
    Ok("help")
}
