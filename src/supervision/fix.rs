//! 补正 of what is sent back: a matter of its own under the one that was returned.

use super::due::{DueFound, find_due};
use super::house::{Books, House};
use super::moves::{Moved, NewMove};
use super::open::{Opening, next_code, open};
use crate::domain::matter::MatterState;
use crate::domain::moves::Move;
use crate::domain::rulebook::{Rule, Start};
use crate::store::{Act, Work};
use anyhow::Result;

/// Key of the event kind on which 补正 starts.
const RETURNED: &str = "returned";

/// Opens what the rules say for something that was sent back.
///
/// # Errors
/// When a day cannot be counted or the database refuses it.
pub async fn open_fixes(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    made: &Move,
    new: &NewMove,
    moved: &mut Moved,
) -> Result<()> {
    let returned = &moved.matter;
    let rules = books.rulebook.rules.iter().filter(|rule| is_fix(rule));
    for rule in rules.filter(|rule| rule.enabled) {
        let due = match new.fix_by {
            Some(day) => DueFound::fixed(day),
            None => find_due(work, books, rule, made.moved_on, returned.inspection_id).await?,
        };
        let opening = Opening {
            unit_id: returned.unit_id,
            inspection_id: returned.inspection_id,
            parent_id: Some(returned.id),
            event_id: None,
            origin: format!("move:{}", made.id),
            code: next_code(work, rule, returned.inspection_id, books.today()).await?,
            title: format!("{} {}", rule.name, returned.code),
            started_on: made.moved_on,
            due,
            state: MatterState::NotStarted,
            claimed_on: None,
            taken_over: false,
            people: Vec::new(),
        };
        moved
            .opened
            .push(open(work, house, books, act, rule, opening).await?.code);
    }
    Ok(())
}

/// Whether a rule opens the 补正 of what is sent back.
pub fn is_fix(rule: &Rule) -> bool {
    matches!(&rule.start, Start::Event(kind) if kind == RETURNED)
}
