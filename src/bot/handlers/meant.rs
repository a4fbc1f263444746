//! Which matter is meant: what is written, what the message replies to, what was asked, what was listed last.
//! Whatever leaves a doubt is asked, not guessed.

use crate::bot::press::{Awaiting, Held, Meant, Press};
use crate::bot::visit::Visit;
use crate::domain::disclosure::Shown;
use crate::domain::ids::MatterId;
use crate::domain::matter::Matter;
use crate::domain::message::{Button, Markup};
use crate::domain::refusal::Refusal;
use crate::domain::reply::{Said, Target};
use crate::domain::rulebook::{ChannelKind, Inbound};
use crate::supervision::{Disclosed, may_know, open_matters_of};
use crate::text::{Choice, WhichMatter};
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
    match target {
        Target::Code(code) => by_code(visit, code).await,
        Target::Number(number) => {
            let listed = listed(visit, reply_to).await?;
            Ok(match listed.get(&i64::from(*number)) {
                Some(matter) => Ok(Meant::Matters(vec![matter.clone()])),
                None => Err(Refusal::NumberUnknown { number: *number }),
            })
        }
        Target::All => {
            let all = context(visit, reply_to).await?;
            Ok(if all.is_empty() {
                Err(Refusal::NothingOpen)
            } else {
                Ok(Meant::Matters(all))
            })
        }
        Target::None => {
            if reply_to.is_none()
                && let Some(Awaiting::Progress { matter }) = visit.awaiting().await?
            {
                let matter: Matter = visit.work.get(matter).await?;
                return Ok(Ok(Meant::Matters(vec![matter])));
            }
            let mut all = context(visit, reply_to).await?;
            Ok(match all.len() {
                0 => Err(Refusal::NothingOpen),
                1 => Ok(Meant::Matters(all)),
                _ if is_harmless => Ok(Meant::Matters(all)),
                _ => {
                    all.truncate(MOST);
                    Ok(Meant::OneOf(all))
                }
            })
        }
    }
}

/// A matter by code, where the person may know of it.
pub async fn by_code(visit: &mut Visit<'_>, code: &str) -> Result<std::result::Result<Meant, Refusal>> {
    let unknown = || Refusal::CodeUnknown {
        code: code.to_owned(),
    };
    let Some(matter) = visit.work.find_matter(visit.house.office.id, code).await? else {
        return Ok(Err(unknown()));
    };
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

/// The matters of the card that is answered, else of the last list, else all that are open for the person.
async fn context(visit: &mut Visit<'_>, reply_to: Option<&str>) -> Result<Vec<Matter>> {
    let listed: Vec<Matter> = listed(visit, reply_to)
        .await?
        .into_values()
        .filter(Matter::is_open)
        .collect();
    let Some(person) = visit.person().cloned().filter(|_| listed.is_empty()) else {
        return Ok(listed);
    };
    open_matters_of(visit.work, visit.house, visit.books, &person).await
}

/// The numbered matters of the card that is answered, else of the last list.
async fn listed(visit: &mut Visit<'_>, reply_to: Option<&str>) -> Result<BTreeMap<i64, Matter>> {
    let (chat, address) = (visit.house.chat, visit.address);
    let mut numbered = visit.work.numbered_matters(chat, address, reply_to).await?;
    if numbered.is_empty() && reply_to.is_some() {
        numbered = visit.work.numbered_matters(chat, address, None).await?;
    }
    let mut matters = BTreeMap::new();
    for entry in numbered {
        matters.insert(entry.number, visit.work.get(MatterId(entry.matter_id)).await?);
    }
    Ok(matters)
}

/// Asks which matter is meant; each choice is a button.
pub async fn ask_which(
    visit: &mut Visit<'_>,
    said: Option<&Said>,
    matters: &[Matter],
    press: impl Fn(Held) -> Press,
) -> Result<()> {
    let Some(seer) = visit.seer.clone() else {
        return Ok(());
    };
    let (mut choices, mut buttons) = (Vec::new(), Vec::new());
    for (number, matter) in (1..).zip(matters) {
        let disclosed = Disclosed::of(visit.work, visit.house, visit.books, matter).await?;
        let (Shown::Full(outward) | Shown::Neutral(outward)) =
            disclosed.shown(Some(&seer), ChannelKind::Chat)?
        else {
            continue;
        };
        choices.push(Choice {
            number,
            matter: outward.into(),
        });
        buttons.push(
            visit
                .labelled(number.to_string(), seer.person.id, &press(Held::of(matter)))
                .await?,
        );
    }
    if choices.is_empty() {
        return visit.refuse(Refusal::NothingOpen);
    }
    let said = said.map(ToString::to_string);
    let rows: Vec<Vec<Button>> = buttons.chunks(ROW).map(<[Button]>::to_vec).collect();
    visit.ask(
        &WhichMatter {
            on: visit.books.today(),
            said,
            choices,
        },
        Markup::Buttons(rows),
    )
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
