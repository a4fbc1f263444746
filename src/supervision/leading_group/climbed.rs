//! What has climbed to the leading group: open, overdue, and past the step at which its members hear of it.

use crate::domain::answer::{Reply, SaidKind};
use crate::domain::matter::Matter;
use crate::domain::role::Role;
use crate::domain::timeline::Step;
use crate::store::Work;
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
/// takes nothing off it.
///
/// # Errors
/// When the database cannot be read.
pub async fn climbed(work: &mut Work, house: &House, books: &Books) -> Result<Vec<Climbed>> {
    let mut found = Vec::new();
    for matter in open_matters(work).await? {
        let Some(days) = matter.days_left(books.today()).filter(|left| *left < 0) else {
            continue;
        };
        let rulebook = house.rulebook(work, &matter.rulebook).await?;
        let Some(step) = reached(&Track::of(&matter, &rulebook)?, &matter, books) else {
            continue;
        };
        let step = step.code.clone();
        let replies = work.list_replies(matter.id).await?;
        let last = replies.iter().rfind(|reply| reply.cycle == matter.cycle);
        let last = last.map(|reply| (day_of(reply, books), reply.said));
        found.push(Climbed {
            matter,
            step,
            days: -days,
            last,
        });
    }
    found.sort_by_key(|climbed| std::cmp::Reverse(climbed.days));
    Ok(found)
}

/// The last step whose day has come, where it is one at which the leading group hears of a matter.
fn reached<'t>(track: &Track<'t>, matter: &Matter, books: &Books) -> Option<&'t Step> {
    let has_come = |step: &&Step| {
        let day = step.at.day(matter.due_on, matter.counts_from_on, &books.calendar);
        step.at.is_after_due() && day.is_some_and(|day| day <= books.today())
    };
    let last = track.timeline.steps.iter().rev().find(has_come)?;
    tells_leading_group(last).then_some(last)
}

/// Whether a step tells the members of the leading group, and not its deputy head alone.
pub fn tells_leading_group(step: &Step) -> bool {
    step.to
        .iter()
        .any(|role| matches!(role, Role::LeadingGroupHead | Role::LeadingGroupMember))
}

fn day_of(reply: &Reply, books: &Books) -> NaiveDate {
    reply
        .given_on
        .unwrap_or_else(|| books.local(reply.answered_at).date())
}
