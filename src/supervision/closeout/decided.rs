//! What a decision on an application sets off: the next step, the end, or everything goes back.

use super::grant::{close_out, confirm};
use super::send_back::send_back;
use super::step::{NOBODY_DECIDES, open_step};
use super::{end_application, last_application, measures_of};
use crate::domain::capacity::Capacity;
use crate::domain::closeout::{Application, ApplicationState};
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::matter::Matter;
use crate::domain::moves::{Move, MoveKind};
use crate::domain::rulebook::RuleCode;
use crate::store::{Act, Work};
use crate::supervision::house::{Books, House};
use crate::supervision::schedule::Track;
use crate::text::Fact;
use anyhow::{Context, Result};
use chrono::NaiveDate;

/// What follows from a decision on the application of a row; gives the codes of what it opened.
///
/// # Errors
/// When the database refuses it, or the step stands in no chain.
pub async fn decided(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    (application, step): (ApplicationId, &Matter),
    made: &Move,
    fix_by: Option<NaiveDate>,
) -> Result<Vec<String>> {
    work.settle_attention_about(NOBODY_DECIDES, &step.code, books.now)
        .await?;
    let application: Application = work.get(application).await?;
    let about = work.lock_matter(application.matter_id).await?;
    let about = about.context("an application for a matter that is gone")?;
    if application.state != ApplicationState::Pending || application.cycle != about.cycle {
        return Ok(Vec::new());
    }
    let rulebook = house.rulebook(work, &step.rulebook).await?;
    let rule = Track::of(step, &rulebook)?.rule;
    let role = rule.to.first().copied();
    let by = Capacity::of(role.with_context(|| format!("rule {} is nobody's duty", rule.code))?);
    if made.kind == MoveKind::Returned {
        send_back(
            work,
            house,
            books,
            act,
            (&application, &about),
            (made, by),
            fix_by,
        )
        .await?;
        return Ok(Vec::new());
    }
    let measure = work.find_measure_of(about.id).await?;
    let finding = work.find_finding_of(about.id).await?;
    let is_focus = finding.as_ref().is_some_and(|finding| finding.is_focus);
    let chain = match measure {
        Some(_) => &rulebook.closeout.measure[..],
        None => rulebook.closeout.of_finding(is_focus),
    };
    if let Some(next) = next_in(chain, &rule.code)? {
        let next = open_step(work, house, books, act, &about, &application, next).await?;
        return Ok(vec![next.code]);
    }
    end_application(work, act, &application, ApplicationState::Agreed, made.moved_on).await?;
    match (measure, finding) {
        (Some(measure), _) => confirm(work, house, books, act, (&measure, &about), (made, by)).await,
        (None, Some(finding)) => close_out(work, house, books, act, (&finding, &about), (made, by)).await,
        (None, None) => Ok(Vec::new()),
    }
}

fn next_in<'c>(chain: &'c [RuleCode], code: &RuleCode) -> Result<Option<&'c RuleCode>> {
    let at = chain.iter().position(|step| step == code);
    let at = at.with_context(|| format!("{code} stands in no chain of close-out"))?;
    Ok(chain.get(at + 1))
}

/// Who applied: they do not decide. Of a finding's application, whoever applied for its measures.
///
/// # Errors
/// When the database cannot be read.
pub async fn applicants(work: &mut Work, application: ApplicationId) -> Result<Vec<PersonId>> {
    let application: Application = work.get(application).await?;
    let mut people: Vec<PersonId> = application.applicant_id.into_iter().collect();
    if let Some(finding) = work.find_finding_of(application.matter_id).await? {
        for (_, matter) in measures_of(work, finding.id).await? {
            let last = last_application(work, &matter).await?;
            people.extend(last.and_then(|last| last.applicant_id));
        }
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// What whoever decides must know of an application: numbers and days.
///
/// # Errors
/// When the database cannot be read.
pub async fn facts(work: &mut Work, application: ApplicationId) -> Result<Vec<Fact>> {
    let application: Application = work.get(application).await?;
    let about: Matter = work.get(application.matter_id).await?;
    let mut facts = vec![
        fact("times", application.ordinal),
        fact("applied_on", application.applied_on),
        fact("evidence", application.evidence),
    ];
    facts.extend(about.due_on.map(|due| fact("due_on", due)));
    let is_moved = about.original_due_on != about.due_on;
    let original = about.original_due_on.filter(|_| is_moved);
    facts.extend(original.map(|day| fact("original_due_on", day)));
    if let Some(finding) = work.find_finding_of(about.id).await? {
        let measures = measures_of(work, finding.id).await?.len();
        facts.extend((measures > 0).then(|| fact("measures", measures)));
    }
    Ok(facts)
}

fn fact(key: &'static str, value: impl ToString) -> Fact {
    Fact {
        key,
        value: value.to_string(),
    }
}
