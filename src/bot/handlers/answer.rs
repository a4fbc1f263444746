//! Free text: answers, phrases of the keyboard, doubts.

use super::coded;
use super::decide;
use super::extend;
use super::leading;
use super::meant::{ask_which, meant, take_notes};
use super::{closeout, monthly, todo};
use crate::bot::desk;
use crate::bot::press::{Awaiting, Held, Meant, Press};
use crate::bot::visit::Visit;
use crate::domain::ids::MatterId;
use crate::domain::matter::Matter;
use crate::domain::message::Markup;
use crate::domain::refusal::Refusal;
use crate::domain::reply::{Answer, Command, Parsed, Said, Target, Unclear, parse};
use crate::supervision::{Spoken, Taken, is_coded, take_answer};
use crate::text::{Noted, Recorded, RecordedLine, ReportOn, WhichMeaning};
use anyhow::Result;

/// A text of a bound person.
pub async fn text(visit: &mut Visit<'_>, text: &str, reply_to: Option<&str>) -> Result<&'static str> {
    let parsed = parse(text, visit.books.today());
    if !matches!(parsed, Parsed::Command(_)) && reply_to.is_none() {
        match visit.awaiting().await? {
            Some(Awaiting::Desk { form }) => return desk::write(visit, form, text).await,
            Some(Awaiting::Month { walk }) => return monthly::write(visit, walk, text).await,
            Some(Awaiting::Extension { walk }) => return extend::write(visit, walk, text).await,
            Some(Awaiting::Reason { matter }) => return decide::write_reason(visit, matter, text).await,
            Some(Awaiting::CloseOut { matter }) if closeout::tells_what_was_done(&parsed) => {
                return closeout::write(visit, matter, text).await;
            }
            Some(Awaiting::Limit { matters }) => return leading::write_day(visit, matters, text).await,
            Some(Awaiting::Progress { .. } | Awaiting::CloseOut { .. }) | None => {}
        }
    }
    if let Some(outcome) = coded::hear(visit, text, reply_to).await? {
        return Ok(outcome);
    }
    match parsed {
        Parsed::Command(Command::Desk) => desk::menu(visit).await,
        Parsed::Command(Command::Todo) => todo::todo(visit).await,
        Parsed::Command(Command::Help) => super::account::help(visit),
        Parsed::Command(Command::Month) => monthly::begin(visit).await,
        Parsed::Command(Command::Report) => report(visit).await,
        Parsed::Unclear(unclear) => doubt(visit, unclear, reply_to).await,
        Parsed::Answers(answers) => answers_given(visit, &answers, reply_to).await,
    }
}

/// Words that were passed on are nobody's own answer.
pub fn forwarded(visit: &mut Visit<'_>) -> Result<&'static str> {
    visit.refuse(Refusal::ForwardsNotRead)?;
    Ok("forwarded")
}

/// 报进展: on the only open matter, or on one to be chosen.
async fn report(visit: &mut Visit<'_>) -> Result<&'static str> {
    match meant(visit, &Target::None, None, false).await? {
        Err(refusal) => visit.refuse(refusal)?,
        Ok(Meant::Matters(matters)) => {
            if let Some(matter) = matters.first() {
                report_on(visit, matter).await?;
            }
        }
        Ok(Meant::OneOf(matters)) => {
            ask_which(visit, None, &matters, |matter| Press::ReportOn { matter }).await?;
        }
    }
    Ok("asked_progress")
}

/// Asks how far a matter has come.
pub async fn report_on(visit: &mut Visit<'_>, matter: &Matter) -> Result<()> {
    if is_coded(visit.work, visit.house, matter).await? {
        return coded::what(visit, matter).await;
    }
    visit
        .await_answer(&Awaiting::Progress { matter: matter.id })
        .await?;
    let rows = said_buttons(
        visit,
        matter,
        &[Said::InProgress, Said::MostlyCompleted, Said::Completed],
    )
    .await?;
    visit.ask(
        &ReportOn {
            code: matter.code.clone(),
        },
        rows,
    )?;
    visit.was_about(matter.id);
    Ok(())
}

async fn said_buttons(visit: &mut Visit<'_>, matter: &Matter, choices: &[Said]) -> Result<Markup> {
    let Some(person) = visit.person().map(|person| person.id) else {
        return Ok(Markup::None);
    };
    let mut buttons = Vec::new();
    for said in choices {
        let press = Press::Say {
            matter: Held::of(matter),
            said: said.clone(),
            note: None,
        };
        buttons.push(visit.labelled(said.to_string(), person, &press).await?);
    }
    Ok(if buttons.is_empty() {
        Markup::None
    } else {
        Markup::Buttons(vec![buttons])
    })
}

/// What leaves a doubt is asked; its words are not kept.
async fn doubt(visit: &mut Visit<'_>, unclear: Unclear, reply_to: Option<&str>) -> Result<&'static str> {
    let target = match unclear.about.as_slice() {
        [] => Target::None,
        [only] => only.clone(),
        _ => {
            visit.refuse(Refusal::Unclear { why: unclear.why })?;
            return Ok("unclear");
        }
    };
    let choices = unclear.why.suggestions();
    let meant = meant(visit, &target, reply_to, false).await?;
    if let Some(code) = clue_in(visit, &target, &meant, reply_to).await? {
        visit.refuse(Refusal::CodedOnly { code })?;
        return Ok("unclear");
    }
    match meant {
        Ok(Meant::Matters(matters)) if matters.len() == 1 && !choices.is_empty() => {
            let rows = said_buttons(visit, &matters[0], &choices).await?;
            visit.ask(
                &WhichMeaning {
                    code: Some(matters[0].code.clone()),
                    why: unclear.why,
                },
                rows,
            )?;
            visit.was_about(matters[0].id);
        }
        _ => visit.refuse(Refusal::Unclear { why: unclear.why })?,
    }
    Ok("unclear")
}

/// The code of the clue that a doubtful text is about; of a clue no word is taken, and none is asked back.
async fn clue_in(
    visit: &mut Visit<'_>,
    target: &Target,
    meant: &std::result::Result<Meant, Refusal>,
    reply_to: Option<&str>,
) -> Result<Option<String>> {
    match meant {
        Ok(Meant::Matters(matters)) if matters.len() == 1 => {
            let matter = &matters[0];
            let is_clue = is_coded(visit.work, visit.house, matter).await?;
            Ok(is_clue.then(|| matter.code.clone()))
        }
        Ok(_) if *target == Target::None => coded::must_mean(visit, reply_to).await,
        _ => Ok(None),
    }
}

/// Statements as given: all that they mean is found and locked before any is entered.
async fn answers_given(
    visit: &mut Visit<'_>,
    answers: &[Answer],
    reply_to: Option<&str>,
) -> Result<&'static str> {
    let understood = understand(visit, answers, reply_to).await?;
    visit
        .lock(understood.iter().flat_map(Understood::matters))
        .await?;
    enter_all(visit, understood).await
}

/// A statement, and what it was found to mean.
pub struct Understood {
    answer: Answer,
    meant: std::result::Result<Meant, Refusal>,
}

impl Understood {
    /// The matters that it will be entered for.
    pub fn matters(&self) -> Vec<MatterId> {
        match &self.meant {
            Ok(Meant::Matters(matters)) => matters.iter().map(|matter| matter.id).collect(),
            Ok(Meant::OneOf(_)) | Err(_) => Vec::new(),
        }
    }
}

/// Finds out what statements mean; changes nothing.
pub async fn understand(
    visit: &mut Visit<'_>,
    answers: &[Answer],
    reply_to: Option<&str>,
) -> Result<Vec<Understood>> {
    let mut understood = Vec::new();
    for answer in answers {
        let is_harmless = answer.said == Said::Acknowledged { promised_on: None } && answer.note.is_none();
        let meant = meant(visit, &answer.target, reply_to, is_harmless).await?;
        let answer = answer.clone();
        understood.push(Understood { answer, meant });
    }
    Ok(understood)
}

/// Enters statements whose matters are locked; asks where one leaves a doubt.
pub async fn enter_all(visit: &mut Visit<'_>, understood: Vec<Understood>) -> Result<&'static str> {
    let (mut lines, mut refusals) = (Vec::new(), Vec::new());
    for Understood { answer, meant } in understood {
        let note = answer.note.as_deref();
        match meant {
            Err(refusal) => refusals.push(refusal),
            // More time is asked for one by one.
            Ok(Meant::Matters(matters) | Meant::OneOf(matters))
                if matters.len() > 1 && matches!(answer.said, Said::Extension { .. }) =>
            {
                let said = answer.said.clone();
                let press = |matter| Press::Say {
                    matter,
                    said: said.clone(),
                    note: None,
                };
                ask_which(visit, Some(&answer.said), &matters, press).await?;
            }
            Ok(Meant::Matters(matters)) => {
                for matter in matters {
                    enter(visit, matter.id, &answer.said, note, &mut lines, &mut refusals).await?;
                }
            }
            Ok(Meant::OneOf(matters)) => {
                let are_taken = take_notes(visit, &matters).await?;
                let note = answer.note.clone().filter(|_| are_taken);
                let press = |matter| Press::Say {
                    matter,
                    said: answer.said.clone(),
                    note: note.clone(),
                };
                ask_which(visit, Some(&answer.said), &matters, press).await?;
            }
        }
    }
    tell(visit, lines, refusals)?;
    Ok("answered")
}

/// Enters one statement about one matter.
pub async fn enter(
    visit: &mut Visit<'_>,
    matter: MatterId,
    said: &Said,
    note: Option<&str>,
    lines: &mut Vec<RecordedLine>,
    refusals: &mut Vec<Refusal>,
) -> Result<bool> {
    let Some(seer) = visit.seer.clone() else {
        return Ok(false);
    };
    if let Said::Extension { to, reason } = *said {
        let matter: Matter = visit.work.get(matter).await?;
        extend::begin(visit, &matter, extend::Wished { to, reason, note }).await?;
        return Ok(true);
    }
    let spoken = Spoken {
        said,
        note,
        proxy: None,
    };
    match take_answer(visit.work, visit.house, visit.books, &seer, matter, spoken).await? {
        Err(refusal) => {
            refusals.push(refusal);
            Ok(false)
        }
        Ok(Taken {
            matter, reply, but, ..
        }) => {
            let is_dropped = but.iter().any(|but| matches!(but, Refusal::NotesNotTaken { .. }));
            let noted = match (&reply.note, is_dropped) {
                (_, true) => Noted::Dropped,
                (Some(_), false) => Noted::Kept,
                (None, false) => Noted::None,
            };
            let said = match said {
                Said::Acknowledged { .. } => Said::Acknowledged {
                    promised_on: reply.promised_on,
                },
                other => other.clone(),
            };
            lines.push(RecordedLine {
                code: matter.code,
                said: Some(said),
                note: noted,
                evidence: 0,
            });
            refusals.extend(
                but.into_iter()
                    .filter(|but| !matches!(but, Refusal::NotesNotTaken { .. })),
            );
            visit.end_conversation().await?;
            Ok(true)
        }
    }
}

/// Confirmations in one message, well within what a message may hold.
const LINES_A_MESSAGE: usize = 40;

/// Says what was entered, then what was not.
pub fn tell(visit: &mut Visit<'_>, lines: Vec<RecordedLine>, refusals: Vec<Refusal>) -> Result<()> {
    for lines in lines.chunks(LINES_A_MESSAGE) {
        visit.say(&Recorded {
            on: visit.books.today(),
            lines: lines.to_vec(),
        })?;
    }
    visit.refuse_all(refusals)
}
