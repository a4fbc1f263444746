//! 审批 by buttons: 同意, 签署 with the pledge, 退回 with a reason, for one or for all of a card.

use super::meant::ask_which;
use super::press::standing;
use crate::bot::press::{Awaiting, CardPress, Held, Press};
use crate::bot::visit::Visit;
use crate::domain::disclosure::Shown;
use crate::domain::ids::PersonId;
use crate::domain::ledger::{Actor, digest};
use crate::domain::matter::{Matter, MatterState};
use crate::domain::message::Markup;
use crate::domain::moves::{MoveKind, Via};
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::ChannelKind;
use crate::supervision::{CardAction, Deciding, Disclosed, Moved, NewMove, deciding, make_move, with_facts};
use crate::text::{Decided, DecisionAsk, DecisionDone, Label, Pledge, ReasonAsk};
use anyhow::Result;
use serde::{Deserialize, Serialize};

/// Decisions that 逐项办理 asks for at once.
const MOST: usize = 10;

/// What a button of a decision means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decide", rename_all = "snake_case")]
pub enum DecidePress {
    /// 同意.
    Agree {
        /// The decision's matter.
        matter: Held,
    },
    /// 签署: the pledge is shown.
    Sign {
        /// The decision's matter.
        matter: Held,
    },
    /// 确认签署, under the pledge.
    Pledge {
        /// The decisions' matters.
        matters: Vec<Held>,
        /// Hash of the text that was shown.
        pledge: String,
    },
    /// 退回: the reason is asked.
    SendBack {
        /// The decision's matter.
        matter: Held,
    },
    /// 取消.
    Cancel,
}

impl DecidePress {
    /// The matter that it is about, or the first of several.
    pub fn matter(&self) -> Option<Held> {
        match self {
            DecidePress::Agree { matter }
            | DecidePress::Sign { matter }
            | DecidePress::SendBack { matter } => Some(*matter),
            DecidePress::Pledge { matters, .. } => matters.first().copied(),
            DecidePress::Cancel => None,
        }
    }
}

/// A button of a notice's card, where it decides; whether it is used up, none where it is about something else.
pub async fn card(visit: &mut Visit<'_>, card: &CardPress) -> Result<Option<bool>> {
    let matters = &card.matters;
    Ok(Some(match card.action {
        CardAction::Agree => decide(visit, matters, MoveKind::Passed, None, None).await?,
        CardAction::Sign => show_pledge(visit, matters).await?,
        CardAction::SendBack => {
            let open = still_open(visit, matters).await?;
            match open.as_slice() {
                [] => gone(visit)?,
                [only] => ask_reason(visit, only).await?,
                _ => {
                    let press = |matter| Press::Decide(DecidePress::SendBack { matter });
                    ask_which(visit, None, &open, press).await?;
                    false
                }
            }
        }
        CardAction::Each => ask_each(visit, matters).await?,
        _ => return Ok(None),
    }))
}

/// A button of a decision; whether it is used up.
pub async fn press(visit: &mut Visit<'_>, press: DecidePress) -> Result<bool> {
    match press {
        DecidePress::Agree { matter } => decide(visit, &[matter], MoveKind::Passed, None, None).await,
        DecidePress::Sign { matter } => show_pledge(visit, &[matter]).await,
        DecidePress::Pledge { matters, pledge } => {
            decide(visit, &matters, MoveKind::Passed, Some(pledge), None).await
        }
        DecidePress::SendBack { matter } => match standing(visit, matter).await? {
            Some(matter) => ask_reason(visit, &matter).await,
            None => Ok(false),
        },
        DecidePress::Cancel => {
            visit.end_conversation().await?;
            visit.say(&DecisionDone::Cancelled)?;
            Ok(true)
        }
    }
}

