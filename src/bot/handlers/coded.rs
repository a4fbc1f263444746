//! Coded answers: all that is taken of a clue. A digit is one only where it can be nothing else.

use super::answer::{enter, tell};
use crate::bot::press::{Held, Press};
use crate::bot::visit::Visit;
use crate::domain::ids::MatterId;
use crate::domain::matter::Matter;
use crate::domain::message::{Button, Markup};
use crate::domain::reply::{Coded, Said, read_coded};
use crate::supervision::{first_open, is_coded, may_know, one_line_a_clue, open_matters_of};
use crate::text::ClueAsk;
use anyhow::Result;

/// Clues that one question offers.
const MOST: usize = 12;

/// The clues that a digit may be about.
struct InSight {
    matters: Vec<Matter>,
    /// Other matters stand beside them, whose numbers look the same.
    is_mixed: bool,
}

/// A text that is a coded answer about a clue; none where it is anything else.
pub async fn hear(visit: &mut Visit<'_>, text: &str, reply_to: Option<&str>) -> Result<Option<&'static str>> {
    let Some((code, coded)) = read_coded(text) else {
        return Ok(None);
    };
    let found = match code {
        Some(code) => InSight {
            matters: named(visit, &code).await?.into_iter().collect(),
            is_mixed: false,
        },
        None => in_sight(visit, reply_to).await?,
    };
    match found.matters.as_slice() {
        [] => Ok(None),
        [only] if !found.is_mixed => take(visit, only, coded).await.map(Some),
        several => which(visit, several, coded).await.map(Some),
    }
}

/// The matter that a code names: its own, or its clue's.
pub async fn named(visit: &mut Visit<'_>, code: &str) -> Result<Option<Matter>> {
    let office = visit.house.office.id;
    let matter = match visit.work.find_matter(office, code).await? {
        Some(matter) => Some(matter),
        None => match visit.work.find_clue(office, code).await? {
            Some(clue) => first_open(visit.work, visit.house, clue.id).await?,
            None => None,
        },
    };
    let (Some(matter), Some(seer)) = (matter, visit.seer.clone()) else {
        return Ok(None);
    };
    let is_theirs = may_know(visit.work, visit.house, visit.books, &seer, &matter).await?
        && is_coded(visit.work, visit.house, &matter).await?;
    Ok(is_theirs.then_some(matter))
}

/// The clues on the card that is answered, or in the last list, or else all that the person keeps.
async fn in_sight(visit: &mut Visit<'_>, reply_to: Option<&str>) -> Result<InSight> {
    let (chat, address) = (visit.house.chat, visit.address);
    let numbers = match reply_to {
        Some(card) => visit.work.numbered_on_card(chat, address, card).await?,
        None => visit.work.numbered_lately(chat, address).await?,
    };
    let mut seen: Vec<Matter> = Vec::new();
    for entry in &numbers {
        let matter: Matter = visit.work.get(MatterId(entry.matter_id)).await?;
        if seen.iter().all(|known| known.id != matter.id) {
            seen.push(matter);
        }
    }
    if seen.is_empty() && reply_to.is_none() {
        let Some(person) = visit.person().cloned() else {
            return Ok(InSight {
                matters: Vec::new(),
                is_mixed: false,
            });
        };
        seen = open_matters_of(visit.work, visit.house, visit.books, &person).await?;
    }
    among(visit, seen).await
}

/// Those of some matters that are clues, one of each.
async fn among(visit: &mut Visit<'_>, seen: Vec<Matter>) -> Result<InSight> {
    let (mut matters, mut is_mixed) = (Vec::new(), false);
    let Some(seer) = visit.seer.clone() else {
        return Ok(InSight { matters, is_mixed });
    };
    for matter in seen {
        if !is_coded(visit.work, visit.house, &matter).await? {
            is_mixed = true;
        } else if may_know(visit.work, visit.house, visit.books, &seer, &matter).await? {
            matters.push(matter);
        }
    }
    if matters.iter().any(Matter::is_open) {
        matters.retain(Matter::is_open);
    }
    let folded = one_line_a_clue(visit.work, visit.house, &matters.iter().collect::<Vec<_>>()).await?;
    matters.retain(|matter| !folded.contains(&matter.id));
    Ok(InSight { matters, is_mixed })
}

/// The code of a clue that an unreadable text must be about, because nothing else is in sight.
pub async fn must_mean(visit: &mut Visit<'_>, reply_to: Option<&str>) -> Result<Option<String>> {
    let found = in_sight(visit, reply_to).await?;
    let first = found.matters.into_iter().next();
    Ok(first.filter(|_| !found.is_mixed).map(|matter| matter.code))
}

async fn take(visit: &mut Visit<'_>, matter: &Matter, coded: Coded) -> Result<&'static str> {
    let (mut lines, mut refusals) = (Vec::new(), Vec::new());
    visit.lock([matter.id]).await?;
    let said = Said::Coded { coded };
    enter(visit, matter.id, &said, None, &mut lines, &mut refusals).await?;
    tell(visit, lines, refusals)?;
    Ok("answered")
}

/// Asks which of several clues a coded answer is about; no numbers are shown that could be taken for one.
pub async fn which(visit: &mut Visit<'_>, matters: &[Matter], coded: Coded) -> Result<&'static str> {
    let asker = visit.presser();
    let (mut buttons, mut codes) = (Vec::new(), Vec::new());
    for matter in matters.iter().take(MOST) {
        let press = say(matter, coded);
        buttons.push(visit.labelled(matter.code.clone(), asker, &press).await?);
        codes.push(matter.code.clone());
    }
    let said = coded.to_string();
    let rows = buttons.into_iter().map(|button| vec![button]).collect();
    visit.ask(&ClueAsk::Which { said, codes }, Markup::Buttons(rows))?;
    Ok("asked")
}

/// Asks what is to be said of a clue.
pub async fn what(visit: &mut Visit<'_>, matter: &Matter) -> Result<()> {
    let asker = visit.presser();
    let mut buttons: Vec<Button> = Vec::new();
    for coded in Coded::ALL {
        let press = say(matter, coded);
        buttons.push(visit.labelled(coded.to_string(), asker, &press).await?);
    }
    let code = matter.code.clone();
    visit.ask(&ClueAsk::What { code }, Markup::Buttons(vec![buttons]))?;
    visit.was_about(matter.id);
    Ok(())
}

fn say(matter: &Matter, coded: Coded) -> Press {
    Press::Say {
        matter: Held::of(matter),
        said: Said::Coded { coded },
        note: None,
    }
}
