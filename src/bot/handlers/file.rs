//! Photos and documents that answer a matter.

use super::answer::{Understood, enter_all, tell, understand};
use super::meant::{ask_which, meant};
use crate::bot::inbox::Fetched;
use crate::bot::press::{Meant, OfferedFile, Press};
use crate::bot::route::Plan;
use crate::bot::visit::Visit;
use crate::domain::matter::Matter;
use crate::domain::message::{Heard, Incoming};
use crate::domain::refusal::Refusal;
use crate::domain::reply::{Answer, Parsed, Target, parse};
use crate::supervision::{FetchedFile, Offered, check_evidence, is_coded, keep_evidence};
use crate::text::{Noted, RecordedLine};
use anyhow::{Result, bail};

/// A photo has no media type of its own; Telegram makes it a JPEG.
const PHOTO: &str = "image/jpeg";

/// A file with the words beside it.
struct Sent {
    file: OfferedFile,
    answers: Vec<Answer>,
    target: Target,
    reply_to: Option<String>,
}

fn sent(visit: &Visit<'_>, incoming: &Incoming) -> Option<Sent> {
    let Heard::File {
        file_id,
        name,
        media_type,
        size,
        caption,
        reply_to,
        forwarded,
        ..
    } = &incoming.what
    else {
        return None;
    };
    let answers = match caption
        .as_ref()
        .filter(|_| !forwarded)
        .map(|caption| parse(caption, visit.books.today()))
    {
        Some(Parsed::Answers(answers)) => answers,
        _ => Vec::new(),
    };
    let target = answers
        .first()
        .map_or(Target::None, |answer| answer.target.clone());
    let file = OfferedFile {
        file_id: file_id.clone(),
        name: name
            .as_ref()
            .map_or_else(|| "photo.jpg".to_owned(), |name| name.to_string()),
        media_type: media_type.clone().unwrap_or_else(|| PHOTO.to_owned()),
        bytes: *size,
    };
    Some(Sent {
        file,
        answers,
        target,
        reply_to: reply_to.clone(),
    })
}

/// The file must be fetched when one matter is meant and takes it.
pub async fn plan_file(visit: &mut Visit<'_>, incoming: &Incoming) -> Result<Plan> {
    let Some(sent) = sent(visit, incoming) else {
        return Ok(Plan::NoFile);
    };
    let Ok(Meant::Matters(matters)) = meant(visit, &sent.target, sent.reply_to.as_deref(), false).await?
    else {
        return Ok(Plan::NoFile);
    };
    let ([matter], Some(seer)) = (matters.as_slice(), visit.seer.clone()) else {
        return Ok(Plan::NoFile);
    };
    let offered = offered(&sent.file);
    let checked = check_evidence(visit.work, visit.house, visit.books, &seer, matter.id, &offered).await?;
    Ok(if checked.is_ok() {
        Plan::Fetch {
            file_id: sent.file.file_id,
        }
    } else {
        Plan::NoFile
    })
}

/// A file of a bound person.
pub async fn file(
    visit: &mut Visit<'_>,
    incoming: &Incoming,
    fetched: Option<Fetched>,
) -> Result<&'static str> {
    let Some(sent) = sent(visit, incoming) else {
        return Ok("ignored");
    };
    let reply_to = sent.reply_to.as_deref();
    let meant = meant(visit, &sent.target, reply_to, false).await?;
    let understood = understand(visit, &sent.answers, reply_to).await?;
    let mut matters: Vec<_> = understood.iter().flat_map(Understood::matters).collect();
    if let Ok(Meant::Matters(for_these)) = &meant {
        matters.extend(for_these.iter().map(|matter| matter.id));
    }
    visit.lock(matters).await?;
    match meant {
        Err(refusal) => visit.refuse(refusal)?,
        Ok(Meant::Matters(matters)) if matters.len() == 1 => {
            keep(visit, &matters[0], &sent.file, fetched).await?;
        }
        Ok(Meant::Matters(matters) | Meant::OneOf(matters)) => {
            let matters = takers(visit, matters).await?;
            let file = sent.file.clone();
            ask_which(visit, None, &matters, |matter| Press::Keep {
                matter,
                file: file.clone(),
            })
            .await?;
        }
    }
    enter_all(visit, understood).await?;
    Ok("file")
}

fn offered(file: &OfferedFile) -> Offered<'_> {
    Offered {
        name: &file.name,
        media_type: &file.media_type,
        bytes: file.bytes,
    }
}

/// Keeps a fetched file for a matter; `true` when it is kept.
pub async fn keep(
    visit: &mut Visit<'_>,
    matter: &Matter,
    file: &OfferedFile,
    fetched: Option<Fetched>,
) -> Result<bool> {
    let Some(seer) = visit.seer.clone() else {
        return Ok(false);
    };
    let offered = offered(file);
    let outcome = match fetched {
        Some(Fetched::Here { bytes, sha256 }) => {
            let here = FetchedFile {
                offered: &offered,
                bytes,
                sha256: &sha256,
            };
            keep_evidence(visit.work, visit.house, visit.books, &seer, matter.id, &here)
                .await?
                .map(|_| ())
        }
        Some(Fetched::TooLarge) => Err(Refusal::FileTooLarge {
            limit: visit.house.limits.evidence_bytes,
        }),
        Some(Fetched::Gone) => Err(Refusal::ButtonGone),
        None => {
            let checked =
                check_evidence(visit.work, visit.house, visit.books, &seer, matter.id, &offered).await?;
            if checked.is_ok() {
                bail!("a file for {} was not fetched", matter.code);
            }
            checked
        }
    };
    match outcome {
        Ok(()) => {
            let line = RecordedLine {
                code: matter.code.clone(),
                said: None,
                note: Noted::None,
                evidence: 1,
            };
            tell(visit, vec![line], Vec::new())?;
            Ok(true)
        }
        Err(refusal) => {
            visit.refuse(refusal)?;
            Ok(false)
        }
    }
}

/// Of several matters those that are no clues: a file's name may not even be kept for choosing one.
async fn takers(visit: &mut Visit<'_>, matters: Vec<Matter>) -> Result<Vec<Matter>> {
    let mut taking = Vec::new();
    for matter in matters {
        if !is_coded(visit.work, visit.house, &matter).await? {
            taking.push(matter);
        }
    }
    Ok(taking)
}