/// The reason for which something is sent back.
pub async fn write_reason(visit: &mut Visit<'_>, matter: Held, text: &str) -> Result<&'static str> {
    let reason = Some(text.trim().to_owned());
    if decide(visit, &[matter], MoveKind::Returned, None, reason).await? {
        visit.end_conversation().await?;
    }
    Ok("decided")
}

/// Takes decisions; says which were taken, and why others were not.
async fn decide(
    visit: &mut Visit<'_>,
    matters: &[Held],
    kind: MoveKind,
    pledge: Option<String>,
    reason: Option<String>,
) -> Result<bool> {
    let Some(actor) = visit.person().map(|person| Actor::Person(person.id)) else {
        return Ok(false);
    };
    let (mut lines, mut refusals) = (Vec::new(), Vec::new());
    visit.lock(matters.iter().map(|held| held.id)).await?;
    let new = NewMove {
        kind,
        on: visit.books.today(),
        giver: None,
        via: Via::Chat,
        document: None,
        reason,
        fix_by: None,
        pledge: pledge.clone(),
    };
    for held in matters {
        let Some(matter) = standing(visit, *held).await? else {
            continue;
        };
        match make_move(visit.work, visit.house, visit.books, actor, matter.id, &new).await? {
            Ok(moved) => lines.push(line_of(visit, moved).await?),
            Err(refusal) => refusals.push(refusal),
        }
    }
    let is_done = !lines.is_empty();
    if is_done {
        let (kind, signed) = (kind.key(), pledge.is_some());
        visit.say(&DecisionDone::Decided { kind, signed, lines })?;
    }
    visit.refuse_all(refusals)?;
    Ok(is_done)
}

async fn line_of(visit: &mut Visit<'_>, moved: Moved) -> Result<Decided> {
    let on = moved.about.as_ref();
    let is_theirs = |about: &&Matter| about.is_open() && about.state != MatterState::UnderReview;
    Ok(Decided {
        state: on.map(|about| about.state.key()),
        due_on: on.filter(is_theirs).and_then(|about| about.due_on),
        about: parent_of(visit, &moved.matter).await?,
        code: moved.matter.code,
    })
}

async fn parent_of(visit: &mut Visit<'_>, matter: &Matter) -> Result<Option<String>> {
    Ok(match matter.parent_id {
        Some(parent) => Some(visit.work.get::<Matter>(parent).await?.code),
        None => None,
    })
}

/// Shows the pledge for as many as fit into one message; its buttons sign, or cancel.
async fn show_pledge(visit: &mut Visit<'_>, matters: &[Held]) -> Result<bool> {
    let Some(signer) = visit.person().cloned() else {
        return Ok(false);
    };
    let open = still_open(visit, matters).await?;
    if open.is_empty() {
        return gone(visit);
    }
    let mut codes = Vec::new();
    for matter in &open {
        codes.push(
            parent_of(visit, matter)
                .await?
                .unwrap_or_else(|| matter.code.clone()),
        );
    }
    let mut pledge = Pledge {
        office: visit.house.office.name.clone(),
        name: signer.name.clone(),
        on: visit.books.today(),
        codes,
        rest: 0,
    };
    while pledge.codes.len() > 1 && !visit.fits(&pledge)? {
        pledge.codes.pop();
        pledge.rest += 1;
    }
    let held = open.iter().take(pledge.codes.len()).map(Held::of).collect();
    let shown = visit.house.texts.render(&pledge)?;
    let press = Press::Decide(DecidePress::Pledge {
        matters: held,
        pledge: digest(shown.as_bytes()),
    });
    let yes = visit.button(Label::Pledge, signer.id, &press).await?;
    let no = cancel(visit, signer.id).await?;
    visit.ask(&pledge, Markup::Buttons(vec![vec![yes, no]]))?;
    Ok(false)
}

/// Each decision in a message of its own, with its own buttons.
async fn ask_each(visit: &mut Visit<'_>, matters: &[Held]) -> Result<bool> {
    let open = still_open(visit, matters).await?;
    if open.is_empty() {
        return gone(visit);
    }
    for matter in open.iter().take(MOST) {
        ask_one(visit, matter).await?;
    }
    Ok(false)
}

/// One decision above its buttons, where the person may take it.
async fn ask_one(visit: &mut Visit<'_>, matter: &Matter) -> Result<()> {
    let Some(person) = visit.person().map(|person| person.id) else {
        return Ok(());
    };
    let disclosed = Disclosed::of(visit.work, visit.house, visit.books, matter).await?;
    let (Shown::Full(outward) | Shown::Neutral(outward)) =
        disclosed.shown(visit.seer.as_ref(), ChannelKind::Chat)?
    else {
        return Ok(());
    };
    let how = deciding(visit.work, visit.house, visit.books, matter, person).await?;
    let held = Held::of(matter);
    let (label, agree) = match how {
        None => return Ok(()),
        Some(Deciding::Agrees) => (Label::Agree, DecidePress::Agree { matter: held }),
        Some(Deciding::Signs) => (Label::Sign, DecidePress::Sign { matter: held }),
    };
    let yes = visit.button(label, person, &Press::Decide(agree)).await?;
    let back = Press::Decide(DecidePress::SendBack { matter: held });
    let no = visit.button(Label::SendBack, person, &back).await?;
    let line = with_facts(visit.work, visit.house, matter, outward.into()).await?;
    let on = visit.books.today();
    visit.ask(&DecisionAsk { on, line }, Markup::Buttons(vec![vec![yes, no]]))
}

async fn ask_reason(visit: &mut Visit<'_>, matter: &Matter) -> Result<bool> {
    let held = Held::of(matter);
    visit.await_answer(&Awaiting::Reason { matter: held }).await?;
    let person = visit.presser();
    let no = cancel(visit, person).await?;
    let code = matter.code.clone();
    visit.ask(&ReasonAsk { code }, Markup::Buttons(vec![vec![no]]))?;
    Ok(false)
}

async fn cancel(visit: &mut Visit<'_>, person: PersonId) -> Result<crate::domain::message::Button> {
    visit
        .button(Label::Cancel, person, &Press::Decide(DecidePress::Cancel))
        .await
}

/// Those of a card that are still as they were, and open.
async fn still_open(visit: &mut Visit<'_>, matters: &[Held]) -> Result<Vec<Matter>> {
    let mut open = Vec::new();
    for held in matters {
        open.extend(visit.still(*held).await?.filter(Matter::is_open));
    }
    Ok(open)
}

fn gone(visit: &mut Visit<'_>) -> Result<bool> {
    visit.refuse(Refusal::ButtonGone)?;
    Ok(false)
}
