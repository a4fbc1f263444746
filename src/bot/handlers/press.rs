//! Buttons: checked against who presses, what the matter has become, and whether it was pressed before.

use super::account;
use super::answer::{enter, report_on, tell};
use super::closeout;
use super::coded::which;
use super::decide;
use super::digest;
use super::extend;
use super::file::keep;
use super::leading;
use super::meant::ask_which;
use super::monthly;
use crate::bot::desk;
use crate::bot::inbox::Fetched;
use crate::bot::press::{CardPress, Held, OfferedFile, Press};
use crate::bot::route::Plan;
use crate::bot::visit::Visit;
use crate::domain::contact::Person;
use crate::domain::ids::PersonId;
use crate::domain::matter::Matter;
use crate::domain::refusal::Refusal;
use crate::domain::reply::{Coded, Said};
use crate::supervision::{CardAction, PressedButton};
use anyhow::Result;

/// A press that would keep a file must fetch it first.
pub async fn plan_press(visit: &mut Visit<'_>, data: &str) -> Result<Plan> {
    let Some(button) = visit.work.find_button(data).await? else {
        return Ok(Plan::NoFile);
    };
    let is_theirs = visit
        .person()
        .is_some_and(|person| person.id.0 == button.person_id);
    match serde_json::from_str(&button.press)? {
        Press::Keep { file, .. } if is_theirs && button.used_at.is_none() => Ok(Plan::Fetch {
            file_id: file.file_id,
        }),
        _ => Ok(Plan::NoFile),
    }
}

/// One press.
pub async fn press(
    visit: &mut Visit<'_>,
    callback_id: &str,
    data: &str,
    fetched: Option<Fetched>,
) -> Result<&'static str> {
    visit.answer_press(callback_id);
    let Some(button) = visit.work.find_button(data).await? else {
        visit.refuse(Refusal::ButtonGone)?;
        return Ok("button_gone");
    };
    let press: Press = serde_json::from_str(&button.press)?;
    let presser = PersonId(button.person_id);
    if !may_press(visit, presser, &press) {
        let refusal = if visit.seer.is_none() {
            Refusal::NotBound
        } else {
            Refusal::ButtonGone
        };
        visit.refuse(refusal)?;
        return Ok("not_theirs");
    }
    if button.used_at.is_some() {
        refuse_used(visit, &button, &press).await?;
        return Ok("stale");
    }
    if obey(visit, presser, press, fetched).await? {
        visit.work.use_button(data, visit.books.now).await?;
        return Ok("pressed");
    }
    Ok("refused")
}

/// A button is its person's alone; before binding it is the invited person's.
fn may_press(visit: &Visit<'_>, presser: PersonId, press: &Press) -> bool {
    match visit.person() {
        Some(person) => person.id == presser,
        None => matches!(press, Press::Bind { .. } | Press::DeclineBind),
    }
}

async fn refuse_used(visit: &mut Visit<'_>, button: &PressedButton, press: &Press) -> Result<()> {
    let held = match press {
        Press::Say { matter, .. }
        | Press::ReportOn { matter }
        | Press::CloseOut { matter }
        | Press::Apply { matter }
        | Press::Extend { matter }
        | Press::Keep { matter, .. } => Some(*matter),
        Press::Card(card) => card.matters.first().copied(),
        Press::Decide(decide) => decide.matter(),
        Press::Bind { .. }
        | Press::DeclineBind
        | Press::Desk(_)
        | Press::Month(_)
        | Press::Extension(_)
        | Press::Resolve(_)
        | Press::Circulate(_)
        | Press::Digest(_) => None,
    };
    let (Some(held), Some(used_at)) = (held, button.used_at) else {
        return visit.refuse(Refusal::ButtonGone);
    };
    let matter: Matter = visit.work.get(held.id).await?;
    let by: Person = visit.work.get(button.person_id).await?;
    let at = visit.books.local(used_at);
    visit.refuse(Refusal::ButtonStale {
        code: matter.code,
        by: by.name,
        at,
    })
}

