//! 已报送, 已召开: what a unit says that it has done waits for the office, and holds the office's own reminders of it
//! for as long as the office may take to look.

use super::closeout::ORIGIN;
use super::decision::About;
use super::house::{Books, House};
use super::schedule::Track;
use crate::domain::contact::Unit;
use crate::domain::deadline::{Roll, count};
use crate::domain::matter::{Matter, MatterState};
use crate::domain::role::RoleScope;
use crate::domain::rulebook::{Ends, RuleCode, Rulebook};
use crate::store::{MatterFilter, Work};
use anyhow::Result;

/// Kind of the attention that a submission raises until the office has said what has arrived.
pub const SUBMITTED: &str = "submitted";
/// The same of a clue: its code alone is told.
const CLUE_SUBMITTED: &str = "clue_submitted";
/// The policy that gives the office its time to confirm.
const RECEIPT_POLICY: &str = "R-RECEIPT";

/// Tells the office what is reported as done, once while it waits; and no longer when it is taken back.
///
/// # Errors
/// When the database refuses it.
pub async fn raise_submitted(
    work: &mut Work,
    house: &House,
    books: &Books,
    matter: &Matter,
    ends: Ends,
) -> Result<()> {
    if matter.claimed_on.is_none() || !matter.is_open() || !ends.waits_for_office() {
        let kind = if ends == Ends::Coded {
            CLUE_SUBMITTED
        } else {
            SUBMITTED
        };
        return Ok(work.settle_attention_about(kind, &matter.code, books.now).await?);
    }
    if ends == Ends::Coded {
        let detail = serde_json::json!({ "code": matter.code }).to_string();
        return Ok(work
            .raise(house.office.id, CLUE_SUBMITTED, &matter.code, &detail, books.now)
            .await?);
    }
    let unit: Unit = work.get(matter.unit_id).await?;
    let detail = serde_json::json!({
        "code": matter.code,
        "unit": unit.name,
        "held": ends == Ends::Held,
        "on": matter.claimed_on,
    });
    let detail = detail.to_string();
    Ok(work
        .raise(house.office.id, SUBMITTED, &matter.code, &detail, books.now)
        .await?)
}

/// Whether the office has the word: what was submitted lies with it for review, or waits for its 收件 no longer
/// than the policy gives it. The unit is not climbed on meanwhile.
///
/// # Errors
/// When the policy's period cannot be counted.
pub fn lies_with_office(
    matter: &Matter,
    track: &Track<'_>,
    rulebook: &Rulebook,
    books: &Books,
) -> Result<bool> {
    if matter.state == MatterState::UnderReview {
        return Ok(track.rule.ends != Ends::Closeout);
    }
    let policy = rulebook.policy(&RuleCode(RECEIPT_POLICY.to_owned()));
    let (Some(claimed_on), Some(period)) = (matter.claimed_on, policy.and_then(|policy| policy.at_most))
    else {
        return Ok(false);
    };
    let until = count(claimed_on, period, Roll::Next, &books.calendar)?;
    Ok(track.rule.ends.waits_for_office() && books.today() <= until.due_on)
}

/// 销号: whether what was applied for lies in review, so that nobody is reminded of it or climbed on. A step that lies
/// in the unit itself holds its ladder only until its own last day.
///
/// # Errors
/// When a rulebook is missing or the database cannot be read.
pub async fn is_in_review(work: &mut Work, house: &House, books: &Books, matter: &Matter) -> Result<bool> {
    if matter.state != MatterState::UnderReview {
        return Ok(false);
    }
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    if Track::of(matter, &rulebook)?.rule.ends != Ends::Closeout {
        return Ok(false);
    }
    let Some(step) = open_step_of(work, matter).await? else {
        return Ok(true);
    };
    let rulebook = house.rulebook(work, &step.rulebook).await?;
    let role = Track::of(&step, &rulebook)?.rule.to.first().copied();
    let lies_in_unit = role.is_some_and(|role| role.scope() == RoleScope::Unit);
    Ok(!lies_in_unit || step.due_on.is_none_or(|due| books.today() <= due))
}

/// The open decision on an application for a matter, or on that for its finding.
async fn open_step_of(work: &mut Work, matter: &Matter) -> Result<Option<Matter>> {
    for above in [Some(matter.id), matter.parent_id].into_iter().flatten() {
        let under = MatterFilter {
            parent: Some(above),
            open_only: true,
            ..MatterFilter::default()
        };
        let steps = work.list_matters(&under).await?;
        let is_step = |step: &Matter| About::read(&step.origin).is_some_and(|it| it.kind == ORIGIN);
        if let Some(step) = steps.into_iter().find(is_step) {
            return Ok(Some(step));
        }
    }
    Ok(None)
}
