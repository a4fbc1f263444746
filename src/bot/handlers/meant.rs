//! Which matter is meant: what is written, what the message replies to, what was asked, what was listed last.
//! Whatever leaves a doubt is asked, not guessed.

use super::coded;
use crate::bot::press::{Awaiting, Held, Meant, Press};
use crate::bot::visit::Visit;
use crate::domain::disclosure::Shown;
use crate::domain::ids::MatterId;
use crate::domain::matter::Matter;
use crate::domain::message::{Button, Markup};
use crate::domain::refusal::Refusal;
use crate::domain::reply::{Said, Target};
use crate::domain::rulebook::{ChannelKind, Inbound};
use crate::supervision::{Disclosed, may_know, open_matters_of, survivor_of};
use crate::text::{Choice, Line, WhichMatter};
use anyhow::Result;
use std::collections::BTreeMap;

/// Buttons in one row.
const ROW: usize = 5;
/// Matters that one question offers.
const MOST: usize = 20;

/// Finds the matters that a target means.
pub async fn meant(
    visit: &mut Visit<'_>,
    target: &Target,
    reply_to: Option<&str>,
    is_harmless: bool,
) -> Result<std::result::Result<Meant, Refusal>> {
    if let Target::Code(code) = target {
        return by_code(visit, code).await;
    }
    let seen = Seen::by(visit, reply_to).await?;
    if seen.is_stray {
        return Ok(one_of(open_of(visit).await?));
    }
    match target {
        Target::Code(_) | Target::None => any(visit, seen, is_harmless).await,
        Target::Number(number) => Ok(match seen.numbered.get(&i64::from(*number)).map(Vec::as_slice) {
            None | Some([]) => Err(Refusal::NumberUnknown { number: *number }),
            Some([only]) => Ok(Meant::Matters(vec![only.clone()])),
            Some(several) => one_of(several.to_vec()),
        }),
        Target::All => {
            let is_certain = seen.is_certain();
            let all = seen.open_or_all_of(visit).await?;
            Ok(match is_certain {
                _ if all.is_empty() => Err(Refusal::NothingOpen),
                true => Ok(Meant::Matters(all)),
                false => one_of(all),
            })
        }
    }
}

/// What nothing is named for: the card that is answered, what was asked, the only matter there is.
async fn any(
    visit: &mut Visit<'_>,
    seen: Seen,
    is_harmless: bool,
) -> Result<std::result::Result<Meant, Refusal>> {
    if !seen.is_card
        && let Some(Awaiting::Progress { matter }) = visit.awaiting().await?
    {
        let matter: Matter = visit.work.get(matter).await?;
        let matter = survivor_of(visit.work, matter).await?;
        return Ok(Ok(Meant::Matters(vec![matter])));
    }
    let is_certain = seen.is_certain();
    let all = seen.open_or_all_of(visit).await?;
    Ok(match all.len() {
        0 => Err(Refusal::NothingOpen),
        1 => Ok(Meant::Matters(all)),
        _ if is_harmless && is_certain => Ok(Meant::Matters(all)),
        _ => one_of(all),
    })
}

fn one_of(matters: Vec<Matter>) -> std::result::Result<Meant, Refusal> {
    if matters.is_empty() {
        Err(Refusal::NothingOpen)
    } else {
        Ok(Meant::OneOf(matters))
    }
}

/// The matters before somebody's eyes when they write.
struct Seen {
    /// What each number stands for: several matters where two lists may be the last.
    numbered: BTreeMap<i64, Vec<Matter>>,
    /// They stand on the card that is answered.
    is_card: bool,
    /// What is answered lists nothing, or is not ours: whatever is taken for meant would be a guess.
    is_stray: bool,
}

impl Seen {
    async fn by(visit: &mut Visit<'_>, reply_to: Option<&str>) -> Result<Seen> {
        let (chat, address) = (visit.house.chat, visit.address);
        let numbers = match reply_to {
            Some(card) => visit.work.numbered_on_card(chat, address, card).await?,
            None => visit.work.numbered_lately(chat, address).await?,
        };
        let mut numbered: BTreeMap<i64, Vec<Matter>> = BTreeMap::new();
        for entry in &numbers {
            let matter: Matter = visit.work.get(MatterId(entry.matter_id)).await?;
            let matter = survivor_of(visit.work, matter).await?;
            let known = numbered.entry(entry.number).or_default();
            if known.iter().all(|known| known.id != matter.id) {
                known.push(matter);
            }
        }
        Ok(Seen {
            is_card: reply_to.is_some(),
            is_stray: reply_to.is_some() && numbered.is_empty(),
            numbered,
        })
    }

    /// Whether every number stands for one matter.
    fn is_certain(&self) -> bool {
        self.numbered.values().all(|matters| matters.len() == 1)
    }

