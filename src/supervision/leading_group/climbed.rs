//! What has climbed to the leading group: open, overdue, and past the step at which its members hear of it.

use crate::domain::answer::{Reply, SaidKind};
use crate::domain::matter::Matter;
use crate::domain::role::Role;
use crate::domain::timeline::Step;
use crate::store::Work;
use crate::supervision::decision::is_decision;
use crate::supervision::desk::open_matters;
use crate::supervision::house::{Books, House};
use crate::supervision::schedule::Track;
use anyhow::Result;
use chrono::NaiveDate;

/// A matter that has climbed to the leading group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Climbed {
    /// The matter.
    pub matter: Matter,
    /// Code of the step that it has reached.
    pub step: String,
    /// Calendar days overdue.
    pub days: i64,
    /// What was last said of it in this cycle, and on which day.
    pub last: Option<(NaiveDate, SaidKind)>,
}

/// Everything that has climbed to the leading group, the longest overdue first. 缓发 of a paper, an answer or a promise
/// takes nothing off it; what others have to decide is no unit's.
///
/// # Errors
/// When the database cannot be read.
pub async fn climbed(work: &mut Work, house: &House, books: &Books) -> Result<Vec<Climbed>> {
    let mut found = Vec::new();
    for (matter, days) in overdue(work, house, books).await? {
        let Some(step) = reached(work, house, &matter).await? else {
            continue;
        };
        let replies = work.list_replies(matter.id).await?;
        let last = replies.iter().rfind(|reply| reply.cycle == matter.cycle);
        let last = last.map(|reply| (day_of(reply, books), reply.said));
        found.push(Climbed {
            matter,
            step,
            days,
            last,
        });
    }
    found.sort_by_key(|climbed| std::cmp::Reverse(climbed.days));
    Ok(found)
}

/// What is open and overdue, with the days that it is; without what is to be decided.
///
/// # Errors
/// When the database cannot be read.
pub async fn overdue(work: &mut Work, house: &House, books: &Books) -> Result<Vec<(Matter, i64)>> {
    let mut found = Vec::new();
    for matter in open_matters(work).await? {
        let days = matter.days_left(books.today()).filter(|left| *left < 0);
        if let Some(days) = days
            && !is_decision(work, house, &matter).await?
        {
            found.push((matter, -days));
        }
    }
    Ok(found)
}

/// The last rung that a matter has climbed, where it is one at which the leading group hears of it.
async fn reached(work: &mut Work, house: &House, matter: &Matter) -> Result<Option<String>> {
    let Some(rung) = work.list_rungs(matter).await?.pop() else {
        return Ok(None);
    };
    let rulebook = house.rulebook(work, &matter.rulebook).await?;
    let steps = &Track::of(matter, &rulebook)?.timeline.steps;
    let step = steps.iter().find(|step| step.code == rung.step);
    Ok(step.filter(|step| tells_leading_group(step)).map(|_| rung.step))
}

/// Whether a step tells the members of the leading group, and not its deputy head alone.
fn tells_leading_group(step: &Step) -> bool {
    step.to
        .iter()
        .any(|role| matches!(role, Role::LeadingGroupHead | Role::LeadingGroupMember))
}

fn day_of(reply: &Reply, books: &Books) -> NaiveDate {
    reply
        .given_on
        .unwrap_or_else(|| books.local(reply.answered_at).date())
}
