//! What is open for a person, and one matter in full.

use super::meant::by_code;
use crate::bot::press::Meant;
use crate::bot::visit::Visit;
use crate::domain::matter::Matter;
use crate::domain::refusal::Refusal;
use crate::supervision::{current_list, line_for, said_of, under_review};
use crate::text::{Card, LastAnswer, Line, ReviewLine};
use anyhow::Result;

/// `/todo`, 我的待办: a list with numbers that answers may use.
pub async fn todo(visit: &mut Visit<'_>) -> Result<&'static str> {
    let Some(seer) = visit.seer.clone() else {
        return Ok("not_bound");
    };
    let list = current_list(visit.work, visit.house, visit.books, &seer).await?;
    visit.list(&list.todo)?;
    visit.has_numbered(list.matters.iter().map(|matter| matter.id));
    Ok("todo")
}

async fn line_of(visit: &mut Visit<'_>, matter: &Matter) -> Result<Option<Line>> {
    match visit.seer.clone() {
        Some(seer) => line_for(visit.work, visit.house, visit.books, &seer, matter).await,
        None => Ok(None),
    }
}

/// `/m CODE`.
pub async fn card(visit: &mut Visit<'_>, code: &str) -> Result<&'static str> {
    let matter = match by_code(visit, code).await? {
        Ok(Meant::Matters(mut matters)) if matters.len() == 1 => matters.remove(0),
        Ok(_) => return Ok("ignored"),
        Err(refusal) => {
            visit.refuse(refusal)?;
            return Ok("refused");
        }
    };
    let Some(line) = line_of(visit, &matter).await? else {
        visit.refuse(Refusal::CodeUnknown {
            code: code.to_owned(),
        })?;
        return Ok("refused");
    };
    let replies = visit.work.list_replies(matter.id).await?;
    let last = match replies.last() {
        Some(reply) => Some(LastAnswer {
            by: visit
                .work
                .get::<crate::domain::contact::Person>(reply.person_id)
                .await?
                .name,
            at: visit.books.local(reply.answered_at),
            said: said_of(reply).to_string(),
        }),
        None => None,
    };
    let evidence = visit.work.list_evidence(matter.id).await?.len();
    let review = under_review(visit.work, visit.house, &matter).await?;
    let next_step_at = visit.work.planning(matter.id).await?.next_step_at;
    visit.say(&Card {
        on: visit.books.today(),
        matter: line,
        last,
        evidence: u32::try_from(evidence).unwrap_or(u32::MAX),
        review: review.map(|review| ReviewLine {
            applied_on: review.applied_on,
            ordinal: review.ordinal,
            role: review.role,
            due_on: review.due_on,
        }),
        next_on: next_step_at.map(|at| visit.books.local(at).date()),
    })?;
    visit.was_about(matter.id);
    Ok("card")
}
