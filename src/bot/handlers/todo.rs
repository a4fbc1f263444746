//! What is open for a person, and one matter in full.

use super::meant::by_code;
use crate::bot::press::Meant;
use crate::bot::visit::Visit;
use crate::domain::disclosure::Shown;
use crate::domain::matter::Matter;
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::ChannelKind;
use crate::supervision::{Disclosed, one_line_a_clue, open_matters_of, promise_of_person, said_of};
use crate::text::{Card, Entry, LastAnswer, Line, Section, Todo};
use anyhow::Result;

/// `/todo`, 我的待办: a list with numbers that answers may use.
pub async fn todo(visit: &mut Visit<'_>) -> Result<&'static str> {
    let Some(seer) = visit.seer.clone() else {
        return Ok("not_bound");
    };
    let matters = open_matters_of(visit.work, visit.house, visit.books, &seer.person).await?;
    let (mut entries, mut listed, mut counted) = (Vec::new(), Vec::new(), 0);
    let folded = one_line_a_clue(visit.work, visit.house, &matters.iter().collect::<Vec<_>>()).await?;
    for matter in matters.iter().filter(|matter| !folded.contains(&matter.id)) {
        match line_of(visit, matter).await? {
            Some(line) => {
                listed.push(matter.id);
                entries.push(Entry::Matter(line));
            }
            None => counted += 1,
        }
    }
    let sections = if entries.is_empty() {
        Vec::new()
    } else {
        vec![Section {
            form: "todo".to_owned(),
            name: None,
            entries,
        }]
    };
    visit.list(&Todo {
        on: visit.books.today(),
        name: seer.person.name,
        sections,
        counted,
    })?;
    visit.has_numbered(listed);
    Ok("todo")
}

async fn line_of(visit: &mut Visit<'_>, matter: &Matter) -> Result<Option<Line>> {
    let Some(seer) = visit.seer.clone() else {
        return Ok(None);
    };
    let disclosed = Disclosed::of(visit.work, visit.house, visit.books, matter).await?;
    Ok(match disclosed.shown(Some(&seer), ChannelKind::Chat)? {
        Shown::Full(outward) | Shown::Neutral(outward) => {
            let promised_on = promise_of_person(visit.work, matter, seer.person.id).await?;
            Some(Line {
                promised_on,
                ..outward.into()
            })
        }
        Shown::Counted | Shown::Withheld => None,
    })
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
    let next_step_at = visit.work.planning(matter.id).await?.next_step_at;
    visit.say(&Card {
        on: visit.books.today(),
        matter: line,
        last,
        evidence: u32::try_from(evidence).unwrap_or(u32::MAX),
        next_on: next_step_at.map(|at| visit.books.local(at).date()),
    })?;
    visit.was_about(matter.id);
    Ok("card")
}
