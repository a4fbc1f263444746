//! Matters that end because their end was recorded as an event, such as 整改方案收件.

use super::house::{Books, House};
use super::moves::{Moved, enter, follow_end, ground_of, of_itself};
use super::schedule::Track;
use crate::domain::inspection::Event;
use crate::domain::moves::{MoveKind, decide};
use crate::domain::rulebook::Ends;
use crate::store::{Act, MatterFilter, Work};
use anyhow::Result;

/// Ends the open matters whose end a recorded event is; gives their codes and what opened after them.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn end_by_event(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    event: &Event,
) -> Result<(Vec<String>, Vec<String>)> {
    let filter = MatterFilter {
        unit: Some(event.unit_id),
        inspection: event.inspection_id,
        open_only: true,
        ..MatterFilter::default()
    };
    let mut matters = work.list_matters(&filter).await?;
    matters.sort_by_key(|matter| matter.id);
    let (mut ended, mut opened) = (Vec::new(), Vec::new());
    for matter in matters {
        let rulebook = house.rulebook(work, &matter.rulebook).await?;
        let rule = Track::of(&matter, &rulebook)?.rule;
        let is_end = rule.ends_as.as_ref() == Some(&event.kind);
        if !is_end || work.clue_of_matter(matter.id).await?.map(|clue| clue.id) != event.clue_id {
            continue;
        }
        let kind = match rule.ends {
            Ends::Review => MoveKind::Passed,
            Ends::Held => MoveKind::Held,
            Ends::Receipt | Ends::Coded | Ends::Closeout | Ends::Decision => MoveKind::Received,
        };
        let Some(matter) = work.lock_matter(matter.id).await? else {
            continue;
        };
        let Ok(after) = decide(&matter, ground_of(rule, books.today()), kind, event.happened_on) else {
            continue;
        };
        let new = of_itself(kind, event.happened_on);
        enter(work, house, books, act, (&matter, &after), &new).await?;
        ended.push(after.code.clone());
        let mut moved = Moved {
            matter: after,
            opened: Vec::new(),
            ended: Vec::new(),
            about: None,
        };
        if !moved.matter.is_open() {
            follow_end(work, house, books, act, rule, &mut moved).await?;
        }
        opened.extend(moved.opened);
        ended.extend(moved.ended);
    }
    Ok((ended, opened))
}
