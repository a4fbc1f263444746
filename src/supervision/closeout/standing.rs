//! 长期坚持: what goes on for good is checked from its approval on.

use crate::domain::ids::PersonId;
use crate::domain::matter::{Matter, MatterState};
use crate::domain::moves::{MoveKind, decide};
use crate::domain::role::Role;
use crate::domain::rulebook::Rule;
use crate::store::{Act, MatterFilter, Work};
use crate::supervision::due::count_rule;
use crate::supervision::house::{Books, House};
use crate::supervision::moves::{enter, ground_of, of_itself};
use crate::supervision::open::{Opening, open};
use crate::supervision::schedule::Track;
use anyhow::Result;
use chrono::NaiveDate;

/// 长期坚持 begins: the checks before it have been passed by its stage result, and the next one counts from now.
pub(super) async fn check_from_now(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    standing: &Matter,
    on: NaiveDate,
) -> Result<String> {
    let rule: &Rule = books.rule(&books.rulebook.measures.standing)?;
    let under = MatterFilter {
        parent: Some(standing.id),
        rule: Some(rule.code.clone()),
        ..MatterFilter::default()
    };
    let mut checks = work.list_matters(&under).await?;
    checks.sort_by_key(|check| check.id);
    for check in &checks {
        pass(work, house, books, act, check, on).await?;
    }
    let number = checks.len() + 1;
    let suffix = if number > 1 {
        number.to_string()
    } else {
        String::new()
    };
    let opening = Opening {
        unit_id: standing.unit_id,
        inspection_id: standing.inspection_id,
        parent_id: Some(standing.id),
        event_id: None,
        origin: format!("standing:{}:{}:{number}", standing.id, standing.cycle),
        code: format!("{}-J{suffix}", standing.code),
        title: standing.title.clone(),
        started_on: on,
        due: count_rule(&books.rulebook, rule, on, books)?,
        state: MatterState::NotStarted,
        claimed_on: None,
        taken_over: false,
        people: people_of(work, standing).await?,
    };
    Ok(open(work, house, books, act, rule, opening).await?.code)
}

async fn people_of(work: &mut Work, matter: &Matter) -> Result<Vec<(Role, PersonId, bool)>> {
    let named = work.list_assignments(matter.id).await?;
    Ok(named
        .into_iter()
        .map(|one| (one.role, one.person_id, one.is_lead))
        .collect())
}

/// Passes an open check, as received and reviewed.
async fn pass(
    work: &mut Work,
    house: &House,
    books: &Books,
    act: &Act,
    check: &Matter,
    on: NaiveDate,
) -> Result<()> {
    let Some(mut check) = work.lock_matter(check.id).await?.filter(Matter::is_open) else {
        return Ok(());
    };
    let rulebook = house.rulebook(work, &check.rulebook).await?;
    let rule = Track::of(&check, &rulebook)?.rule;
    for kind in [MoveKind::Received, MoveKind::Passed] {
        let on = on.max(check.started_on);
        if let Ok(after) = decide(&check, ground_of(rule, books.today()), kind, on) {
            let act = act.doing(if kind == MoveKind::Received {
                "matter.received"
            } else {
                "matter.passed"
            });
            enter(work, house, books, &act, (&check, &after), &of_itself(kind, on)).await?;
            check = after;
        }
    }
    Ok(())
}

/// 长期坚持 is checked from time to time for as long as what it is about goes on; there is one check at a time.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_checked_no_more(work: &mut Work, check: &Matter) -> Result<bool> {
    let Some(above) = check.parent_id else {
        return Ok(!check.is_open());
    };
    let standing: Matter = work.get(above).await?;
    let under = MatterFilter {
        parent: Some(above),
        rule: Some(check.rule.clone()),
        open_only: true,
        ..MatterFilter::default()
    };
    let others = work.list_matters(&under).await?;
    let goes_on = standing.is_open() || standing.state == MatterState::Standing;
    Ok(!goes_on || others.iter().any(|other| other.id != check.id))
}