/// Does what a button means; `true` when it is used up by that.
async fn obey(
    visit: &mut Visit<'_>,
    presser: PersonId,
    press: Press,
    fetched: Option<Fetched>,
) -> Result<bool> {
    match press {
        Press::Bind { invite_id, address } => account::confirm(visit, presser, invite_id, &address).await,
        Press::DeclineBind => account::decline(visit).map(|()| true),
        Press::Say { matter, said, note } => say(visit, &[matter], &said, note.as_deref()).await,
        Press::Card(card) => obey_card(visit, card).await,
        Press::Desk(press) => desk::press(visit, press).await.map(|()| false),
        Press::Month(press) => monthly::press(visit, press).await.map(|()| false),
        Press::Decide(press) => decide::press(visit, press).await,
        Press::Extension(press) => extend::press(visit, press).await.map(|()| false),
        Press::Resolve(press) => leading::press(visit, press).await,
        Press::Circulate(press) => digest::circulate(visit, press).await,
        Press::Digest(press) => digest::choose(visit, press).await.map(|()| false),
        Press::ReportOn { matter } => match standing(visit, matter).await? {
            Some(matter) => report_on(visit, &matter).await.map(|()| false),
            None => Ok(false),
        },
        Press::CloseOut { matter } => match standing(visit, matter).await? {
            Some(matter) => closeout::begin(visit, &matter).await,
            None => Ok(false),
        },
        Press::Apply { matter } => match standing(visit, matter).await? {
            Some(matter) => closeout::apply(visit, &matter, None).await,
            None => Ok(false),
        },
        Press::Extend { matter } => match standing(visit, matter).await? {
            Some(matter) => extend::begin(visit, &matter, extend::Wished::default())
                .await
                .map(|()| false),
            None => Ok(false),
        },
        Press::Keep { matter, file } => match standing(visit, matter).await? {
            Some(matter) => keep_file(visit, &matter, &file, fetched).await,
            None => Ok(false),
        },
    }
}

fn refuse(visit: &mut Visit<'_>, refusal: Refusal) -> Result<bool> {
    visit.refuse(refusal)?;
    Ok(false)
}

async fn keep_file(
    visit: &mut Visit<'_>,
    matter: &Matter,
    file: &OfferedFile,
    fetched: Option<Fetched>,
) -> Result<bool> {
    keep(visit, matter, file, fetched).await
}

/// The matter of a button, unless its date has moved or it was reopened since: then the card is old.
pub async fn standing(visit: &mut Visit<'_>, held: Held) -> Result<Option<Matter>> {
    let matter = visit.still(held).await?;
    match &matter {
        None => visit.refuse(Refusal::ButtonGone)?,
        Some(matter) if !matter.is_open() => {
            let (code, state) = (matter.code.clone(), matter.state.key().to_owned());
            visit.refuse(Refusal::MatterClosed { code, state })?;
            return Ok(None);
        }
        Some(_) => {}
    }
    Ok(matter)
}

async fn say(visit: &mut Visit<'_>, matters: &[Held], said: &Said, note: Option<&str>) -> Result<bool> {
    let (mut lines, mut refusals) = (Vec::new(), Vec::new());
    let mut is_done = false;
    visit.lock(matters.iter().map(|held| held.id)).await?;
    for held in matters {
        if let Some(matter) = standing(visit, *held).await? {
            is_done |= enter(visit, matter.id, said, note, &mut lines, &mut refusals).await?;
        }
    }
    tell(visit, lines, refusals)?;
    Ok(is_done)
}

/// A button of a notice's card, for one matter or for all of the card.
async fn obey_card(visit: &mut Visit<'_>, card: CardPress) -> Result<bool> {
    if card.action == CardAction::FillMonth {
        return monthly::begin(visit).await.map(|_| false);
    }
    if card.action == CardAction::Acknowledge {
        return say(
            visit,
            &card.matters,
            &Said::Acknowledged { promised_on: None },
            None,
        )
        .await;
    }
    if let CardAction::Coded(coded) = card.action {
        return obey_coded(visit, &card.matters, coded).await;
    }
    if let Some(done) = decide::card(visit, &card).await? {
        return Ok(done);
    }
    if let Some(done) = leading::card(visit, &card).await? {
        return Ok(done);
    }
    let make = |matter| match card.action {
        CardAction::CloseOut => Press::CloseOut { matter },
        CardAction::Extend => Press::Extend { matter },
        _ => Press::ReportOn { matter },
    };
    if let [only] = card.matters.as_slice() {
        return Box::pin(obey(visit, PersonId(0), make(*only), None)).await;
    }
    let mut open = Vec::new();
    for held in &card.matters {
        open.extend(visit.still(*held).await?.filter(Matter::is_open));
    }
    if open.is_empty() {
        return refuse(visit, Refusal::ButtonGone);
    }
    ask_which(visit, None, &open, make).await?;
    Ok(false)
}

/// A digit pressed for the clues of a card: taken where it is one, asked about where there are several.
async fn obey_coded(visit: &mut Visit<'_>, matters: &[Held], coded: Coded) -> Result<bool> {
    let said = Said::Coded { coded };
    if let [only] = matters {
        return say(visit, &[*only], &said, None).await;
    }
    let mut open = Vec::new();
    for held in matters {
        open.extend(visit.still(*held).await?.filter(Matter::is_open));
    }
    if open.is_empty() {
        return refuse(visit, Refusal::ButtonGone);
    }
    which(visit, &open, coded).await?;
    Ok(false)
}
