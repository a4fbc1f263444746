//! What must be so before a paper is issued, and what its issue registers: rungs are issued from below, and what a
//! 告诫书 names is under 挂号督办 from then on.

use super::list::name_of;
use super::{ISSUE_RULE, PAPER, origin_of};
use crate::domain::ids::PaperId;
use crate::domain::matter::Matter;
use crate::domain::refusal::Refusal;
use crate::domain::rulebook::{Form, RuleCode};
use crate::domain::supervision_paper::{Paper, PaperItem, PaperState};
use crate::store::{Act, Work};
use crate::supervision::decision::About;
use crate::supervision::house::{Books, House};
use crate::supervision::registration::{REGISTRATION, register_in};
use crate::supervision::schedule::Track;
use anyhow::Result;
use chrono::NaiveDate;

/// Whether a paper may be issued: no paper of a lower rung of one of its matters still waits. What was put off is
/// dealt with.
///
/// # Errors
/// When the database cannot be read.
pub async fn may_issue(
    work: &mut Work,
    house: &House,
    code: &str,
    paper: PaperId,
) -> Result<Result<(), Refusal>> {
    for item in work.list_paper_items(paper).await? {
        let matter: Matter = work.get(item.matter_id).await?;
        if !item.stands(&matter) {
            continue;
        }
        if let Some(lower) = lower_draft(work, house, &matter, &item).await? {
            let rulebook = house.rulebook(work, &lower.rulebook).await?;
            return Ok(Err(Refusal::LowerPaperFirst {
                code: code.to_owned(),
                matter: matter.code,
                paper: name_of(&lower, &rulebook),
                id: lower.id.0,
                first: decision_on(work, &lower).await?,
            }));
        }
    }
    Ok(Ok(()))
}

/// The draft of the lowest rung below a paper's own that stands for the matter's present date.
async fn lower_draft(
    work: &mut Work,
    house: &House,
    matter: &Matter,
    item: &PaperItem,
) -> Result<Option<Paper>> {
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let steps = &Track::of(matter, &rulebook)?.timeline.steps;
    let height = |step: &str| steps.iter().position(|known| known.code == step);
    let Some(own) = height(&item.step) else {
        return Ok(None); // the leading group's own papers are no rungs
    };
    let mut lower: Vec<(usize, Paper)> = Vec::new();
    for (other, paper) in work.list_papers_of(matter.id).await? {
        let is_draft = paper.state == PaperState::Drafted && other.stands(matter);
        if let Some(rung) = height(&other.step).filter(|rung| is_draft && *rung < own) {
            lower.push((rung, paper));
        }
    }
    Ok(lower
        .into_iter()
        .min_by_key(|(rung, _)| *rung)
        .map(|(_, paper)| paper))
}

/// Code of the decision that a draft waits for.
async fn decision_on(work: &mut Work, paper: &Paper) -> Result<Option<String>> {
    let rule = RuleCode(ISSUE_RULE.to_owned());
    let step = work
        .find_matter_of(&rule, paper.unit_id, &origin_of(paper.id))
        .await?;
    Ok(step.map(|step| step.code))
}

/// Registers what an issued paper names, where its form says so; gives the numbers. The 签收 of a paper and the report
/// on a registration are registered with what they are about.
///
/// # Errors
/// When the database refuses it.
pub async fn register_items(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    form: &Form,
    standing: &[(PaperItem, Matter)],
) -> Result<Vec<String>> {
    let mut numbers = Vec::new();
    for (_, matter) in standing
        .iter()
        .filter(|(_, matter)| form.registers && is_own(matter))
    {
        let made = Box::pin(register_in(work, house, books, act, matter, None)).await?;
        numbers.push(made.number);
    }
    Ok(numbers)
}

fn is_own(matter: &Matter) -> bool {
    !About::read(&matter.origin).is_some_and(|about| [PAPER, REGISTRATION].contains(&about.kind))
}

/// The number under which a matter was registered on a day, for papers of a form that registers.
///
/// # Errors
/// When the database cannot be read.
pub async fn registered_on(
    work: &mut Work,
    form: Option<&Form>,
    matter: &Matter,
    day: Option<NaiveDate>,
) -> Result<Option<String>> {
    let Some(day) = day.filter(|_| form.is_some_and(|form| form.registers)) else {
        return Ok(None);
    };
    let all = work.list_registrations_of(matter.id).await?;
    let held = all.into_iter().find(|row| row.held_on(day));
    Ok(held.map(|row| row.number))
}

/// The numbers under which the issue of a paper registered what stands on it.
///
/// # Errors
/// When the database cannot be read.
pub async fn registered_with(work: &mut Work, house: &House, paper: &Paper) -> Result<Vec<String>> {
    let rulebook = house.rulebook(work, &paper.rulebook).await?;
    let form = rulebook.form(&paper.form);
    let mut numbers = Vec::new();
    for item in work.list_paper_items(paper.id).await? {
        let matter: Matter = work.get(item.matter_id).await?;
        numbers.extend(registered_on(work, form, &matter, paper.issued_on).await?);
    }
    Ok(numbers)
}