    /// Those that are open. None being open: all of an answered card, to be told so; without a card, all that is
    /// open for the person.
    async fn open_or_all_of(self, visit: &mut Visit<'_>) -> Result<Vec<Matter>> {
        let mut all: Vec<Matter> = Vec::new();
        for matter in self.numbered.into_values().flatten() {
            if all.iter().all(|known| known.id != matter.id) {
                all.push(matter);
            }
        }
        let open: Vec<Matter> = all.iter().filter(|matter| matter.is_open()).cloned().collect();
        match (open.is_empty(), self.is_card) {
            (false, _) => Ok(open),
            (true, true) => Ok(all),
            (true, false) => open_of(visit).await,
        }
    }
}

/// All that is open for the person.
async fn open_of(visit: &mut Visit<'_>) -> Result<Vec<Matter>> {
    let Some(person) = visit.person().cloned() else {
        return Ok(Vec::new());
    };
    open_matters_of(visit.work, visit.house, visit.books, &person).await
}

/// A matter by code, where the person may know of it.
pub async fn by_code(visit: &mut Visit<'_>, code: &str) -> Result<std::result::Result<Meant, Refusal>> {
    let unknown = || Refusal::CodeUnknown {
        code: code.to_owned(),
    };
    let Some(matter) = visit.work.find_matter(visit.house.office.id, code).await? else {
        let of_clue = coded::named(visit, code).await?;
        return Ok(of_clue.map_or_else(|| Err(unknown()), |matter| Ok(Meant::Matters(vec![matter]))));
    };
    let matter = survivor_of(visit.work, matter).await?;
    let Some(seer) = visit.seer.clone() else {
        return Ok(Err(Refusal::NotBound));
    };
    let knows = may_know(visit.work, visit.house, visit.books, &seer, &matter).await?;
    Ok(if knows {
        Ok(Meant::Matters(vec![matter]))
    } else {
        Err(unknown())
    })
}

/// Asks which matter is meant; each choice is a button, and its number may be written too.
pub async fn ask_which(
    visit: &mut Visit<'_>,
    said: Option<&Said>,
    matters: &[Matter],
    press: impl Fn(Held) -> Press,
) -> Result<()> {
    let Some(seer) = visit.seer.clone() else {
        return Ok(());
    };
    let (mut choices, mut rest) = (Vec::new(), 0);
    for (at, matter) in matters.iter().enumerate() {
        if choices.len() == MOST {
            rest = matters.len() - at;
            break;
        }
        let disclosed = Disclosed::of(visit.work, visit.house, visit.books, matter).await?;
        if let Shown::Full(outward) | Shown::Neutral(outward) =
            disclosed.shown(Some(&seer), ChannelKind::Chat)?
        {
            choices.push((matter, outward.into()));
        }
    }
    if choices.is_empty() {
        return visit.refuse(Refusal::NothingOpen);
    }
    let question = fitting(visit, said, &choices, rest)?;
    let asked = &choices[..question.choices.len()];
    let mut buttons = Vec::new();
    for ((matter, _), choice) in asked.iter().zip(&question.choices) {
        let press = press(Held::of(matter));
        buttons.push(
            visit
                .labelled(choice.number.to_string(), seer.person.id, &press)
                .await?,
        );
    }
    let rows: Vec<Vec<Button>> = buttons.chunks(ROW).map(<[Button]>::to_vec).collect();
    visit.ask(&question, Markup::Buttons(rows))?;
    visit.has_numbered(asked.iter().map(|(matter, _)| matter.id));
    Ok(())
}

/// The question with as many of the choices as one message holds; `rest` is how many more there are.
fn fitting(
    visit: &Visit<'_>,
    said: Option<&Said>,
    choices: &[(&Matter, Line)],
    rest: usize,
) -> Result<WhichMatter> {
    let mut shown = choices.len();
    loop {
        let numbered = (1..).zip(&choices[..shown]);
        let question = WhichMatter {
            on: visit.books.today(),
            said: said.map(ToString::to_string),
            choices: numbered
                .map(|(number, (_, matter))| Choice {
                    number,
                    matter: matter.clone(),
                })
                .collect(),
            more: u32::try_from(choices.len() - shown + rest)?,
        };
        if shown == 1 || visit.fits(&question)? {
            return Ok(question);
        }
        shown -= 1;
    }
}

/// Whether words beside a statement are taken on all of these matters.
pub async fn take_notes(visit: &mut Visit<'_>, matters: &[Matter]) -> Result<bool> {
    let Some(seer) = visit.seer.clone() else {
        return Ok(false);
    };
    for matter in matters {
        let disclosed = Disclosed::of(visit.work, visit.house, visit.books, matter).await?;
        if !matches!(disclosed.taken(&seer)?, Inbound::Notes | Inbound::Files) {
            return Ok(false);
        }
    }
    Ok(true)
}
