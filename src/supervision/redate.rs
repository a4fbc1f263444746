//! Moving a matter's due day: a new revision arms the steps still ahead, and the change is told.

use super::due::DueFound;
use super::house::{Books, House};
use super::open::arm;
use crate::domain::ids::MatterId;
use crate::domain::matter::Matter;
use crate::domain::notice::Notice;
use crate::store::{Act, MatterFilter, Planning, Work};
use crate::text::{Moved, MovedWhy};
use anyhow::Result;

/// The form in which a moved date is told; its step code is this and why: `moved:calendar`.
pub const MOVED: &str = "moved";

/// A due day that was found anew, and why it was looked for.
#[derive(Debug, Clone)]
pub struct MovedTo {
    /// The day.
    pub found: DueFound,
    /// Why.
    pub why: MovedWhy,
}

/// Gives a locked matter the due day that was found, with a ledger entry; `before` is the matter as locked,
/// `after` carries whatever else changes with it. People are told only when the day itself changed; then
/// `true`.
///
/// # Errors
/// When the database refuses it.
pub async fn redate(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    before: &Matter,
    mut after: Matter,
    to: MovedTo,
) -> Result<bool> {
    let MovedTo { found, why } = to;
    let has_moved = found.due_on != before.due_on;
    after.due_on = found.due_on;
    after.provisional = found.provisional;
    after.mode = found.mode;
    if has_moved {
        after.due_revision += 1;
        let today = books.today();
        after.counts_from_on = after.due_on.filter(|due| *due < today).map(|_| today);
    }
    work.update(&act.doing("matter.redated"), before, &after).await?;
    let planning = work.planning(before.id).await?;
    let planning = if has_moved {
        Planning {
            armed_at: Some(books.now),
            planned_to_at: Some(books.now),
            next_step_at: None,
            news: (!after.is_silent()).then(|| format!("{MOVED}:{}", key_of(why))),
        }
    } else {
        planning
    };
    arm(work, house, books, &after, planning).await?;
    if let Some(above) = after.parent_id {
        follow_measures(work, house, act, above).await?;
    }
    Ok(has_moved)
}

/// Gives a finding the day of the latest of its measures; whatever else stands above a matter keeps its own.
///
/// # Errors
/// When its rulebook is missing or the database refuses it.
pub async fn follow_measures(work: &mut Work, house: &House, act: &Act, above: MatterId) -> Result<()> {
    let before: Matter = work.get(above).await?;
    let rulebook = house.rulebook(work, &before.rulebook).await?;
    if before.rule != rulebook.measures.finding {
        return Ok(());
    }
    let under = MatterFilter {
        parent: Some(above),
        ..MatterFilter::default()
    };
    let measures = work.list_matters(&under).await?;
    let found = DueFound::latest(measures.iter().map(DueFound::kept));
    let after = Matter {
        due_revision: before.due_revision + i64::from(found.due_on != before.due_on),
        due_on: found.due_on,
        provisional: found.provisional,
        mode: found.mode,
        ..before.clone()
    };
    work.update(&act.doing("matter.redated"), &before, &after).await?;
    Ok(())
}

fn key_of(why: MovedWhy) -> &'static str {
    match why {
        MovedWhy::Event => "event",
        MovedWhy::Calendar => "calendar",
        MovedWhy::Rulebook => "rulebook",
        MovedWhy::Import => "import",
    }
}

/// What a notice of a moved date says: the day before, from the ledger, and why.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn moved_line(work: &mut Work, notice: &Notice, matter: &Matter) -> Result<Option<Moved>> {
    let Some(key) = notice
        .step
        .strip_prefix(MOVED)
        .and_then(|rest| rest.strip_prefix(':'))
    else {
        return Ok(None);
    };
    let all = [
        MovedWhy::Event,
        MovedWhy::Calendar,
        MovedWhy::Rulebook,
        MovedWhy::Import,
    ];
    let Some(why) = all.into_iter().find(|why| key_of(*why) == key) else {
        return Ok(None);
    };
    let story = work.ledger_of(matter.id).await?;
    let from = story
        .iter()
        .rev()
        .find(|line| line.entry.action == "matter.redated");
    let before = from.and_then(|line| line.entry.before.as_deref());
    let before: Option<Matter> = before.map(serde_json::from_str).transpose()?;
    Ok(Some(Moved {
        from: before.and_then(|before| before.due_on),
        why,
    }))
}
