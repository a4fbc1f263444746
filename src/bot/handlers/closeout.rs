//! 申请销号 by button: what was done is asked where words are taken, and the application is made.

use super::decide::DecidePress;
use crate::bot::press::{Awaiting, Held, Press};
use crate::bot::visit::Visit;
use crate::domain::matter::Matter;
use crate::domain::message::Markup;
use crate::domain::refusal::Refusal;
use crate::domain::reply::{Parsed, Said, Target, UnclearWhy};
use crate::supervision::{AppliedFor, Applying, apply_in, takes_words};
use crate::text::{CloseOutAsk, CloseOutDone, Label};
use anyhow::Result;

/// 申请销号 was pressed.
pub async fn begin(visit: &mut Visit<'_>, matter: &Matter) -> Result<bool> {
    let Some(seer) = visit.seer.clone() else {
        return Ok(false);
    };
    if !takes_words(visit.work, visit.house, visit.books, &seer, matter).await? {
        return apply(visit, matter, None).await;
    }
    let held = Held::of(matter);
    visit.await_answer(&Awaiting::CloseOut { matter: held }).await?;
    let person = seer.person.id;
    let press = Press::Apply { matter: held };
    let yes = visit
        .labelled(Said::Completed.to_string(), person, &press)
        .await?;
    let no = visit
        .button(Label::Cancel, person, &Press::Decide(DecidePress::Cancel))
        .await?;
    let code = matter.code.clone();
    visit.ask(&CloseOutAsk { code }, Markup::Buttons(vec![vec![yes, no]]))?;
    visit.was_about(matter.id);
    Ok(false)
}

/// Whether some words, while it is asked what was done, tell that: neither an answer about something else nor a
/// question.
pub fn tells_what_was_done(parsed: &Parsed) -> bool {
    match parsed {
        Parsed::Answers(answers) => answers
            .iter()
            .all(|answer| answer.said == Said::Completed && answer.target == Target::None),
        Parsed::Unclear(unclear) => unclear.about.is_empty() && unclear.why == UnclearWhy::NotUnderstood,
        Parsed::Command(_) => false,
    }
}

/// What was done, in words.
pub async fn write(visit: &mut Visit<'_>, held: Held, text: &str) -> Result<&'static str> {
    match visit.still(held).await? {
        Some(matter) => apply(visit, &matter, Some(text.trim())).await.map(|_| "applied"),
        None => {
            visit.refuse(Refusal::ButtonGone)?;
            Ok("button_gone")
        }
    }
}

/// Makes the application.
pub async fn apply(visit: &mut Visit<'_>, matter: &Matter, done: Option<&str>) -> Result<bool> {
    let Some(person) = visit.person().cloned() else {
        return Ok(false);
    };
    let asked = Applying { done, proxy: None };
    match apply_in(visit.work, visit.house, visit.books, &person, matter.id, asked).await? {
        Ok(applied) => {
            visit.end_conversation().await?;
            visit.say(&said(applied, None))?;
            Ok(true)
        }
        Err(refusal) => {
            visit.refuse(refusal)?;
            Ok(false)
        }
    }
}

/// An application as it is told.
pub fn said(applied: AppliedFor, giver: Option<String>) -> CloseOutDone {
    CloseOutDone::Applied {
        code: applied.code,
        giver,
        ordinal: applied.ordinal,
        evidence: applied.evidence,
        step: applied.step,
        due_on: applied.step_due_on,
        words_dropped: applied.words_dropped,
        bare: applied.bare,
    }
}
