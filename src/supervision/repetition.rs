//! What comes again after its day, until what it waits for has ended.

use super::cadence::{all_findings_closed, is_opened, open_after};
use super::closeout::is_checked_no_more;
use super::house::{Books, House};
use super::redate::origin_repeating;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::rulebook::{Ends, Rule, Until};
use crate::store::{Act, MatterFilter, Work};
use anyhow::Result;

/// Opens the next repetition of a rule's matters whose day has come and whose end has not.
///
/// # Errors
/// When the database refuses it.
pub async fn open_repetitions(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
) -> Result<Vec<String>> {
    let filter = MatterFilter {
        rule: Some(rule.code.clone()),
        due_before: books.today().succ_opt(),
        ..MatterFilter::default()
    };
    let mut opened = Vec::new();
    for matter in work.list_matters(&filter).await? {
        opened.extend(open_repetition(work, house, books, act, rule, &matter).await?);
    }
    Ok(opened)
}

/// Opens what repeats one matter, once its day has come.
///
/// # Errors
/// When the database refuses it.
pub async fn open_repetition(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    rule: &Rule,
    matter: &Matter,
) -> Result<Option<String>> {
    let origin = origin_repeating(matter);
    let Some(day) = matter.due_on.filter(|day| *day <= books.today()) else {
        return Ok(None);
    };
    if has_ended(work, books, rule, matter).await? || is_opened(work, rule, matter, &origin).await? {
        return Ok(None);
    }
    let code = open_after(work, house, books, act, rule, matter, origin, day).await?;
    Ok(Some(code))
}

async fn has_ended(work: &mut Work, books: &Books, rule: &Rule, matter: &Matter) -> Result<bool> {
    if matter.state == MatterState::Withdrawn {
        return Ok(true);
    }
    match (rule.until.unwrap_or(Until::Closed), matter.inspection_id) {
        (Until::AllFindingsClosed, Some(inspection)) => all_findings_closed(work, books, inspection).await,
        (Until::Lifted, _) => is_lifted(work, matter).await,
        _ if rule.ends == Ends::Coded => has_left(work, matter).await,
        _ if rule.code == books.rulebook.measures.standing => is_checked_no_more(work, matter).await,
        _ => Ok(!matter.is_open()),
    }
}

/// A 挂号督办 is reported on for as long as it stands and its matter is open.
async fn is_lifted(work: &mut Work, report: &Matter) -> Result<bool> {
    let Some(id) = report.parent_id else {
        return Ok(true);
    };
    let registered: Matter = work.get(id).await?;
    Ok(!registered.is_open() || work.standing_registration(id).await?.is_none())
}

/// What is fed back of a clue is asked for again, until the clue is concluded or with another organ.
async fn has_left(work: &mut Work, matter: &Matter) -> Result<bool> {
    let clue = work.clue_of_matter(matter.id).await?;
    let is_gone = clue.is_some_and(|clue| !clue.is_open() || clue.organ_id != matter.unit_id);
    Ok(is_gone || matter.state == MatterState::ClosedOut)
}
